package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What a sender gets for one delivery: what arrived, what was decided and until when it can be
 * replaced. It says nothing that a later delivery could change.
 *
 * @param receiptVersion version of this form
 * @param submissionId {@code family-org-month-seq}
 * @param family family of partners
 * @param organisationCode who sent it
 * @param month month it reports
 * @param seq its number
 * @param receivedAt when the channel recorded it
 * @param sender whom the channel says it came from
 * @param contentSha256 digest over the names and digests of all files
 * @param files every file as sent
 * @param rows rows sent, accepted, rejected and accepted with a warning
 * @param verdict what was decided
 * @param window until when it can be replaced
 * @param madeBy versions that decided
 */
record Receipt(
    @JsonProperty("receipt_version") int receiptVersion,
    @JsonProperty("submission_id") String submissionId,
    String family,
    @JsonProperty("organisation_code") String organisationCode,
    String month,
    String seq,
    @JsonProperty("received_at") Instant receivedAt,
    String sender,
    @JsonProperty("content_sha256") String contentSha256,
    List<DeliveredFile> files,
    Rows rows,
    Decision verdict,
    Window window,
    @JsonProperty("made_by") MadeBy madeBy) {

  /** Rows: accepted and rejected make up sent. */
  record Rows(long sent, long accepted, long rejected, long warned) {}

  /**
   * @param state outcome
   * @param reason worst cause in words; null when there is nothing to say
   * @param isLate whether it came after the performance cut
   * @param isNilReturn whether it says that there was no activity
   * @param repeats the submission it repeats byte for byte; null for all others
   */
  record Decision(
      String state,
      @Nullable String reason,
      @JsonProperty("late") boolean isLate,
      @JsonProperty("nil_return") boolean isNilReturn,
      @Nullable String repeats) {}

  /**
   * @param replaceUntil last instant at which another submission can take its place in the
   *     performance figures
   * @param resubmitUntil last instant at which the month can be sent again, with a reason
   */
  record Window(
      @JsonProperty("replace_until") Instant replaceUntil,
      @JsonProperty("resubmit_until") Instant resubmitUntil) {}

  /** Versions of code and rules. */
  record MadeBy(String code, String rules) {}

  static Receipt of(Verdict verdict, SubmissionCalendar.Entry calendar, String rules) {
    Delivery delivery = verdict.delivery();
    return new Receipt(
        1,
        delivery.submissionId(),
        delivery.family().name(),
        delivery.organisationCode(),
        delivery.month().toString(),
        delivery.seq(),
        delivery.receivedAt(),
        delivery.sender(),
        delivery.contentDigest(),
        delivery.files(),
        new Rows(verdict.sent(), verdict.accepted(), verdict.rejected(), verdict.warned()),
        new Decision(
            verdict.state(),
            verdict.reason(),
            verdict.isLate(),
            verdict.isNilReturn(),
            verdict.repeats()),
        new Window(calendar.performanceCut(), calendar.yearEndClose()),
        new MadeBy(CodeVersion.text(), rules));
  }
}
