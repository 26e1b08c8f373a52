package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.concordat.testing.Trees;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States of submissions and which of them counts (submission-and-validation 2.2 and 2.3). */
class SubmissionStatesTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String REASON = "source system fault";

  @TempDir Path root;

  /** 2.3, rules 1 and 4; the 23:59:59 cut of September's data is 22:59:59 UTC in October. */
  @Test
  void every_change_of_state_is_an_event_dated_by_receipt_and_calendar() throws IOException {
    Lake lake = lake("final");
    send(lake, "001", "2026-10-06T08:00:00Z", "", row("a"));
    send(lake, "002", "2026-10-21T22:59:59Z", "", row("a"), row("b"));
    send(lake, "003", "2026-10-21T23:00:00Z", REASON, row("a"), row("b"), row("c"));
    send(lake, "004", "2026-11-02T10:00:00Z", "", row("d"));
    check(lake, "final", null);
    assertThat(events(lake, "001"))
        .containsExactly(
            "1 RECEIVED 2026-10-06T08:00:00Z RX6",
            "2 VALIDATING 2026-10-06T08:00:00Z check",
            "3 ACCEPTED_WITH_WARNINGS 2026-10-06T08:00:00Z check",
            "4 SUPERSEDED 2026-10-21T22:59:59Z RX6");
    assertThat(events(lake, "002"))
        .endsWith(
            "4 INCLUDED_PERFORMANCE 2026-10-21T22:59:59Z calendar",
            "5 SUPERSEDED 2026-10-21T23:00:00Z RX6");
    assertThat(events(lake, "003"))
        .endsWith(
            "4 LATE 2026-10-21T23:00:00Z calendar",
            "5 INCLUDED_FINAL 2027-05-28T22:59:59Z calendar");
    assertThat(events(lake, "004")).endsWith("3 REJECTED 2026-11-02T10:00:00Z check");
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-003");

    check(lake, "performance", null);
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-002");
    assertThat(events(lake, "003")).endsWith("4 LATE 2026-10-21T23:00:00Z calendar");
  }

  /** 2.3, rule 2. */
  @Test
  void of_two_received_at_one_instant_the_higher_number_counts() throws IOException {
    Lake lake = lake("ties");
    send(lake, "002", "2026-10-06T08:00:00Z", "", row("b"));
    send(lake, "001", "2026-10-06T08:00:00Z", "", row("a"));
    check(lake, "performance", null);
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-002");
  }

  /** 2.3, rules 1 and 3: the second is rejected for its rows, the third repeats the first. */
  @Test
  void a_rejected_file_displaces_nothing_and_the_same_bytes_again_change_nothing()
      throws IOException {
    Lake lake = lake("repeat");
    send(lake, "001", "2026-10-06T08:00:00Z", "", row("a"), row("b"));
    send(lake, "002", "2026-10-07T08:00:00Z", "", row(""), row(""), row(""));
    send(lake, "003", "2026-10-08T08:00:00Z", "", row("a"), row("b"));
    send(lake, "004", "2026-10-09T08:00:00Z", "", row("a"), row("b"));
    CheckResult result = check(lake, "performance", null);
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.sent()).isEqualTo(5);
    assertThat(result.accepted()).isEqualTo(2);
    assertThat(events(lake, "002")).endsWith("3 REJECTED 2026-10-07T08:00:00Z check");
    assertThat(events(lake, "004"))
        .containsExactly(
            "1 RECEIVED 2026-10-09T08:00:00Z RX6",
            "2 ACCEPTED_WITH_WARNINGS 2026-10-09T08:00:00Z check");
    assertThat(column(lake, "verdicts", "repeats"))
        .containsExactly(null, null, "AM-RX6-2026-09-001", "AM-RX6-2026-09-001");
    assertThat(column(lake, "table_counts", "submission_id"))
        .containsExactly("AM-RX6-2026-09-001", "AM-RX6-2026-09-002");
  }

  /** The partner takes back its second file by sending the first again: that is a change. */
  @Test
  void going_back_to_an_earlier_file_replaces_the_later_one() throws IOException {
    Lake lake = lake("back");
    send(lake, "001", "2026-10-06T08:00:00Z", "", row("a"));
    send(lake, "002", "2026-10-07T08:00:00Z", "", row("a"), row("b"));
    send(lake, "003", "2026-10-08T08:00:00Z", "", row("a"));
    check(lake, "performance", null);
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-003");
  }

  @Test
  void a_past_view_is_rebuilt_to_the_byte() throws IOException {
    Lake then = lake("then");
    send(then, "001", "2026-10-06T08:00:00Z", "", row("a"));
    check(then, "performance", null);
    Lake now = lake("now");
    send(now, "001", "2026-10-06T08:00:00Z", "", row("a"));
    send(now, "002", "2026-10-07T08:00:00Z", "", row("b"));
    check(now, "performance", null);
    assertThat(inForce(now)).containsExactly("AM-RX6-2026-09-002");
    check(now, "performance", Instant.parse("2026-10-06T08:00:00Z"));
    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS)) {
      assertThat(Trees.digests(now.tree(zone).liveFolder()))
          .isEqualTo(Trees.digests(then.tree(zone).liveFolder()));
    }
  }

  /** 2.1: silence is missing, a nil return is not; FIL-017 asks when it surprises. */
  @Test
  void a_nil_return_counts_and_a_surprising_one_is_queried() throws IOException {
    Lake lake = lake("nil");
    new SubmissionFolder(root.resolve("nil-sent"), Family.AM, "RX6", MONTH)
        .key("nil_return", true)
        .key("nil_return_reason", "no activity")
        .land(lake.root(Zone.LANDING), "001");
    check(lake, "performance", null);
    assertThat(inForce(lake)).containsExactly("AM-RX6-2026-09-001");
    assertThat(events(lake, "001"))
        .endsWith(
            "3 ACCEPTED 2026-10-12T09:14:03Z check",
            "4 INCLUDED_PERFORMANCE 2026-10-21T22:59:59Z calendar");

    Lake doubtful = lake("doubtful");
    List<Map<String, String>> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Map<String, String> row = row("a" + i);
      row.put("extract_period", "2026-08");
      row.put("call_connect_datetime", "2026-08-03T10:00:00+01:00");
      many.add(row);
    }
    new SubmissionFolder(root.resolve("august"), Family.AM, "RX6", MONTH.plusMonths(-1))
        .table("ambulance_incident", many)
        .land(doubtful.root(Zone.LANDING), "001");
    new SubmissionFolder(root.resolve("nil-again"), Family.AM, "RX6", MONTH)
        .key("nil_return", true)
        .land(doubtful.root(Zone.LANDING), "001");
    check(doubtful, "performance", null);
    assertThat(column(doubtful, "verdicts", "state")).containsExactly("ACCEPTED_QUERY");
  }

  /** SUB-006: 8 of 10 rows are 80 %, 6 of 8 are not; the third says that it is right. */
  @Test
  void a_resubmission_with_fewer_rows_is_queried_unless_it_says_so() throws IOException {
    Lake lake = lake("fewer");
    int[] rows = {10, 8, 6, 4};
    for (int i = 0; i < rows.length; i++) {
      List<Map<String, String>> sent = new ArrayList<>();
      for (int row = 0; row < rows[i]; row++) {
        sent.add(row("a" + row));
      }
      new SubmissionFolder(root.resolve("fewer-sent"), Family.AM, "RX6", MONTH)
          .receivedAt("2026-10-1%dT08:00:00Z".formatted(i))
          .key("created_at", "2026-10-02T08:00:00")
          .key("replaces_with_fewer_rows", i == 3)
          .table("ambulance_incident", sent)
          .land(lake.root(Zone.LANDING), "00" + (i + 1));
    }
    check(lake, "performance", null);
    assertThat(texts(lake, "SUB-006"))
        .singleElement()
        .asString()
        .contains("this resubmission has 6 accepted rows; the accepted one it would replace has 8");
    assertThat(column(lake, "verdicts", "state"))
        .containsExactly(
            "ACCEPTED_WITH_WARNINGS",
            "ACCEPTED_WITH_WARNINGS",
            "ACCEPTED_QUERY",
            "ACCEPTED_WITH_WARNINGS");
  }

  private static List<String> texts(Lake lake, String rule) {
    return frame(lake, "messages").stream()
        .filter(row -> row.getString(row.fieldIndex("rule_id")).equals(rule))
        .map(row -> row.getString(row.fieldIndex("text")))
        .toList();
  }

  @Test
  void a_resubmission_needs_one_of_four_reasons() {
    for (String good :
        List.of(
            "new submitter", "Source_system_fault", "knock-on from another month", "other: x")) {
      assertThat(ResubmissionReason.fault(good)).as(good).isEmpty();
    }
    assertThat(ResubmissionReason.fault(" ")).contains("is blank");
    assertThat(ResubmissionReason.fault("other"))
        .contains("is \"other\" without words after a colon");
    assertThat(ResubmissionReason.fault("because")).isPresent();
  }

  private Lake lake(String name) {
    return Lake.at(root.resolve(name), Settings.defaults());
  }

  @SafeVarargs
  private void send(
      Lake lake, String seq, String receivedAt, String reason, Map<String, String>... rows)
      throws IOException {
    new SubmissionFolder(
            root.resolve("sent" + lake.root(Zone.LANDING).hashCode()), Family.AM, "RX6", MONTH)
        .receivedAt(receivedAt)
        .key("created_at", "2026-10-02T08:00:00")
        .key("resubmission_reason", reason)
        .table("ambulance_incident", List.of(rows))
        .land(lake.root(Zone.LANDING), seq);
  }

  private static Map<String, String> row(String incident) {
    Map<String, String> row = new HashMap<>();
    row.put("submitter_org_code", "RX6");
    row.put("extract_period", "2026-09");
    row.put("record_version", "1");
    row.put("submitted_datetime", "2026-10-02T08:00:00+01:00");
    row.put("incident_id", incident);
    row.put("patient_number", "1");
    row.put("call_connect_datetime", "2026-09-03T10:00:00+01:00");
    return row;
  }

  private static CheckResult check(Lake lake, String status, @Nullable Instant asOf) {
    return new Check(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(MONTH, status, asOf);
  }

  private static List<String> events(Lake lake, String seq) {
    return frame(lake, "submission_events").stream()
        .filter(row -> row.getString(row.fieldIndex("seq")).equals(seq))
        .map(row -> "%s %s %s %s".formatted(row.get(4), row.get(5), row.get(6), row.get(7)))
        .toList();
  }

  private static List<String> inForce(Lake lake) {
    return frame(lake, "verdicts").stream()
        .filter(row -> row.getBoolean(row.fieldIndex("is_in_force")))
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<@Nullable String> column(Lake lake, String table, String column) {
    List<@Nullable String> values = new ArrayList<>();
    frame(lake, table).forEach(row -> values.add((String) row.get(row.fieldIndex(column))));
    return values;
  }

  private static List<Row> frame(Lake lake, String table) {
    Path folder = lake.tree(Zone.FINDINGS).month(table, MONTH).orElseThrow();
    return SharedSpark.session().read().parquet(folder.toString()).collectAsList();
  }
}
