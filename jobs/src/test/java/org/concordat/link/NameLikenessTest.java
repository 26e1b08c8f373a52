package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.junit.jupiter.api.Test;

/** What names can reach at most is never less than what they reach. */
class NameLikenessTest {

  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  @Test
  void names_with_few_letters_in_common_are_known_not_to_be_alike() {
    // Two of five letters match at most: (2/5 + 2/5 + 1) / 3.
    assertThat(NameLikeness.atMost("SMITH", "TRIAL")).isEqualTo((0.4 + 0.4 + 1) / 3);
    assertThat(NameLikeness.ifAtLeast(0.8, "SMITH", "TRIAL")).isLessThan(0.8);
    assertThat(NameLikeness.ifAtLeast(0.8, "SMITH", "SMYTH"))
        .isEqualTo(SIMILARITY.apply("SMITH", "SMYTH"));
  }

  @Test
  void the_bound_holds_for_any_two_names() {
    SplittableRandom random = new SplittableRandom(11);
    int alike = 0;
    for (int i = 0; i < 200_000; i++) {
      String one = name(random);
      String other = random.nextInt(3) == 0 ? mistyped(random, one) : name(random);
      double similarity = SIMILARITY.apply(one, other);
      assertThat(NameLikeness.atMost(one, other)).isGreaterThanOrEqualTo(similarity - 1e-12);
      boolean isAlike = similarity >= 0.8;
      assertThat(NameLikeness.ifAtLeast(0.8, one, other) >= 0.8).isEqualTo(isAlike);
      alike += isAlike ? 1 : 0;
    }
    assertThat(alike).isBetween(20_000, 180_000);
  }

  /** Few different letters, so that many pairs are near the bound. */
  private static String name(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    int length = 1 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      name.append((char) ('A' + random.nextInt(7)));
    }
    return name.toString();
  }

  private static String mistyped(SplittableRandom random, String name) {
    int at = random.nextInt(name.length());
    String letter = String.valueOf((char) ('A' + random.nextInt(7)));
    return name.substring(0, at) + letter + name.substring(random.nextBoolean() ? at : at + 1);
  }
}
