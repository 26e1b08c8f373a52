package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.concordat.platform.Folders;
import org.concordat.sample.SampleMain;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SentSubmission;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fourteen months of an invented country, run as a whole. The last month differs from the others in
 * ways that only its past can show (submission-and-validation 4.6): each is a partner of its own.
 */
@Tag("proof")
final class FourteenMonthsProofTest {

  private static final String MONTH = "2026-09";

  @TempDir private static Path root;
  private static Path lake = Path.of("");
  private static final Map<String, TreeSet<String>> broken = new TreeMap<>();
  private static final Map<String, String> states = new TreeMap<>();

  @BeforeAll
  static void run() throws IOException {
    Path drop = root.resolve("drop");
    assertThat(
            SampleMain.run(
                "--month",
                MONTH,
                "--history",
                "13",
                "--faults",
                "none",
                "--quiet",
                "--out",
                drop.toString()))
        .isZero();
    spoil(drop);
    Path config = Files.writeString(root.resolve("settings.yaml"), "check:\n  window-months: 14\n");
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .option("-Xmx2g")
            .run(
                root,
                "run",
                "--month",
                MONTH,
                "--config",
                config.toString(),
                "--landing",
                drop.toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    lake = root.resolve("lake");
    for (Row row : findings("rule_counts", "submission_id", "rule_id", "table", "field")) {
      String place = row.getString(2) + (row.isNullAt(3) ? "" : "." + row.getString(3));
      broken
          .computeIfAbsent(row.getString(0), id -> new TreeSet<>())
          .add(row.getString(1) + " " + place);
    }
    for (Row row : findings("verdicts", "submission_id", "state")) {
      states.put(row.getString(0), row.getString(1));
    }
  }

  private static void spoil(Path drop) throws IOException {
    sent(drop, "PF/10").rows("police_mha_detention", rows -> rows.subList(0, 30));
    sent(drop, "MH/RX4").rows("MHS201CareContact", rows -> rows.subList(0, 150));
    sent(drop, "MH/RXM").rows("MHS302MHDropInContact", rows -> List.of());
    sent(drop, "PF/42")
        .rows(
            "police_mha_detention",
            rows -> rows.stream().map(row -> row.replaceFirst(",[^,]*,([^,]*)$", ",,$1")).toList());
    sent(drop, "ED/RRV").nil("No activity in the month");
    List<String> august =
        Files.readAllLines(drop.resolve("AM/RRU/2026-08/001/ambulance_incident.csv"));
    sent(drop, "AM/RRU")
        .rows(
            "ambulance_incident",
            rows ->
                august.stream()
                    .skip(1)
                    .map(row -> row.replace("2026-08", MONTH).replace(MONTH + "-31", MONTH + "-30"))
                    .toList());
    sent(drop, "UC/RX6")
        .again("002", "2026-10-14T09:00:00Z")
        .rows("nhs111_call", rows -> rows.subList(0, rows.size() * 3 / 4));
    Folders.delete(drop.resolve("PF/01/2026-07"));
    Folders.delete(drop.resolve("AM/RX6/2026-08"));
  }

  private static SentSubmission sent(Path drop, String partner) {
    return new SentSubmission(drop.resolve(partner).resolve(MONTH).resolve("001"));
  }

  private static List<Row> findings(String table, String... columns) {
    return SharedSpark.session()
        .read()
        .parquet(lake.resolve("findings/live/" + table + "/reporting_month=" + MONTH).toString())
        .selectExpr(Arrays.stream(columns).map(c -> "`" + c + "`").toArray(String[]::new))
        .collectAsList();
  }

  @Test
  void less_than_half_of_the_usual_rows_is_a_query() {
    assertThat(broken.get("PF-10-2026-09-001")).contains("SUB-002 police_mha_detention");
    assertThat(states).containsEntry("PF-10-2026-09-001", "ACCEPTED_QUERY");
  }

  @Test
  void a_table_that_falls_silent_is_a_warning() {
    assertThat(broken.get("MH-RXM-2026-09-001")).contains("SUB-005 MHS302MHDropInContact");
  }

  @Test
  void an_item_that_is_suddenly_blank_is_a_warning() {
    assertThat(broken.get("PF-42-2026-09-001"))
        .contains("SUB-003 police_mha_detention.self_defined_ethnicity");
  }

  @Test
  void last_months_file_with_new_dates_is_noticed() {
    assertThat(broken.get("AM-RRU-2026-09-001")).anyMatch(rule -> rule.startsWith("SUB-004"));
  }

  @Test
  void a_nil_return_after_busy_months_is_a_warning() {
    assertThat(broken.get("ED-RRV-2026-09-001")).anyMatch(rule -> rule.startsWith("FIL-017"));
  }

  @Test
  void a_resubmission_with_fewer_rows_is_a_warning_and_counts() {
    assertThat(broken.get("UC-RX6-2026-09-002")).anyMatch(rule -> rule.startsWith("SUB-006"));
    assertThat(broken.getOrDefault("UC-RX6-2026-09-001", new TreeSet<>()))
        .noneMatch(rule -> rule.startsWith("SUB-"));
  }

  @Test
  void partners_that_send_as_ever_hear_nothing_about_their_volume() {
    for (String id :
        List.of(
            "MH-RWK-2026-09-001",
            "MH-R1L-2026-09-001",
            "MH-RV5-2026-09-001",
            "MH-NTN-2026-09-001",
            "AM-RX6-2026-09-001")) {
      assertThat(broken.getOrDefault(id, new TreeSet<>()))
          .as(id)
          .noneMatch(rule -> rule.startsWith("SUB-") || rule.startsWith("FIL-017"));
    }
  }

  @Test
  void the_line_of_a_table_has_limits_of_twelve_months_and_shows_what_is_unusual()
      throws IOException {
    String row = row("MH/RX4", "Rows by table", "MHS201CareContact");
    assertThat(row)
        .contains("<polyline", "stroke-dasharray", "Unusual: outside the limits", ">150<");
    assertThat(row("MH/RX4", "Rows by table", "MHS101Referral"))
        .contains("As usual")
        .doesNotContain("on trial");
  }

  @Test
  void a_month_that_was_not_sent_breaks_the_line() throws IOException {
    assertThat(row("PF/01", "Rows by table", "police_mha_detention").split("<polyline", -1))
        .as("two lines, before and after July")
        .hasSize(3);
    assertThat(row("PF/01", "month after month", "police_mha_detention")).containsOnlyOnce(">–<");
  }

  @Test
  void coverage_is_taken_over_the_expected_months_of_the_quarter() throws IOException {
    // The register expects the sample's partners from August on; RX6 sent nothing for August.
    String national = Files.readString(lake.resolve("reports/national/2026-09/index.html"));
    assertThat(national).contains("1 of 2").doesNotContain("2 of 3");
  }

  @Test
  void pages_with_lines_of_a_year_keep_the_rules_of_the_accessibility_checker() throws Exception {
    PageProbe probe = new PageProbe(Browser.in(root));
    for (String partner : List.of("MH/RX4", "PF/01")) {
      for (PageProbe.Found found : probe.look(page(partner), 1280, 390)) {
        assertThat(found.violations()).as(partner).isEmpty();
        assertThat(found.undecided()).as(partner).isEmpty();
        assertThat(found.scrollWidth()).as(partner).isLessThanOrEqualTo(found.width());
        assertThat(found.withoutStyles()).as(partner).isEmpty();
      }
    }
  }

  private static String page(String partner) throws IOException {
    return Files.readString(
        lake.resolve("reports").resolve(partner).resolve(MONTH + "/index.html"));
  }

  /** The row of a landing table below a caption. */
  private static String row(String partner, String caption, String table) throws IOException {
    String page = page(partner);
    Matcher row =
        Pattern.compile("(?s)<tr[^>]*>(?:(?!</tr>).)*?>" + table + "<.*?</tr>")
            .matcher(page.substring(page.indexOf(caption)));
    assertThat(row.find()).as(table).isTrue();
    return row.group();
  }
}
