package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.check.JudgedCounts.Sender;
import org.concordat.check.JudgedCounts.Sent;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.junit.jupiter.api.Test;

/** Capture at the first cut, of one organisation (data-quality.md 3.5). */
class SubmissionMetricsTest {

  private static final Sender RX4 = new Sender(Family.MH, "RX4");

  private final TreeMap<ReportingMonth, JudgedCounts> months = new TreeMap<>();

  @Test
  void a_month_is_judged_by_the_six_before_until_its_year_is_closed() {
    put(
        "2026-06",
        "performance",
        sent("2026-07-05T08:00:00Z", 80),
        sent("2026-12-05T08:00:00Z", 100));
    put("2026-07", "performance", sent("2026-08-05T08:00:00Z", 60));
    put("2026-09", "performance", sent("2026-10-05T08:00:00Z", 500));

    assertThat(of("2026-09"))
        .as("80 of 100 rows of June and 60 of 60 of July were there; September itself is open")
        .containsEntry("timeliness.capture_estimate", "140/160")
        .containsEntry("timeliness.capture", "0/0")
        .containsEntry("consistency.published", "0/0");
    assertThat(of("2026-06"))
        .as("nothing was sent before")
        .containsEntry("timeliness.capture_estimate", "0/0");
  }

  @Test
  void a_final_run_tells_what_was_captured() {
    put("2026-06", "final", sent("2026-07-05T08:00:00Z", 80), sent("2026-12-05T08:00:00Z", 100));

    assertThat(of("2026-06")).containsEntry("timeliness.capture", "80/100");
  }

  private void put(String month, String status, Sent... sent) {
    months.put(ReportingMonth.of(month), new JudgedCounts(status, List.of(sent)));
  }

  private static Sent sent(String receivedAt, long accepted) {
    return new Sent(
        "MH-RX4-" + receivedAt,
        "MH",
        "RX4",
        receivedAt,
        true,
        true,
        accepted,
        List.of(),
        List.of());
  }

  private Map<String, String> of(String month) {
    Map<String, String> counts = new TreeMap<>();
    new SubmissionMetrics(months, ExpectationRegister.load(), SubmissionCalendar.load())
        .of(RX4, ReportingMonth.of(month))
        .forEach(
            count -> counts.put(count.metric(), count.numerator() + "/" + count.denominator()));
    return counts;
  }
}
