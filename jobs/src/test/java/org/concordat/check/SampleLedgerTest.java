package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.pull.DropFolderPull;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the fault injector wrote down while it wrote the sample's files, seeded faults and natural
 * unknowns alike, and what check finds in them are the same, row for row: submission, file,
 * physical line, rule. Default codes (DEF) are counted, not reported; names of no rule are traps
 * that no rule is to notice.
 */
class SampleLedgerTest {

  private static final Path SAMPLE = Path.of("..", "sample-data");

  @TempDir Path root;

  @Test
  void the_root_findings_of_the_sample_are_the_ledger_row_for_row() throws IOException {
    List<String> seeded = seeded();
    List<String> found = found();
    assertThat(seeded).hasSizeGreaterThan(1_500);
    assertThat(without(found, seeded)).as("found, but not in the ledger").isEmpty();
    assertThat(without(seeded, found)).as("in the ledger, but not found").isEmpty();
  }

  private static List<String> seeded() throws IOException {
    Set<String> known = FaultLedger.knownRules();
    List<String> seeded = new ArrayList<>();
    for (FaultLedger.Entry entry : FaultLedger.read(SAMPLE.resolve("extracts-faults.csv"))) {
      if (known.contains(entry.rule()) && !entry.rule().endsWith("-DEF")) {
        seeded.add(place(entry.rule(), entry.where(), entry.file(), entry.line()));
      }
    }
    return seeded;
  }

  private List<String> found() throws IOException {
    Lake lake = Lake.at(root, Settings.defaults());
    new DropFolderPull(lake, Settings.defaults(), Progress.silent())
        .run(SAMPLE.resolve("extracts"), ReportingMonth.of("2026-09"), false);
    List<String> found = new ArrayList<>();
    JudgedCase.all(lake)
        .forEach(
            (submission, judged) -> {
              for (Finding finding : judged.findings()) {
                Long line = finding.line();
                if (finding.rootMessageId() == null) {
                  found.add(
                      place(
                          finding.ruleId(),
                          submission,
                          String.valueOf(finding.file()),
                          line == null ? "" : line.toString()));
                }
              }
            });
    return found;
  }

  private static String place(String rule, String submission, String file, String line) {
    return String.join(" ", rule, submission, file, line);
  }

  /** What is left of one list when each entry of another took one away. */
  private static List<String> without(List<String> places, List<String> others) {
    List<String> left = new ArrayList<>(places);
    others.forEach(left::remove);
    return left;
  }
}
