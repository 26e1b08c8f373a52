package org.concordat.link;

import java.util.Comparator;
import java.util.Locale;

/**
 * One figure about the quality of linkage.
 *
 * @param measure what is measured, for example {@code recall}
 * @param of people or events, and which pairs: {@code people}, {@code people_all_pairs}, {@code
 *     events}
 * @param breakdown by what: {@code all}, {@code ethnic_group5}, {@code sex}, {@code birth_decade},
 *     {@code identifiers}
 * @param value which part of the breakdown
 */
public record QualityLine(
    String of,
    String measure,
    String breakdown,
    String value,
    double numerator,
    double denominator) {

  /** Order in which figures are shown. */
  static final Comparator<QualityLine> IN_ORDER =
      Comparator.comparing(QualityLine::of)
          .thenComparing(QualityLine::breakdown)
          .thenComparing(QualityLine::value)
          .thenComparing(QualityLine::measure);

  /** The figure; not a number where there is nothing to measure. */
  public double figure() {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }

  /** The figure with four decimals, or a dash where there is nothing to measure. */
  public String text() {
    return denominator == 0 ? "-" : String.format(Locale.ROOT, "%.4f", figure());
  }
}
