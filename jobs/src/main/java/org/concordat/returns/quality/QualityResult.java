package org.concordat.returns.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a figure of the quality files counts: the rows of a table, or the rows of one of the five
 * classes of a field (data-quality.md 3.1).
 */
public enum QualityResult {
  ROWS("rows", "Rows"),
  VALID("vodim.valid", "Valid"),
  OTHER("vodim.other", "Other"),
  DEFAULT("vodim.default", "Default"),
  INVALID("vodim.invalid", "Invalid"),
  MISSING("vodim.missing", "Missing");

  /** The five classes, each row of a table being in exactly one; in the order of their letters. */
  public static final List<QualityResult> CLASSES =
      List.of(VALID, OTHER, DEFAULT, INVALID, MISSING);

  private final String metric;
  private final String words;

  QualityResult(String metric, String words) {
    this.metric = metric;
    this.words = words;
  }

  /** Id of the metric it is measured as; partners find it in the metrics.csv of their report. */
  public String metric() {
    return metric;
  }

  /** Text of DQ_Result. */
  public String words() {
    return words;
  }

  /** The result that a metric measures; empty for metrics the quality files do not show. */
  static Optional<QualityResult> of(String metric) {
    return Arrays.stream(values()).filter(result -> result.metric.equals(metric)).findFirst();
  }
}
