package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.concordat.link.Agreement.Birth;
import org.concordat.link.Agreement.Name;
import org.concordat.link.Agreement.Postcode;
import org.concordat.link.Agreement.Sex;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.MatchModel.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelEstimationTest {

  /**
   * linkage.md's illustration: surname +8.2, given name +7.2, birth date +14.6, sex +1.0, postcode
   * +19.4 on a prior of -25.8 give +24.6; with another postcode about +4.3, probability 0.95.
   */
  @Test
  void weights_add_up_to_a_probability() {
    assertThat(-25.8 + 8.2 + 7.2 + 14.6 + 1.0 + 19.4).isEqualTo(24.6, within(1e-9));
    assertThat(MatchWeights.probability(24.6)).isGreaterThan(0.9999999);
    assertThat(MatchWeights.probability(4.3)).isEqualTo(0.95, within(0.005));
    assertThat(new Level(0.9, 0.1).weight()).isEqualTo(3.17, within(0.01));
  }

  @Test
  void an_exact_common_name_weighs_less_than_an_exact_rare_one() {
    MatchWeights weights = new MatchWeights(MatchModel.load());
    Agreement exact = new Agreement(Name.EXACT, null, null, null, null);
    double common = weights.of(exact, named(0.08), named(0.08))[0];
    double rare = weights.of(exact, named(0.00001), named(0.00001))[0];
    // log2(0.08 / 0.00001) = 12.97 bits lie between them.
    assertThat(rare - common).isEqualTo(12.97, within(0.01));
  }

  /**
   * Pairs made with m 0.9 and u 0.01 for the exact surname, m 0.8 and u 0.02 for the exact given
   * name, m 0.7 and u 0.001 for the postcode, 1,000 matches among 11,000 pairs: the estimate finds
   * them again, although nobody tells it which pairs are matches.
   */
  @Test
  void finds_the_shares_that_pairs_were_made_with() {
    Map<Integer, Long> blocked = new TreeMap<>();
    addPairs(blocked, 1_000_000, 0.9, 0.8, 0.7);
    addPairs(blocked, 10_000_000, 0.01, 0.02, 0.001);
    Map<Integer, Long> random = new TreeMap<>();
    addPairs(random, 100_000_000, 0.01, 0.02, 0.001);

    ModelEstimation estimation = new ModelEstimation(random);
    estimation.bornAlike(blocked);
    MatchModel model = estimation.model("t", "made pairs");

    assertThat(model.level("surname", "exact").u()).isEqualTo(0.01, within(0.0001));
    assertThat(model.level("surname", "exact").m()).isEqualTo(0.9, within(0.005));
    assertThat(model.level("given_name", "exact").m()).isEqualTo(0.8, within(0.005));
    assertThat(model.level("postcode", "full").m()).isEqualTo(0.7, within(0.005));
    assertThat(model.level("given_name", "swapped").m()).isEqualTo(1);
    // Pairs of one birth date and sex tell nothing of sex.
    assertThat(model.level("sex", "same").weight()).isZero();
    assertThat(model.level("sex", "different").weight()).isZero();
  }

  /** All eight combinations of agreeing and differing, by independent shares. */
  private static void addPairs(
      Map<Integer, Long> pairs, long all, double surname, double given, double postcode) {
    for (int i = 0; i < 8; i++) {
      boolean isSurname = (i & 1) > 0;
      boolean isGiven = (i & 2) > 0;
      boolean isHome = (i & 4) > 0;
      double share =
          (isSurname ? surname : 1 - surname)
              * (isGiven ? given : 1 - given)
              * (isHome ? postcode : 1 - postcode);
      pairs.merge(
          new Agreement(
                  isSurname ? Name.EXACT : Name.DIFFERENT,
                  isGiven ? Name.EXACT : Name.DIFFERENT,
                  Birth.EXACT,
                  Sex.SAME,
                  isHome ? Postcode.FULL : Postcode.DIFFERENT)
              .pattern(),
          Math.round(all * share),
          Long::sum);
    }
  }

  private static Profile named(double share) {
    @Nullable String none = null;
    return new Profile("e", false, "KHAN", none, none, 0, 0, none, none, share, 0);
  }
}
