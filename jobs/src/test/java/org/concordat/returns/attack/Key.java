package org.concordat.returns.attack;

import java.util.Comparator;

/**
 * Where one figure stands.
 *
 * @param month last month of its period, yyyy-MM
 * @param version status and version of the file, for example Performance v1; one version of a month
 *     is published beside the others and never replaces them
 * @param measure id of the measure
 * @param breakdown label of the breakdown as published
 * @param primary first level
 * @param secondary second level, NONE where there is none
 */
record Key(
    String month,
    String version,
    String measure,
    String breakdown,
    String primary,
    String secondary)
    implements Comparable<Key> {

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::month)
          .thenComparing(Key::version)
          .thenComparing(Key::measure)
          .thenComparing(Key::breakdown)
          .thenComparing(Key::primary)
          .thenComparing(Key::secondary);

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }

  /** The same place for another measure. */
  Key of(String other) {
    return new Key(month, version, other, breakdown, primary, secondary);
  }

  /** The same place in another breakdown. */
  Key at(String otherBreakdown, String otherPrimary, String otherSecondary) {
    return new Key(month, version, measure, otherBreakdown, otherPrimary, otherSecondary);
  }

  /** The same place in another month's file or another version of it. */
  Key in(String otherMonth, String otherVersion) {
    return new Key(otherMonth, otherVersion, measure, breakdown, primary, secondary);
  }
}
