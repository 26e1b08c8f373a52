package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.DropFolderPull;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month is judged beside the months before it, wherever what is known of them comes from. */
class EarlierMonthsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final ReportingMonth BEFORE = MONTH.plusMonths(-1);
  private static final Path SAMPLE = Path.of("..", "sample-data", "extracts");

  @TempDir Path root;

  /** FIL-017: a nil return is doubtful once August is known to have had 12 rows. */
  @Test
  void a_month_is_judged_again_when_one_before_it_arrives() throws IOException {
    Lake lake = Lake.at(root.resolve("late"), settings(12));
    sendNothing(lake);
    assertThat(check(lake, MONTH, 12).monthsJudged()).isEqualTo(1);
    assertThat(states(lake)).containsExactly("ACCEPTED");
    sendTwelve(lake);
    assertThat(check(lake, MONTH, 12).monthsJudged()).isEqualTo(2);
    assertThat(states(lake)).containsExactly("ACCEPTED_QUERY");
    assertThat(check(lake, MONTH, 12).monthsJudged()).as("nothing changed").isZero();

    Lake atOnce = Lake.at(root.resolve("at-once"), settings(12));
    sendNothing(atOnce);
    sendTwelve(atOnce);
    check(atOnce, MONTH, 12);
    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS)) {
      assertThat(Trees.digests(lake.tree(zone).liveFolder()))
          .isEqualTo(Trees.digests(atOnce.tree(zone).liveFolder()));
    }
  }

  /** MHD-009 and SUB rules of a trust of the sample: the same from memory and from the lake. */
  @Test
  void months_published_before_say_the_same_as_months_judged_just_now() throws IOException {
    Lake together = Lake.at(root.resolve("together"), settings(12));
    Lake apart = Lake.at(root.resolve("apart"), settings(1));
    Path drop = root.resolve("drop");
    for (Path file : Folders.filesBelow(SAMPLE.resolve("MH").resolve("RX4"))) {
      Path to = drop.resolve("MH").resolve("RX4").resolve(file);
      Files.createDirectories(to.resolveSibling(""));
      Files.copy(SAMPLE.resolve("MH").resolve("RX4").resolve(file), to);
    }
    for (Lake lake : List.of(together, apart)) {
      new DropFolderPull(lake, settings(12), Progress.silent()).run(drop, MONTH, false);
    }
    check(together, MONTH, 12);
    check(apart, BEFORE, 1);
    check(apart, MONTH, 1);
    assertThat(rules(together)).contains("MHD-009");
    for (String table : List.of("messages", "open_episodes", "code_counts", "rule_counts")) {
      assertThat(rows(apart, table)).as(table).isEqualTo(rows(together, table));
    }
    assertThat(metric(together))
        .as("of the periods open at the end of August, those that vanished are the findings")
        .isEqualTo(metric(apart))
        .startsWith(rules(together).stream().filter("MHD-009"::equals).count() + " of ");
  }

  private static String metric(Lake lake) {
    return SharedSpark.session()
        .read()
        .parquet(lake.tree(Zone.METRICS).month("metrics", MONTH).orElseThrow().toString())
        .where("metric_id = 'integrity.carry_over' and organisation_code = 'RX4'")
        .selectExpr("concat(numerator, ' of ', denominator, ' ', applicability)")
        .collectAsList()
        .get(0)
        .getString(0);
  }

  private void sendNothing(Lake lake) throws IOException {
    new SubmissionFolder(root.resolve("nil"), Family.AM, "RX6", MONTH)
        .key("nil_return", true)
        .land(lake.root(Zone.LANDING), "001");
  }

  private void sendTwelve(Lake lake) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Map<String, String> row = new HashMap<>();
      row.put("submitter_org_code", "RX6");
      row.put("extract_period", "2026-08");
      row.put("record_version", "1");
      row.put("submitted_datetime", "2026-09-02T08:00:00+01:00");
      row.put("incident_id", "a" + i);
      row.put("patient_number", "1");
      row.put("call_connect_datetime", "2026-08-03T10:00:00+01:00");
      rows.add(row);
    }
    new SubmissionFolder(root.resolve("twelve"), Family.AM, "RX6", BEFORE)
        .table("ambulance_incident", rows)
        .land(lake.root(Zone.LANDING), "001");
  }

  private static Settings settings(int windowMonths) {
    Settings usual = Settings.defaults();
    return usual
        .with()
        .check(
            new Settings.Check(
                usual.check().messageCap(), windowMonths, usual.check().unpackedMegabytes()))
        .done();
  }

  private static CheckResult check(Lake lake, ReportingMonth month, int windowMonths) {
    return new Check(SharedSpark.session(), lake, settings(windowMonths), Progress.silent())
        .run(month, "performance", null);
  }

  private static List<String> states(Lake lake) {
    return column(lake, "verdicts", "state");
  }

  private static List<String> rules(Lake lake) {
    return column(lake, "messages", "rule_id");
  }

  private static List<String> column(Lake lake, String table, String column) {
    return frame(lake, table).stream().map(row -> row.getString(row.fieldIndex(column))).toList();
  }

  private static List<String> rows(Lake lake, String table) {
    return frame(lake, table).stream().map(Row::toString).sorted().toList();
  }

  private static List<Row> frame(Lake lake, String table) {
    Path folder = lake.tree(Zone.FINDINGS).month(table, MONTH).orElseThrow();
    return SharedSpark.session().read().parquet(folder.toString()).collectAsList();
  }
}
