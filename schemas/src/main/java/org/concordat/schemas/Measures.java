package org.concordat.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every measure of the return and every way of splitting one, read from {@code measures/}. */
public final class Measures {

  private static final String AGE_BANDS = "age_bands";

  private final Map<String, Measure> measures;
  private final Map<String, Breakdown> breakdowns;
  private final MeasureFamilies families;
  private final CodeLists codeLists;
  private final String version;
  private final MeasureReading reading;
  private final SortedMap<String, String> options;
  private final Map<String, SortedSet<String>> areaCodes;

  private Measures(
      Map<String, Measure> measures,
      Map<String, Breakdown> breakdowns,
      MeasureFamilies families,
      CodeLists codeLists,
      String version,
      MeasureReading reading,
      SortedMap<String, String> options,
      Map<String, SortedSet<String>> areaCodes) {
    this.measures = measures;
    this.breakdowns = breakdowns;
    this.families = families;
    this.codeLists = codeLists;
    this.version = version;
    this.reading = reading;
    this.options = Collections.unmodifiableSortedMap(options);
    this.areaCodes = areaCodes;
  }

  /** Reads the measures of this module with its contracts and code lists. */
  public static Measures load() {
    return load(ContractCatalogue.load(), CodeLists.load());
  }

  /**
   * Reads the measures of this module.
   *
   * @throws IllegalArgumentException naming file and measure, when one is described twice or names
   *     a mart, column, breakdown, measure or code list that does not exist
   */
  public static Measures load(ContractCatalogue contracts, CodeLists codeLists) {
    return read(ResourceFolder.texts("measures", ".yaml"), contracts, codeLists);
  }

  /** Reads measures from texts by file name, {@code breakdowns.yaml} among them. */
  static Measures read(
      Map<String, String> files, ContractCatalogue contracts, CodeLists codeLists) {
    MeasureTexts texts = MeasureTexts.read(files);
    Measures all =
        new Measures(
            texts.measures(),
            texts.breakdowns(),
            texts.families(),
            codeLists,
            texts.version(),
            new MeasureReading(new TreeMap<>()),
            new TreeMap<>(),
            Map.of());
    new MeasureChecks(all, contracts, codeLists).require();
    texts.families().require(all);
    return all;
  }

  /**
   * The same measures counted in another way.
   *
   * @param options names of the options taken, by setting; they are part of the version
   */
  Measures read(MeasureReading otherwise, SortedMap<String, String> options) {
    Map<String, Measure> read = new LinkedHashMap<>();
    measures.forEach((id, measure) -> read.put(id, otherwise.of(measure)));
    return new Measures(
        MeasureTexts.overBases(read),
        breakdowns,
        families,
        codeLists,
        version + " " + options,
        otherwise,
        new TreeMap<>(options),
        areaCodes);
  }

  /**
   * The same measures where levels that are areas have these codes; without them such a level is
   * only {@link Breakdown#UNKNOWN}.
   *
   * @param codes codes in force by column of the area tables, for example sub_icb_code
   */
  public Measures withAreas(Map<String, SortedSet<String>> codes) {
    return new Measures(
        measures, breakdowns, families, codeLists, version, reading, options, codes);
  }

  /** Options of counting choices taken that are not the default, by setting. */
  public SortedMap<String, String> options() {
    return options;
  }

  /** What a column that measures of a mart are split by is read as; SQL over the mart's columns. */
  public String column(String mart, String column) {
    return reading.column(mart, column);
  }

  /** How measures add up. */
  public MeasureFamilies families() {
    return families;
  }

  /**
   * What a level that holds codes is read as; SQL over the mart's columns, null where nothing is
   * known and where the level counts a code that is not among its own as unknown.
   */
  public String column(String mart, Breakdown.Level level) {
    String column = column(mart, Objects.requireNonNull(level.column()));
    if (!level.hasOthers()) {
      return column;
    }
    String listed =
        codes(level).keySet().stream()
            .filter(code -> !code.equals(Breakdown.UNKNOWN))
            .map(code -> "'" + code + "'")
            .collect(Collectors.joining(", "));
    return "if(%1$s in (%2$s), %1$s, null)".formatted(column, listed);
  }

  /** All measures, in the order of files and of lines. */
  public Collection<Measure> all() {
    return Collections.unmodifiableCollection(measures.values());
  }

  /** Measures published for a month. */
  public List<Measure> inForce(ReportingMonth month) {
    return measures.values().stream().filter(measure -> measure.isInForce(month)).toList();
  }

  public boolean has(String id) {
    return measures.containsKey(id);
  }

  /**
   * @throws IllegalArgumentException if there is no such measure
   */
  public Measure measure(String id) {
    Measure measure = measures.get(id);
    if (measure == null) {
      throw new IllegalArgumentException("There is no measure " + id);
    }
    return measure;
  }

  /** All breakdowns, in the order of lines. */
  public Collection<Breakdown> breakdowns() {
    return Collections.unmodifiableCollection(breakdowns.values());
  }

  /** The breakdowns a measure is published by. */
  public List<Breakdown> breakdowns(Measure measure) {
    return measure.breakdowns().stream().map(this::breakdown).toList();
  }

  public boolean hasBreakdown(String id) {
    return breakdowns.containsKey(id);
  }

  /**
   * @throws IllegalArgumentException if there is no such breakdown
   */
  public Breakdown breakdown(String id) {
    Breakdown breakdown = breakdowns.get(id);
    if (breakdown == null) {
      throw new IllegalArgumentException("There is no breakdown " + id);
    }
    return breakdown;
  }

  /**
   * Codes and words of a level that is no organisation, in published order; the last one of a level
   * that a column holds is {@link Breakdown#UNKNOWN}.
   */
  public Map<String, String> codes(Breakdown.Level level) {
    Map<String, String> codes = new LinkedHashMap<>();
    if (level.constant() != null) {
      codes.put(level.constant(), level.constant());
      return codes;
    }
    if (level.codelist() != null) {
      CodeList list = codeLists.list(level.codelist());
      list.codes().forEach(code -> codes.put(code, list.label(code).orElse(code)));
    }
    if (level.ageBands() != null) {
      codeLists.list(AGE_BANDS).rows().values().stream()
          .filter(band -> level.ageBands().equals(band.get("family")))
          .map(band -> band.getOrDefault("description", ""))
          .forEach(band -> codes.put(band, band));
    }
    for (String code : level.codes() == null ? new ArrayList<String>() : level.codes()) {
      int equals = code.indexOf('=');
      codes.put(code.substring(0, equals), code.substring(equals + 1));
    }
    if (level.areas() != null) {
      areaCodes.getOrDefault(level.areas(), new TreeSet<>()).forEach(code -> codes.put(code, code));
    }
    codes.putIfAbsent(Breakdown.UNKNOWN, "Unknown");
    return codes;
  }

  /**
   * Digest of every text they were read from, with the counting options taken where there are
   * others than the defaults: the measure version of manifests.
   */
  public String version() {
    return version;
  }
}
