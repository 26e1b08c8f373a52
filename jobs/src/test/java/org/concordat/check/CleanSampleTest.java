package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.pull.DropFolderPull;
import org.concordat.sample.SampleMain;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing is wrong, nothing is said. */
class CleanSampleTest {

  @TempDir Path root;

  @Test
  void a_sample_without_faults_and_unknowns_has_no_finding_at_all() throws IOException {
    Path drop = root.resolve("drop");
    assertThat(
            SampleMain.run(
                "--month",
                "2026-09",
                "--history",
                "1",
                "--faults",
                "none",
                "--unknowns",
                "none",
                "--quiet",
                "--out",
                drop.toString()))
        .isZero();
    Lake lake = Lake.at(root.resolve("lake"), Settings.defaults());
    new DropFolderPull(lake, Settings.defaults(), Progress.silent())
        .run(drop, ReportingMonth.of("2026-09"), false);
    List<String> found =
        JudgedCase.all(lake).values().stream()
            .flatMap(judged -> judged.findings().stream())
            .map(finding -> finding.ruleId() + " " + finding.text())
            .toList();
    assertThat(found).isEmpty();
  }
}
