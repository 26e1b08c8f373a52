package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.config.Settings;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.DropFolderPull;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckSampleTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");

  @TempDir Path root;

  @Test
  void every_row_of_the_sample_is_accepted_or_explained_and_a_second_run_gives_the_same_bytes()
      throws IOException {
    Lake lake = pulled("one");
    CheckResult result = check(lake);
    assertThat(result.sent()).isEqualTo(result.accepted() + result.rejected()).isPositive();
    assertThat(result.monthsJudged()).isEqualTo(2);
    assertThat(check(lake).monthsJudged()).isZero();

    assertThat(findings(lake, "table_counts").where("sent <> accepted + rejected").count())
        .isZero();
    Dataset<Row> lost =
        findings(lake, "messages").groupBy("submission_id").sum("rows_lost").toDF("id", "lost");
    assertThat(
            findings(lake, "verdicts")
                .join(lost, lost.col("id").equalTo(functions.col("submission_id")), "left")
                .where("rejected <> coalesce(lost, 0)")
                .count())
        .as("rows rejected are rows lost by the causes named")
        .isZero();
    findsWhatWasSeeded(lake);
    Row ambulance =
        findings(lake, "table_counts")
            .join(
                findings(lake, "verdicts").where("is_in_force").select("submission_id"),
                "submission_id")
            .where("table = 'ambulance_incident'")
            .selectExpr("sum(accepted - superseded)", "sum(superseded)")
            .head();
    assertThat(ambulance.getLong(1)).isPositive();
    assertThat(read(lake.tree(Zone.CHECKED).live().resolve("ambulance_incident")).count())
        .as("the checked table holds the accepted rows less the superseded ones")
        .isEqualTo(ambulance.getLong(0));
    Dataset<Row> metrics = read(lake.tree(Zone.METRICS).live().resolve("metrics"));
    assertThat(metrics.where("organisation_code = 'ENGLAND' and metric_id = 'rows'").count())
        .isPositive();

    changesAreOfTheRowsSent(lake);

    Lake other = pulled("two");
    check(other);
    for (Zone zone : new Zone[] {Zone.CHECKED, Zone.FINDINGS, Zone.METRICS}) {
      assertThat(digests(other.root(zone))).isEqualTo(digests(lake.root(zone))).isNotEmpty();
    }
  }

  /** Every fault of the sample's ledger whose rule exists has its message, where it was seeded. */
  private static void changesAreOfTheRowsSent(Lake lake) throws IOException {
    Dataset<Row> changes = findings(lake, "row_changes");
    assertThat(
            changes
                .where(
                    "submission_id = 'MH-RWK-2026-09-002' and `table` = 'MHS001MPI'"
                        + " and added > gone and same > added")
                .count())
        .as("the first submission lacked some patients")
        .isEqualTo(1);
    Dataset<Row> sent = findings(lake, "table_counts").select("submission_id", "table", "sent");
    assertThat(
            changes
                .join(sent, new String[] {"submission_id", "table"})
                .where("same + altered + added > sent")
                .count())
        .isZero();
  }

  private static void findsWhatWasSeeded(Lake lake) throws IOException {
    Set<String> found = new HashSet<>();
    findings(lake, "messages")
        .select("submission_id", "rule_id", "file", "line")
        .collectAsList()
        .forEach(
            row -> {
              String where = "%s %s %s".formatted(row.get(0), row.get(1), row.get(2));
              found.add(where + " ");
              found.add(where + " " + row.get(3));
            });
    Set<String> known = FaultLedger.knownRules();
    List<String> missed = new ArrayList<>();
    int seeded = 0;
    for (FaultLedger.Entry entry :
        FaultLedger.read(Path.of("..", "sample-data", "extracts-faults.csv"))) {
      String place =
          "%s %s %s %s".formatted(entry.where(), entry.rule(), entry.file(), entry.line());
      if (known.contains(entry.rule())) {
        seeded++;
        if (!found.contains(place)) {
          missed.add(place);
        }
      }
    }
    assertThat(missed).isEmpty();
    assertThat(seeded).isGreaterThan(80);
  }

  private Lake pulled(String name) {
    Settings settings = Settings.defaults();
    Lake lake = Lake.at(root.resolve(name), settings);
    new DropFolderPull(lake, settings, Progress.silent())
        .run(Path.of("..", "sample-data", "extracts"), MONTH, false);
    return lake;
  }

  private static CheckResult check(Lake lake) {
    return new Check(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(MONTH, "performance", null);
  }

  private static Dataset<Row> findings(Lake lake, String table) {
    return read(lake.tree(Zone.FINDINGS).live().resolve(table));
  }

  private static Dataset<Row> read(Path folder) {
    return SharedSpark.session().read().parquet(folder.toString());
  }

  private static TreeMap<Path, String> digests(Path folder) throws IOException {
    TreeMap<Path, String> digests = new TreeMap<>();
    for (Path file : Folders.filesBelow(folder)) {
      if (!file.getFileName().toString().endsWith(".crc")) {
        digests.put(file, Digest.ofFile(folder.resolve(file)));
      }
    }
    return digests;
  }
}
