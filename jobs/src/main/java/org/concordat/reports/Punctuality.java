package org.concordat.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.CaptureAtCut;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * One month of section 9 of a partner's page: when the submission in force came, and how many it
 * took (data-quality.md 3.5).
 *
 * @param month the month
 * @param cut its performance cut
 * @param received when the submission in force arrived; says so when there is none
 * @param lead how long before or after the cut; a dash without a submission in force
 * @param attempts submissions until the first accepted one; a dash when none was accepted
 * @param firstTime whether the first one was accepted
 * @param captured accepted rows at the cut, of those of the last submission known
 */
record Punctuality(
    String month,
    String cut,
    String received,
    String lead,
    String attempts,
    String firstTime,
    String captured) {

  /** Every month since the partner first sent anything, at most a year, newest first. */
  static List<Punctuality> of(MonthFacts facts, Partner partner) {
    SubmissionCalendar calendar = SubmissionCalendar.load();
    List<Punctuality> lines = new ArrayList<>();
    for (ReportingMonth month : TableTrends.months(facts, partner)) {
      calendar
          .find(month)
          .ifPresent(
              entry ->
                  lines.add(
                      0,
                      of(
                          month,
                          entry,
                          facts.history().attempts(partner, month),
                          facts.history().inForce(partner, month))));
    }
    return lines;
  }

  private static Punctuality of(
      ReportingMonth month,
      SubmissionCalendar.Entry entry,
      List<Verdict> attempts,
      Optional<Verdict> inForce) {
    Instant cut = entry.performanceCut();
    int first = 0;
    while (first < attempts.size() && attempts.get(first).isRejected()) {
      first++;
    }
    boolean isAccepted = first < attempts.size();
    String none = attempts.isEmpty() ? "Not received" : "None in force";
    return new Punctuality(
        Figures.month(month),
        Figures.time(cut),
        inForce.map(verdict -> Figures.time(verdict.receivedAt())).orElse(none),
        inForce.map(verdict -> lead(verdict.receivedAt(), cut)).orElse("–"),
        isAccepted ? Figures.count(first + 1L) : "–",
        isAccepted ? first == 0 ? "Yes" : "No" : "–",
        captured(attempts, entry));
  }

  private static String captured(List<Verdict> attempts, SubmissionCalendar.Entry entry) {
    CaptureAtCut capture =
        CaptureAtCut.of(
            attempts.stream()
                .filter(verdict -> !verdict.isRejected())
                .map(verdict -> new CaptureAtCut.Arrival(verdict.receivedAt(), verdict.accepted()))
                .toList(),
            entry.performanceCut(),
            entry.yearEndClose());
    return capture.inTheEnd() == 0
        ? "–"
        : Figures.count(capture.atTheCut())
            + " of "
            + Figures.count(capture.inTheEnd())
            + " ("
            + Figures.percent(capture.atTheCut(), capture.inTheEnd())
            + ")";
  }

  /** How long before or after a cut something came. */
  static String lead(Instant receivedAt, Instant cut) {
    Duration lead = Duration.between(receivedAt, cut);
    return Figures.length(lead) + (lead.isNegative() ? " after the cut" : " before the cut");
  }
}
