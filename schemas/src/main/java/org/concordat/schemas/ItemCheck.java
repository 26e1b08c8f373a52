package org.concordat.schemas;

/**
 * The checks every field gets from its contract (submission-and-validation 4.2). The id of such a
 * rule is the table's prefix, the field's number and the check's name, for example MHR-04-COD.
 */
public enum ItemCheck {
  /** The field is blank: rejects the record when mandatory, a priority warning when required. */
  BLK("blank"),
  /** Not the declared type, length or pattern: rejects mandatory and key fields, clears others. */
  FMT("wrong format"),
  /** Not in the code list: a warning, the value stays. */
  COD("bad value"),
  /** In the code list, but closed before the month: a warning, the value stays. */
  RET("bad value"),
  /** A code that stands for "not known": no rule, counted for the score. */
  DEF("default");

  private final String category;

  ItemCheck(String category) {
    this.category = category;
  }

  /** Category of its findings. */
  public String category() {
    return category;
  }
}
