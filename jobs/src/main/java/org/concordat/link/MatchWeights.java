package org.concordat.link;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.concordat.schemas.MatchModel;
import org.jspecify.annotations.Nullable;

/**
 * Bits of evidence that two profiles are of one person: log2(m / u) of each field's level, added up
 * (linkage.md, "Probabilistic step"). Where names agree exactly, u is the share of people who bear
 * that name, so that a common name is worth less than a rare one (term-frequency adjustment).
 */
final class MatchWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<Agreement.Name, Double> surname;
  private final Map<Agreement.Name, Double> given;
  private final Map<Agreement.Birth, Double> birth;
  private final Map<Agreement.Sex, Double> sex;
  private final Map<Agreement.Postcode, Double> postcode;
  private final double exactSurname;
  private final double exactGiven;

  MatchWeights(MatchModel model) {
    surname = weights(model, "surname", Agreement.Name.class);
    given = weights(model, "given_name", Agreement.Name.class);
    birth = weights(model, "birth_date", Agreement.Birth.class);
    sex = weights(model, "sex", Agreement.Sex.class);
    postcode = weights(model, "postcode", Agreement.Postcode.class);
    exactSurname = model.level("surname", "exact").m();
    exactGiven = model.level("given_name", "exact").m();
  }

  private static <T extends Enum<T>> Map<T, Double> weights(
      MatchModel model, String field, Class<T> levels) {
    Map<T, Double> weights = new EnumMap<>(levels);
    for (T level : levels.getEnumConstants()) {
      weights.put(level, model.level(field, Agreement.name(level)).weight());
    }
    return weights;
  }

  /**
   * The weight of each field, in the order surname, given name, birth date, sex, postcode; 0 where
   * one side does not know the field.
   */
  double[] of(Agreement agreement, Profile one, Profile other) {
    return new double[] {
      agreement.surname() == Agreement.Name.EXACT && one.surnameShare() > 0
          ? log2(exactSurname / one.surnameShare())
          : weight(surname, agreement.surname()),
      agreement.given() == Agreement.Name.EXACT && one.givenShare() > 0
          ? log2(exactGiven / one.givenShare())
          : weight(given, agreement.given()),
      weight(birth, agreement.birth()),
      weight(sex, agreement.sex()),
      weight(postcode, agreement.postcode())
    };
  }

  private static <T extends Enum<T>> double weight(Map<T, Double> weights, @Nullable T level) {
    return level == null ? 0 : weights.getOrDefault(level, 0.0);
  }

  static double total(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return total;
  }

  /** The probability of a total weight, the prior included: 2^M / (1 + 2^M). */
  static double probability(double weight) {
    return 1 / (1 + Math.exp(-weight * Math.log(2)));
  }

  static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
