package org.concordat.check;

import org.concordat.schemas.QualityRule;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the making, kept small: the words are made when the submission is settled. One that
 * stands for all occurrences beyond the cap of its rule has no row.
 */
final class Issue {

  static final int NO_ROW = -1;

  private final QualityRule rule;
  private final TableRows rows;
  private final int row;
  private final int field;
  private final @Nullable String value;
  private final int relatedField;
  private final @Nullable String relatedValue;
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
      int relatedField,
      @Nullable String relatedValue,
      @Nullable Issue root) {
    this.rule = rule;
    this.rows = rows;
    this.row = row;
    this.field = field;
    this.value = value;
    this.relatedField = relatedField;
    this.relatedValue = relatedValue;
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

  int relatedField() {
    return relatedField;
  }

  @Nullable String relatedValue() {
    return relatedValue;
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
