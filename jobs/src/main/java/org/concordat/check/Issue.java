package org.concordat.check;

import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.QualityRule;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the making, kept small: the words are made when the submission is settled. One that
 * stands for all occurrences beyond the cap of its rule has no row.
 */
final class Issue {

  static final int NO_ROW = -1;

  /**
   * The other value that takes part.
   *
   * @param column its column; null when it belongs to none
   * @param value as sent
   * @param rows table of the other row; null when it stands in the same one
   * @param row number of the other row
   */
  record Related(
      @Nullable ColumnContract column, @Nullable String value, @Nullable TableRows rows, int row) {

    static final Related NOTHING = new Related(null, null, null, NO_ROW);
  }

  private final QualityRule rule;
  private final TableRows rows;
  private final int row;
  private final int field;
  private final @Nullable String value;
  private final Related related;
  private final @Nullable Issue root;
  private long rowsLost;
  private long measures;
  private long occurrences = 1;

  Issue(
      QualityRule rule,
      TableRows rows,
      int row,
      int field,
      @Nullable String value,
      Related related,
      @Nullable Issue root) {
    this.rule = rule;
    this.rows = rows;
    this.row = row;
    this.field = field;
    this.value = value;
    this.related = related;
    this.root = root;
  }

  QualityRule rule() {
    return rule;
  }

  TableRows rows() {
    return rows;
  }

  int row() {
    return row;
  }

  int field() {
    return field;
  }

  @Nullable String value() {
    return value;
  }

  Related related() {
    return related;
  }

  /** The first cause this is a consequence of; null when it is itself one. */
  @Nullable Issue root() {
    return root;
  }

  /** The first cause: the root, or this. */
  Issue cause() {
    return root == null ? this : root;
  }

  long rowsLost() {
    return rowsLost;
  }

  /** Counts a row this cause removed, and the measures that would have used it. */
  void lose(long measuresOfRow) {
    rowsLost++;
    measures |= measuresOfRow;
  }

  /** Measures that would have used the rows this cause removed, as bits. */
  long measures() {
    return measures;
  }

  /** How often the rule was broken beyond the cap; 1 for an ordinary issue. */
  long occurrences() {
    return occurrences;
  }

  void again() {
    occurrences++;
  }
}
