package org.concordat.sample;

import java.util.EnumMap;
import java.util.Map;

/** The rates of one run: the usual ones at its level of unknowns, and those asked for. */
final class ErrorRates {

  private final Map<ErrorRate, Double> shares = new EnumMap<>(ErrorRate.class);

  private ErrorRates() {}

  /**
   * @param asked shares from 0 to 1, taken as they are at any level
   */
  static ErrorRates of(Unknowns level, Map<ErrorRate, Double> asked) {
    ErrorRates rates = new ErrorRates();
    for (ErrorRate rate : ErrorRate.values()) {
      rates.shares.put(rate, asked.getOrDefault(rate, at(level, rate)));
    }
    return rates;
  }

  /** The usual rates. */
  static ErrorRates usual() {
    return of(Unknowns.USUAL, Map.of());
  }

  private static double at(Unknowns level, ErrorRate rate) {
    return switch (rate.kind()) {
      case GAP -> level.share(rate.usual());
      case MISTAKE -> level == Unknowns.NONE ? 0 : rate.usual();
      case PEOPLE -> rate.usual();
    };
  }

  double share(ErrorRate rate) {
    return shares.getOrDefault(rate, 0.0);
  }

  /** Whether it happens this time. */
  boolean happens(ErrorRate rate, Dice dice) {
    return dice.share(share(rate));
  }
}
