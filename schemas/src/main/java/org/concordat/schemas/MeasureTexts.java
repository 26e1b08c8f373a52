package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the files of {@code measures/} say, before it is known whether it fits together.
 *
 * @param measures measures by id, in the order of files and of lines; averages with the mart and
 *     the filter of their base
 * @param breakdowns breakdowns by id, in the order of lines
 * @param families how measures add up
 * @param version digest of the texts
 */
record MeasureTexts(
    Map<String, Measure> measures,
    Map<String, Breakdown> breakdowns,
    MeasureFamilies families,
    String version) {

  private static final String BREAKDOWNS = "breakdowns.yaml";
  private static final String FAMILIES = "families.yaml";

  /**
   * Reads texts by file name, {@code breakdowns.yaml} among them.
   *
   * @throws IllegalArgumentException naming file and measure or breakdown, when one is described
   *     twice or cannot be read
   */
  static MeasureTexts read(Map<String, String> files) {
    SortedMap<String, String> texts = new TreeMap<>(files);
    String version = digest(texts);
    String breakdowns = texts.remove(BREAKDOWNS);
    if (breakdowns == null) {
      throw new IllegalArgumentException("measures/" + BREAKDOWNS + " is not there");
    }
    String families = texts.remove(FAMILIES);
    return new MeasureTexts(
        overBases(measures(texts)),
        breakdowns(breakdowns),
        families == null
            ? MeasureFamilies.NONE
            : StrictYaml.read("measures/" + FAMILIES, families, new TypeReference<>() {}),
        version);
  }

  private static Map<String, Breakdown> breakdowns(String text) {
    Map<String, Breakdown> breakdowns = new LinkedHashMap<>();
    List<Breakdown> listed =
        StrictYaml.read("measures/" + BREAKDOWNS, text, new TypeReference<>() {});
    for (Breakdown breakdown : listed) {
      if (breakdowns.put(breakdown.id(), breakdown) != null) {
        throw new IllegalArgumentException(
            "measures/" + BREAKDOWNS + ": breakdown " + breakdown.id() + " is described twice");
      }
    }
    return breakdowns;
  }

  private static Map<String, Measure> measures(SortedMap<String, String> texts) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    texts.forEach(
        (file, text) -> {
          List<Measure> some = StrictYaml.read("measures/" + file, text, new TypeReference<>() {});
          for (Measure measure : some) {
            String where = "measures/" + file + ": measure " + measure.id();
            if (measure.base() != null && (measure.mart() != null || measure.filter() != null)) {
              throw new IllegalArgumentException(
                  where + " has a base, whose mart and filter are its own");
            }
            if (measures.put(measure.id(), measure) != null) {
              throw new IllegalArgumentException(where + " is described twice");
            }
          }
        });
    return measures;
  }

  /** Averages take mart and filter from their base, so that they are of the rows it counts. */
  static Map<String, Measure> overBases(Map<String, Measure> measures) {
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
}
