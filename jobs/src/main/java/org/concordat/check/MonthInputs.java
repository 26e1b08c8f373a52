package org.concordat.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.CountedMonth;
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
 * @param counted the same of the deliveries received by the cut only: what the rows that count
 *     stand on
 */
record MonthInputs(
    ReportingMonth month,
    String status,
    Instant cut,
    Instant performanceCut,
    List<Delivery> deliveries,
    String own,
    String fingerprint,
    CountedMonth counted) {

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
    String first =
        String.join(
            "\n",
            CodeVersion.text(),
            settings,
            month.toString(),
            cut.toString(),
            performanceCut.toString(),
            "");
    List<Delivery> inTime =
        deliveries.stream().filter(delivery -> !delivery.receivedAt().isAfter(cut)).toList();
    String own = own(first, deliveries);
    String counted = own(first, inTime);
    return new MonthInputs(
        month,
        status,
        cut,
        performanceCut,
        deliveries,
        own,
        own,
        new CountedMonth(
            status,
            cut,
            counted,
            counted,
            List.of(),
            inTime.stream().map(CountedMonth.Received::of).toList()));
  }

  private static String own(String first, List<Delivery> deliveries) {
    StringBuilder text = new StringBuilder(first);
    for (Delivery delivery : deliveries) {
      text.append(delivery.submissionId()).append(' ').append(delivery.receivedAt()).append(' ');
      text.append(delivery.sender()).append('\n');
      delivery
          .files()
          .forEach(f -> text.append(f.path()).append(' ').append(f.sha256()).append('\n'));
    }
    return Digest.id(text.toString());
  }

  /**
   * The same judged beside the months before it.
   *
   * @param owns what decides each month by itself; months without submissions are not there
   * @param ownsCounted the same of what was received by each month's cut
   * @param months how many months back rules look
   */
  MonthInputs beside(
      Map<ReportingMonth, String> owns, Map<ReportingMonth, String> ownsCounted, int months) {
    return new MonthInputs(
        month,
        status,
        cut,
        performanceCut,
        deliveries,
        own,
        beside(own, owns, months),
        new CountedMonth(
            status,
            cut,
            counted.own(),
            beside(counted.own(), ownsCounted, months),
            month.window(months + 1).stream()
                .filter(back -> !back.equals(month) && ownsCounted.containsKey(back))
                .toList(),
            counted.deliveries()));
  }

  private String beside(String alone, Map<ReportingMonth, String> owns, int months) {
    StringBuilder text = new StringBuilder(alone);
    for (int back = 1; back <= months; back++) {
      text.append('\n').append(owns.getOrDefault(month.plusMonths(-back), ""));
    }
    return Digest.id(text.toString());
  }
}
