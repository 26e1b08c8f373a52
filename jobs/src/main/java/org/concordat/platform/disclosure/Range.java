package org.concordat.platform.disclosure;

/**
 * Values a figure may have for a reader.
 *
 * @param least smallest one
 * @param most largest one
 */
record Range(long least, long most) {

  /** Beyond every figure, and small enough for thousands of them to be added. */
  static final long NO_LIMIT = 1L << 40;

  static final Range ANY = new Range(0, NO_LIMIT);

  static Range of(long value) {
    return new Range(value, value);
  }

  Range and(Range other) {
    return new Range(Math.max(least, other.least), Math.min(most, other.most));
  }
}
