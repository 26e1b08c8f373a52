package org.concordat.returns.attack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something an outsider knows to hold between the true figures behind published cells. A key that
 * no published cell has stands for a figure that exists and is not published.
 */
sealed interface Relation {

  /** Every figure it speaks of. */
  List<Key> keys();

  /** How the outsider knows, in words. */
  String why();

  /** A whole is the sum of its parts; with one part, two names of one number. */
  record Total(Key whole, List<Key> parts, String why) implements Relation {
    @Override
    public List<Key> keys() {
      return Stream.concat(Stream.of(whole), parts.stream()).toList();
    }
  }

  /** Parts that exclude one another are together at most the whole; one part is a subset. */
  record AtMost(List<Key> parts, Key whole, String why) implements Relation {
    @Override
    public List<Key> keys() {
      return Stream.concat(Stream.of(whole), parts.stream()).toList();
    }
  }

  /**
   * A whole-number percentage made of the exact figures, as D3 forbids.
   *
   * @param numerators what is added up on top
   * @param denominator what it is divided by
   * @param percent as printed
   * @param isPart whether the numerator is a part of the denominator, so that the rest is people
   * @param why how the outsider knows
   */
  record Percentage(List<Key> numerators, Key denominator, int percent, boolean isPart, String why)
      implements Relation {
    @Override
    public List<Key> keys() {
      return Stream.concat(Stream.of(denominator), numerators.stream()).toList();
    }
  }

  /** Figures times whole numbers add up to something from least to most. */
  record Balance(Map<Key, Integer> terms, long least, long most, String why) implements Relation {
    @Override
    public List<Key> keys() {
      return List.copyOf(terms.keySet());
    }
  }

  /**
   * Where the England figure is exact, at least so many of these organisations count somebody (D6
   * is public, so its threshold tells).
   */
  record Contributors(Key england, List<Key> organisations, int least, String why)
      implements Relation {
    @Override
    public List<Key> keys() {
      return organisations;
    }
  }
}
