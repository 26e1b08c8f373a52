package org.concordat.check;

import java.util.Set;
import org.concordat.platform.Delivery;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What the project decided about one submission.
 *
 * @param delivery which one
 * @param state REJECTED, ACCEPTED, ACCEPTED_WITH_REJECTS, ACCEPTED_WITH_WARNINGS or ACCEPTED_QUERY
 * @param isInForce whether it is the one that counts for its family, organisation and month
 * @param isLate whether it arrived after the performance cut of its month
 * @param isNilReturn whether it says that there was no activity
 * @param repeats the submission it repeats byte for byte, which goes on counting; null for all
 *     others
 * @param reason worst cause in words; null when there is nothing to say
 * @param sent rows sent
 * @param accepted rows accepted
 * @param rejected rows rejected
 * @param warned accepted rows with a warning
 */
record Verdict(
    Delivery delivery,
    String state,
    boolean isInForce,
    boolean isLate,
    boolean isNilReturn,
    @Nullable String repeats,
    @Nullable String reason,
    long sent,
    long accepted,
    long rejected,
    long warned) {

  static final String REJECTED = "REJECTED";

  /**
   * Rules that ask about the volume or the rejects of an accepted submission: a doubtful nil
   * return, many rejected rows, an unusual number of rows, a resubmission that lost rows.
   */
  static final Set<String> ALARMS = Set.of("FIL-017", "SUB-001", "SUB-002", "SUB-006");

  boolean isAccepted() {
    return !state.equals(REJECTED);
  }

  Verdict inForce() {
    return with(true, repeats, reason);
  }

  /** The same verdict of a submission that changes nothing. */
  Verdict repeating(String earlier) {
    return with(false, earlier, "The same files as " + earlier + ", which goes on counting.");
  }

  /** The same of another delivery with the same files. */
  Verdict of(Delivery other) {
    return new Verdict(
        other,
        state,
        false,
        isLate,
        isNilReturn,
        repeats,
        reason,
        sent,
        accepted,
        rejected,
        warned);
  }

  private Verdict with(boolean counts, @Nullable String earlier, @Nullable String words) {
    return new Verdict(
        delivery,
        state,
        counts,
        isLate,
        isNilReturn,
        earlier,
        words,
        sent,
        accepted,
        rejected,
        warned);
  }

  ReportingMonth month() {
    return delivery.month();
  }
}
