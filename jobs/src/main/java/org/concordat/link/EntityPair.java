package org.concordat.link;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two entities that may be one person, with the best that any two of their profiles say.
 *
 * @param one the entity whose name sorts first
 * @param step first deterministic step whose key they share; null when none
 * @param agreement levels behind the weights
 * @param weights bits of evidence of surname, given name, birth date, sex and postcode
 */
record EntityPair(
    String one, String other, @Nullable LinkStep step, Agreement agreement, List<Double> weights) {

  /** By name, whatever they weigh. */
  static final Comparator<EntityPair> IN_ORDER =
      Comparator.comparing(EntityPair::one).thenComparing(EntityPair::other);

  /** The heaviest first. */
  static final Comparator<EntityPair> BY_WEIGHT =
      Comparator.comparingDouble(EntityPair::weight).reversed().thenComparing(IN_ORDER);

  EntityPair {
    weights = List.copyOf(weights);
  }

  /** Makes a pair, whichever entity is named first. */
  static EntityPair of(
      String one,
      String other,
      @Nullable LinkStep step,
      Agreement agreement,
      List<Double> weights) {
    return one.compareTo(other) <= 0
        ? new EntityPair(one, other, step, agreement, weights)
        : new EntityPair(other, one, step, agreement, weights);
  }

  /** All bits of evidence, without any prior. */
  double weight() {
    double weight = 0;
    for (double each : weights) {
      weight += each;
    }
    return weight;
  }

  /** Of two comparisons of the same entities the better step and the heavier evidence. */
  EntityPair better(EntityPair again) {
    boolean isHeavier =
        again.weight() > weight()
            || (again.weight() == weight() && again.agreement.pattern() < agreement.pattern());
    EntityPair heavier = isHeavier ? again : this;
    LinkStep first =
        step == null || (again.step != null && again.step.compareTo(step) < 0) ? again.step : step;
    return new EntityPair(one, other, first, heavier.agreement, heavier.weights);
  }
}
