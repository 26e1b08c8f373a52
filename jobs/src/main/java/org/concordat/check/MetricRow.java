package org.concordat.check;

import org.concordat.schemas.Applicability;
import org.concordat.schemas.MetricDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code metrics}.
 *
 * @param organisation organisation code, or ENGLAND
 * @param submissionId submission it was counted in; null for national figures and for what is about
 *     no single submission
 */
record MetricRow(
    MetricDefinition metric,
    String organisation,
    String family,
    @Nullable String table,
    @Nullable String field,
    @Nullable String submissionId,
    long numerator,
    long denominator,
    Applicability applicability) {

  static final String ENGLAND = "ENGLAND";

  /** Values in the order of the contract. */
  Object[] values(String status, String versionId) {
    boolean isShare = denominator != 0 && !metric.id().equals("rows");
    return new Object[] {
      metric.id(),
      metric.version(),
      metric.dimensionText(),
      organisation,
      family,
      table,
      field,
      submissionId,
      numerator,
      denominator,
      isShare ? (Double) ((double) numerator / denominator) : null,
      applicability.name(),
      status,
      versionId
    };
  }
}
