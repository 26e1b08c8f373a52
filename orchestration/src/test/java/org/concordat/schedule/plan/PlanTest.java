package org.concordat.schedule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final SubmissionCalendar calendar = SubmissionCalendar.load();
  private final Plan plan = new Plan(calendar);

  @Test
  void a_month_runs_at_its_cut_and_again_when_its_year_closed() {
    assertThat(plan.runs(ReportingMonth.of("2026-09"), 1))
        .containsExactly(
            new PlannedRun(
                Schedule.PERFORMANCE,
                ReportingMonth.of("2026-09"),
                Instant.parse("2026-10-21T22:59:59Z"),
                Instant.parse("2027-05-28T22:59:59Z")),
            new PlannedRun(
                Schedule.FINAL,
                ReportingMonth.of("2026-09"),
                Instant.parse("2027-05-28T22:59:59Z"),
                Instant.parse("2027-05-28T22:59:59Z")));
  }

  @Test
  void an_interval_is_the_month_on_the_clock_in_london() {
    // The clock goes back on 31 October 2027: 31 days and an hour.
    assertThat(length("2027-10")).isEqualTo(Duration.ofDays(31).plusHours(1));
    assertThat(length("2027-11")).isEqualTo(Duration.ofDays(30));
    // 29 February 2028.
    assertThat(length("2028-02")).isEqualTo(Duration.ofDays(29));
    // The clock goes forward on 26 March 2028.
    assertThat(length("2028-03")).isEqualTo(Duration.ofDays(31).minusHours(1));
  }

  private Duration length(String month) {
    PlannedRun run = plan.runs(ReportingMonth.of(month), 1).get(0);
    return Duration.between(run.intervalStart(), run.intervalEnd());
  }

  @Test
  void intervals_of_months_follow_one_another_without_gap() {
    List<PlannedRun> runs =
        plan.runs(calendar.serviceStart(), calendar.months().size()).stream()
            .filter(run -> run.schedule() == Schedule.PERFORMANCE)
            .toList();
    assertThat(runs).hasSameSizeAs(calendar.months());
    for (int i = 1; i < runs.size(); i++) {
      assertThat(runs.get(i).intervalStart()).isEqualTo(runs.get(i - 1).intervalEnd());
    }
  }

  @Test
  void months_the_calendar_does_not_have_are_left_out() {
    ReportingMonth last = calendar.months().get(calendar.months().size() - 1);
    assertThat(plan.runs(last, 3)).extracting(PlannedRun::month).containsOnly(last);
  }

  @Test
  void the_next_month_is_the_one_whose_cut_is_still_to_come() {
    Instant cut = calendar.performanceCut(ReportingMonth.of("2026-09"));
    assertThat(plan.nextAfter(cut)).contains(ReportingMonth.of("2026-09"));
    assertThat(plan.nextAfter(cut.plusSeconds(1))).contains(ReportingMonth.of("2026-10"));
    assertThat(plan.nextAfter(Instant.parse("2100-01-01T00:00:00Z"))).isEqualTo(Optional.empty());
  }
}
