package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.platform.Json;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * How many records of the month linkage removed because their people opted out (national data
 * opt-out, returns-and-disclosure.md 7), as the run records of the marts and of linkage say.
 *
 * @param list applied, none, or not recorded where a run record is not there
 * @param removed records removed, by family; empty unless a list was applied
 */
record OptOuts(String list, SortedMap<Family, Long> removed) {

  static final String APPLIED = "applied";
  static final String NONE = "none";
  static final String NOT_RECORDED = "not recorded";

  private static final Pattern COUNT =
      Pattern.compile("(.{7})[.]people[.]opt_out_(?:before|after)[.]([A-Z]{2})[.].+");

  /**
   * As published: figures are treated like any other (D1, D2).
   *
   * @param list as in {@link OptOuts}
   * @param removed published text by family
   */
  record Published(
      String list, @JsonProperty("records_removed") SortedMap<String, String> removed) {}

  /**
   * @param runs the runs zone
   * @param marts versions of the marts that were counted
   */
  static OptOuts of(Path runs, Collection<String> marts, ReportingMonth month) {
    SortedMap<Family, Long> removed = new TreeMap<>();
    String list = NOT_RECORDED;
    for (String version : new TreeSet<>(marts)) {
      JsonNode linked = record(runs, "marts-" + version).path("inputs").path("linked");
      JsonNode linkage = record(runs, "link-" + linked.asText());
      if (linkage.isMissingNode()) {
        return new OptOuts(NOT_RECORDED, new TreeMap<>());
      }
      boolean isApplied = linkage.path("inputs").has("opt_outs");
      if (isApplied) {
        for (Family family : Family.values()) {
          removed.merge(family, count(linkage.path("counts"), month, family), Math::max);
        }
      }
      list = isApplied || list.equals(APPLIED) ? APPLIED : NONE;
    }
    return new OptOuts(list, removed);
  }

  private static JsonNode record(Path runs, String name) {
    Path file = runs.resolve(name + ".json");
    try {
      return Files.exists(file)
          ? Json.mapper().readTree(Files.readString(file))
          : Json.mapper().missingNode();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the run record " + file, e);
    }
  }

  private static long count(JsonNode counts, ReportingMonth month, Family family) {
    long count = 0;
    for (var names = counts.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Matcher of = COUNT.matcher(name);
      if (of.matches()
          && of.group(1).equals(month.toString())
          && of.group(2).equals(family.name())) {
        count += counts.path(name).asLong();
      }
    }
    return count;
  }

  /** What everybody may read. */
  Published published(SmallNumbers smallNumbers) {
    SortedMap<String, String> texts = new TreeMap<>();
    removed.forEach(
        (family, count) ->
            texts.put(family.name(), smallNumbers.count(new CellCount(count, 1), false)));
    return new Published(list, texts);
  }
}
