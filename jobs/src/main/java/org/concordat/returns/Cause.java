package org.concordat.returns;

import java.util.Locale;

/**
 * Why a figure of one return is another one in the next. The order is the order of precedence where
 * somebody counted once came or went for more than one reason (docs/diff.md).
 */
public enum Cause {
  /** The organisation had no submission in force for that month before. */
  LATE("late submissions"),
  /** It has none any more. */
  WITHDRAWN("withdrawn submissions"),
  /** Another submission of the organisation is in force: rows that are new or gone. */
  RESUBMITTED("resubmissions"),
  /** Another submission of the organisation is in force: the same row says something else. */
  CORRECTED("corrected rows"),
  /** The row's submission is the same; what other partners sent about the person is not. */
  PARTNERS("linkage and other partners"),
  /** Reference tables of areas. */
  REFERENCE("reference tables"),
  /** Another version of the program or of the marts' SQL, and nothing else. */
  CODE("code"),
  /** No input that is recorded differs. */
  UNEXPLAINED("not explained"),
  /** Measures or counting choices. */
  RULE("counting rules");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** Text of the CAUSE column. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a reader calls it. */
  public String words() {
    return words;
  }
}
