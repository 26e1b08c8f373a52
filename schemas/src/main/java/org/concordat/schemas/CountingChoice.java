package org.concordat.schemas;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A point of the counting rules that sources disagree on or leave open (counting-rules.md 7).
 *
 * @param id for example CHO-07, the row of that table
 * @param topic what it is about
 * @param setting its name under {@code counting.choices} of the settings
 * @param source which sources differ, and how
 * @param published name of the option that the published code takes; null where none of them
 *     reproduces it
 * @param options what can be taken, the default first
 */
public record CountingChoice(
    String id,
    String topic,
    String setting,
    String source,
    @Nullable String published,
    List<Option> options) {

  /**
   * One way to count.
   *
   * @param name its value in the settings
   * @param words what is counted then
   * @param readings what it changes in measures; none for the default
   */
  public record Option(String name, String words, List<Reading> readings) {
    public Option {
      readings = readings == null ? List.of() : List.copyOf(readings);
    }
  }

  /**
   * A change of measures of one mart.
   *
   * @param mart the mart
   * @param measures measures it is limited to, parts by age included; null for all of the mart
   * @param replace phrase of their filter or count, or column they are split by; null for none
   * @param by what stands in its place
   * @param and further condition on a row; null for none
   */
  public record Reading(
      String mart,
      @Nullable List<String> measures,
      @Nullable String replace,
      @Nullable String by,
      @Nullable String and) {

    boolean concerns(Measure measure) {
      String counted = measure.base() == null ? measure.id() : measure.base();
      return mart.equals(measure.mart())
          && (measures == null || measures.stream().anyMatch(id -> counted.matches(id + "[a-z]?")));
    }
  }

  /** The option taken when nothing is set. */
  public Option byDefault() {
    return options.get(0);
  }

  /** The option of this name. */
  public Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** The option of the published code; the default where no option reproduces it. */
  public Option asPublished() {
    return published == null ? byDefault() : option(published).orElseThrow();
  }
}
