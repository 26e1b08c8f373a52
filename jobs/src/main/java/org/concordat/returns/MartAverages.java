package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.Average;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * The values that the averages of one mart are taken of, for each organisation and each level, in
 * one pass over the mart. An average of England is of the values of all organisations together,
 * since averages cannot be averaged.
 */
final class MartAverages {

  private final String mart;
  private final List<Measure> averages;

  /** SQL of the values of each average, each wording once: a mean and a median share theirs. */
  private final List<String> values;

  private final MartLevels levels;

  /**
   * @param mart name of the mart
   * @param measures all measures; averages of this mart's columns in the month are taken
   */
  MartAverages(String mart, Measures measures, ReportingMonth month) {
    this.mart = mart;
    this.averages =
        measures.inForce(month).stream()
            .filter(m -> m.averaged().map(a -> a.mart().equals(mart)).orElse(false))
            .toList();
    this.values = averages.stream().map(MartAverages::value).distinct().toList();
    this.levels = new MartLevels(mart, measures, averages);
  }

  /** What a row gives to an average as a bigint; null for a row that does not count. */
  private static String value(Measure measure) {
    Average how = measure.averaged().orElseThrow();
    return "cast(" + CountedSql.value(how) + " as bigint)";
  }

  /** Whether any measure averages this mart. */
  boolean hasAny() {
    return !averages.isEmpty();
  }

  /**
   * One row per organisation, level of a characteristic, number of the values' SQL and value: the
   * column of the characteristic is filled, the others are null; where all are, the level is the
   * organisation as a whole.
   *
   * @param rows one month of the mart
   */
  Dataset<Row> perOrganisation(SparkSession spark, Dataset<Row> rows, ReportingMonth month) {
    String view = "averages_of_" + mart;
    return CountedSql.over(spark, rows, view, sql(view), month, Map.of());
  }

  private String sql(String view) {
    StringBuilder selected = new StringBuilder();
    levels.selected().forEach(level -> selected.append(level).append(", "));
    StringBuilder columns = new StringBuilder();
    List<String> sets = new ArrayList<>(List.of("(" + MartCounts.ORGANISATION + ", which, value)"));
    for (String column : levels.characteristics()) {
      columns.append(column).append(", ");
      sets.add("(%s, %s, which, value)".formatted(MartCounts.ORGANISATION, column));
    }
    return """
        select %1$s, %2$s which, value, count(*) as row_count
        from (select %1$s, %3$s posexplode(array(%4$s)) as (which, value) from %5$s)
        where value is not null
        group by grouping sets (%6$s)
        """
        .formatted(
            MartCounts.ORGANISATION,
            columns,
            selected,
            String.join(", ", values),
            view,
            String.join(", ", sets));
  }

  /**
   * The values of every cell of an average that has any.
   *
   * @param perOrganisation rows of {@link #perOrganisation}
   */
  Map<Cell, ValueCounts> cells(List<Row> perOrganisation) {
    Map<Cell, ValueCounts> cells = new HashMap<>();
    perOrganisation.forEach(row -> add(cells, row));
    return cells;
  }

  private void add(Map<Cell, ValueCounts> cells, Row row) {
    MartLevels.At level = levels.at(row);
    String organisation = row.getAs(MartCounts.ORGANISATION);
    String sql = values.get(row.getAs("which"));
    long value = row.getAs("value");
    long count = row.getAs("row_count");
    for (Measure measure : averages) {
      if (value(measure).equals(sql)) {
        for (Breakdown breakdown : levels.breakdowns(measure, level)) {
          cells
              .computeIfAbsent(
                  MartCounts.cell(measure, breakdown, organisation, level.level()),
                  cell -> new ValueCounts())
              .add(organisation, value, count);
        }
      }
    }
  }
}
