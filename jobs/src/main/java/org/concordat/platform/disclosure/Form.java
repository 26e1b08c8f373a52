package org.concordat.platform.disclosure;

/** In which form a figure is published. */
enum Form {
  /** As it is. */
  EXACT,
  /** To the nearest multiple (D2). */
  ROUNDED,
  /** As an asterisk. */
  HIDDEN,
  /** Nowhere; only sums know of it. */
  UNPUBLISHED,
  /** Known to be nought: who should count it sent nothing. */
  ABSENT;

  boolean isShown() {
    return this == EXACT || this == ROUNDED;
  }
}
