package org.concordat.schedule.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * The runs that are due for some reporting months (submission-and-validation 2.3): a performance
 * run at each month's cut, a final run for each month at the close of its year. All instants are
 * the dated entries of the calendar; a holiday that moves a cut is an entry there too.
 */
public final class Plan {

  private final SubmissionCalendar calendar;

  public Plan(SubmissionCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * The runs of some months, in the order in which they are due; performance before final.
   *
   * @param from first reporting month
   * @param months how many; those the calendar does not have are left out
   */
  public List<PlannedRun> runs(ReportingMonth from, int months) {
    List<PlannedRun> runs = new ArrayList<>();
    for (int i = 0; i < months; i++) {
      calendar
          .find(from.plusMonths(i))
          .ifPresent(
              entry -> {
                runs.add(run(Schedule.PERFORMANCE, entry, entry.performanceCut()));
                runs.add(run(Schedule.FINAL, entry, entry.yearEndClose()));
              });
    }
    runs.sort(
        Comparator.comparing(PlannedRun::runAfter)
            .thenComparing(PlannedRun::schedule)
            .thenComparing(PlannedRun::month));
    return runs;
  }

  private static PlannedRun run(
      Schedule schedule, SubmissionCalendar.Entry entry, Instant runAfter) {
    return new PlannedRun(schedule, entry.month(), runAfter, entry.yearEndClose());
  }

  /** The first month whose cut is not over; empty when the calendar has none left. */
  public Optional<ReportingMonth> nextAfter(Instant now) {
    return calendar.months().stream()
        .filter(month -> !calendar.performanceCut(month).isBefore(now))
        .findFirst();
  }
}
