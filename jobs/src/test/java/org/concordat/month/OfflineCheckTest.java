package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.platform.Folders;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Test;

/** One submission folder, checked by its partner with its own history before it is sent. */
class OfflineCheckTest {

  private static final Path SUBMISSION = SampleMonth.extracts().resolve("MH/RX4/2026-09/001");

  @Test
  void the_partner_sees_the_national_verdict_and_no_lake_stays_behind() throws IOException {
    Path out = Path.of("target", "offline-check").toAbsolutePath();
    Folders.delete(out);
    Files.createDirectories(out);
    Path page = SampleMonth.run().lake().resolve("reports/MH/RX4/2026-09");
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .run(
                out,
                "check",
                SUBMISSION.toString(),
                "--history",
                page.resolve("history.jsonl").toString(),
                "--out",
                out.toString());

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(verdict(ended.out())).isEqualTo(verdict(SampleMonth.run().ended().out()));
    assertThat(out.resolve("index.html")).exists();
    assertThat(Files.readString(out.resolve("messages.csv")))
        .isEqualTo(Files.readString(page.resolve("messages.csv")));
    assertThat(out.resolve(".concordat-check")).doesNotExist();
  }

  private static String verdict(String printed) {
    return printed
        .lines()
        .filter(line -> line.contains("RX4"))
        .findFirst()
        .orElseThrow()
        .strip()
        .replaceAll(" +", " ");
  }
}
