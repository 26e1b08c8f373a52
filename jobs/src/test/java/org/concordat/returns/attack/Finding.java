package org.concordat.returns.attack;

import java.util.List;

/**
 * What the attacker could say of one figure.
 *
 * @param key where it stands; for a complement the whole
 * @param kind what kind of figure it is
 * @param outcome what was shown
 * @param possible values that stay possible, in order; of a safe figure those that were shown
 * @param reading how asterisks were read
 */
record Finding(Key key, Kind kind, Outcome outcome, List<Integer> possible, Reading reading) {

  /** What kind of figure an attacker is after. */
  enum Kind {
    /** A cell with an asterisk. */
    HIDDEN,
    /** The people in a denominator and not in its numerator, printed nowhere. */
    COMPLEMENT,
    /** A number printed exactly that had to be hidden or rounded. */
    EXPOSED,
    /** A rounded figure whose exact value follows; told for information, no rule forbids it. */
    ROUNDING_UNDONE
  }

  /** What was shown of a figure. */
  enum Outcome {
    /** Enough different values were each shown by a whole set of figures that fits everything. */
    SAFE,
    /** It was proved that fewer values are possible. */
    LEAK,
    /** Neither within the budget. */
    UNKNOWN
  }
}
