package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordVersionsTest {

  private static final String TABLE = "police_mha_detention";

  @TempDir Path folder;

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void the_highest_version_is_kept_and_those_it_replaces_count_as_accepted() throws IOException {
    JudgedSubmission outcome = judged("D1,1", "D1,3", "D1,2", "D2,1");
    assertThat(outcome.tables()).containsExactly(new TableCount(TABLE, 4, 4, 0, 0, 4, 2));
    assertThat(dropped(outcome)).containsExactly(0, 2);
  }

  @Test
  void both_copies_of_one_version_are_rejected_and_the_version_before_is_kept() throws IOException {
    JudgedSubmission outcome = judged("D1,1", "D1,2", "D1,2", "D2,1");
    assertThat(outcome.tables()).containsExactly(new TableCount(TABLE, 4, 2, 2, 0, 2, 0));
    assertThat(dropped(outcome)).containsExactly(1, 2);
    assertThat(findings.stream().filter(f -> f.ruleId().equals("PFD-001")).toList())
        .extracting(Finding::line)
        .containsExactly(3L, 4L);
  }

  private static List<Integer> dropped(JudgedSubmission outcome) {
    return outcome.dropped().getOrDefault(TABLE, new BitSet()).stream().boxed().toList();
  }

  /** Judges detentions of which only the id and the version differ. */
  private JudgedSubmission judged(String... idsAndVersions) throws IOException {
    Rulebook rulebook = Rulebook.load();
    TableContract table = rulebook.contracts().table(TABLE);
    StringBuilder text = new StringBuilder("detention_reference,record_version,");
    text.append("force_code,extract_period,submitted_datetime,mha_power,detention_datetime\n");
    for (String row : idsAndVersions) {
      text.append(row);
      text.append(",10,2026-09,2026-10-07T01:15:00+01:00,s136,2026-09-09T12:49:10+01:00\n");
    }
    Path file = Files.writeString(folder.resolve(TABLE + ".csv"), text);
    SubmissionJudge judge =
        new SubmissionJudge(
            new SubmissionFiles(
                "PF-10-2026-09-001",
                "10",
                "PF",
                "2026-09",
                "001",
                Instant.parse("2026-10-12T09:00:00Z"),
                Instant.parse("2026-10-11T09:00:00Z"),
                false,
                false,
                List.of(new TableFile(TABLE, TABLE + ".csv", file.toString(), Files.size(file)))),
            Conditions.analysed(SharedSpark.session(), List.of(table), true),
            rulebook,
            100,
            EarlierMonths.NONE);
    JudgedSubmission outcome = judge.judge();
    judge.findings().forEachRemaining(findings::add);
    return outcome;
  }
}
