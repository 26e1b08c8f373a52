package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concordat.reports.MeasureHistory.Count;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measure beside the file before and the month before (data-quality.md section 6, part 6). */
class MeasureHistoryTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");

  @TempDir Path folder;

  @Test
  void a_second_file_of_the_month_stands_beside_the_first_and_the_month_before() throws Exception {
    history("2026-08", "MH-RX4-2026-08-001", 40).write(file(ReportingMonth.of("2026-08")));
    history("2026-09", "MH-RX4-2026-09-001", 44).write(file(MONTH));
    MeasureHistory second = history("2026-09", "MH-RX4-2026-09-002", 50);

    assertThat(second.previousFile("CCR70")).isEqualTo("44");
    assertThat(second.lastMonth("CCR70")).isEqualTo("40");
    assertThat(second.previousFile("CRS01")).isEqualTo("50.0\u00a0%");
    assertThat(second.lastMonth("CCR71")).isEqualTo("–");
    assertThat(second.signal("CCR70")).isEqualTo("Too few months to tell");

    second.write(file(MONTH));
    String once = Files.readString(file(MONTH));
    history("2026-09", "MH-RX4-2026-09-002", 50).write(file(MONTH));
    assertThat(once).contains("MH-RX4-2026-09-001,CCR70,44,\n", "MH-RX4-2026-09-002,CCR70,50,\n");
    assertThat(Files.readString(file(MONTH))).isEqualTo(once);
  }

  private MeasureHistory history(String month, String submission, long counted) {
    return new MeasureHistory(
        ReportingMonth.of(month),
        submission,
        List.of(
            new Count(submission, "CCR70", counted, Optional.empty()),
            new Count(submission, "CRS01", counted / 2, Optional.of(counted))),
        this::file);
  }

  private Path file(ReportingMonth month) {
    return folder.resolve(month + ".csv");
  }
}
