package org.concordat.sample;

import java.util.List;

/**
 * Repeatable chance: a stream of numbers that follows from the keys it was made with and from
 * nothing else (SplitMix64, so that the stream can be started anywhere without a list).
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The stream of a subject, for example {@code Dice.of(seed, "person", 17)}. */
  static Dice of(long seed, String subject, long... keys) {
    long state = mix(seed + GOLDEN);
    for (int i = 0; i < subject.length(); i++) {
      state = mix(state ^ (subject.charAt(i) * GOLDEN));
    }
    for (long key : keys) {
      state = mix(state ^ mix(key + GOLDEN));
    }
    return new Dice(state);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A whole number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True in so many of a thousand throws. */
  boolean inThousand(int share) {
    return below(1000) < share;
  }

  /** True in so many of a hundred throws. */
  boolean percent(int share) {
    return below(100) < share;
  }

  /** True in a share of all throws, from 0 to 1. */
  boolean share(double share) {
    return below(1_000_000) < Math.round(share * 1_000_000);
  }

  /** One of the values, all alike. */
  String pick(String... values) {
    return values[below(values.length)];
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /**
   * One of the values by weight.
   *
   * @param weighted value and weight in turn, for example {@code "A:80", "Z:20"}; a value may be
   *     empty
   */
  String weigh(String... weighted) {
    int total = 0;
    for (String entry : weighted) {
      total += weight(entry);
    }
    int left = below(total);
    for (String entry : weighted) {
      left -= weight(entry);
      if (left < 0) {
        return entry.substring(0, entry.lastIndexOf(':'));
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private static int weight(String entry) {
    return Integer.parseInt(entry, entry.lastIndexOf(':') + 1, entry.length(), 10);
  }
}
