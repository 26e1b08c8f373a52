package org.concordat.schemas;

import java.math.BigDecimal;
import java.util.Optional;
import org.concordat.schemas.MetricDefinition.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Judges stored counts by the thresholds of their month (data-quality.md 2): the same counts can be
 * judged again under other thresholds without the rows they came from.
 */
public final class MetricJudgement {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final MetricDefinitions definitions;
  private final QualityThresholds thresholds;

  public MetricJudgement(MetricDefinitions definitions, QualityThresholds thresholds) {
    this.definitions = definitions;
    this.thresholds = thresholds;
  }

  /**
   * How counts stand to their threshold.
   *
   * @param table table the metric is about; null for none
   * @param field field it is about; null for none
   * @return NOT_APPLICABLE where there was nothing to look at; never ERROR
   */
  public Applicability of(
      String metric,
      @Nullable String table,
      @Nullable String field,
      ReportingMonth month,
      long numerator,
      long denominator) {
    if (denominator == 0) {
      return Applicability.NOT_APPLICABLE;
    }
    Wanted wanted = definitions.metric(metric).wanted();
    if (wanted == Wanted.NONE) {
      return Applicability.PASS;
    }
    boolean higher = wanted == Wanted.HIGHER;
    Optional<QualityThresholds.Limit> limit = thresholds.limit(metric, table, field, month);
    if (limit.isPresent() && denominator >= limit.get().smallestDenominator()) {
      int compared =
          BigDecimal.valueOf(numerator)
              .multiply(HUNDRED)
              .compareTo(limit.get().percent().multiply(BigDecimal.valueOf(denominator)));
      if (higher ? compared < 0 : compared > 0) {
        return Applicability.FAIL;
      }
    }
    boolean perfect = higher ? numerator == denominator : numerator == 0;
    return perfect ? Applicability.PASS : Applicability.PASS_WITH_FAILURES;
  }
}
