package org.concordat.reports;

/**
 * How the rows of one field fall into the five classes of data-quality.md 3.1; every row is in
 * exactly one.
 *
 * @param valid rows with a valid value
 * @param other rows with a code for "other" or "not stated"
 * @param defaults rows with a code for "not known"
 * @param invalid rows with a value that is none of these
 * @param missing rows without a value
 */
record Vodim(long valid, long other, long defaults, long invalid, long missing) {

  static final Vodim NONE = new Vodim(0, 0, 0, 0, 0);

  /** Rows in all: V + O + D + I + M. */
  long rows() {
    return valid + other + defaults + invalid + missing;
  }

  /** What the index counts as valid and complete: V + O + D (data-quality.md 3.8). */
  long validAndComplete() {
    return valid + other + defaults;
  }

  Vodim plus(Vodim more) {
    return new Vodim(
        valid + more.valid,
        other + more.other,
        defaults + more.defaults,
        invalid + more.invalid,
        missing + more.missing);
  }

  /**
   * This with one more count.
   *
   * @param metric metric id, for example {@code vodim.valid}; ids of other metrics change nothing
   */
  Vodim with(String metric, long count) {
    return switch (metric) {
      case "vodim.valid" -> plus(new Vodim(count, 0, 0, 0, 0));
      case "vodim.other" -> plus(new Vodim(0, count, 0, 0, 0));
      case "vodim.default" -> plus(new Vodim(0, 0, count, 0, 0));
      case "vodim.invalid" -> plus(new Vodim(0, 0, 0, count, 0));
      case "vodim.missing" -> plus(new Vodim(0, 0, 0, 0, count));
      default -> this;
    };
  }
}
