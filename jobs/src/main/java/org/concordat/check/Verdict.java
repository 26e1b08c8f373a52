package org.concordat.check;

import org.concordat.platform.Delivery;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What the project decided about one submission.
 *
 * @param delivery which one
 * @param state REJECTED, ACCEPTED, ACCEPTED_WITH_REJECTS or ACCEPTED_WITH_WARNINGS
 * @param isInForce whether it is the one that counts for its family, organisation and month
 * @param isLate whether it arrived after the performance cut of its month
 * @param isNilReturn whether it says that there was no activity
 * @param isUnchanged whether it repeats, byte for byte, an earlier one that was accepted: then the
 *     earlier one goes on counting
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
    boolean isUnchanged,
    @Nullable String reason,
    long sent,
    long accepted,
    long rejected,
    long warned) {

  static final String REJECTED = "REJECTED";

  boolean isAccepted() {
    return !state.equals(REJECTED);
  }

  Verdict inForce() {
    return new Verdict(
        delivery,
        state,
        true,
        isLate,
        isNilReturn,
        isUnchanged,
        reason,
        sent,
        accepted,
        rejected,
        warned);
  }

  ReportingMonth month() {
    return delivery.month();
  }
}
