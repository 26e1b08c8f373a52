package org.concordat.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.schemas.ReportingMonth;

/**
 * What decides the judgement of one month.
 *
 * @param month which month
 * @param status performance or final
 * @param cut last instant at which a submission counts
 * @param performanceCut after it a submission is late
 * @param deliveries deliveries that exist as of the instant asked for, those under a number used
 *     before among them, in order of family, organisation and sequence
 * @param own the same whenever nothing of the month itself changed
 * @param fingerprint the same whenever nothing that decides changed, in the months it is judged
 *     beside neither
 */
record MonthInputs(
    ReportingMonth month,
    String status,
    Instant cut,
    Instant performanceCut,
    List<Delivery> deliveries,
    String own,
    String fingerprint) {

  /** Whether the figures are cut when the year closes, not when the month's first window ends. */
  boolean isFinal() {
    return !cut.equals(performanceCut);
  }

  static MonthInputs of(
      ReportingMonth month,
      String status,
      Instant cut,
      Instant performanceCut,
      List<Delivery> deliveries,
      String settings) {
    StringBuilder text = new StringBuilder();
    text.append(CodeVersion.text()).append('\n').append(settings).append('\n');
    text.append(month).append('\n').append(cut).append('\n').append(performanceCut).append('\n');
    for (Delivery delivery : deliveries) {
      text.append(delivery.submissionId()).append(' ').append(delivery.receivedAt()).append(' ');
      text.append(delivery.sender()).append('\n');
      delivery
          .files()
          .forEach(f -> text.append(f.path()).append(' ').append(f.sha256()).append('\n'));
    }
    String own = Digest.id(text.toString());
    return new MonthInputs(month, status, cut, performanceCut, deliveries, own, own);
  }

  /**
   * The same judged beside the months before it.
   *
   * @param owns what decides each month by itself; months without submissions are not there
   * @param months how many months back rules look
   */
  MonthInputs beside(Map<ReportingMonth, String> owns, int months) {
    StringBuilder text = new StringBuilder(own);
    for (int back = 1; back <= months; back++) {
      text.append('\n').append(owns.getOrDefault(month.plusMonths(-back), ""));
    }
    return new MonthInputs(
        month, status, cut, performanceCut, deliveries, own, Digest.id(text.toString()));
  }
}
