package org.concordat.marts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * How far sources agree on the ethnic group of the same linked people (ethnicity.md, "Choosing one
 * value per person"): for each pair of sources a table of 5 x 5 groups, the share that agrees, and
 * Cohen's kappa (J. Cohen, A coefficient of agreement for nominal scales, Educational and
 * Psychological Measurement 20, 1960): (observed - expected) / (1 - expected), where expected is
 * the share that the two sources' totals alone would make agree.
 *
 * <p>Kappa is null where nobody is compared, where everybody is in one group, and for a source
 * beside itself, since its second values are picked for being different.
 */
final class EthnicityAgreement {

  /** Sources in the order in which they stand beside one another. */
  static final List<String> SOURCES =
      List.of(
          "trust",
          "emergency_department",
          "nhs_111",
          "police_self_defined",
          "ambulance",
          "police_officer");

  /** The groups of the ONS. */
  static final List<String> GROUPS = List.of("White", "Mixed", "Asian", "Black", "Other");

  private record Cell(String first, String second, String oneGroup, String otherGroup) {}

  private final Map<Cell, Long> people = new HashMap<>();

  /** Adds people to whom two sources give these groups. */
  void add(String first, String second, String oneGroup, String otherGroup, long number) {
    people.merge(new Cell(first, second, oneGroup, otherGroup), number, Long::sum);
  }

  /** Rows of the table {@code ethnicity_agreement}: 25 for every pair of sources. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int first = 0; first < SOURCES.size(); first++) {
      for (int second = first; second < SOURCES.size(); second++) {
        addRows(rows, SOURCES.get(first), SOURCES.get(second));
      }
    }
    return rows;
  }

  private void addRows(List<Row> rows, String first, String second) {
    long compared = 0;
    long agreed = 0;
    // Whole numbers: the expected share is this over the square of the people compared.
    long expected = 0;
    for (String group : GROUPS) {
      long inRow = 0;
      long inColumn = 0;
      for (String other : GROUPS) {
        inRow += number(first, second, group, other);
        inColumn += number(first, second, other, group);
      }
      compared += inRow;
      agreed += number(first, second, group, group);
      expected += inRow * inColumn;
    }
    Double byChance = compared == 0 ? null : (double) expected / (compared * compared);
    Double kappa = first.equals(second) ? null : kappa(compared, agreed, expected);
    for (String group : GROUPS) {
      for (String other : GROUPS) {
        rows.add(
            RowFactory.create(
                first,
                second,
                group,
                other,
                number(first, second, group, other),
                compared,
                agreed,
                byChance,
                kappa));
      }
    }
  }

  private static @Nullable Double kappa(long compared, long agreed, long expected) {
    long all = compared * compared;
    return all == expected ? null : (double) (compared * agreed - expected) / (all - expected);
  }

  private long number(String first, String second, String group, String other) {
    return people.getOrDefault(new Cell(first, second, group, other), 0L);
  }
}
