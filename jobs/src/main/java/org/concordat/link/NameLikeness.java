package org.concordat.link;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * Jaro-Winkler similarity of two prepared names. Most pairs of names that are compared share few
 * letters, and what they can reach at most is known for a small part of what the similarity costs.
 */
final class NameLikeness {

  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  /** Below this a common beginning counts for nothing. */
  private static final double BOOSTED = 0.7;

  /** What each common letter at the beginning counts for. */
  private static final double BOOST = 0.1;

  private NameLikeness() {}

  /** The similarity where it is at least so much; else something below it. */
  static double ifAtLeast(double least, String one, String other) {
    double most = atMost(one, other);
    return most < least ? most : SIMILARITY.apply(one, other);
  }

  /**
   * No less than the similarity of two texts: letters that only one of them has match nothing, and
   * all that match are taken to be in order.
   */
  static double atMost(String one, String other) {
    long letters = letters(one);
    long others = letters(other);
    int matches =
        Math.min(
            one.length() - Long.bitCount(letters & ~others),
            other.length() - Long.bitCount(others & ~letters));
    if (matches <= 0) {
      return 0;
    }
    double jaro = ((double) matches / one.length() + (double) matches / other.length() + 1) / 3;
    if (jaro < BOOSTED) {
      return jaro;
    }
    int shorter = Math.min(one.length(), other.length());
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return Math.min(1, jaro + BOOST * same * (1 - jaro));
  }

  /** Which letters a text has, a bit each; letters that share a bit only make the bound wider. */
  private static long letters(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters |= 1L << text.charAt(i);
    }
    return letters;
  }
}
