package org.concordat.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderPullTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Instant NOW = Instant.parse("2026-10-20T08:30:15.123Z");
  private static final String NOTE =
      "{\"sender\": \"RX6\", \"received_at\": \"2026-10-12T09:14:03Z\"}";

  @TempDir Path folder;
  private Path drop = Path.of("");
  private Lake lake = Lake.at(Path.of(""), Settings.defaults());

  @BeforeEach
  void prepare() throws IOException {
    drop = Files.createDirectory(folder.resolve("drop folder"));
    lake = Lake.at(folder.resolve("lake"), Settings.defaults());
  }

  @Test
  void takes_a_submission_with_its_hashes_sender_and_time() throws IOException {
    submission("AM/RX6/2026-09/001", NOTE);
    PullResult result = pull(NOW);
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    Delivery delivery = deliveries().all().get(0);
    assertThat(delivery.receivedAt()).isEqualTo(Instant.parse("2026-10-12T09:14:03Z"));
    assertThat(delivery.sender()).isEqualTo("RX6");
    assertThat(delivery.invented()).isTrue();
    assertThat(delivery.files())
        .extracting(Delivery.DeliveredFile::path)
        .containsExactly("Ambulance Incident.CSV", "manifest.json");
    for (Delivery.DeliveredFile file : delivery.files()) {
      assertThat(Digest.ofFile(deliveries().object(file.sha256()))).isEqualTo(file.sha256());
    }
    assertThat(Folders.filesBelow(lake.root(Zone.RUNS)))
        .containsExactly(Path.of("pull-" + result.runId() + ".json"));
  }

  @Test
  void a_second_pull_changes_no_byte_and_keeps_the_first_clock() throws IOException {
    submission("AM/RX6/2026-09/001", null);
    pull(NOW);
    Map<String, String> before = landing();
    PullResult again = pull(NOW.plusSeconds(86_400));
    assertThat(again.taken()).isEmpty();
    assertThat(again.known()).containsExactly("AM-RX6-2026-09-001");
    assertThat(landing()).isEqualTo(before);
    assertThat(deliveries().all().get(0).receivedAt())
        .isEqualTo(Instant.parse("2026-10-20T08:30:15Z"));
    assertThat(deliveries().all().get(0).sender()).isEqualTo("RX6");
  }

  @Test
  void what_a_killed_pull_left_behind_changes_nothing() throws IOException {
    submission("AM/RX6/2026-09/001", NOTE);
    submission("AM/RX6/2026-08/001", NOTE);
    pull(NOW);
    Map<String, String> undisturbed = landing();
    Folders.delete(lake.root(Zone.LANDING));
    // One object is stored, one is half-copied, one manifest is half-written: as kill -9 leaves it.
    Path landing = lake.root(Zone.LANDING);
    Path incoming = Files.createDirectories(landing.resolve("objects/.incoming"));
    Files.writeString(incoming.resolve("object123.part"), "half");
    Path manifests = Files.createDirectories(landing.resolve("deliveries/AM/RX6/2026-09"));
    Files.writeString(manifests.resolve(".001.json.draft"), "{\"submi");
    assertThat(deliveries().all()).isEmpty();
    pull(NOW);
    assertThat(landing()).isEqualTo(undisturbed);
  }

  @Test
  void the_same_number_with_other_content_keeps_the_first_and_notes_the_conflict()
      throws IOException {
    Path sent = submission("AM/RX6/2026-09/001", NOTE);
    pull(NOW);
    List<Delivery> first = deliveries().all();
    Files.writeString(sent.resolve("Ambulance Incident.CSV"), "a,b\n3,4\n");
    PullResult again = pull(NOW);
    pull(NOW);
    assertThat(again.conflicts()).hasSize(1);
    assertThat(deliveries().all()).isEqualTo(first);
    assertThat(deliveries().conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.submissionId()).startsWith("AM-RX6-2026-09-001-again-");
              assertThat(conflict.files()).hasSize(2);
            });
  }

  @Test
  void what_does_not_fit_the_layout_is_noted_and_never_taken() throws IOException {
    submission("AM/RX6/2026-09/001", NOTE);
    submission("AM/RX6/September/001", NOTE);
    submission("AM/RX6/2026-09/first", NOTE);
    submission("XX/RX6/2026-09/001", NOTE);
    submission("AM/RX 6/2026-09/001", NOTE);
    submission("AM/RX6/2024-01/001", NOTE);
    Files.createDirectories(drop.resolve("AM/RRU/2026-09/001"));
    Files.writeString(drop.resolve("AM/RX6/2026-09/notes.txt"), "stray");
    Files.writeString(drop.resolve("README.md"), "for people");
    Files.delete(submission("PF/10/2026-09/001", null).resolve("manifest.json"));
    Files.writeString(submission("PF/10/2026-09/002", NOTE).resolve("x.csv.part"), "half");
    PullResult result = pull(NOW);
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.notes())
        .containsExactlyInAnyOrder(
            "XX is not a partner family (MH, AM, PF, ED, UC)",
            "AM/RX 6 is not an organisation code",
            "AM/RX6/September is not a month written yyyy-MM",
            "AM/RX6/2026-09/first is not a sequence number such as 001",
            "AM/RX6/2026-09/notes.txt lies outside any submission and was not taken",
            "AM/RRU/2026-09/001 is empty",
            "PF/10/2026-09/001 was left until its manifest.json or delivery.json is there",
            "PF/10/2026-09/002/x.csv.part is still being copied; its submission was left for the"
                + " next pull");
  }

  @Test
  void links_out_of_the_drop_folder_are_not_followed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "x");
    Path sent = submission("AM/RX6/2026-09/001", NOTE);
    Files.createSymbolicLink(sent.resolve("police_mh_incident.csv"), secret);
    Files.createSymbolicLink(sent.resolve("again.csv"), sent.resolve("Ambulance Incident.CSV"));
    Files.createSymbolicLink(drop.resolve("MH"), folder);
    PullResult result = pull(NOW);
    assertThat(result.notes())
        .containsExactlyInAnyOrder(
            "AM/RX6/2026-09/001/police_mh_incident.csv is a link that leads out of the drop folder"
                + " or nowhere; not followed",
            "MH is a link that leads out of the drop folder or nowhere; not followed");
    assertThat(deliveries().all().get(0).files())
        .extracting(Delivery.DeliveredFile::path)
        .containsExactly("Ambulance Incident.CSV", "again.csv", "manifest.json");
  }

  @Test
  void a_dry_run_writes_nothing_and_a_missing_root_is_one_clear_line() throws IOException {
    submission("AM/RX6/2026-09/001", NOTE);
    PullResult result =
        new DropFolderPull(lake, Settings.defaults(), Progress.silent()).run(drop, MONTH, true);
    assertThat(result.taken()).hasSize(1);
    assertThat(folder.resolve("lake")).doesNotExist();
    assertThatThrownBy(
            () ->
                new DropFolderPull(lake, Settings.defaults(), Progress.silent())
                    .run(folder.resolve("nowhere"), MONTH, false))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("There is no drop folder to read at");
  }

  private PullResult pull(Instant now) {
    return new DropFolderPull(
            lake, Settings.defaults(), Progress.silent(), Clock.fixed(now, ZoneOffset.UTC))
        .run(drop, MONTH, false);
  }

  private Path submission(String path, @Nullable String note) throws IOException {
    Path sent = Files.createDirectories(drop.resolve(path));
    Files.writeString(sent.resolve("Ambulance Incident.CSV"), "a,b\n1,\"" + path + "\"\n");
    Files.writeString(sent.resolve("manifest.json"), "{\"source_system\": \"x (Invented Data)\"}");
    if (note != null) {
      Files.writeString(sent.resolve("delivery.json"), note);
    }
    return sent;
  }

  private Deliveries deliveries() {
    return new Deliveries(lake.root(Zone.LANDING));
  }

  private Map<String, String> landing() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path landing = lake.root(Zone.LANDING);
    for (Path file : Folders.filesBelow(landing)) {
      if (!file.getFileName().toString().startsWith(".")) {
        digests.put(file.toString(), Digest.ofFile(landing.resolve(file)));
      }
    }
    return digests;
  }
}
