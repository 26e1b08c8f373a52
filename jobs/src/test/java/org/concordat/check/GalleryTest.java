package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concordat.check.FaultLedger.Entry;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.DropFolderPull;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  private static final Path GALLERY = Path.of("..", "sample-data", "faults");
  private static final String REJECTS_FILE = "RF";

  /** The last month of any case; the pull takes those before it too. */
  private static final ReportingMonth LAST = ReportingMonth.of("2026-12");

  @TempDir Path root;

  private final Map<String, TreeMap<String, JudgedCase>> judged = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> every_seeded_fault_is_found_and_judged() throws IOException {
    List<Entry> ledger = FaultLedger.read(GALLERY.resolve("ledger.csv"));
    Set<String> named = new HashSet<>();
    ledger.forEach(entry -> named.add(caseOf(entry)));
    try (Stream<Path> folders = Files.list(GALLERY).filter(Files::isDirectory)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
    return ledger.stream()
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> judge(entry)));
  }

  private void judge(Entry entry) throws IOException {
    String name = caseOf(entry);
    if (!judged.containsKey(name)) {
      judged.put(name, JudgedCase.all(landed(name)));
    }
    TreeMap<String, JudgedCase> cases = Objects.requireNonNull(judged.get(name));
    cases.values().forEach(GalleryTest::addsUp);
    if (entry.rule().equals("accepted")) {
      JudgedCase sound = cases.firstEntry().getValue();
      assertThat(sound.isRejected()).isFalse();
      assertThat(sound.findings()).extracting(Finding::severity).doesNotContain("RF", "RR");
      return;
    }
    List<JudgedCase> found =
        cases.values().stream()
            .filter(one -> one.findings().stream().anyMatch(entry::isFoundBy))
            .toList();
    assertThat(found).as(() -> "found instead: " + places(cases)).hasSize(1);
    assertThat(found.get(0).isRejected())
        .isEqualTo(
            found.get(0).findings().stream()
                .filter(finding -> finding.ruleId().equals(entry.rule()))
                .anyMatch(finding -> finding.severity().equals(REJECTS_FILE)));
  }

  private static void addsUp(JudgedCase one) {
    long rejected = one.isRejected() ? one.sent() : 0;
    for (TableCount table : one.tables()) {
      assertThat(table.accepted() + table.rejected()).isEqualTo(table.sent());
      rejected += one.isRejected() ? 0 : table.rejected();
    }
    assertThat(one.findings().stream().mapToLong(Finding::rowsLost).sum()).isEqualTo(rejected);
  }

  private static List<String> places(TreeMap<String, JudgedCase> cases) {
    List<String> places = new ArrayList<>();
    cases
        .values()
        .forEach(
            one ->
                one.findings()
                    .forEach(f -> places.add(f.ruleId() + " " + f.file() + " " + f.line())));
    return places;
  }

  @Test
  void a_number_sent_again_with_other_content_is_rejected_and_the_first_goes_on_counting()
      throws IOException {
    Lake lake = landed("FIL-016");
    CheckResult result =
        new Check(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
            .run(ReportingMonth.of("2026-09"), "performance", null);
    assertThat(result.submissions()).isEqualTo(2);
    Path live = lake.tree(Zone.FINDINGS).live();
    assertThat(rows(live.resolve("verdicts"), "submission_id", "state", "is_in_force"))
        .hasSize(2)
        .anyMatch(row -> row.startsWith("[PF-10-2026-09-001,ACCEPTED") && row.endsWith(",true]"))
        .anyMatch(row -> row.matches(".PF-10-2026-09-001-again-[0-9a-f]{8},REJECTED,false]"));
    assertThat(rows(live.resolve("messages"), "rule_id", "file", "severity"))
        .contains("[FIL-016,manifest.json,RF]");
  }

  private static List<String> rows(Path table, String first, String... others) {
    return SharedSpark.session()
        .read()
        .parquet(table.toString())
        .select(first, others)
        .collectAsList()
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** A case's submissions in a lake of their own; of two deliveries, one after the other. */
  private Lake landed(String name) throws IOException {
    Settings settings = Settings.defaults();
    Lake lake = Lake.at(root.resolve(name), settings);
    Path folder = GALLERY.resolve(name);
    List<Path> drops =
        Files.isDirectory(folder.resolve("first"))
            ? List.of(folder.resolve("first"), folder.resolve("second"))
            : List.of(folder);
    drops.forEach(
        drop -> new DropFolderPull(lake, settings, Progress.silent()).run(drop, LAST, false));
    return lake;
  }

  private static String caseOf(Entry entry) {
    int slash = entry.where().indexOf('/');
    return slash < 0 ? entry.where() : entry.where().substring(0, slash);
  }
}
