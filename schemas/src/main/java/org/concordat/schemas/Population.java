package org.concordat.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Residents of England by ethnic group, sex and the six age bands of the Mental Health Act
 * statistics: the denominators of rates. Census groups are put into the groupings of numerators by
 * {@code ethnicity_map_19.csv}: White holds Gypsy or Irish Traveller and Roma, Other holds Arab,
 * and Chinese is in Other in the NHS grouping and in Asian in the ONS one (ethnicity.md, traps 1
 * and 5).
 */
public final class Population {

  /** The 16 NHS categories of 2001, by their letters. */
  public static final String CODES = "nhs_ethnic_category_2001";

  /** Five groups in the NHS grouping. */
  public static final String NHS_GROUPS = "nhs_2001_group5";

  /** Five groups in the census grouping. */
  public static final String ONS_GROUPS = "ons_group5";

  private static final Map<String, String> SEXES = Map.of("male", "1", "female", "2");

  /**
   * One sex and age band.
   *
   * @param sex 1 male, 2 female
   * @param ageBand one of the six bands
   */
  public record Stratum(String sex, String ageBand) {

    @Override
    public String toString() {
      return (sex.equals("1") ? "male" : "female") + ", " + ageBand;
    }
  }

  private final PopulationTable table;
  private final String version;
  private final List<Stratum> strata;

  /** Residents by grouping, group and stratum. */
  private final Map<String, Map<String, Map<Stratum, Long>>> residents = new LinkedHashMap<>();

  private Population(PopulationTable table, String version, List<Stratum> strata) {
    this.table = table;
    this.version = version;
    this.strata = strata;
  }

  /**
   * Reads and checks a whole table: every cell once, no cell of a group empty, the declared total.
   *
   * @param table what the table declares
   * @param file its name, for refusals
   * @param csv columns group_key, sex (male, female), age_band and population; others are ignored
   * @throws IllegalArgumentException in one line, naming the first thing that does not fit
   */
  public static Population read(PopulationTable table, String file, String csv) {
    table.require(file);
    if (!table.kind().equals(PopulationTable.POPULATION)) {
      throw new IllegalArgumentException(
          file + ": no rate can be made from a table of kind " + table.kind());
    }
    CodeLists lists = CodeLists.load();
    CodeList groups = lists.list("ethnicity_map_19");
    Map<String, String> bands = sixBands(lists.list("age_bands_mha_statistics"));
    Map<String, Map<Stratum, Long>> byCensusGroup =
        new PopulationRows(table, file, groups.codes(), bands).read(CsvText.read(file, csv));
    List<Stratum> strata = new ArrayList<>();
    for (String sex : List.of("1", "2")) {
      new LinkedHashSet<>(bands.values()).forEach(band -> strata.add(new Stratum(sex, band)));
    }
    Population population =
        new Population(table, digest(table.declared() + csv), Collections.unmodifiableList(strata));
    for (String grouping : List.of(CODES, NHS_GROUPS, ONS_GROUPS)) {
      population.residents.put(grouping, regrouped(byCensusGroup, groups, grouping));
    }
    population.requirePeopleEverywhere(file);
    return population;
  }

  /** The six bands by the 21 source bands. */
  private static Map<String, String> sixBands(CodeList bands) {
    Map<String, String> six = new LinkedHashMap<>();
    bands.rows().forEach((band, row) -> six.put(band, row.getOrDefault("age_band_6", "")));
    return six;
  }

  /** A sex as the rows of numerators write it; empty text for any other word. */
  static String sexCode(String word) {
    return SEXES.getOrDefault(word, "");
  }

  private static Map<String, Map<Stratum, Long>> regrouped(
      Map<String, Map<Stratum, Long>> byCensusGroup, CodeList groups, String grouping) {
    Map<String, Map<Stratum, Long>> regrouped = new LinkedHashMap<>();
    byCensusGroup.forEach(
        (key, cells) -> {
          String group =
              groups
                  .text(key, grouping)
                  .orElseThrow(
                      () -> new IllegalStateException(key + " has no group in " + grouping));
          Map<Stratum, Long> sums = regrouped.computeIfAbsent(group, g -> new LinkedHashMap<>());
          cells.forEach((stratum, number) -> sums.merge(stratum, number, Long::sum));
        });
    return regrouped;
  }

  private void requirePeopleEverywhere(String file) {
    residents.forEach(
        (grouping, groups) ->
            groups.forEach(
                (group, cells) -> {
                  for (Stratum stratum : strata) {
                    if (cells.getOrDefault(stratum, 0L) == 0) {
                      throw new IllegalArgumentException(
                          file + ": nobody lives in the cell " + group + ", " + stratum);
                    }
                  }
                }));
  }

  /** What the table declares. */
  public PopulationTable table() {
    return table;
  }

  /** Name and digest: what figures were made from. */
  public String version() {
    return table.name() + "-" + version;
  }

  /** The cells of a standardisation, always in the same order: six bands of men, six of women. */
  public List<Stratum> strata() {
    return strata;
  }

  /** Groups of a grouping that have residents. */
  public Set<String> groups(String grouping) {
    return Collections.unmodifiableSet(cells(grouping).keySet());
  }

  /**
   * Residents of one cell.
   *
   * @throws IllegalArgumentException naming the cell, if the table has none
   */
  public long of(String grouping, String group, Stratum stratum) {
    Map<Stratum, Long> cells = cells(grouping).get(group);
    Long number = cells == null ? null : cells.get(stratum);
    if (number == null) {
      throw new IllegalArgumentException(
          "Population " + table.name() + " has no cell " + group + ", " + stratum);
    }
    return number;
  }

  /** Residents of a group. */
  public long of(String grouping, String group) {
    return strata.stream().mapToLong(stratum -> of(grouping, group, stratum)).sum();
  }

  /** Residents of England in a stratum, of all groups: the standard of {@code dsr_england}. */
  public long england(Stratum stratum) {
    return groups(CODES).stream().mapToLong(code -> of(CODES, code, stratum)).sum();
  }

  /** All residents of England. */
  public long england() {
    return strata.stream().mapToLong(this::england).sum();
  }

  private Map<String, Map<Stratum, Long>> cells(String grouping) {
    Map<String, Map<Stratum, Long>> cells = residents.get(grouping);
    if (cells == null) {
      throw new IllegalArgumentException("There is no ethnic grouping " + grouping);
    }
    return cells;
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
