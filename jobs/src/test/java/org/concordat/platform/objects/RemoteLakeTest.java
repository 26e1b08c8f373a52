package org.concordat.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake of four zones in one bucket in memory. One command lands a file, makes a version of the
 * marts, and a return with a report of it.
 */
class RemoteLakeTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Set<Zone> ALL = EnumSet.allOf(Zone.class);

  @TempDir private Path folder;

  private final MemoryStore bucket = new MemoryStore();

  @Test
  void what_is_published_comes_back_elsewhere_byte_for_byte_and_readers_follow_the_same_version()
      throws IOException {
    command("here", "one", bucket);
    assertThat(bucket.texts())
        .containsEntry("marts/live", "one")
        .containsEntry("marts/versions/one/mart/reporting_month=2026-09/part-one", "rows of one")
        .containsEntry("reports/MH/RX4/2026-09/index.html", "page of one")
        .hasSize(6);
    assertThat(bucket.contentType("reports/MH/RX4/2026-09/index.html"))
        .isEqualTo("text/html; charset=utf-8");
    assertThat(bucket.contentType("returns/2026-09/return.csv"))
        .isEqualTo("text/csv; charset=utf-8");

    fetch("there", bucket);
    assertThat(tree("there").liveVersion()).contains("one");
    assertThat(files("there")).isEqualTo(files("here"));
  }

  @Test
  void every_file_is_there_before_what_leads_to_it_and_nothing_goes_before_the_switch()
      throws IOException {
    command("here", "one", bucket);
    assertThat(bucket.writes())
        .containsExactly(
            "landing/objects/one",
            "marts/versions/one/mart/reporting_month=2026-09/part-one",
            "marts/live",
            "returns/2026-09/return.csv",
            "returns/2026-09/return_manifest.json",
            "reports/MH/RX4/2026-09/index.html");

    RemoteLake remote = remote("here", bucket);
    remote.fetch(ALL);
    work("here", "two");
    Folders.delete(root("here", Zone.MARTS).resolve("versions/one"));
    remote.publish();
    assertThat(bucket.writes())
        .containsExactly(
            "landing/objects/two",
            "marts/versions/two/mart/reporting_month=2026-09/part-two",
            "marts/live",
            "returns/2026-09/return.csv",
            "returns/2026-09/return_manifest.json",
            "reports/MH/RX4/2026-09/index.html",
            "-marts/versions/one/mart/reporting_month=2026-09/part-one");
  }

  @Test
  void months_that_a_version_shares_with_another_are_copied_there_and_not_sent()
      throws IOException {
    command("here", "one", bucket);
    RemoteLake remote = remote("here", bucket);
    remote.fetch(ALL);
    VersionedTree.Draft draft = tree("here").draft("two");
    write(draft.folder("mart", MONTH.plusMonths(1)).resolve("part-two"), "rows of October");
    draft.publish(Set.of(MONTH.plusMonths(1)));
    remote.publish();

    assertThat(bucket.copies())
        .containsExactly("marts/versions/two/mart/reporting_month=2026-09/part-one");
    assertThat(bucket.texts())
        .containsEntry("marts/live", "two")
        .containsEntry("marts/versions/two/mart/reporting_month=2026-09/part-one", "rows of one")
        .containsEntry(
            "marts/versions/two/mart/reporting_month=2026-10/part-two", "rows of October");
    fetch("there", bucket);
    assertThat(files("there")).isEqualTo(files("here"));
  }

  @Test
  void a_second_command_with_nothing_new_writes_nothing() throws IOException {
    command("here", "one", bucket);
    bucket.writes();
    command("here", "one", bucket);
    assertThat(bucket.writes()).isEmpty();
    fetch("there", bucket);
    command("there", "one", bucket);
    assertThat(bucket.writes()).isEmpty();
  }

  @Test
  void drafts_locks_and_parts_are_never_sent() throws IOException {
    RemoteLake remote = remote("here", bucket);
    remote.fetch(ALL);
    write(root("here", Zone.LANDING).resolve(".pull.lock"), "");
    write(root("here", Zone.LANDING).resolve("incoming/3.part"), "half");
    write(root("here", Zone.MARTS).resolve("versions/.one.draft/mart/part"), "half");
    remote.publish();
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void stopped_before_any_write_and_run_again_the_bucket_is_that_of_an_undisturbed_run()
      throws IOException {
    command("first", "one", bucket);
    MemoryStore undisturbed = bucket.copy();
    command("first", "two", undisturbed);
    int writes = undisturbed.writes().size();
    assertThat(writes).isEqualTo(6);

    for (int after = 0; after < writes; after++) {
      MemoryStore disturbed = bucket.copy();
      String here = "stopped" + after;
      fetch(here, disturbed);
      disturbed.dieAfter(after);
      assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> command(here, "two", disturbed));
      disturbed.dieAfter(Integer.MAX_VALUE);

      String reader = "reader" + after;
      fetch(reader, disturbed);
      String live = tree(reader).liveVersion().orElseThrow();
      assertThat(live).isEqualTo(after < 3 ? "one" : "two");
      assertThat(tree(reader).live().resolve("mart/reporting_month=2026-09/part-" + live))
          .hasContent("rows of " + live);

      command(here, "two", disturbed);
      assertThat(disturbed.texts()).as("after " + after).isEqualTo(undisturbed.texts());
      fetch(reader, disturbed);
      assertThat(files(reader)).isEqualTo(files(here));
    }
  }

  @Test
  void what_a_killed_command_never_sent_is_removed_but_what_landed_is_sent_with_the_next()
      throws IOException {
    command("here", "one", bucket);
    work("here", "two");
    fetch("here", bucket);
    assertThat(tree("here").liveVersion()).contains("one");
    assertThat(root("here", Zone.MARTS).resolve("versions/two")).doesNotExist();
    assertThat(root("here", Zone.RETURNS).resolve("2026-09/return.csv"))
        .hasContent("figures of one");
    assertThat(root("here", Zone.LANDING).resolve("objects/two")).hasContent("sent for two");

    RemoteLake remote = remote("here", bucket);
    remote.fetch(ALL);
    remote.publish();
    assertThat(bucket.keys()).contains("landing/objects/two");
  }

  @Test
  void who_publishes_second_is_told_and_nothing_of_it_is_there() throws IOException {
    command("here", "one", bucket);
    fetch("there", bucket);
    RemoteLake slow = remote("there", bucket);
    slow.fetch(ALL);
    work("there", "slow");
    command("here", "fast", bucket);
    SortedMap<String, String> after = bucket.texts();

    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(slow::publish)
        .withMessageContaining("somebody else wrote to s3://bucket/landing")
        .withMessageContaining("run it again");
    assertThat(bucket.texts()).isEqualTo(after);

    command("there", "slow", bucket);
    assertThat(bucket.texts()).containsEntry("marts/live", "slow");
  }

  @Test
  void a_race_lost_at_the_pointer_itself_leaves_pointer_return_and_page_of_the_winner()
      throws IOException {
    command("here", "one", bucket);
    bucket.justBefore("marts/live", () -> bucket.elsewhere("marts/live", "theirs"));
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> command("here", "two", bucket))
        .withMessageContaining("somebody else wrote to s3://bucket/marts");
    assertThat(bucket.texts())
        .containsEntry("marts/live", "theirs")
        .containsEntry("returns/2026-09/return.csv", "figures of one")
        .containsEntry("reports/MH/RX4/2026-09/index.html", "page of one");
  }

  @Test
  void the_first_pointer_of_all_is_put_only_where_there_is_none() {
    bucket.justBefore("marts/live", () -> bucket.elsewhere("marts/live", "theirs"));
    assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> command("here", "one", bucket));
    assertThat(bucket.texts()).containsEntry("marts/live", "theirs");
  }

  @Test
  void readers_of_the_marts_bring_the_live_version_alone() throws IOException {
    command("here", "one", bucket);
    command("here", "two", bucket);
    remote("reader", bucket).fetchLive(Zone.MARTS);
    assertThat(Folders.filesBelow(folder.resolve("reader/marts")))
        .containsExactly(Path.of("versions/two/mart/reporting_month=2026-09/part-two"));
    assertThat(tree("reader").liveVersion()).contains("two");
    assertThat(folder.resolve("reader/landing")).doesNotExist();

    fetch("reader", bucket);
    assertThat(files("reader")).isEqualTo(files("here"));
  }

  @Test
  void a_changed_file_here_is_replaced_by_that_of_the_store() throws IOException {
    command("here", "one", bucket);
    write(root("here", Zone.RETURNS).resolve("2026-09/return.csv"), "changed by hand");
    fetch("here", bucket);
    assertThat(root("here", Zone.RETURNS).resolve("2026-09/return.csv"))
        .hasContent("figures of one");
  }

  @Test
  void a_lake_made_in_folders_goes_into_an_empty_store_whole_also_after_a_stop()
      throws IOException {
    work("here", "one");
    SortedMap<String, String> made = files("here");
    bucket.dieAfter(2);
    RemoteLake remote = remote("here", bucket);
    remote.fetch(ALL);
    assertThatExceptionOfType(StoreFault.class).isThrownBy(remote::publish);
    bucket.dieAfter(Integer.MAX_VALUE);

    RemoteLake again = remote("here", bucket);
    again.fetch(ALL);
    assertThat(files("here")).isEqualTo(made);
    again.publish();
    fetch("there", bucket);
    assertThat(files("there")).isEqualTo(made);
  }

  @Test
  void a_folder_that_was_never_a_copy_of_the_store_is_refused_and_kept() throws IOException {
    command("here", "one", bucket);
    work("other", "two");
    SortedMap<String, String> made = files("other");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> fetch("other", bucket))
        .withMessageContaining("s3://bucket/landing")
        .withMessageContaining("move it away");
    assertThat(files("other")).isEqualTo(made);
  }

  @Test
  void two_zones_cannot_share_a_place_and_a_place_must_be_one() throws IOException {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> lake("zones: {marts: s3://bucket/a, returns: s3://bucket/a/b}"))
        .withMessageContaining("places of their own");
    for (String wrong : List.of("s3:///a", "S3://bucket", "gs://bucket/a", "s3://bucket/../a")) {
      assertThatExceptionOfType(WrongRequestException.class)
          .as(wrong)
          .isThrownBy(() -> lake("zones: {marts: '" + wrong + "'}"))
          .withMessageContaining("s3://bucket/prefix");
    }
    assertThat(lake("zones: {marts: s3://bucket/a, returns: s3://bucket/ab/}").remote())
        .hasToString("{MARTS=s3://bucket/a, RETURNS=s3://bucket/ab}");
  }

  private Lake lake(String yaml) throws IOException {
    return Lake.at(folder, Settings.read(Files.writeString(folder.resolve("zones.yaml"), yaml)));
  }

  private void command(String name, String what, MemoryStore store) throws IOException {
    RemoteLake remote = remote(name, store);
    remote.fetch(ALL);
    work(name, what);
    remote.publish();
  }

  private void fetch(String name, MemoryStore store) throws IOException {
    remote(name, store).fetch(ALL);
  }

  private RemoteLake remote(String name, MemoryStore store) {
    return RemoteLake.of(
        folder.resolve(name), at(name), settings(), Progress.silent(), bucketName -> store);
  }

  private Lake at(String name) {
    return Lake.at(folder.resolve(name), settings());
  }

  private Settings settings() {
    try {
      return Settings.read(
          Files.writeString(
              folder.resolve("settings.yaml"),
              """
              zones:
                landing: s3://bucket/landing
                marts: s3://bucket/marts
                returns: s3://bucket/returns
                reports: s3://bucket/reports
              object-store: {at-once: 1}
              """));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command does to the folders. */
  private void work(String name, String what) throws IOException {
    Path landed = root(name, Zone.LANDING).resolve("objects/" + what);
    if (!Files.exists(landed)) {
      write(landed, "sent for " + what);
    }
    VersionedTree.Draft draft = tree(name).draft(what);
    write(draft.folder("mart", MONTH).resolve("part-" + what), "rows of " + what);
    draft.publish(Set.of(MONTH));
    write(root(name, Zone.RETURNS).resolve("2026-09/return.csv"), "figures of " + what);
    write(root(name, Zone.RETURNS).resolve("2026-09/return_manifest.json"), "made of " + what);
    write(root(name, Zone.REPORTS).resolve("MH/RX4/2026-09/index.html"), "page of " + what);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private Path root(String name, Zone zone) {
    return at(name).root(zone);
  }

  private VersionedTree tree(String name) {
    return at(name).tree(Zone.MARTS);
  }

  /** Files of the mirrors with their texts, drafts and notes left out. */
  private SortedMap<String, String> files(String name) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : Folders.filesBelow(folder.resolve(name))) {
      if (!file.startsWith(".objects")) {
        files.put(file.toString(), Files.readString(folder.resolve(name).resolve(file)));
      }
    }
    return files;
  }
}
