package org.concordat.reports;

import java.time.Instant;
import java.util.Comparator;
import org.apache.spark.sql.Row;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * What was decided about one submission (table verdicts).
 *
 * @param month month it is for
 * @param partner who sent it
 * @param submissionId its id
 * @param seq its number within partner and month
 * @param receivedAt when the channel recorded it
 * @param state REJECTED, ACCEPTED, ACCEPTED_WITH_REJECTS or ACCEPTED_WITH_WARNINGS
 * @param isInForce whether the figures use it
 * @param isLate whether it came after the cut
 * @param isNilReturn whether it says that there was no activity
 * @param reason the worst cause in words; empty when there is none
 * @param sent rows sent
 * @param accepted rows accepted
 * @param rejected rows rejected
 * @param warned rows with a warning
 */
record Verdict(
    ReportingMonth month,
    Partner partner,
    String submissionId,
    String seq,
    Instant receivedAt,
    String state,
    boolean isInForce,
    boolean isLate,
    boolean isNilReturn,
    String reason,
    long sent,
    long accepted,
    long rejected,
    long warned) {

  static final String[] COLUMNS = {
    "reporting_month",
    "family",
    "organisation_code",
    "submission_id",
    "seq",
    "received_at",
    "state",
    "is_in_force",
    "is_late",
    "is_nil_return",
    "reason",
    "sent",
    "accepted",
    "rejected",
    "warned"
  };

  /** Order in which submissions of one partner arrived (submission-and-validation.md 2.3). */
  static final Comparator<Verdict> ARRIVAL =
      Comparator.comparing(Verdict::receivedAt)
          .thenComparing(Verdict::seq)
          .thenComparing(Verdict::submissionId);

  static Verdict of(Row row) {
    return new Verdict(
        ReportingMonth.of(Cells.text(row, "reporting_month")),
        new Partner(
            Family.valueOf(Cells.text(row, "family")), Cells.text(row, "organisation_code")),
        Cells.text(row, "submission_id"),
        Cells.text(row, "seq"),
        Instant.parse(Cells.text(row, "received_at")),
        Cells.text(row, "state"),
        Cells.flag(row, "is_in_force"),
        Cells.flag(row, "is_late"),
        Cells.flag(row, "is_nil_return"),
        Cells.text(row, "reason"),
        Cells.number(row, "sent"),
        Cells.number(row, "accepted"),
        Cells.number(row, "rejected"),
        Cells.number(row, "warned"));
  }

  boolean isRejected() {
    return state.equals("REJECTED");
  }
}
