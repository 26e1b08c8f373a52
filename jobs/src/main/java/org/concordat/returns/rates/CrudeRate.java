package org.concordat.returns.rates;

/**
 * Events per 100,000 residents, whatever their ages (rates.md, crude rate).
 *
 * @param name whose rate it is, for refusals
 * @param events events of the period
 * @param population residents
 */
public record CrudeRate(String name, long events, double population) {

  static final double PER = 100_000;

  /**
   * @throws IllegalArgumentException if there is no population, or the count is negative
   */
  public CrudeRate {
    if (!(population > 0)) {
      throw new IllegalArgumentException(
          "Cannot make a rate of " + name + ": it has no population");
    }
    if (events < 0) {
      throw new IllegalArgumentException("A count of events cannot be negative: " + name);
    }
  }

  /** Per 100,000 in the period of the events. */
  public double value() {
    return events / population * PER;
  }

  /** 95% limits of the rate. */
  public Interval limits() {
    return PoissonLimits.of(events).times(PER / population);
  }

  /**
   * The rate per year, from the events of a few months: never an average of monthly rates.
   *
   * @param months months the events are of, 1 to 12
   */
  public double perYear(int months) {
    if (months < 1 || months > 12) {
      throw new IllegalArgumentException("A rate per year needs 1 to 12 months, not " + months);
    }
    return value() * 12 / months;
  }
}
