package org.concordat.check;

import java.util.Arrays;

/** Rows of a table by the value of a key, in the order sent. */
final class RowsByKey {

  private static final int NONE = -1;

  private final int[] first;
  private final int[] next;

  /**
   * @param ids key of each row, {@link TableRows#NO_KEY} for none
   * @param rows how many rows there are
   * @param keys one more than the highest key
   */
  RowsByKey(int[] ids, int rows, int keys) {
    first = new int[keys];
    next = new int[rows];
    Arrays.fill(first, NONE);
    for (int row = rows - 1; row >= 0; row--) {
      if (ids[row] != TableRows.NO_KEY) {
        next[row] = first[ids[row]];
        first[ids[row]] = row;
      }
    }
  }

  /** The first row of a key; negative when it has none. */
  int first(int key) {
    return key < 0 || key >= first.length ? NONE : first[key];
  }

  /** The next row of the same key; negative after the last one. */
  int next(int row) {
    return next[row];
  }
}
