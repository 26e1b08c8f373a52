package org.concordat.returns;

/**
 * An exact figure.
 *
 * @param value people, events or days counted
 * @param contributors organisations that contribute more than zero to it (D6)
 */
record CellCount(long value, int contributors) {

  static final CellCount NOTHING = new CellCount(0, 0);

  /** Together with what one more organisation counted. */
  CellCount plus(long more) {
    return new CellCount(value + more, more == 0 ? contributors : contributors + 1);
  }
}
