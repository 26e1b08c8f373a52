package org.concordat.returns.rates;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as they are printed: rounded half up, once, at output (rates.md, precision). */
public final class Rounded {

  private Rounded() {}

  /** A rate, a difference of rates or a limit of one: one decimal. */
  public static String rate(double value) {
    return text(value, 1);
  }

  /** A ratio or a limit of one: two decimals. */
  public static String ratio(double value) {
    return text(value, 2);
  }

  private static String text(double value, int decimals) {
    BigDecimal rounded =
        BigDecimal.valueOf(Math.abs(value)).setScale(decimals, RoundingMode.HALF_UP);
    return value < 0 && rounded.signum() != 0 ? "-" + rounded : rounded.toString();
  }
}
