package org.concordat.schemas;

/** How a metric of one organisation stands to its threshold (data-quality.md 2). */
public enum Applicability {
  /** Nothing is wrong. */
  PASS,
  /** Something is wrong, within the threshold. */
  PASS_WITH_FAILURES,
  /** More is wrong than the threshold allows. */
  FAIL,
  /** There was nothing to look at; this never counts as a pass. */
  NOT_APPLICABLE,
  /** The metric itself could not be computed. */
  ERROR
}
