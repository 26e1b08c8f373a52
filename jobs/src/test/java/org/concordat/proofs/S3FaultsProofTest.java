package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.SecretFile;
import org.concordat.platform.Zone;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ChannelsResult;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.FaultyProxy;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.ServerProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real S3 server behind a proxy that does wrong: what is tried again, what is told, what lands.
 */
@Tag("proof")
class S3FaultsProofTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String ACCESS = "AKIAEXAMPLEKEY";
  private static final String SECRET = "a-secret-that-must-appear-nowhere-77";
  private static final String MANIFEST = "{\"source_system\": \"x (invented data)\"}";
  private static final String ID = "AM-RX6-2026-09-001";

  @TempDir private static Path servers;
  private static ServerProcess server;
  private static FaultyProxy proxy;
  private static int buckets;

  @TempDir private Path folder;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private String name = "";
  private @Nullable String checksums;
  private S3Bucket bucket;

  @BeforeAll
  static void start() {
    server = ServerProcess.s3Mock(servers);
    proxy = new FaultyProxy(server.address());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
  }

  @BeforeEach
  void prepare() {
    buckets++;
    name = "inbox-" + buckets;
    bucket = S3Bucket.make(server.address(), name, ACCESS, SECRET);
    bucket.put("AM/RX6/2026-09/001/incidents.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    bucket.put("AM/RX6/2026-09/001/manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
    proxy.reset();
  }

  @Test
  void storms_of_busy_answers_are_waited_out() throws IOException {
    proxy
        .answers("GET", "versions", 429, 1)
        .answers("GET", "versions", 503, 2)
        .answers("GET", "incidents.csv", 500, 2)
        .answers("GET", "manifest.json", 502, 1)
        .answers("GET", "manifest.json", 504, 1)
        .answers("PUT", "receipts", 503, 2);
    ChannelsResult result = pull();
    assertThat(result.failed()).isEmpty();
    assertThat(result.taken()).containsExactly(ID);
    assertThat(proxy.requests("incidents.csv")).isEqualTo(3);
    assertThat(proxy.requests("manifest.json")).isEqualTo(3);
    assertThat(bucket.keys("receipts/")).hasSize(1);
    assertThat(said).anyMatch(text -> text.contains("trying again"));
  }

  @Test
  void a_storm_that_does_not_end_is_told_and_the_next_pull_goes_on() throws IOException {
    proxy.answers("GET", "incidents.csv", 503, 1000);
    ChannelsResult result = pull();
    assertThat(result.failed().get("rx6")).contains(ID, "answer 503", "the next pull goes on");
    assertThat(proxy.requests("incidents.csv")).isEqualTo(4);
    assertNothingLanded();
    proxy.reset();
    assertThat(pull().taken()).containsExactly(ID);
  }

  @Test
  void refused_and_missing_objects_are_asked_for_once() throws IOException {
    proxy.answers("GET", "incidents.csv", 403, 1000);
    ChannelsResult refused = pull();
    assertThat(refused.failed().get("rx6")).contains("refused (403)", "are key and bucket policy");
    assertThat(proxy.requests("incidents.csv")).isEqualTo(1);
    proxy.reset();
    proxy.answers("GET", "incidents.csv", 404, 1000);
    ChannelsResult missing = pull();
    assertThat(missing.notes()).singleElement().asString().contains("not there (404)");
    assertThat(proxy.requests("incidents.csv")).isEqualTo(1);
    assertNothingLanded();
  }

  @Test
  void an_object_written_again_after_the_listing_is_left_for_the_next_pull() throws IOException {
    proxy.answers("GET", "incidents.csv", 412, 1);
    ChannelsResult result = pull();
    assertThat(result.notes()).singleElement().asString().contains("changed after it was listed");
    assertThat(result.failed()).isEmpty();
    assertNothingLanded();
    assertThat(pull().taken()).containsExactly(ID);
  }

  @Test
  void what_breaks_off_is_taken_up_and_what_stays_short_does_not_land() throws IOException {
    proxy.breaksOff("GET", "incidents.csv", 3, 1);
    ChannelsResult first = pull();
    assertThat(first.failed()).isEmpty();
    assertThat(first.taken()).containsExactly(ID);
    assertThat(landing().all().get(0).files().get(0).sha256())
        .isEqualTo(Digest.ofText("a,b\n1,2\n"));
    bucket.put("AM/RX6/2026-09/002/incidents.csv", "0123456789".getBytes(StandardCharsets.UTF_8));
    bucket.put("AM/RX6/2026-09/002/manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
    proxy.reset();
    proxy.breaksOff("GET", "002/incidents.csv", 0, 1000);
    assertThat(pull().failed().get("rx6")).contains("AM-RX6-2026-09-002");
    assertThat(landing().all()).hasSize(1);
  }

  @Test
  void a_receipt_that_is_there_already_is_no_failure() throws IOException {
    pull();
    List<String> receipts = bucket.keys("receipts/");
    String text = bucket.text(receipts.get(0));
    Folders.delete(folder.resolve("lake"));
    ChannelsResult again = pull();
    assertThat(again.failed()).isEmpty();
    assertThat(again.taken()).containsExactly(ID);
    assertThat(bucket.keys("receipts/")).isEqualTo(receipts);
    assertThat(bucket.text(receipts.get(0))).isEqualTo(text);
  }

  @Test
  void a_wish_to_be_left_alone_is_granted_within_bounds() throws IOException {
    proxy.asksToWait("GET", "versions", 503, "1", 1);
    proxy.asksToWait("GET", "incidents.csv", 429, "1", 1);
    long before = System.nanoTime();
    assertThat(pull().taken()).containsExactly(ID);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));

    bucket.put("AM/RX6/2026-09/002/manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
    proxy.reset();
    proxy.asksToWait("GET", "002/manifest.json", 503, "3600", 1000);
    assertThat(pull().failed().get("rx6")).contains("it asks us to wait for 3600 seconds");
    assertThat(proxy.requests("002/manifest.json")).isEqualTo(1);
    proxy.reset();
    assertThat(pull().taken()).containsExactly("AM-RX6-2026-09-002");
  }

  @Test
  void bytes_that_stop_coming_are_taken_up() throws IOException {
    proxy.fallsSilent("GET", "incidents.csv", 3, 1);
    assertThat(pull().taken()).containsExactly(ID);
    assertThat(landing().all().get(0).files().get(0).sha256())
        .isEqualTo(Digest.ofText("a,b\n1,2\n"));
    assertThat(proxy.requests("incidents.csv")).isEqualTo(2);
  }

  @Test
  void slow_answers_are_waited_for() throws IOException {
    proxy.waits("GET", "incidents.csv", 1500, 1);
    assertThat(pull().taken()).containsExactly(ID);
    assertThat(proxy.requests("incidents.csv")).isEqualTo(1);
  }

  @Test
  void a_digest_of_the_sender_is_compared() throws IOException {
    byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
    bucket.putWithDigest(
        "AM/RX6/2026-09/001/incidents.csv", bytes, Digest.ofText("something else"));
    assertThat(pull().refused()).containsExactly(ID);
    assertNothingLanded();
    bucket.putWithDigest("AM/RX6/2026-09/001/incidents.csv", bytes, Digest.ofText("0123456789"));
    assertThat(pull().taken()).containsExactly(ID);
  }

  @Test
  void more_objects_than_one_page_are_all_seen() throws IOException {
    for (int i = 0; i < 1100; i++) {
      bucket.put("AM/RX6/2020-01/001/file-" + i + ".csv", new byte[] {'x'});
    }
    assertThat(pull().taken()).containsExactly(ID);
    assertThat(proxy.requests("versions")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void wrong_credentials_are_told_without_the_secret_and_nothing_holds_it() throws IOException {
    String right = "the-right-secret-of-this-store-31";
    try (ServerProcess strict = ServerProcess.s3Proxy(folder.resolve("strict"), ACCESS, right);
        S3Bucket inbox = S3Bucket.make(strict.address(), "strict", ACCESS, right)) {
      inbox.put("AM/RX6/2026-09/001/incidents.csv", new byte[] {'x'});
      inbox.put("AM/RX6/2026-09/001/manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
      ChannelsResult refused = pull(strict.address().toString(), "strict", SECRET);
      assertThat(refused.failed().get("rx6")).contains("refused (403)");
      ChannelsResult taken = pull(strict.address().toString(), "strict", right);
      assertThat(taken.failed()).isEmpty();
      assertThat(taken.taken()).containsExactly(ID);
      for (String text : everythingWritten(refused, taken)) {
        assertThat(text).doesNotContain(SECRET, right, ACCESS);
      }
      // The same from a store that knows no checksums; its receipt is there already.
      Folders.delete(folder.resolve("lake"));
      checksums = "when-required";
      ChannelsResult plain = pull(strict.address().toString(), "strict", right);
      assertThat(plain.failed()).isEmpty();
      assertThat(plain.taken()).containsExactly(ID);
    }
  }

  /** Results, progress, and every file of the lake. */
  private List<String> everythingWritten(ChannelsResult... results) throws IOException {
    List<String> texts = new ArrayList<>(said);
    for (ChannelsResult result : results) {
      texts.add(result.toString());
    }
    Path lake = folder.resolve("lake");
    for (Path file : Folders.filesBelow(lake)) {
      texts.add(file + Files.readString(lake.resolve(file), StandardCharsets.ISO_8859_1));
    }
    assertThat(texts).hasSizeGreaterThan(6);
    return texts;
  }

  private ChannelsResult pull() throws IOException {
    return pull(proxy.address().toString(), name, SECRET);
  }

  private ChannelsResult pull(String endpoint, String inbox, String secret) throws IOException {
    SecretFile.write(folder.resolve("access.key"), ACCESS);
    SecretFile.write(folder.resolve("secret.key"), secret);
    ChannelSettings.S3 s3 =
        new ChannelSettings.S3(
            inbox,
            null,
            null,
            endpoint,
            true,
            checksums,
            "file:" + folder.resolve("access.key"),
            "file:" + folder.resolve("secret.key"),
            "receipts/");
    TreeMap<String, ChannelSettings> channels = new TreeMap<>();
    channels.put("rx6", new ChannelSettings(List.of("AM/RX6"), false, s3, null, null, null, null));
    return new ChannelPull(lake(), quick(), channels, (stage, text) -> said.add(stage + " " + text))
        .run(MONTH, false);
  }

  private Lake lake() {
    return Lake.at(folder.resolve("lake"), Settings.defaults());
  }

  private Deliveries landing() {
    return new Deliveries(lake().root(Zone.LANDING));
  }

  private void assertNothingLanded() {
    Path landing = lake().root(Zone.LANDING);
    assertThat(landing.resolve("objects")).doesNotExist();
    assertThat(landing.resolve("deliveries")).doesNotExist();
    assertThat(Folders.filesBelow(landing.resolve("incoming"))).isEmpty();
  }

  /** Four attempts, a few milliseconds apart; three seconds of silence are too long. */
  private static Settings quick() {
    return Settings.defaults().with().pull(new Settings.Pull(null, 3, 4, 5, 1, 3)).done();
  }
}
