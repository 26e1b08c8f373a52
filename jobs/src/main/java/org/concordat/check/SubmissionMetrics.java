package org.concordat.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.concordat.check.JudgedCounts.Sender;
import org.concordat.check.JudgedCounts.Sent;
import org.concordat.platform.CaptureAtCut;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Metrics of what an organisation sent and when (data-quality.md 3.5 to 3.7), from the submissions
 * of the months judged. An organisation that sent nothing for a month has its row with a numerator
 * of 0; before its first submission it is unknown, unless the register expects it.
 */
final class SubmissionMetrics {

  /** Months back over which an organisation's silence raises the alarm of 3.7. */
  static final int LOOKS_BACK = 7;

  private static final int CONSISTENCY_MONTHS = 5;

  /** Months before this one from which its capture is estimated. */
  private static final int CAPTURE_MONTHS = 6;

  private static final Comparator<Sent> ARRIVAL =
      Comparator.comparing(Sent::received).thenComparing(Sent::submissionId);

  private final SortedMap<ReportingMonth, JudgedCounts> months;
  private final ExpectationRegister register;
  private final SubmissionCalendar calendar;

  SubmissionMetrics(
      SortedMap<ReportingMonth, JudgedCounts> months,
      ExpectationRegister register,
      SubmissionCalendar calendar) {
    this.months = months;
    this.register = register;
    this.calendar = calendar;
  }

  /** Senders of any month judged so far, up to a month. */
  SortedSet<Sender> senders(ReportingMonth month) {
    SortedSet<Sender> senders = new TreeSet<>();
    months
        .headMap(month.plusMonths(1))
        .values()
        .forEach(sent -> sent.submissions().forEach(each -> senders.add(each.sender())));
    return senders;
  }

  /** Metrics of one organisation and month. */
  List<MetricCount> of(Sender sender, ReportingMonth month) {
    Instant cut = calendar.entry(month).performanceCut();
    List<Sent> sent = sent(sender, month).sorted(ARRIVAL).toList();
    Optional<Sent> accepted = sent.stream().filter(Sent::isAccepted).findFirst();
    Optional<Sent> inForce = sent.stream().filter(Sent::isInForce).findFirst();
    boolean isExpected = register.isExpected(sender.organisationCode(), sender.family(), month);
    boolean isPunctual =
        sent.stream().anyMatch(each -> each.isAccepted() && !each.received().isAfter(cut));
    long hours = inForce.map(each -> Duration.between(each.received(), cut).toHours()).orElse(0L);
    boolean isUnregistered =
        sentBefore(sender, month) && !register.isKnown(sender.organisationCode(), sender.family());
    List<MetricCount> counts = new ArrayList<>();
    counts.add(count("timeliness.punctual", isPunctual, isExpected || !sent.isEmpty()));
    counts.add(
        new MetricCount("timeliness.lead_hours", null, null, hours, inForce.isPresent() ? 1 : 0));
    counts.add(
        new MetricCount(
            "timeliness.attempts",
            null,
            null,
            accepted.map(each -> sent.indexOf(each) + 1).orElse(0),
            accepted.isPresent() ? 1 : 0));
    counts.add(
        count(
            "timeliness.first_time_right",
            !sent.isEmpty() && sent.get(0).isAccepted(),
            !sent.isEmpty()));
    counts.add(
        new MetricCount(
            "consistency.months_submitted",
            null,
            null,
            month.window(CONSISTENCY_MONTHS).stream()
                .filter(each -> sent(sender, each).anyMatch(Sent::isInForce))
                .count(),
            CONSISTENCY_MONTHS));
    counts.add(count("coverage.expected", inForce.isPresent() && isExpected, isExpected));
    counts.add(count("coverage.unregistered", isUnregistered, sentBefore(sender, month)));
    for (String table :
        register.expectedTables(sender.organisationCode(), sender.family(), month)) {
      boolean isThere = inForce.filter(each -> each.tables().contains(table)).isPresent();
      counts.add(new MetricCount("coverage.expected_table", table, null, isThere ? 1 : 0, 1));
    }
    JudgedCounts ofMonth = months.get(month);
    boolean isFinal = ofMonth != null && ofMonth.status().equals("final");
    counts.add(capture("timeliness.capture", sender, isFinal ? List.of(month) : List.of()));
    counts.add(
        capture(
            "timeliness.capture_estimate", sender, month.plusMonths(-1).window(CAPTURE_MONTHS)));
    counts.add(new MetricCount("consistency.published", null, null, 0, 0));
    return counts;
  }

  private MetricCount capture(String metric, Sender sender, List<ReportingMonth> of) {
    CaptureAtCut all = CaptureAtCut.NOTHING;
    for (ReportingMonth month : of) {
      Optional<SubmissionCalendar.Entry> entry = calendar.find(month);
      if (entry.isPresent()) {
        all =
            all.plus(
                CaptureAtCut.of(
                    sent(sender, month)
                        .filter(Sent::isAccepted)
                        .sorted(ARRIVAL)
                        .map(each -> new CaptureAtCut.Arrival(each.received(), each.accepted()))
                        .toList(),
                    entry.get().performanceCut(),
                    entry.get().yearEndClose()));
      }
    }
    return new MetricCount(metric, null, null, all.atTheCut(), all.inTheEnd());
  }

  private static MetricCount count(String metric, boolean counts, boolean isLookedAt) {
    return new MetricCount(metric, null, null, counts ? 1 : 0, isLookedAt ? 1 : 0);
  }

  private boolean sentBefore(Sender sender, ReportingMonth month) {
    return month.plusMonths(-1).window(LOOKS_BACK).stream()
        .anyMatch(each -> sent(sender, each).findAny().isPresent());
  }

  private Stream<Sent> sent(Sender sender, ReportingMonth month) {
    JudgedCounts counts = months.get(month);
    return counts == null
        ? Stream.empty()
        : counts.submissions().stream().filter(each -> each.sender().equals(sender));
  }
}
