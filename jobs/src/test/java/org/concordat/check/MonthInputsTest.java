package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.concordat.platform.Delivery;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

/**
 * What is late changes what is judged, and not what counts (acceptance 5 of the return's rules).
 */
class MonthInputsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Instant CUT = Instant.parse("2026-10-21T22:59:59Z");

  @Test
  void a_late_delivery_leaves_what_counts_as_it_was_and_one_at_the_cut_does_not() {
    Delivery first = delivery("001", "2026-10-05T08:00:00Z");
    MonthInputs before = inputs(first);
    MonthInputs late = inputs(first, delivery("002", "2026-10-21T23:00:00Z"));
    MonthInputs atTheCut = inputs(first, delivery("002", "2026-10-21T22:59:59Z"));

    assertThat(late.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(late.counted()).isEqualTo(before.counted());
    assertThat(late.counted().deliveries())
        .extracting(received -> received.submissionId())
        .containsExactly("PF-10-2026-09-001");
    assertThat(atTheCut.counted().fingerprint()).isNotEqualTo(before.counted().fingerprint());
  }

  @Test
  void what_counts_is_judged_beside_what_counted_before_and_says_so() {
    MonthInputs alone = inputs(delivery("001", "2026-10-05T08:00:00Z"));
    ReportingMonth july = ReportingMonth.of("2026-07");
    Map<ReportingMonth, String> counted = Map.of(july, "a");
    MonthInputs beside = alone.beside(Map.of(july, "x"), counted, 3);
    MonthInputs lateInJuly = alone.beside(Map.of(july, "y"), counted, 3);
    MonthInputs otherJuly = alone.beside(Map.of(july, "x"), Map.of(july, "b"), 3);

    assertThat(beside.counted().beside()).containsExactly(july);
    assertThat(lateInJuly.fingerprint()).isNotEqualTo(beside.fingerprint());
    assertThat(lateInJuly.counted()).isEqualTo(beside.counted());
    assertThat(otherJuly.counted().fingerprint()).isNotEqualTo(beside.counted().fingerprint());
    assertThat(alone.beside(Map.of(), Map.of(ReportingMonth.of("2026-05"), "c"), 3).counted())
        .isEqualTo(alone.beside(Map.of(), Map.of(), 3).counted());
  }

  private static MonthInputs inputs(Delivery... deliveries) {
    return MonthInputs.of(MONTH, "performance", CUT, CUT, List.of(deliveries), "rules 1");
  }

  private static Delivery delivery(String seq, String receivedAt) {
    return new Delivery(
        "PF-10-2026-09-" + seq,
        Family.PF,
        "10",
        MONTH,
        seq,
        "10",
        Instant.parse(receivedAt),
        "folder",
        true,
        List.of(new Delivery.DeliveredFile("manifest.json", 2, "ab" + seq)));
  }
}
