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

    static final Related NOTHING = inSameRow(null, null);

    /** A value beside the one at fault; one without a column is no field's. */
    static Related inSameRow(@Nullable ColumnContract column, @Nullable String value) {
      return new Related(column, value, null, NO_ROW);
    }
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
  private long measureRows;
  private int @Nullable [] counted;
  private long occurrences = 1;
  private int first;

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
    this.first = row;
  }

  /**
   * One that stands for all beyond the cap.
   *
   * @param first the row it was opened for
   */
  static Issue rest(QualityRule rule, TableRows rows, int first, int field) {
    Issue rest = new Issue(rule, rows, NO_ROW, field, null, Related.NOTHING, null);
    rest.first = first;
    return rest;
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

  /** Its row, or the first of those it stands for. */
  int first() {
    return first;
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

  /**
   * Counts a row this cause removed.
   *
   * @param measuresOfRow measures that would have used it, as bits
   * @param countedBy those of them that count each such row as one, as bits
   * @param comesBack whether the row is there once the cause is put right: of copies one is
   */
  void lose(long measuresOfRow, long countedBy, boolean comesBack) {
    rowsLost++;
    measures |= measuresOfRow;
    if (!comesBack) {
      return;
    }
    measureRows += measuresOfRow == 0 ? 0 : 1;
    for (long left = measuresOfRow & countedBy; left != 0; left &= left - 1) {
      counted = counted == null ? new int[Long.SIZE] : counted;
      counted[Long.numberOfTrailingZeros(left)]++;
    }
  }

  /** Rows this cause removed that some measure would have used. */
  long measureRows() {
    return measureRows;
  }

  /** By how much a measure that counts such rows one by one would rise, by its bit. */
  int counted(int bit) {
    return counted == null ? 0 : counted[bit];
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
