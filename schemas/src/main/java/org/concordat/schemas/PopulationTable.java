package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file of residents declares about itself. Nothing is guessed from the file: a figure
 * without year, place and grouping is no denominator.
 *
 * @param kind {@link #POPULATION} for a table that rates can be made from; other kinds are listed
 *     only
 * @param name short name that figures carry: lower-case letters, digits and underscores
 * @param file name of the CSV file; beside a loaded file it may be left out
 * @param year year the residents are of
 * @param geography where they live
 * @param grouping list of ethnic groups of the rows
 * @param exactness exact or derived
 * @param ageBands age bands of the rows
 * @param total what all rows must add to
 * @param source where the figures come from
 */
public record PopulationTable(
    String kind,
    String name,
    @Nullable String file,
    @Nullable Integer year,
    String geography,
    @Nullable String grouping,
    String exactness,
    @Nullable @JsonProperty("age_bands") String ageBands,
    @Nullable Long total,
    String source) {

  /** Residents by ethnic group, sex and age. */
  public static final String POPULATION = "population";

  static final List<String> KINDS =
      List.of(POPULATION, "population_by_group", "population_by_age", "standard_population");

  /** The census of 2011 has no Roma group: they are in Other White. */
  static final String WITHOUT_ROMA = "census_2011_18";

  private static final List<String> GROUPINGS = List.of(WITHOUT_ROMA, "census_2021_19");

  /** Age bands of the rows: the 21 source bands, or the six they make. */
  static final String SOURCE_BANDS = "mha_statistics_21";

  private static final List<String> AGE_BANDS = List.of(SOURCE_BANDS, "mha_statistics_6");

  /**
   * Reads the descriptor of one table.
   *
   * @param file its name, for refusals
   * @throws IllegalArgumentException in one line, if a key is missing, unknown or does not fit
   */
  public static PopulationTable read(String file, String text) {
    PopulationTable table = StrictYaml.read(file, text, new TypeReference<>() {});
    if (table == null) {
      throw new IllegalArgumentException(file + " is empty");
    }
    table.require(file);
    return table;
  }

  /**
   * @param where name of the descriptor, for refusals
   * @throws IllegalArgumentException naming what is not declared or not known
   */
  void require(String where) {
    requireOneOf(where, "kind", kind, KINDS);
    if (name == null || !name.matches("[a-z0-9_]+")) {
      throw refused(where, "name", name, "lower-case letters, digits and underscores");
    }
    if (year == null || year < 1801 || year > 2200) {
      throw refused(where, "year", year == null ? null : year.toString(), "one such as 2021");
    }
    requireText(where, "geography", geography);
    requireText(where, "source", source);
    requireOneOf(where, "exactness", exactness, List.of("exact", "derived"));
    if (!kind.equals(POPULATION)) {
      return;
    }
    if (!geography.equals("England")) {
      throw refused(where, "geography", geography, "England");
    }
    requireOneOf(where, "grouping", grouping, GROUPINGS);
    requireOneOf(where, "age_bands", ageBands, AGE_BANDS);
    if (total == null || total < 1) {
      throw refused(
          where, "total", total == null ? null : total.toString(), "what the rows add to");
    }
  }

  /** All that it declares, one value a line: what tells it from another table of the same rows. */
  String declared() {
    return Stream.of(kind, name, year, geography, grouping, exactness, ageBands, total, source)
        .map(value -> value + "\n")
        .collect(Collectors.joining());
  }

  private static void requireText(String where, String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw refused(where, key, value, "a text");
    }
  }

  private static void requireOneOf(
      String where, String key, @Nullable String value, List<String> known) {
    if (value == null || !known.contains(value)) {
      throw refused(where, key, value, "one of " + String.join(", ", known));
    }
  }

  private static IllegalArgumentException refused(
      String where, String key, @Nullable String value, String wanted) {
    return new IllegalArgumentException(
        where
            + ": "
            + key
            + (value == null ? " is not declared" : " \"" + value + "\" is not known")
            + ", expected "
            + wanted);
  }
}
