package org.concordat.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RetentionPolicy;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default policy on lakes of a few text files; terms end a day after they are full. */
class RetentionTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2028-10-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Set<Zone> ALL = EnumSet.allOf(Zone.class);

  @TempDir private Path temp;

  @Test
  void a_month_is_kept_to_the_last_day_of_its_term() {
    OldLake lake =
        new OldLake(temp).version(Zone.CHECKED, "a", "2026-10-22T00:00:00Z", "t", "2026-09");
    assertThat(due(lake, "2028-09-30")).isEmpty();
    assertThat(due(lake, "2028-10-01"))
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.what()).isEqualTo("checked of 2026-09");
              assertThat(due.since()).isEqualTo("2026-09-30");
              assertThat(due.line().words())
                  .isEqualTo("checked-months, 24 months, in force from 2026-04-01");
              assertThat(due.files()).isEqualTo(1);
              assertThat(due.bytes()).isEqualTo("t of 2026-09".length());
            });
  }

  @Test
  void looking_writes_nothing() {
    OldLake lake = everything();
    SortedMap<String, String> before = Trees.digests(temp);
    assertThat(due(lake, "2040-01-01")).hasSizeGreaterThan(8);
    assertThat(Trees.digests(temp)).isEqualTo(before);
    assertThat(lake.lake.root(Zone.RUNS)).doesNotExist();
  }

  @Test
  void a_month_leaves_readers_by_one_switch_and_every_older_version() throws IOException {
    OldLake lake = new OldLake(temp);
    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS)) {
      lake.version(zone, "a", "2026-09-22T00:00:00Z", "t", "2026-08")
          .version(zone, "b", "2028-09-20T00:00:00Z", "t", "2026-09");
    }
    delete(lake, "2028-09-01");
    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS)) {
      assertThat(lake.lake.tree(zone).liveMonths()).containsExactly(ReportingMonth.of("2026-09"));
      assertThat(lake.lake.tree(zone).liveVersion())
          .isNotEqualTo(Optional.of("b"))
          // check measures metrics of another name than the checked tables again
          .isEqualTo(lake.lake.tree(Zone.CHECKED).liveVersion());
      assertThat(Trees.digests(lake.lake.root(zone)).keySet())
          .as(zone + " has nothing of August in any version")
          .noneMatch(file -> file.contains("2026-08"))
          .anyMatch(file -> file.startsWith("versions/b/"));
    }
    assertThat(Files.list(lake.lake.root(Zone.CHECKED)).map(p -> p.getFileName().toString()))
        .containsExactlyInAnyOrder("live", "versions");
  }

  @Test
  void versions_that_are_not_live_go_three_months_after_the_next_was_made() {
    OldLake lake =
        new OldLake(temp)
            .version(Zone.LINKED, "a", "2026-08-20T00:00:00Z", "people", "2026-08")
            .version(Zone.LINKED, "b", "2026-09-20T00:00:00Z", "people", "2026-08")
            .version(Zone.LINKED, "c", "2026-10-20T00:00:00Z", "people", "2026-08");
    assertThat(due(lake, "2026-12-20")).isEmpty();
    assertThat(due(lake, "2026-12-21"))
        .extracting(Due::what)
        .containsExactly("linked version a"); // superseded on 20 September
    assertThat(due(lake, "2027-01-21"))
        .extracting(Due::what)
        .containsExactly("linked version a", "linked version b");
    // A run record says better than a folder when a version was made.
    OldLake.write(
        lake.lake.root(Zone.RUNS).resolve("link-b.json"),
        "{\"finished_at\": \"2026-10-01T00:00:00Z\", \"outputs\": {\"linked\": \"b\"}}");
    assertThat(due(lake, "2026-12-21")).isEmpty();
    delete(lake, "2027-02-01");
    assertThat(lake.lake.tree(Zone.LINKED).liveVersion()).contains("c");
    assertThat(lake.lake.tree(Zone.LINKED).versions()).hasSize(1);
  }

  @Test
  void a_version_of_the_marts_stays_while_only_it_has_what_a_return_counted() {
    OldLake lake =
        new OldLake(temp)
            .version(Zone.MARTS, "a", "2026-09-20T00:00:00Z", "mha_detentions", "2026-08")
            .version(Zone.MARTS, "b", "2026-10-20T00:00:00Z", "mha_detentions", "2026-09")
            .version(Zone.MARTS, "c", "2026-11-20T00:00:00Z", "mha_detentions", "2026-08")
            .returned("2026-08", 1, "a", Set.of());
    // a and b hold the file, the live c made the month anew: one of the two is enough.
    assertThat(due(lake, "2027-06-01"))
        .extracting(Due::what, Due::goes)
        .containsExactly(tuple("marts version a", false), tuple("marts version b", true));
    delete(lake, "2027-06-01");
    assertThat(lake.lake.tree(Zone.MARTS).versions()).hasSize(2);
    assertThat(due(lake, "2034-08-31")).filteredOn(Due::goes).isEmpty();
    // The term of the return's inputs is full: version and month go, the return stays.
    delete(lake, "2034-09-01");
    assertThat(lake.lake.tree(Zone.MARTS).liveMonths())
        .containsExactly(ReportingMonth.of("2026-09"));
    assertThat(Trees.digests(lake.lake.root(Zone.MARTS)).keySet())
        .hasSize(2) // of the new live version and of c, superseded just now
        .allMatch(file -> file.endsWith("=2026-09/mha_detentions-b-00000.parquet"));
    assertThat(lake.lake.root(Zone.RETURNS).resolve("2026-08/performance/v1")).exists();
    assertThat(lake.lake.root(Zone.RAW).resolve("2026-08/performance/v1")).doesNotExist();
  }

  @Test
  void files_as_sent_go_when_no_delivery_and_no_return_needs_them() {
    OldLake lake =
        new OldLake(temp)
            .delivery("10", "2026-09", "001", "2026-10-10T09:00:00Z", "rejected")
            .delivery("10", "2026-09", "002", "2026-10-12T09:00:00Z", "counted")
            .delivery("42", "2026-09", "001", "2026-10-12T09:00:00Z", "late")
            .delivery("42", "2026-09", "002", "2026-11-30T09:00:00Z", "late")
            .returned("2026-09", 1, "a", Set.of("counted"))
            .returned("2026-10", 1, "a", Set.of("counted"));
    delete(lake, "2028-10-13");
    assertThat(lake.object("rejected")).doesNotExist();
    assertThat(lake.object("late")).as("the delivery of 30 November has the same bytes").exists();
    assertThat(lake.lake.root(Zone.LANDING).resolve("deliveries/PF/10/2026-09/001.json")).exists();
    delete(lake, "2028-12-01");
    assertThat(lake.object("late")).doesNotExist();
    assertThat(due(lake, "2034-10-31")).extracting(Due::what).noneMatch(w -> w.contains("10-2026"));
    delete(lake, "2034-11-01"); // eight years after October, whose return used them last
    assertThat(lake.object("counted")).doesNotExist();
  }

  @Test
  void files_of_a_month_that_the_live_checked_tables_hold_stay() {
    OldLake lake =
        new OldLake(temp)
            .version(Zone.CHECKED, "a", "2026-10-22T00:00:00Z", "t", "2026-09")
            .delivery("10", "2026-09", "001", "2026-10-10T09:00:00Z", "rejected");
    assertThat(retention(lake, "2029-01-01").due(EnumSet.of(Zone.LANDING)))
        .singleElement()
        .satisfies(
            due ->
                assertThat(due.neededBy())
                    .isEqualTo("the live checked tables hold a month of them"));
    assertThat(due(lake, "2029-01-01")).hasSize(2).allMatch(Due::goes);
  }

  @Test
  void every_deletion_is_recorded_twice_with_who_and_why_and_without_contents() throws IOException {
    OldLake lake = new OldLake(temp).report("PF/10/2026-09").report("PF/10/2026-10");
    delete(lake, "2028-10-01");
    List<String> lines = Files.readAllLines(record(lake));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .contains("\"state\":\"begun\"")
        .contains("\"at\":\"2028-10-01T12:00:00Z\"")
        .contains("\"what\":\"report PF/10/2026-09\"")
        .contains("\"policy\":\"partner-reports, 24 months, in force from 2026-04-01\"")
        .contains("\"authority\":\"Minute 7\"", "\"by\":\"A. Name\"")
        .contains("\"files\":1", "\"bytes\":21", "\"paths\":[\"PF/10/2026-09\"]")
        .doesNotContain("page of");
    assertThat(lines.get(1)).contains("\"state\":\"done\"");
    assertThat(lake.lake.root(Zone.REPORTS).resolve("PF/10/2026-10")).exists();
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> retention(lake, "2030-01-01").delete(ALL, " ", "A. Name"))
        .withMessageContaining("--authority");
    assertThat(Files.readAllLines(record(lake))).hasSize(2);
  }

  @Test
  void killed_between_any_two_lines_and_run_again_it_ends_like_an_undisturbed_one()
      throws IOException {
    OldLake undisturbed = everything(temp.resolve("undisturbed"));
    delete(undisturbed, "2040-01-01");
    // Versions made just now are long past for that day: they go with the next request.
    delete(undisturbed, "2040-01-01");
    SortedMap<String, String> wanted = Trees.results(undisturbed.root());
    assertThat(new Deletions(undisturbed.lake.root(Zone.RUNS)).open()).isEmpty();
    int killed = 0;
    boolean isWhole = false;
    while (!isWhole) {
      OldLake lake = everything(temp.resolve("killed" + killed));
      try {
        new Retention(lake.lake, RetentionPolicy.load(), 12, day("2040-01-01"), dyingAfter(killed))
            .delete(ALL, "Minute 7", "A. Name");
        isWhole = true;
      } catch (Killed expected) {
        killed += 3;
      }
      // A half line and a half moved folder, as a killed process may leave them.
      Files.createDirectories(record(lake).resolveSibling(""));
      Files.writeString(
          record(lake), "{\"state\":\"beg", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      OldLake.write(lake.lake.root(Zone.REPORTS).resolve(".deleted/x/1/index.html"), "half");
      delete(lake, "2040-01-01");
      delete(lake, "2040-01-01");
      assertThat(Trees.results(lake.root())).as("killed after line " + killed).isEqualTo(wanted);
      assertThat(new Deletions(lake.lake.root(Zone.RUNS)).open()).isEmpty();
      assertThat(lake.lake.root(Zone.REPORTS).resolve(".deleted")).doesNotExist();
    }
    assertThat(killed).isGreaterThan(10);
  }

  @Test
  void killed_between_the_switches_of_check_s_zones_they_end_with_one_name() {
    OldLake lake = new OldLake(temp);
    OldLake other = new OldLake(temp.resolve("other"));
    for (OldLake each : List.of(lake, other)) {
      for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS)) {
        each.version(zone, "a", "2026-10-22T00:00:00Z", "t", "2026-08", "2026-09");
      }
    }
    delete(other, "2028-09-01");
    String name = other.lake.tree(Zone.METRICS).liveVersion().orElseThrow();
    lake.lake.tree(Zone.METRICS).draft(name).publish(Set.of(ReportingMonth.of("2026-08")));

    delete(lake, "2028-09-01");

    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS)) {
      assertThat(lake.lake.tree(zone).liveVersion()).contains(name);
      assertThat(lake.lake.tree(zone).liveMonths()).containsExactly(ReportingMonth.of("2026-09"));
    }
  }

  @Test
  void nothing_goes_while_it_cannot_be_told_what_returns_need() throws IOException {
    OldLake lake = everything();
    Path manifest = lake.lake.root(Zone.RETURNS).resolve("2026-08/performance/v1/r_manifest.json");
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.substring(0, whole.length() / 2));
    assertRefused(lake, "manifest in");
    Files.delete(manifest);
    assertRefused(lake, "manifest in");
    Files.delete(manifest.resolveSibling(""));
    assertRefused(lake, "exact twin of 2026-08/performance but no return");
  }

  private void assertRefused(OldLake lake, String why) {
    SortedMap<String, String> before = Trees.digests(temp);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> delete(lake, "2040-01-01"))
        .withMessageContaining(why);
    assertThat(Trees.digests(temp)).isEqualTo(before);
  }

  @Test
  void a_policy_shorter_than_what_marts_look_back_on_is_refused() {
    OldLake lake = new OldLake(temp);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () -> new Retention(lake.lake, RetentionPolicy.load(), 36, day("2028-01-01"), NOON))
        .withMessage(
            "Cannot keep checked-months for 24 months: marts look back on 36"
                + " (check.window-months)");
  }

  @Test
  void before_the_policy_is_in_force_everything_is_kept() {
    assertThat(due(everything(), "2026-03-31")).isEmpty();
  }

  private OldLake everything() {
    return everything(temp);
  }

  private static OldLake everything(Path root) {
    OldLake lake = new OldLake(root);
    for (Zone zone : List.of(Zone.CHECKED, Zone.FINDINGS, Zone.METRICS, Zone.LINKED)) {
      lake.version(zone, "a", "2026-09-22T00:00:00Z", "t", "2026-08")
          .version(zone, "b", "2026-10-22T00:00:00Z", "t", "2026-09", "2039-12");
    }
    return lake.history("h", "2026-10-22T00:00:00Z", "2026-08", "2039-12")
        .version(Zone.MARTS, "a", "2026-09-20T00:00:00Z", "mha_detentions", "2026-08")
        .version(Zone.MARTS, "b", "2026-10-20T00:00:00Z", "mha_detentions", "2026-08", "2039-12")
        .delivery("10", "2026-09", "001", "2026-10-10T09:00:00Z", "rejected")
        .delivery("10", "2026-08", "001", "2026-09-10T09:00:00Z", "counted")
        .returned("2026-08", 1, "a", Set.of("counted"))
        .report("PF/10/2026-09")
        .report("national/2026-09")
        .report("national/2039-12");
  }

  private List<Due> due(OldLake lake, String day) {
    return retention(lake, day).due(ALL);
  }

  private static List<Due> delete(OldLake lake, String day) {
    return retention(lake, day).delete(ALL, "Minute 7", "A. Name");
  }

  private static Retention retention(OldLake lake, String day) {
    return new Retention(lake.lake, RetentionPolicy.load(), 12, day(day), NOON);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static Path record(OldLake lake) {
    return lake.lake.root(Zone.RUNS).resolve("deletions.jsonl");
  }

  /** What a kill does to a process, as far as files can tell. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * A clock that is asked once for each line of the record, and kills its process at one of them.
   */
  private static Clock dyingAfter(int lines) {
    int[] left = {lines};
    return new Clock() {
      @Override
      public Instant instant() {
        if (left[0]-- == 0) {
          throw new Killed();
        }
        return NOON.instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
