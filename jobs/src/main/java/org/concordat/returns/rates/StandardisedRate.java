package org.concordat.returns.rates;

import java.util.List;
import java.util.Optional;

/**
 * A directly standardised rate: the rate a group would have if its people were spread over the
 * cells like those of the standard population (rates.md, directly standardised rate).
 *
 * @param events events of all cells
 * @param proportion the rate as a proportion
 * @param variance variance of the proportion; where people have several events each, the variance
 *     for events that are not independent: sum over f of f squared times the variance from the
 *     people with exactly f events
 */
public record StandardisedRate(long events, double proportion, double variance) {

  /**
   * @param cells every cell of the standard; a cell without events counts with its population
   * @throws IllegalArgumentException if there is no cell or no weight at all
   */
  public static StandardisedRate of(List<RateCell> cells) {
    long events = 0;
    double weights = 0;
    double expected = 0;
    double variance = 0;
    for (RateCell cell : cells) {
      double share = cell.weight() / cell.population();
      events += cell.events();
      weights += cell.weight();
      expected += share * cell.events();
      variance += share * share * cell.eventVariance();
    }
    if (!(weights > 0)) {
      throw new IllegalArgumentException("Cannot standardise: the standard population is empty");
    }
    return new StandardisedRate(events, expected / weights, variance / (weights * weights));
  }

  /** Per 100,000 in the period of the events. */
  public double value() {
    return proportion * CrudeRate.PER;
  }

  /**
   * Dobson's 95% limits, on the limits of the count; none where there are no events. With few
   * events of people who have several each, the lower limit can fall below 0 and is then 0.
   */
  public Optional<Interval> limits() {
    if (events == 0) {
      return Optional.empty();
    }
    Interval count = PoissonLimits.of(events);
    double scale = Math.sqrt(variance / events) * CrudeRate.PER;
    return Optional.of(
        new Interval(
            Math.max(0, value() + scale * (count.lower() - events)),
            value() + scale * (count.upper() - events)));
  }

  /** Whether it has the ten events below which no standardised rate is published. */
  public boolean isPublishable() {
    return events >= PoissonLimits.ENOUGH;
  }
}
