package org.concordat.returns.rates;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * 95% limits of a count of events: Byar's approximation from ten events on, the exact limits by the
 * chi-squared distribution below. As in public-health practice (PHEindicatormethods; rates.md,
 * crude rate).
 */
public final class PoissonLimits {

  /** Normal deviate of a 95% interval. */
  static final double Z = 1.95996398454005;

  /** Events from which Byar's approximation is used, and a standardised rate can be published. */
  public static final int ENOUGH = 10;

  private PoissonLimits() {}

  /**
   * @param events a count that is not negative
   * @return limits of the count; no events have the lower limit 0
   */
  public static Interval of(long events) {
    if (events < 0) {
      throw new IllegalArgumentException("A count of events cannot be negative: " + events);
    }
    return events < ENOUGH ? exact(events) : byar(events);
  }

  private static Interval exact(long events) {
    double lower = events == 0 ? 0 : chiSquared(2.0 * events, 0.025) / 2;
    return new Interval(lower, chiSquared(2.0 * events + 2, 0.975) / 2);
  }

  private static double chiSquared(double degreesOfFreedom, double probability) {
    return new ChiSquaredDistribution(null, degreesOfFreedom)
        .inverseCumulativeProbability(probability);
  }

  private static Interval byar(double events) {
    double more = events + 1;
    return new Interval(
        events * cube(1 - 1 / (9 * events) - Z / (3 * Math.sqrt(events))),
        more * cube(1 - 1 / (9 * more) + Z / (3 * Math.sqrt(more))));
  }

  private static double cube(double value) {
    return value * value * value;
  }
}
