package org.concordat.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.concordat.schemas.Population.Stratum;

/** The rows of a population table, each of which must be there once and be understood. */
final class PopulationRows {

  private static final List<String> COLUMNS = List.of("group_key", "sex", "age_band", "population");

  private final PopulationTable table;
  private final String file;
  private final Set<String> groups;

  /** Bands of the rows, with the band of six each belongs to. */
  private final Map<String, String> bands;

  private final Set<List<String>> seen = new HashSet<>();

  /**
   * @param allGroups keys of the census groups
   * @param sixBands the six age bands by the 21 source bands
   */
  PopulationRows(
      PopulationTable table, String file, Set<String> allGroups, Map<String, String> sixBands) {
    this.table = table;
    this.file = file;
    this.groups = new LinkedHashSet<>(allGroups);
    if (PopulationTable.WITHOUT_ROMA.equals(table.grouping())) {
      groups.remove("white_roma");
    }
    this.bands = new LinkedHashMap<>();
    boolean isSource = PopulationTable.SOURCE_BANDS.equals(table.ageBands());
    sixBands.forEach((source, six) -> bands.put(isSource ? source : six, six));
  }

  /**
   * Residents by census group and stratum.
   *
   * @throws IllegalArgumentException naming the first thing that does not fit
   */
  Map<String, Map<Stratum, Long>> read(CsvText rows) {
    for (String column : COLUMNS) {
      if (!rows.columns().contains(column)) {
        throw refused("column " + column + " is missing");
      }
    }
    Map<String, Map<Stratum, Long>> residents = new LinkedHashMap<>();
    long total = 0;
    for (Map<String, String> row : rows.rows()) {
      String group = known(row, "group_key", groups);
      String sex = known(row, "sex", Set.of("female", "male"));
      String band = known(row, "age_band", bands.keySet());
      if (!seen.add(List.of(group, sex, band))) {
        throw refused("the cell " + cell(group, sex, band) + " stands there twice");
      }
      long number = number(row, cell(group, sex, band));
      total += number;
      residents
          .computeIfAbsent(group, g -> new LinkedHashMap<>())
          .merge(
              new Stratum(Population.sexCode(sex), Objects.requireNonNull(bands.get(band))),
              number,
              Long::sum);
    }
    requireEveryCell();
    if (!Long.valueOf(total).equals(table.total())) {
      throw refused("the rows add to " + total + ", the declared total is " + table.total());
    }
    return residents;
  }

  private void requireEveryCell() {
    List<String> missing = new ArrayList<>();
    for (String group : groups) {
      for (String sex : List.of("female", "male")) {
        for (String band : bands.keySet()) {
          if (!seen.contains(List.of(group, sex, band))) {
            missing.add(cell(group, sex, band));
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw refused(
          "the cell "
              + missing.get(0)
              + " is missing"
              + (missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more"));
    }
  }

  private String known(Map<String, String> row, String column, Set<String> values) {
    String value = row.getOrDefault(column, "");
    if (!values.contains(value)) {
      throw refused(
          column
              + " \""
              + value
              + "\" does not belong to "
              + (column.equals("sex") ? "female and male" : declared(column)));
    }
    return value;
  }

  private String declared(String column) {
    return Objects.requireNonNull(column.equals("age_band") ? table.ageBands() : table.grouping());
  }

  private long number(Map<String, String> row, String cell) {
    String text = row.getOrDefault("population", "");
    if (!text.matches("[0-9]{1,12}")) {
      throw refused("the population \"" + text + "\" of " + cell + " is no whole number");
    }
    return Long.parseLong(text);
  }

  private static String cell(String group, String sex, String band) {
    return group + ", " + sex + ", " + band;
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(file + ": " + what);
  }
}
