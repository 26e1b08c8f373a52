package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every measure of the return and every way of splitting one, read from {@code measures/}. */
public final class Measures {

  private static final String BREAKDOWNS = "breakdowns.yaml";
  private static final String FAMILIES = "families.yaml";
  private static final String AGE_BANDS = "age_bands";

  private final Map<String, Measure> measures;
  private final Map<String, Breakdown> breakdowns;
  private final MeasureFamilies families;
  private final CodeLists codeLists;
  private final String version;
  private final MeasureReading reading;
  private final SortedMap<String, String> options;

  private Measures(
      Map<String, Measure> measures,
      Map<String, Breakdown> breakdowns,
      MeasureFamilies families,
      CodeLists codeLists,
      String version,
      MeasureReading reading,
      SortedMap<String, String> options) {
    this.measures = measures;
    this.breakdowns = breakdowns;
    this.families = families;
    this.codeLists = codeLists;
    this.version = version;
    this.reading = reading;
    this.options = Collections.unmodifiableSortedMap(options);
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
    SortedMap<String, String> texts = new TreeMap<>(files);
    String version = digest(texts);
    String breakdownText = texts.remove(BREAKDOWNS);
    if (breakdownText == null) {
      throw new IllegalArgumentException("measures/" + BREAKDOWNS + " is not there");
    }
    String familyText = texts.remove(FAMILIES);
    MeasureFamilies families =
        familyText == null
            ? MeasureFamilies.NONE
            : StrictYaml.read("measures/" + FAMILIES, familyText, new TypeReference<>() {});
    Map<String, Breakdown> breakdowns = new LinkedHashMap<>();
    List<Breakdown> listed =
        StrictYaml.read("measures/" + BREAKDOWNS, breakdownText, new TypeReference<>() {});
    for (Breakdown breakdown : listed) {
      if (breakdowns.put(breakdown.id(), breakdown) != null) {
        throw new IllegalArgumentException(
            "measures/" + BREAKDOWNS + ": breakdown " + breakdown.id() + " is described twice");
      }
    }
    Map<String, Measure> measures = new LinkedHashMap<>();
    texts.forEach(
        (file, text) -> {
          List<Measure> some = StrictYaml.read("measures/" + file, text, new TypeReference<>() {});
          for (Measure measure : some) {
            if (measure.base() != null && (measure.mart() != null || measure.filter() != null)) {
              throw new IllegalArgumentException(
                  "measures/"
                      + file
                      + ": measure "
                      + measure.id()
                      + " has a base, whose mart and filter are its own");
            }
            if (measures.put(measure.id(), measure) != null) {
              throw new IllegalArgumentException(
                  "measures/" + file + ": measure " + measure.id() + " is described twice");
            }
          }
        });
    Measures all =
        new Measures(
            overBases(measures),
            breakdowns,
            families,
            codeLists,
            version,
            new MeasureReading(new TreeMap<>()),
            new TreeMap<>());
    new MeasureChecks(all, contracts, codeLists).require();
    families.require(all);
    return all;
  }

  /** Averages take mart and filter from their base, so that they are of the rows it counts. */
  private static Map<String, Measure> overBases(Map<String, Measure> measures) {
    Map<String, Measure> all = new LinkedHashMap<>(measures);
    all.replaceAll(
        (id, measure) ->
            Optional.ofNullable(measure.base())
                .flatMap(base -> Optional.ofNullable(measures.get(base)))
                .flatMap(Measure::counted)
                .map(measure::over)
                .orElse(measure));
    return all;
  }

  private static String digest(SortedMap<String, String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (file, text) -> digest.update((file + '\n' + text).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
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
        overBases(read),
        breakdowns,
        families,
        codeLists,
        version + " " + options,
        otherwise,
        new TreeMap<>(options));
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
