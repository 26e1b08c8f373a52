package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.concordat.platform.CaptureAtCut.Arrival;
import org.junit.jupiter.api.Test;

/** Capture at the first cut (data-quality.md 3.5). */
class CaptureAtCutTest {

  private static final Instant CUT = Instant.parse("2026-10-21T22:59:59Z");
  private static final Instant CLOSE = Instant.parse("2027-06-10T22:59:59Z");

  @Test
  void the_last_submission_by_the_cut_stands_beside_the_last_one_by_the_close() {
    CaptureAtCut capture =
        CaptureAtCut.of(
            List.of(
                arrival("2026-10-07T08:00:00Z", 80),
                arrival("2026-10-21T22:59:59Z", 90),
                arrival("2026-12-01T08:00:00Z", 100),
                arrival("2027-07-01T08:00:00Z", 700)),
            CUT,
            CLOSE);
    assertThat(capture).isEqualTo(new CaptureAtCut(90, 100));
    assertThat(capture.plus(new CaptureAtCut(10, 10))).isEqualTo(new CaptureAtCut(100, 110));
  }

  @Test
  void a_month_that_came_after_its_cut_only_was_not_captured() {
    assertThat(CaptureAtCut.of(List.of(arrival("2026-12-01T08:00:00Z", 100)), CUT, CLOSE))
        .isEqualTo(new CaptureAtCut(0, 100));
    assertThat(CaptureAtCut.of(List.of(), CUT, CLOSE)).isEqualTo(CaptureAtCut.NOTHING);
  }

  private static Arrival arrival(String at, long rows) {
    return new Arrival(Instant.parse(at), rows);
  }
}
