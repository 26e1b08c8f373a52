package org.concordat.returns.rates;

import java.util.Optional;

/**
 * A group beside its reference group: how many times the rate, and by how much (rates.md, comparing
 * groups). A ratio hides size, so the difference always stands beside it.
 *
 * @param ratio rate of the group divided by that of the reference
 * @param limits 95% limits of the ratio on the logarithmic scale
 * @param difference rate of the group less that of the reference, per 100,000
 */
public record Comparison(double ratio, Interval limits, double difference) {

  /**
   * Standardised rates of two groups; the variances are those of the rates themselves.
   *
   * @return empty where one of the two has no events
   */
  public static Optional<Comparison> of(StandardisedRate group, StandardisedRate reference) {
    if (group.events() == 0 || reference.events() == 0) {
      return Optional.empty();
    }
    double relative =
        group.variance() / (group.proportion() * group.proportion())
            + reference.variance() / (reference.proportion() * reference.proportion());
    return Optional.of(
        of(
            group.proportion() / reference.proportion(),
            relative,
            group.value() - reference.value()));
  }

  /**
   * Crude rates of two groups; the variance of the logarithm of a rate is one over its events.
   *
   * @return empty where one of the two has no events
   */
  public static Optional<Comparison> of(CrudeRate group, CrudeRate reference) {
    if (group.events() == 0 || reference.events() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            group.value() / reference.value(),
            1.0 / group.events() + 1.0 / reference.events(),
            group.value() - reference.value()));
  }

  private static Comparison of(double ratio, double variance, double difference) {
    double spread = Math.exp(PoissonLimits.Z * Math.sqrt(variance));
    return new Comparison(ratio, new Interval(ratio / spread, ratio * spread), difference);
  }
}
