package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.returns.ReturnLifecycle.VersionState;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Trees;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draft, quality assured, signed off, published, superseded or withdrawn (5.1 of the rules). */
class ReturnLifecycleTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-05T10:15:30.123Z"), ZoneOffset.UTC);

  @TempDir private Path root;

  private Lake lake;
  private Path versions;

  @BeforeEach
  void one_version() {
    lake = Lake.at(root, Settings.defaults());
    versions = lake.root(Zone.RETURNS).resolve("2026-09").resolve("performance");
    version(1, "{\"clean\": true}");
  }

  @Test
  void a_new_version_is_a_draft_and_nothing_is_published() {
    assertThat(life().versions()).containsExactly(state(1, ReturnState.DRAFT));
    assertThat(life().published()).isEmpty();
    assertThat(versions.resolve("published")).doesNotExist();
  }

  @Test
  void each_step_is_kept_with_its_person_and_time_and_the_files_stay_as_they_were()
      throws IOException {
    SortedMap<String, String> before = Trees.digests(versions.resolve("v1"));
    life().take(null, ReturnState.QUALITY_ASSURED, "Ada Byron", "figures agree", false);
    life().take(1, ReturnState.SIGNED_OFF, "Sam Okoro", null, false);
    String early = Files.readString(versions.resolve("lifecycle.jsonl"));
    life().take(1, ReturnState.PUBLISHED, "Sam Okoro", null, false);

    String log = Files.readString(versions.resolve("lifecycle.jsonl"));
    assertThat(log).startsWith(early);
    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().findFirst().orElseThrow())
        .contains(
            "\"version\":1",
            "\"state\":\"quality-assured\"",
            "\"by\":\"Ada Byron\"",
            "\"at\":\"2026-11-05T10:15:30Z\"",
            "\"note\":\"figures agree\"",
            "\"manifest_sha256\":\"" + manifestSha256(1) + "\"");
    assertThat(life().published()).contains(1);
    assertThat(versions.resolve("published"))
        .hasContent(
            "version: 1\nfolder: v1\nmanifest: crisis_return_202609_Perf_v1_manifest.json\nsha256: "
                + manifestSha256(1));
    assertThat(Trees.digests(versions.resolve("v1"))).isEqualTo(before);
  }

  @Test
  void publishing_version_2_supersedes_version_1_and_says_so_beside_it() throws IOException {
    publish(1);
    SortedMap<String, String> first = Trees.digests(versions.resolve("v1"));
    version(2, "{\"clean\": true}");
    publish(2);

    assertThat(life().published()).contains(2);
    assertThat(life().versions().get(0).state()).isEqualTo(ReturnState.SUPERSEDED);
    assertThat(Files.readString(versions.resolve("published"))).startsWith("version: 2\n");
    assertThat(Files.readString(versions.resolve("v1.SUPERSEDED.txt")))
        .contains("version 1 was superseded on 2026-11-05T10:15:30Z")
        .contains("Version 2 was published in its place.")
        .doesNotContain("Okoro");
    assertThat(Trees.digests(versions.resolve("v1"))).isEqualTo(first);
    refused(
        "Version 1 of the performance return of 2026-09 is superseded", 1, ReturnState.WITHDRAWN);
  }

  @Test
  void a_withdrawn_version_is_no_longer_pointed_at_even_if_its_files_were_changed()
      throws IOException {
    publish(1);
    Files.writeString(file(1, ".csv"), "other");
    life().take(null, ReturnState.WITHDRAWN, "Sam Okoro", "wrong breakdown", false);

    assertThat(life().published()).isEmpty();
    assertThat(versions.resolve("published")).doesNotExist();
    assertThat(Files.readString(versions.resolve("v1.WITHDRAWN.txt"))).contains("wrong breakdown");
    refused("No version of the performance return", null, ReturnState.WITHDRAWN);
  }

  @Test
  void steps_are_taken_in_order_only() {
    refused("is draft and cannot become published", 1, ReturnState.PUBLISHED);
    refused("is draft and cannot become signed-off", 1, ReturnState.SIGNED_OFF);
    refused("is draft and cannot become withdrawn", 1, ReturnState.WITHDRAWN);
    refused("nobody makes it one", 1, ReturnState.DRAFT);
    refused("nobody makes it so by hand", 1, ReturnState.SUPERSEDED);
    life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    refused("it can become signed-off", 1, ReturnState.PUBLISHED);
    refused("it can become signed-off", 1, ReturnState.QUALITY_ASSURED);
    assertThat(life().versions().get(0).steps()).hasSize(1);
  }

  @Test
  void a_version_before_one_that_was_published_stays_unpublished() {
    version(2, "{\"clean\": true}");
    publish(2);
    life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    life().take(1, ReturnState.SIGNED_OFF, "Sam Okoro", null, false);
    refused("version 2 already was", 1, ReturnState.PUBLISHED);
  }

  @Test
  void who_quality_assures_does_not_sign_off_unless_the_setting_allows_it() {
    life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> life().take(1, ReturnState.SIGNED_OFF, " ada  BYRON ", null, false))
        .withMessageContaining("must be signed off by somebody else (setting sign-off.two-people)");
    VersionState signed =
        life(new Settings.SignOff(false)).take(1, ReturnState.SIGNED_OFF, "Ada Byron", null, false);
    assertThat(signed.state()).isEqualTo(ReturnState.SIGNED_OFF);
  }

  @Test
  void without_a_clean_disclosure_check_it_stays_a_draft() throws IOException {
    version(2, "{\"clean\": false}");
    held("_v2_disclosure_check.json is not clean", 2, ReturnState.QUALITY_ASSURED);
    version(3, null);
    held("there is no disclosure check", 3, ReturnState.QUALITY_ASSURED);
    version(4, "{\"clean\": \"true\"}");
    held("is not clean", 4, ReturnState.QUALITY_ASSURED);
    version(5, "nonsense");
    held("is not clean", 5, ReturnState.QUALITY_ASSURED);
    assertThat(versions.resolve("lifecycle.jsonl")).doesNotExist();
  }

  @Test
  void changed_missing_or_added_files_hold_a_version_at_every_step() throws IOException {
    String csv = Files.readString(file(1, ".csv"));
    Files.writeString(file(1, ".csv"), "RX4,11\n");
    held("crisis_return_202609_Perf_v1.csv was changed", 1, ReturnState.QUALITY_ASSURED);
    Files.delete(file(1, ".csv"));
    held("crisis_return_202609_Perf_v1.csv is missing", 1, ReturnState.QUALITY_ASSURED);
    Files.writeString(file(1, ".csv"), csv);
    Files.writeString(versions.resolve("v1").resolve("notes.txt"), "x");
    held("notes.txt is not in the manifest", 1, ReturnState.QUALITY_ASSURED);
    Files.delete(versions.resolve("v1").resolve("notes.txt"));
    life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    Files.delete(file(1, ".csv"));
    Files.delete(file(1, "_manifest.json"));
    Files.delete(file(1, "_disclosure_check.json"));
    Files.delete(versions.resolve("v1"));
    version(1, "{\"clean\": true}", "RX4,12\n");
    held("_v1_manifest.json was changed since the step before", 1, ReturnState.SIGNED_OFF);
  }

  @Test
  void a_provisional_return_is_restricted_and_stays_a_draft() {
    write(
        ReturnFolder.open(lake, MONTH, ReturnStatus.PROVISIONAL),
        ReturnStatus.PROVISIONAL,
        1,
        "{\"clean\": true}",
        "RX4,10\n");
    ReturnLifecycle life =
        new ReturnLifecycle(lake, MONTH, "provisional", new Settings.SignOff(true), CLOCK);
    assertThat(life.versions()).containsExactly(state(1, ReturnState.DRAFT));
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> life.take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false))
        .withMessageContaining("never published");
    assertThat(lake.root(Zone.RETURNS).resolve("2026-09").resolve("provisional")).doesNotExist();
  }

  @Test
  void a_record_that_was_changed_is_refused_in_one_line() throws IOException {
    life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    life().take(1, ReturnState.SIGNED_OFF, "Sam Okoro", null, false);
    Path log = versions.resolve("lifecycle.jsonl");
    String good = Files.readString(log);
    String[] lines = good.split("\n", -1);
    for (String bad :
        List.of(
            good.replace("Ada Byron", "Eve Byron"), // the next line no longer follows
            good.replace("Sam Okoro", "Sam  Okoro\u0000"),
            lines[1] + "\n", // the first step taken out
            lines[0] + "\n" + lines[0] + "\n", // a step twice
            good + lines[1] + "\n",
            good.substring(0, good.length() - 1), // torn
            good + "\n",
            good + "{}\n",
            good + "nonsense\n",
            "")) {
      Files.writeString(log, bad);
      assertThatExceptionOfType(WrongRequestException.class)
          .as(bad)
          .isThrownBy(() -> life().versions())
          .withMessageContaining("lifecycle.jsonl is broken or was changed at line")
          .withMessageNotContaining("\n");
      assertThatExceptionOfType(WrongRequestException.class)
          .isThrownBy(() -> life().take(1, ReturnState.PUBLISHED, "Sam Okoro", null, false));
      assertThat(Files.readString(log)).isEqualTo(bad);
    }
    Files.write(log, new byte[] {(byte) 0xff, '\n'});
    refused("no UTF-8 text", 1, ReturnState.PUBLISHED);
  }

  @Test
  void steps_taken_off_the_end_are_noticed_by_what_is_published() throws IOException {
    publish(1);
    Path log = versions.resolve("lifecycle.jsonl");
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, lines.get(0) + "\n" + lines.get(1) + "\n");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> life().versions())
        .withMessageContaining("published does not fit");
  }

  @Test
  void a_step_that_was_broken_off_is_finished_by_the_next() throws IOException {
    publish(1);
    version(2, "{\"clean\": true}");
    String pointer = Files.readString(versions.resolve("published"));
    publish(2);
    // As if the process was killed after the record was written and before its signs.
    Files.writeString(versions.resolve("published"), pointer);
    Files.delete(versions.resolve("v1.SUPERSEDED.txt"));
    assertThat(life().published()).contains(2);
    refused("is published and cannot become published", 2, ReturnState.PUBLISHED);
    assertThat(Files.readString(versions.resolve("published"))).startsWith("version: 2\n");
    assertThat(versions.resolve("v1.SUPERSEDED.txt")).exists();
  }

  @Test
  void a_dry_run_checks_and_writes_nothing() {
    SortedMap<String, String> before = Trees.digests(root);
    VersionState would = life().take(1, ReturnState.QUALITY_ASSURED, "Ada Byron", null, true);
    assertThat(would.state()).isEqualTo(ReturnState.QUALITY_ASSURED);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> life().take(1, ReturnState.PUBLISHED, "Ada Byron", null, true));
    assertThat(Trees.digests(root)).isEqualTo(before);
  }

  @Test
  void what_is_not_there_and_who_has_no_name_is_refused() {
    refused("There is no version 7", 7, ReturnState.QUALITY_ASSURED);
    for (String name : List.of("", "  ", "a\nb", "x".repeat(501))) {
      assertThatExceptionOfType(WrongRequestException.class)
          .isThrownBy(() -> life().take(1, ReturnState.QUALITY_ASSURED, name, null, false))
          .withMessageContaining("--by");
    }
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () ->
                new ReturnLifecycle(lake, MONTH, "final", new Settings.SignOff(true), CLOCK)
                    .versions())
        .withMessageContaining("There is no final return of 2026-09");
    assertThat(lake.root(Zone.RETURNS).resolve("2026-09").resolve("final")).doesNotExist();
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> ReturnState.of("released"))
        .withMessageContaining("quality-assured");
  }

  private void refused(String words, @Nullable Integer version, ReturnState to) {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> life().take(version, to, "Kit Marsh", null, false))
        .withMessageContaining(words)
        .withMessageNotContaining("\n");
  }

  private void held(String words, int version, ReturnState to) {
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> life().take(version, to, "Kit Marsh", null, false))
        .withMessageContaining(words)
        .withMessageNotContaining("\n");
  }

  private void publish(int version) {
    life().take(version, ReturnState.QUALITY_ASSURED, "Ada Byron", null, false);
    life().take(version, ReturnState.SIGNED_OFF, "Sam Okoro", null, false);
    life().take(version, ReturnState.PUBLISHED, "Sam Okoro", null, false);
  }

  private static VersionState state(int version, ReturnState state) {
    return new VersionState(version, state, List.of());
  }

  private ReturnLifecycle life() {
    return life(new Settings.SignOff(true));
  }

  private ReturnLifecycle life(Settings.SignOff signOff) {
    return new ReturnLifecycle(lake, MONTH, "performance", signOff, CLOCK);
  }

  private Path file(int version, String end) {
    return versions
        .resolve("v" + version)
        .resolve(ReturnFiles.stem(MONTH, ReturnStatus.PERFORMANCE, version) + end);
  }

  private String manifestSha256(int version) throws IOException {
    return ReturnFiles.sha256(Files.readAllBytes(file(version, "_manifest.json")));
  }

  private void version(int number, @Nullable String disclosureCheck) {
    version(number, disclosureCheck, "RX4,10\n");
  }

  private void version(int number, @Nullable String disclosureCheck, String csv) {
    write(
        ReturnFolder.open(lake, MONTH, ReturnStatus.PERFORMANCE),
        ReturnStatus.PERFORMANCE,
        number,
        disclosureCheck,
        csv);
  }

  /** A version with one CSV, whatever its disclosure check says; null for none. */
  private static void write(
      ReturnFolder folder,
      ReturnStatus status,
      int number,
      @Nullable String disclosureCheck,
      String csv) {
    String stem = ReturnFiles.stem(MONTH, status, number);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(stem + ".csv", csv.getBytes(StandardCharsets.UTF_8));
    if (disclosureCheck != null) {
      files.put(
          stem + ReturnFiles.DISCLOSURE_CHECK, disclosureCheck.getBytes(StandardCharsets.UTF_8));
    }
    List<ReturnManifest.Output> outputs =
        files.entrySet().stream()
            .map(
                file ->
                    new ReturnManifest.Output(
                        file.getKey(),
                        ReturnFiles.sha256(file.getValue()),
                        file.getValue().length,
                        null))
            .toList();
    ReturnManifest manifest =
        new ReturnManifest(
            "crisis_return",
            MONTH.toString(),
            status.published(),
            number,
            null,
            new TreeMap<>(),
            Settings.defaults().disclosure(),
            null,
            new ReturnInputs(new TreeMap<>(), List.of(), null),
            null,
            outputs);
    files.put(stem + ReturnFiles.MANIFEST, Json.text(manifest).getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(folder.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.publish(number, files, false);
  }
}
