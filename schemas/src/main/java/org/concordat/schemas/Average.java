package org.concordat.schemas;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mean, median or centile of a mart column over the rows that another measure counts, of all of
 * them that hold a value.
 *
 * @param base id of the measure that counts the rows
 * @param mart mart of the base
 * @param filter filter of the base
 * @param statistic what is taken of the values
 * @param column SQL over the mart's columns that gives a whole number of days or minutes
 * @param unit what the average is published in
 */
public record Average(
    String base, String mart, String filter, Statistic statistic, String column, Unit unit) {

  private static final Pattern TEXT = Pattern.compile("(mean|median|centile_90) (.+)");

  /**
   * What is taken of the values. Medians and centiles lie linearly between the two nearest values,
   * as {@code percentile} of Spark SQL has it, by which the national code takes its medians
   * (NHSDigital/mental-health-monthly-statistics, menh_bbrb/notebooks/measure_metadata.py,
   * MHS140b): of n values in order, the one at (n - 1) x share, counted from nought.
   */
  public enum Statistic {
    MEAN("mean"),
    MEDIAN("median"),
    CENTILE_90("90th centile");

    private final String words;

    Statistic(String words) {
      this.words = words;
    }

    /** The statistic as a reader calls it. */
    public String words() {
      return words;
    }
  }

  /** What an average is published in, and the multiple it is rounded to where it is protected. */
  public enum Unit {
    /** Of a column of days; to half a day (D5). */
    DAYS("days", 1, "0.5"),
    /** Of a column of minutes; to a tenth of an hour, 6 minutes: one decimal no finer than D5. */
    HOURS("minutes", 60, "0.1"),
    /** Of a column of minutes; to 5 minutes (D5). */
    MINUTES("minutes", 1, "5");

    private final String columnHolds;
    private final int size;
    private final BigDecimal step;

    Unit(String columnHolds, int size, String step) {
      this.columnHolds = columnHolds;
      this.size = size;
      this.step = new BigDecimal(step);
    }

    /** What the column holds: a part of its name, as quantities have their unit in it. */
    String columnHolds() {
      return columnHolds;
    }

    /** How many of what the column holds are one of the unit. */
    public int size() {
      return size;
    }

    /** What protected averages are multiples of (returns-and-disclosure.md D5). */
    public BigDecimal step() {
      return step;
    }

    static Optional<Unit> named(String words) {
      for (Unit unit : values()) {
        if (unit.name().toLowerCase(Locale.ROOT).equals(words)) {
          return Optional.of(unit);
        }
      }
      return Optional.empty();
    }
  }

  /** As it stands in a list of measures, for example {@code median length_days}. */
  public String text() {
    return statistic.name().toLowerCase(Locale.ROOT) + " " + column;
  }

  /** The average a text such as {@code median length_days} asks for; empty for another text. */
  static Optional<Average> of(String base, String mart, String filter, String text, String unit) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Unit.named(unit)
            .map(
                known ->
                    new Average(
                        base,
                        mart,
                        filter,
                        Statistic.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                        matcher.group(2),
                        known))
        : Optional.empty();
  }
}
