package org.concordat.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What options of {@link CountingChoices} change in measures and in the columns they are split by.
 */
final class MeasureReading {

  private final List<CountingChoice.Reading> readings = new ArrayList<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();

  /**
   * @param bySetting readings of the options taken, by setting
   * @throws IllegalArgumentException when two of them replace the same phrase of a mart
   */
  MeasureReading(SortedMap<String, List<CountingChoice.Reading>> bySetting) {
    Map<List<String>, String> replacedBy = new HashMap<>();
    bySetting.forEach(
        (setting, some) -> {
          for (CountingChoice.Reading reading : some) {
            readings.add(reading);
            if (reading.replace() != null && reading.by() != null) {
              @Nullable String other =
                  replacedBy.put(List.of(reading.mart(), reading.replace()), setting);
              if (other != null && !other.equals(setting)) {
                throw new IllegalArgumentException(
                    "counting choices " + other + " and " + setting + " cannot be taken together");
              }
              columns
                  .computeIfAbsent(reading.mart(), mart -> new HashMap<>())
                  .put(reading.replace(), reading.by());
            }
          }
        });
  }

  /** The measure as it is counted then. */
  Measure of(Measure measure) {
    Measure read = measure;
    for (CountingChoice.Reading reading : readings) {
      if (reading.concerns(measure)) {
        read = read(read, reading);
      }
    }
    return read;
  }

  /** An average is narrowed with its base, whose rows it takes. */
  private static Measure read(Measure measure, CountingChoice.Reading reading) {
    if (measure.average() != null) {
      return reading.replace() == null || reading.by() == null
          ? measure
          : measure.averaging(replaced(measure.average(), reading.replace(), reading.by()));
    }
    Measure.Counted counted = measure.counted().orElseThrow();
    if (reading.replace() != null && reading.by() != null) {
      return measure.counted(
          replaced(counted.filter(), reading.replace(), reading.by()),
          replaced(counted.count(), reading.replace(), reading.by()));
    }
    return measure.counted("(" + counted.filter() + ") and " + reading.and(), counted.count());
  }

  private static String replaced(String text, String phrase, String by) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(phrase) + "(?!\\w)")
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(by));
  }

  /** What a column that measures of a mart are split by is read as. */
  String column(String mart, String column) {
    return columns.getOrDefault(mart, Map.of()).getOrDefault(column, column);
  }

  /** Whether it changes a measure, or a column that one is split by. */
  boolean changesAny(Measures measures) {
    return measures.all().stream()
        .anyMatch(
            measure ->
                !of(measure).equals(measure)
                    || measure
                        .counted()
                        .map(counted -> changesSplit(measures, measure, counted.mart()))
                        .orElse(false));
  }

  private boolean changesSplit(Measures measures, Measure measure, String mart) {
    return measures.breakdowns(measure).stream()
        .flatMap(Breakdown::levels)
        .map(Breakdown.Level::column)
        .anyMatch(column -> column != null && !column(mart, column).equals(column));
  }
}
