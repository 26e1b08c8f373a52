package org.concordat.sample;

import org.jspecify.annotations.Nullable;

/**
 * When and why a partner sent one submission.
 *
 * @param sequence {@code 001} upwards
 * @param createdAt when the partner's system made it, an instant with Z
 * @param receivedAt when the channel took it, an instant with Z
 * @param resubmissionReason null for a first submission
 * @param isNilReturn a manifest without files
 * @param keepsPercent how much of the activity it holds; below 100 for a resubmission that lost
 *     rows
 */
record Delivery(
    Partner partner,
    Dates.Period period,
    String sequence,
    String createdAt,
    String receivedAt,
    @Nullable String resubmissionReason,
    boolean isNilReturn,
    int keepsPercent) {

  /** The ordinary one: made early in the next month, sent some days before the cut. */
  static Delivery ordinary(Partner partner, Dates.Period period, String sequence) {
    int day = 5 + partner.ordinal() % 6;
    int hour = 8 + partner.ordinal() % 9;
    return new Delivery(
        partner,
        period,
        sequence,
        period.nextMonth(day, "0" + partner.ordinal() % 8 + ":15:00"),
        period.nextMonth(day + 2, (hour < 10 ? "0" : "") + hour + ":14:03"),
        null,
        false,
        100);
  }

  /** The same again with another sequence and other times. */
  Delivery again(String newSequence, String created, String received, @Nullable String reason) {
    return new Delivery(
        partner, period, newSequence, created, received, reason, false, keepsPercent);
  }

  Delivery keeping(int percent) {
    return new Delivery(
        partner, period, sequence, createdAt, receivedAt, resubmissionReason, isNilReturn, percent);
  }

  Delivery nil() {
    return new Delivery(
        partner, period, sequence, createdAt, receivedAt, resubmissionReason, true, 0);
  }

  /** Folder below the drop folder's root. */
  String path() {
    return partner.family() + "/" + partner.code() + "/" + period.month() + "/" + sequence;
  }

  /** Submission id as the project writes it. */
  String submissionId() {
    return partner.family() + "-" + partner.code() + "-" + period.month() + "-" + sequence;
  }
}
