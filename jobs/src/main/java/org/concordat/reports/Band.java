package org.concordat.reports;

import java.math.BigDecimal;
import org.concordat.schemas.QualityThresholds;

/**
 * How good a percentage is (data-quality.md 4), told by a word and a shape, never by colour alone.
 */
enum Band {
  GOOD("Good", "●", "good"),
  WATCH("Watch", "◆", "watch"),
  ACT("Act", "▲", "act"),
  CANNOT_TELL("Cannot tell", "○", "none");

  private final String word;
  private final String shape;
  private final String style;

  Band(String word, String shape, String style) {
    this.word = word;
    this.shape = shape;
    this.style = style;
  }

  /**
   * @param percent the percentage
   * @param rows its denominator; too few rows cannot be given a band
   */
  static Band of(BigDecimal percent, long rows, QualityThresholds.Bands limits) {
    if (rows < limits.smallestDenominator()) {
      return CANNOT_TELL;
    }
    if (percent.compareTo(limits.good()) >= 0) {
      return GOOD;
    }
    return percent.compareTo(limits.watch()) >= 0 ? WATCH : ACT;
  }

  String word() {
    return word;
  }

  String shape() {
    return shape;
  }

  /** Last part of the style class. */
  String style() {
    return style;
  }
}
