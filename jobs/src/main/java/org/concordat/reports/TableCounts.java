package org.concordat.reports;

import org.apache.spark.sql.Row;

/**
 * What became of one table of one submission (table table_counts).
 *
 * @param submissionId the submission
 * @param table contract name
 * @param sent rows sent
 * @param accepted rows accepted
 * @param rejected rows rejected, for whatever reason
 * @param cascade of these, rows rejected only because their parent was
 * @param warned rows with a warning
 * @param superseded accepted rows that a later version in the same file replaces
 */
record TableCounts(
    String submissionId,
    String table,
    long sent,
    long accepted,
    long rejected,
    long cascade,
    long warned,
    long superseded) {

  static TableCounts of(Row row) {
    return new TableCounts(
        Cells.text(row, "submission_id"),
        Cells.text(row, "table"),
        Cells.number(row, "sent"),
        Cells.number(row, "accepted"),
        Cells.number(row, "rejected"),
        Cells.number(row, "rejected_by_cascade"),
        Cells.number(row, "warned"),
        Cells.number(row, "superseded"));
  }

  /** Sums with another table. */
  TableCounts plus(TableCounts more) {
    return new TableCounts(
        submissionId,
        table,
        sent + more.sent,
        accepted + more.accepted,
        rejected + more.rejected,
        cascade + more.cascade,
        warned + more.warned,
        superseded + more.superseded);
  }
}
