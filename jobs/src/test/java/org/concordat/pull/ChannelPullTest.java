package org.concordat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrivals;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly-once landing (airflow-and-pull.md 4), against a channel that does as it is told. */
class ChannelPullTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String EARLY = "2026-10-01T08:00:00Z";
  private static final String LATER = "2026-10-02T08:00:00Z";
  private static final String LAST = "2026-10-03T08:00:00Z";
  private static final String MANIFEST =
      "{\"source_system\": \"x (invented data)\", \"resources\": [{\"rows\": 2}, {\"rows\": 3}]}";

  @TempDir Path folder;
  private final MemoryChannel channel = new MemoryChannel();
  private Lake lake = Lake.at(Path.of(""), Settings.defaults());

  @BeforeEach
  void prepare() {
    lake = Lake.at(folder.resolve("lake"), Settings.defaults());
  }

  @Test
  void lands_a_submission_with_its_manifests_and_answers_last() {
    send("001", "a,b\n1,2\n", EARLY);
    ChannelsResult result = pull();
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    Delivery delivery = deliveries().all().get(0);
    assertThat(delivery.receivedAt()).isEqualTo(EARLY);
    assertThat(delivery.sender()).isEqualTo("RX6");
    assertThat(delivery.channel()).isEqualTo("memory");
    assertThat(delivery.invented()).isTrue();
    Arrival arrival = arrivals().all().get(0);
    assertThat(arrival.key()).isEqualTo(delivery.arrival());
    assertThat(arrival.status()).isEqualTo(Arrival.Status.LANDED);
    assertThat(arrival.rows()).isEqualTo(5);
    assertThat(arrival.sources())
        .extracting(Arrival.Source::path)
        .containsExactly("AM/RX6/2026-09/001/incidents.csv", "AM/RX6/2026-09/001/manifest.json");
    assertThat(channel.acknowledged).hasSize(2);
    assertThat(channel.receipts).hasSize(1);
    assertThat(channel.receipts.get(channel.receipts.firstKey()))
        .contains("\"status\" : \"LANDED\"", Digest.ofText("a,b\n1,2\n"));
  }

  @Test
  void a_second_pull_reads_no_byte_and_changes_none() {
    send("001", "a,b\n1,2\n", EARLY);
    pull();
    SortedMap<String, String> before = landing();
    channel.opened.clear();
    ChannelsResult again = pull();
    assertThat(again.known()).containsExactly("AM-RX6-2026-09-001");
    assertThat(again.taken()).isEmpty();
    assertThat(channel.opened).isEmpty();
    assertThat(landing()).isEqualTo(before);
    assertThat(channel.acknowledged).hasSize(2);
  }

  @Test
  void bytes_that_stand_already_get_a_duplicate_receipt_and_a_revert_counts() {
    send("001", "a", EARLY);
    send("002", "a", LATER);
    ChannelsResult both = pull();
    assertThat(both.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(both.duplicates()).containsExactly("AM-RX6-2026-09-002");
    assertThat(channel.receipts.get(channel.receipts.lastKey()))
        .contains("\"status\" : \"DUPLICATE\"", "\"repeats\" : \"AM-RX6-2026-09-001\"");

    send("003", "b", LAST);
    send("004", "a", "2026-10-04T08:00:00Z");
    ChannelsResult reverted = pull();
    assertThat(reverted.taken()).containsExactly("AM-RX6-2026-09-003", "AM-RX6-2026-09-004");
    assertThat(arrivals().all())
        .extracting(Arrival::other)
        .containsExactly(null, "AM-RX6-2026-09-001", "AM-RX6-2026-09-002", "AM-RX6-2026-09-003");
    assertThat(deliveries().of(MONTH)).hasSize(4);
  }

  @Test
  void one_number_sent_again_is_repeated_with_the_same_bytes_and_a_conflict_with_others() {
    send("001", "a", EARLY);
    pull();
    send("001", "a", LATER);
    assertThat(pull().duplicates()).containsExactly("AM-RX6-2026-09-001");
    send("001", "b", LAST);
    ChannelsResult conflict = pull();
    assertThat(conflict.conflicts()).singleElement().asString().contains("001-again-");
    assertThat(conflict.notes().get(0))
        .contains("has a number that AM-RX6-2026-09-001 used before");
    assertThat(deliveries().all()).hasSize(1);
    assertThat(deliveries().conflicts()).hasSize(1);
    assertThat(arrivals().all()).hasSize(3);
    assertThat(deliveries().all().get(0).receivedAt()).isEqualTo(EARLY);
  }

  @Test
  void a_connection_that_breaks_is_taken_up_where_it_broke() {
    send("001", "0123456789", EARLY);
    channel.breakOff.add(1_000); // the manifest, whole
    channel.breakOff.add(4);
    channel.breakOff.add(7);
    assertThat(pull().taken()).hasSize(1);
    assertThat(channel.opened)
        .containsExactly(
            "AM/RX6/2026-09/001/manifest.json@0",
            "AM/RX6/2026-09/001/incidents.csv@0",
            "AM/RX6/2026-09/001/incidents.csv@4",
            "AM/RX6/2026-09/001/incidents.csv@7");
    assertThat(deliveries().all().get(0).files().get(0).sha256())
        .isEqualTo(Digest.ofText("0123456789"));
  }

  @Test
  void busy_is_tried_again_and_refused_or_missing_is_not() {
    send("001", "a", EARLY);
    channel.faults.add(ChannelFault.ofStatus(503, "busy", null, Optional.empty()));
    channel.faults.add(ChannelFault.ofStatus(429, "busy", null, Optional.empty()));
    channel.faults.add(new IOException("timed out"));
    assertThat(pull().taken()).hasSize(1);

    for (int status : new int[] {401, 403, 404}) {
      channel.faults.add(ChannelFault.ofStatus(status, "answer " + status, null, Optional.empty()));
      ChannelsResult refused = pull();
      assertThat(refused.failed().get("rx6")).startsWith("answer " + status);
      assertThat(channel.faults).isEmpty();
      assertThat(refused.known()).isEmpty();
    }
    for (int i = 0; i < 4; i++) {
      channel.faults.add(ChannelFault.ofStatus(500, "answer 500", null, Optional.empty()));
    }
    assertThat(pull().failed().get("rx6")).isEqualTo("answer 500; the next pull goes on from here");
    assertThat(channel.faults).isEmpty();
  }

  @Test
  void a_busy_server_that_asks_us_to_wait_is_left_alone_so_long_but_not_for_hours() {
    send("001", "a", EARLY);
    channel.faults.add(ChannelFault.ofStatus(429, "busy", null, Optional.of("1")));
    long before = System.nanoTime();
    assertThat(pull().taken()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));

    send("002", "b", LATER);
    channel.faults.add(ChannelFault.ofStatus(503, "busy", null, Optional.of("3600")));
    assertThat(pull().failed().get("rx6"))
        .isEqualTo("busy; it asks us to wait for 3600 seconds; the next pull goes on from here");
    assertThat(channel.faults).isEmpty();
    assertThat(pull().taken()).hasSize(1);
  }

  @Test
  void a_receipt_that_could_not_be_put_is_put_by_the_next_pull_before_the_acknowledgement() {
    send("001", "a", EARLY);
    channel.refusesAnswers = true;
    ChannelsResult first = pull();
    assertThat(first.failed().get("rx6")).contains("no receipts here");
    assertThat(first.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(deliveries().all()).hasSize(1);
    assertThat(channel.receipts).isEmpty();
    channel.refusesAnswers = false;
    ChannelsResult second = pull();
    assertThat(second.known()).containsExactly("AM-RX6-2026-09-001");
    assertThat(channel.receipts).hasSize(1);
    assertThat(channel.acknowledged).hasSize(2);
  }

  @Test
  void a_delivery_whose_acknowledgement_broke_off_is_finished_and_no_other_one() {
    send("001", "a", EARLY);
    send("002", "b", EARLY);
    TreeMap<String, ChannelSettings> channels = new TreeMap<>(Map.of("rx6", settings()));
    ChannelPull killed =
        new ChannelPull(
            lake,
            quick(),
            channels,
            Progress.silent(),
            (name, settings) -> channel,
            step -> {
              if (step == LandingStep.ANSWERED) {
                throw new IllegalStateException("killed");
              }
            });
    assertThat(killed.run(MONTH, false).failed()).hasSize(1);
    channel.remove("AM/RX6/2026-09/001/manifest.json"); // the one request that was still sent
    ChannelsResult again = pull();
    assertThat(again.failed()).isEmpty();
    assertThat(again.notes()).isEmpty();
    assertThat(again.taken()).containsExactly("AM-RX6-2026-09-002");
    assertThat(channel.acknowledged).contains("AM/RX6/2026-09/001/incidents.csv");
    assertThat(channel.receipts).hasSize(2);
    assertThat(arrivals().unfinished("rx6")).isEmpty();
    assertThat(arrivals().all()).hasSize(2);
  }

  @Test
  void nothing_lands_half() {
    send("001", "0123456789", EARLY);
    channel.truncate("AM/RX6/2026-09/001/incidents.csv", 6);
    assertThat(pull().failed().get("rx6")).contains("ended after 6 of 10 bytes");
    assertEmptyLanding();
  }

  @Test
  void bytes_in_which_the_channel_finds_a_fault_at_their_end_are_read_again_from_the_start() {
    send("001", "0123456789", EARLY);
    channel.faultsAtEnd = 1; // the first opening, of the manifest
    assertThat(pull().taken()).hasSize(1);
    assertThat(channel.opened)
        .containsExactly(
            "AM/RX6/2026-09/001/manifest.json@0",
            "AM/RX6/2026-09/001/manifest.json@0",
            "AM/RX6/2026-09/001/incidents.csv@0");
    assertThat(deliveries().all().get(0).files().get(0).sha256())
        .isEqualTo(Digest.ofText("0123456789"));
  }

  @Test
  void signed_receipts_are_put_once_when_the_check_has_written_them() throws IOException {
    send("001", "a", EARLY);
    pull();
    VersionedTree.Draft draft = lake.tree(Zone.FINDINGS).draft("judged");
    Path receipts = Files.createDirectories(draft.folder("receipts", MONTH));
    Files.writeString(receipts.resolve("AM-RX6-2026-09-001.json"), "{\"signed\": true}");
    Files.writeString(receipts.resolve("MH-RX4-2026-09-001.json"), "{\"somebody\": \"else\"}");
    draft.publish(Set.of(MONTH));
    pull();
    pull();
    assertThat(channel.receipts).hasSize(2);
    assertThat(channel.receipts.lastKey())
        .startsWith("AM/RX6/2026-09/001/verdict-AM-RX6-2026-09-001-");
    assertThat(channel.receipts.get(channel.receipts.lastKey())).isEqualTo("{\"signed\": true}");
  }

  @Test
  void a_file_that_grows_while_it_is_read_is_left_for_the_next_pull() {
    send("001", "0123456789", EARLY);
    channel.grows = true;
    ChannelsResult result = pull();
    assertThat(result.failed()).isEmpty();
    assertThat(result.notes())
        .singleElement()
        .asString()
        .contains("was written to while it was read");
    assertEmptyLanding();
    channel.grows = false;
    assertThat(pull().taken()).hasSize(1);
  }

  @Test
  void a_manifest_waits_for_the_files_it_names_but_not_for_ever() {
    String manifest = "{\"resources\": [{\"path\": \"a.csv\"}, {\"path\": \"b.csv\"}]}";
    String now = Instant.now().minusSeconds(60).toString();
    channel.put("AM-RX6-2026-09-001-manifest.json", manifest, now);
    channel.put("AM-RX6-2026-09-001-a.csv", "a", now);
    ChannelsResult first = pull();
    assertThat(first.failed()).isEmpty();
    assertThat(first.notes())
        .containsExactly(
            "rx6: AM-RX6-2026-09-001: AM/RX6/2026-09/001 waits for b.csv, which its manifest names,"
                + " until 2 hours after the manifest came");
    assertEmptyLanding();
    channel.put("AM-RX6-2026-09-001-b.csv", "b", now);
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-001");
    // One that names what never came is taken all the same, for check to judge.
    channel.put("AM-RX6-2026-09-002-manifest.json", manifest, EARLY);
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-002");
  }

  @Test
  void a_channel_whose_clock_is_ahead_records_no_future() {
    send("001", "a", "2999-01-01T00:00:00Z");
    assertThat(pull().taken()).hasSize(1);
    Instant receivedAt = deliveries().all().get(0).receivedAt();
    assertThat(receivedAt).isBeforeOrEqualTo(Instant.now());
    assertThat(arrivals().all().get(0).receivedAt()).isEqualTo(receivedAt);
  }

  @Test
  void a_message_that_expired_is_told_and_the_others_are_taken() {
    send("001", "a", EARLY);
    send("002", "b", LATER);
    channel.expire("AM/RX6/2026-09/001/incidents.csv");
    ChannelsResult result = pull();
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-002");
    assertThat(result.notes()).singleElement().asString().contains("has expired");
    assertThat(result.failed()).isEmpty();
  }

  @Test
  void bytes_other_than_the_senders_digest_are_read_twice_then_refused_and_not_read_again() {
    channel.put(
        "AM/RX6/2026-09/001/incidents.csv",
        "damaged".getBytes(StandardCharsets.UTF_8),
        EARLY,
        Digest.ofText("as sent"));
    channel.put("AM/RX6/2026-09/001/manifest.json", MANIFEST, EARLY);
    ChannelsResult result = pull();
    assertThat(result.refused()).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.notes()).singleElement().asString().contains("sender's SHA-256");
    assertThat(channel.opened).hasSize(3); // the manifest, then the table twice
    assertThat(channel.acknowledged).isEmpty();
    assertThat(channel.receipts.get(channel.receipts.firstKey()))
        .contains("REFUSED", "send it again");
    assertThat(lake.root(Zone.LANDING).resolve("objects")).doesNotExist();
    assertThat(pull().known()).hasSize(1);
    assertThat(channel.opened).hasSize(3);
    // Other bytes are another version and so another delivery.
    send("001", "as sent", LATER);
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-001");
  }

  @Test
  void an_archive_is_one_submission_with_or_without_a_folder_around_it() throws IOException {
    channel.put(
        "AM-RX6-2026-09-001.zip", zip("manifest.json", MANIFEST, "a.csv", "x"), EARLY, null);
    channel.put(
        "AM/RX6/2026-09/002.zip",
        zip("out/manifest.json", MANIFEST, "out/a.csv", "y"),
        LATER,
        null);
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-001", "AM-RX6-2026-09-002");
    assertThat(deliveries().all())
        .allSatisfy(
            delivery ->
                assertThat(delivery.files())
                    .extracting(Delivery.DeliveredFile::path)
                    .containsExactly("a.csv", "manifest.json"));
  }

  @Test
  void bad_archives_are_refused_with_the_reason_and_leave_nothing() throws IOException {
    Map<String, byte[]> bad = new TreeMap<>();
    bad.put(
        "holds a name that is not taken, ../../etc/cron",
        zip("manifest.json", MANIFEST, "../../etc/cron", "x"));
    bad.put(
        "holds a name that is not taken, /etc/cron",
        zip("manifest.json", MANIFEST, "/etc/cron", "x"));
    bad.put("holds no manifest.json", zip("a.csv", "x"));
    bad.put(
        "is damaged or not the archive its name says", "no zip".getBytes(StandardCharsets.UTF_8));
    bad.put(
        "limits.unpacked-megabytes",
        zip("manifest.json", MANIFEST, "a.csv", "0".repeat(12_000_000)));
    byte[] whole = zip("manifest.json", MANIFEST, "a.csv", "x");
    bad.put("is damaged or not the archive its name say", Arrays.copyOf(whole, whole.length - 30));
    int number = 1;
    for (var one : bad.entrySet()) {
      channel.put("AM-RX6-2026-09-00" + number + ".zip", one.getValue(), EARLY, null);
      ChannelsResult result = pull();
      assertThat(result.refused()).as(one.getKey()).containsExactly("AM-RX6-2026-09-00" + number);
      assertThat(result.notes()).last().asString().contains(one.getKey());
      channel.remove("AM-RX6-2026-09-00" + number + ".zip");
      number++;
    }
    assertEmptyLanding();
  }

  @Test
  void a_tar_with_a_link_is_refused_and_one_with_files_is_taken() throws IOException {
    channel.put("AM-RX6-2026-09-001.tar.gz", tar("a.csv", false), EARLY, null);
    channel.put("AM-RX6-2026-09-002.tgz", tar("link", true), LATER, null);
    ChannelsResult result = pull();
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.refused()).containsExactly("AM-RX6-2026-09-002");
    assertThat(result.notes()).singleElement().asString().contains("holds a link, link");
  }

  @Test
  void a_submission_of_no_rows_lands_for_check_to_judge() {
    send("001", "", EARLY);
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(deliveries().all().get(0).files().get(0).bytes()).isZero();
  }

  @Test
  void two_pulls_without_a_lock_at_once_land_every_delivery_once() throws Exception {
    for (int i = 1; i <= 9; i++) {
      send("00" + i, "text " + i, EARLY);
    }
    Path landing = lake.root(Zone.LANDING);
    List<Callable<PartnerPull.Report>> pulls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pulls.add(
          () ->
              new PartnerPull(
                      "rx6",
                      settings(),
                      quick().pull(),
                      (name, settings) -> channel.copy(),
                      lake,
                      Progress.silent(),
                      step -> {})
                  .run(Set.of(MONTH), false));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (Future<PartnerPull.Report> one : pool.invokeAll(pulls)) {
        assertThat(one.get().failure()).isEmpty();
        assertThat(one.get().lines()).hasSize(9);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(deliveries().all()).hasSize(9);
    assertThat(deliveries().conflicts()).isEmpty();
    assertThat(arrivals().all())
        .hasSize(9)
        .extracting(Arrival::status)
        .containsOnly(Arrival.Status.LANDED);
    assertThat(Trees.digests(landing.resolve("incoming"))).isEmpty();
  }

  @Test
  void a_mounted_folder_is_read_and_links_in_it_are_refused() throws IOException {
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    Path secret = Files.writeString(folder.resolve("secret.csv"), "x");
    for (String number : new String[] {"001", "002"}) {
      Path sent = Files.createDirectories(mounted.resolve("AM/RX6/2026-09").resolve(number));
      Files.writeString(sent.resolve("manifest.json"), MANIFEST);
    }
    Files.createSymbolicLink(mounted.resolve("AM/RX6/2026-09/002/incidents.csv"), secret);
    ChannelSettings.Folder settings =
        new ChannelSettings.Folder(mounted.toString(), folder.resolve("receipts").toString());
    TreeMap<String, ChannelSettings> channels = new TreeMap<>(Map.of("rx6", settings(settings)));
    ChannelsResult result =
        new ChannelPull(lake, quick(), channels, Progress.silent()).run(MONTH, false);
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.refused()).containsExactly("AM-RX6-2026-09-002");
    assertThat(result.notes()).singleElement().asString().contains("incidents.csv is a link");
    assertThat(Trees.digests(folder.resolve("receipts"))).hasSize(2);
  }

  @Test
  void a_dry_run_reads_nothing_and_writes_nothing() {
    send("001", "a", EARLY);
    ChannelsResult result = pull(true);
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(channel.opened).isEmpty();
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void one_partners_failure_stops_no_other() {
    send("001", "a", EARLY);
    TreeMap<String, ChannelSettings> channels = new TreeMap<>();
    channels.put("a-broken", settings());
    channels.put("rx6", settings());
    channels.put("z-broken", settings());
    ChannelsResult result =
        new ChannelPull(
                lake,
                quick(),
                channels,
                Progress.silent(),
                (name, settings) -> {
                  if (name.startsWith("a")) {
                    throw ChannelFault.ofStatus(403, "refused", null, Optional.empty());
                  }
                  if (name.startsWith("z")) {
                    throw new IllegalStateException("unhelpful words");
                  }
                  return channel;
                },
                step -> {})
            .run(MONTH, false);
    assertThat(result.taken()).containsExactly("AM-RX6-2026-09-001");
    assertThat(result.failed().keySet()).containsExactly("a-broken", "z-broken");
    assertThat(result.failed().get("a-broken"))
        .contains("ask the partner or whoever runs the server");
    assertThat(result.failed().get("z-broken"))
        .startsWith("a fault of ours (IllegalStateException at ChannelPullTest.java:")
        .doesNotContain("unhelpful words");
  }

  private void send(String seq, String text, String at) {
    channel.put("AM/RX6/2026-09/" + seq + "/incidents.csv", text, at);
    channel.put("AM/RX6/2026-09/" + seq + "/manifest.json", MANIFEST, at);
  }

  private ChannelsResult pull() {
    return pull(false);
  }

  private ChannelsResult pull(boolean dryRun) {
    TreeMap<String, ChannelSettings> channels = new TreeMap<>(Map.of("rx6", settings()));
    return new ChannelPull(
            lake, quick(), channels, Progress.silent(), (name, settings) -> channel, step -> {})
        .run(MONTH, dryRun);
  }

  private static ChannelSettings settings() {
    return settings(new ChannelSettings.Folder("x", null));
  }

  private static ChannelSettings settings(ChannelSettings.Folder folder) {
    return new ChannelSettings(List.of("AM/RX6"), false, null, null, null, folder, null);
  }

  /** Four attempts, a millisecond apart. */
  private static Settings quick() {
    return Settings.defaults().with().pull(new Settings.Pull(null, 3, 4, 1, 1, 60)).done();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, boolean isLink) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      byte[] manifest = MANIFEST.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry first = new TarArchiveEntry("./manifest.json");
      first.setSize(manifest.length);
      tar.putArchiveEntry(first);
      tar.write(manifest);
      tar.closeArchiveEntry();
      TarArchiveEntry second =
          isLink ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK) : new TarArchiveEntry(name);
      if (isLink) {
        second.setLinkName("/etc/passwd");
      }
      tar.putArchiveEntry(second);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private Deliveries deliveries() {
    return new Deliveries(lake.root(Zone.LANDING));
  }

  private Arrivals arrivals() {
    return new Arrivals(lake.root(Zone.LANDING));
  }

  private SortedMap<String, String> landing() {
    return Trees.digests(lake.root(Zone.LANDING));
  }

  /** Neither bytes nor deliveries, and no part of a file. */
  private void assertEmptyLanding() {
    Path landing = lake.root(Zone.LANDING);
    assertThat(landing.resolve("objects")).doesNotExist();
    assertThat(landing.resolve("deliveries")).doesNotExist();
    assertThat(Trees.digests(landing.resolve("incoming"))).isEmpty();
  }
}
