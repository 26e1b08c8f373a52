package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Folders;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.mesh.MeshClient;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.testing.FaultyProxy;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The NHS's sandbox of MESH behind a proxy that does wrong: what is tried again, what is told, what
 * lands, and that a plain pull later makes it good.
 */
@Tag("proof")
class MeshFaultsProofTest {

  private static final List<String> SENDER = List.of("ED/RRV");

  @TempDir private static Path servers;
  private static MeshSandbox sandbox;
  private static FaultyProxy proxy;

  @TempDir private Path folder;
  private Path channels = Path.of("");
  private Settings settings = Settings.defaults();

  @BeforeAll
  static void start() throws Exception {
    sandbox = MeshSandbox.start(servers);
    proxy = new FaultyProxy(sandbox.address());
  }

  @AfterAll
  static void stop() throws Exception {
    if (sandbox != null) { // a tool was missing
      proxy.close();
      sandbox.close();
    }
  }

  @BeforeEach
  void the_sample_lies_in_the_mailbox() throws IOException {
    for (String mailbox : List.of(PartnerServers.OURS, PartnerServers.PARTNER)) {
      MeshClient client = sandbox.client(mailbox);
      for (String id : client.inbox("")) {
        client.acknowledge(id);
      }
    }
    PartnerServers.send(SampleMonth.extracts(), SENDER, sandbox);
    proxy.reset();
    Path direct = PartnerServers.mesh(folder, sandbox, SENDER);
    channels =
        Files.writeString(
            folder.resolve("proxy.yaml"),
            Files.readString(direct)
                .replace(sandbox.address().toString(), proxy.address().toString()));
    settings =
        Settings.read(
            Files.writeString(
                folder.resolve("quick.yaml"),
                "pull: {attempts: 4, first-wait-millis: 5, silence-seconds: 3}"));
  }

  @Test
  void storms_of_busy_answers_are_waited_out() throws IOException {
    String firstId = sandbox.client(PartnerServers.OURS).inbox("").get(0);
    proxy
        .answers("POST", "/messageexchange/" + PartnerServers.OURS, 503, 2)
        .answers("GET", "/inbox?", 429, 1)
        .answers("GET", "/inbox?", 500, 1)
        .answers("HEAD", "/inbox/" + firstId, 502, 1)
        .answers("GET", "/inbox/" + firstId, 503, 3)
        .answers("PUT", "/status/acknowledged", 504, 3)
        .answers("GET", "/outbox/tracking", 500, 3);

    ChannelsResult pulled = pull();

    assertThat(pulled.failed()).isEmpty();
    assertUndisturbed(pulled);
    assertThat(proxy.requests("GET /messageexchange/X26ABC2/inbox/" + firstId)).isEqualTo(4);
  }

  @Test
  void a_storm_that_does_not_end_is_told_and_the_next_pull_goes_on() throws IOException {
    for (int status : new int[] {429, 500, 503}) {
      proxy.reset();
      proxy.answers("GET", "/inbox/", status, 1000);
      ChannelsResult stormy = pull();
      assertThat(stormy.failed().get("by-mesh"))
          .contains("answered " + status)
          .endsWith("the next pull goes on from here");
      assertThat(proxy.requests("GET /messageexchange/X26ABC2/inbox/")).isEqualTo(4);
      assertNothingLanded();
    }
    proxy.reset();
    assertUndisturbed(pull());
  }

  @Test
  void what_is_refused_or_gone_is_asked_for_once() throws IOException {
    proxy.answers("GET", "/inbox/", 403, 1000);
    ChannelsResult refused = pull();
    assertThat(refused.failed().get("by-mesh")).contains("MESH refuses access", "answered 403");
    assertNothingLanded();
    for (int status : new int[] {404, 410}) {
      proxy.reset();
      proxy.answers("GET", "/inbox/", status, 1000);
      ChannelsResult gone = pull();
      assertThat(gone.taken()).isEmpty();
      assertThat(gone.notes()).isNotEmpty().allMatch(note -> note.contains("answered " + status));
      assertNothingLanded();
    }
    proxy.reset();
    assertUndisturbed(pull());
  }

  @Test
  void a_wish_to_be_left_alone_is_granted_within_bounds() throws IOException {
    proxy.asksToWait("GET", "/inbox?", 429, "2", 1);
    long before = System.nanoTime();
    assertUndisturbed(pull());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));

    proxy.reset();
    proxy.asksToWait("GET", "/inbox?", 503, "3600", 1000);
    ChannelsResult later = pull();
    assertThat(later.failed().get("by-mesh")).contains("it asks us to wait for 3600 seconds");
    assertThat(proxy.requests("/inbox?")).isEqualTo(1);
  }

  @Test
  void what_breaks_off_falls_silent_or_is_slow_lands_whole() throws IOException {
    proxy
        .breaksOff("GET", "/inbox/", 10, 1)
        .fallsSilent("GET", "/inbox/", 20, 1)
        .waits("GET", "/inbox/", 1_000, 1);
    assertUndisturbed(pull());
  }

  private ChannelsResult pull() {
    return PartnerServers.pull(channels, folder.resolve("lake"), SampleMonth.MONTH, settings);
  }

  /** All has landed as it was sent, is answered once and acknowledged. */
  private void assertUndisturbed(ChannelsResult pulled) throws IOException {
    assertThat(pulled.failed()).isEmpty();
    assertThat(pulled.taken()).isNotEmpty();
    Deliveries landed = new Deliveries(folder.resolve("lake/landing"));
    assertThat(landed.all()).hasSameSizeAs(pulled.taken());
    Path sent = SampleMonth.extracts().resolve(SENDER.get(0));
    assertThat(Trees.digests(folder.resolve("lake/landing/objects")).values())
        .containsExactlyInAnyOrderElementsOf(
            Trees.digests(sent).entrySet().stream()
                .filter(file -> !file.getKey().endsWith("delivery.json"))
                .map(Map.Entry::getValue)
                .distinct()
                .toList());
    assertThat(sandbox.client(PartnerServers.OURS).inbox("")).isEmpty();
    assertThat(sandbox.client(PartnerServers.PARTNER).inbox("CRISIS_RECEIPT"))
        .hasSameSizeAs(pulled.taken());
  }

  private void assertNothingLanded() {
    assertThat(new Deliveries(folder.resolve("lake/landing")).all()).isEmpty();
    assertThat(Folders.filesBelow(folder.resolve("lake/landing/incoming"))).isEmpty();
  }
}
