package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.SecretFile;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.OpenSshServer;
import org.concordat.pull.sftp.SftpServer;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pull when an SFTP server or a mailbox does not do as it should. */
@Tag("proof")
class SftpAndMeshFaultsProofTest {

  private static final String LARGE = "AM/RRU/2026-09/009";
  private static final int LARGE_BYTES = 150_000_000;

  @TempDir private Path folder;

  @Test
  void a_server_with_another_key_stops_its_own_channel_alone() throws Exception {
    try (OpenSshServer changed = openSsh("changed");
        OpenSshServer good = openSsh("good")) {
      PartnerServers.copy(SampleMonth.extracts(), List.of("AM/RRU"), changed.root());
      PartnerServers.copy(SampleMonth.extracts(), List.of("ED/RRV"), good.root());
      SftpServer.writeKeys(changed.keys(), "old", "ssh-ed25519");
      SftpServer.pin(
          changed.keys().resolve("known_hosts"), changed.port(), changed.keys().resolve("old.pub"));
      String both =
          Files.readString(PartnerServers.sftp(folder, changed, List.of("AM/RRU")))
              + Files.readString(PartnerServers.sftp(folder, good, List.of("ED/RRV")))
                  .replace("channels:\n", "")
                  .replace("by-sftp", "good");
      Path channels = Files.writeString(folder.resolve("both.yaml"), both);

      ChannelsResult result =
          PartnerServers.pull(channels, folder.resolve("lake"), SampleMonth.MONTH);

      assertThat(result.failed()).containsOnlyKeys("by-sftp");
      assertThat(result.failed().get("by-sftp"))
          .contains("shows another key than the one pinned in")
          .contains("ask the partner");
      assertThat(result.taken()).isNotEmpty().allMatch(id -> id.startsWith("ED-RRV-"));
      assertThat(changed.log()).doesNotContain("Accepted publickey");
    }
  }

  @Test
  void a_server_that_falls_and_comes_back_is_read_on_by_the_same_pull() throws Exception {
    try (OpenSshServer server = openSsh("server")) {
      String digest = putLarge(server);
      Path channels = PartnerServers.sftp(folder, server, List.of("AM/RRU"));
      Path lake = folder.resolve("lake");
      CompletableFuture<ChannelsResult> pull =
          CompletableFuture.supplyAsync(
              () -> PartnerServers.pull(channels, lake, SampleMonth.MONTH));
      awaitHalf(lake);

      server.fall();
      server.rise();

      ChannelsResult result = pull.get(5, TimeUnit.MINUTES);
      assertThat(result.failed()).isEmpty();
      assertThat(result.taken()).containsExactly("AM-RRU-2026-09-009");
      assertThat(new Deliveries(lake.resolve("landing")).object(digest)).exists();
    }
  }

  @Test
  void a_server_that_falls_for_good_lands_nothing_and_the_next_pull_all() throws Exception {
    try (OpenSshServer server = openSsh("server")) {
      putLarge(server);
      Path channels = PartnerServers.sftp(folder, server, List.of("AM/RRU"));
      Path lake = folder.resolve("lake");
      CompletableFuture<ChannelsResult> pull =
          CompletableFuture.supplyAsync(
              () -> PartnerServers.pull(channels, lake, SampleMonth.MONTH));
      awaitHalf(lake);

      server.fall();

      ChannelsResult result = pull.get(5, TimeUnit.MINUTES);
      assertThat(result.failed().get("by-sftp"))
          .contains("cannot be reached; the next pull goes on from here");
      assertThat(new Deliveries(lake.resolve("landing")).all()).isEmpty();
      assertThat(Folders.filesBelow(lake.resolve("landing/incoming"))).isEmpty();

      server.rise();

      assertThat(PartnerServers.pull(channels, lake, SampleMonth.MONTH).taken())
          .containsExactly("AM-RRU-2026-09-009");
    }
  }

  @Test
  void two_pulls_into_two_lakes_at_once_land_nothing_half_and_everything_between_them()
      throws Exception {
    List<String> senders = List.of("AM/RRU", "ED/RRV");
    try (OpenSshServer server = openSsh("server");
        MeshSandbox sandbox = MeshSandbox.start(folder.resolve("sandbox"))) {
      PartnerServers.copy(SampleMonth.extracts(), senders, server.root());
      PartnerServers.send(SampleMonth.extracts(), senders, sandbox);
      SortedSet<String> expected = sent(senders);
      for (Path channels :
          List.of(
              PartnerServers.sftp(folder, server, senders),
              PartnerServers.mesh(folder, sandbox, senders))) {
        Path one = folder.resolve("one-" + channels.getFileName());
        Path other = folder.resolve("other-" + channels.getFileName());
        CompletableFuture<ChannelsResult> first =
            CompletableFuture.supplyAsync(
                () -> PartnerServers.pull(channels, one, SampleMonth.MONTH));

        ChannelsResult second = PartnerServers.pull(channels, other, SampleMonth.MONTH);

        assertThat(first.get(5, TimeUnit.MINUTES).conflicts()).isEmpty();
        assertThat(second.conflicts()).isEmpty();
        SortedSet<String> landed = new TreeSet<>(landed(one));
        landed.addAll(landed(other));
        assertThat(landed).isEqualTo(expected);
      }
    }
  }

  @Test
  void two_pulls_into_one_lake_at_once_are_one_pull() throws Exception {
    try (OpenSshServer server = openSsh("server")) {
      putLarge(server);
      Path channels = PartnerServers.sftp(folder, server, List.of("AM/RRU"));
      Path lake = folder.resolve("lake");
      CompletableFuture<ChannelsResult> pull =
          CompletableFuture.supplyAsync(
              () -> PartnerServers.pull(channels, lake, SampleMonth.MONTH));
      awaitHalf(lake);

      assertThatThrownBy(() -> PartnerServers.pull(channels, lake, SampleMonth.MONTH))
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("Another pull is at work");

      assertThat(pull.get(5, TimeUnit.MINUTES).taken()).containsExactly("AM-RRU-2026-09-009");
      assertThat(new Deliveries(lake.resolve("landing")).all()).hasSize(1);
    }
  }

  /** Submissions of the sample with the digests of their files. */
  private static SortedSet<String> sent(List<String> senders) throws IOException {
    SortedSet<String> sent = new TreeSet<>();
    for (String sender : senders) {
      for (Path file : Folders.filesBelow(SampleMonth.extracts().resolve(sender))) {
        if (!file.endsWith("delivery.json")) {
          sent.add(
              sender
                  + "/"
                  + file
                  + " "
                  + Digest.ofFile(SampleMonth.extracts().resolve(sender).resolve(file)));
        }
      }
    }
    return sent;
  }

  /** What a lake holds, in the same form; the bytes have been compared with the digests. */
  private static SortedSet<String> landed(Path lake) throws IOException {
    Deliveries deliveries = new Deliveries(lake.resolve("landing"));
    SortedSet<String> landed = new TreeSet<>();
    for (Delivery delivery : deliveries.all()) {
      for (Delivery.DeliveredFile file : delivery.files()) {
        assertThat(Digest.ofFile(deliveries.object(file.sha256()))).isEqualTo(file.sha256());
        landed.add(
            String.join(
                    "/",
                    delivery.family().name(),
                    delivery.organisationCode(),
                    delivery.month().toString(),
                    delivery.seq(),
                    file.path())
                + " "
                + file.sha256());
      }
    }
    return landed;
  }

  @Test
  void no_secret_is_in_any_output_manifest_or_record() throws Exception {
    try (OpenSshServer server = openSsh("server");
        MeshSandbox sandbox = MeshSandbox.start(folder.resolve("sandbox"))) {
      PartnerServers.copy(SampleMonth.extracts(), List.of("AM/RRU"), server.root());
      PartnerServers.send(SampleMonth.extracts(), List.of("ED/RRV"), sandbox);
      String sftp = Files.readString(PartnerServers.sftp(folder, server, List.of("AM/RRU")));
      String mesh = Files.readString(PartnerServers.mesh(folder, sandbox, List.of("ED/RRV")));
      SecretFile.write(folder.resolve("wrong"), "wrong-secret-5e0c");
      SftpServer.writeKeys(folder, "stranger", "ssh-ed25519");
      String all =
          sftp
              + mesh.replace("channels:\n", "")
              + sftp.replace("channels:\n", "")
                  .replace("by-sftp", "stranger")
                  .replace(
                      server.keys().resolve("client").toString(),
                      folder.resolve("stranger").toString())
              + mesh.replace("channels:\n", "")
                  .replace("by-mesh", "wrong-key")
                  .replace(
                      folder.resolve("mesh.key").toString(), folder.resolve("wrong").toString())
              + mesh.replace("channels:\n", "")
                  .replace("by-mesh", "out-of-reach")
                  .replace(sandbox.address().toString(), "http://127.0.0.1:1");
      Path channels = Files.writeString(folder.resolve("all.yaml"), all);
      Path once = Files.writeString(folder.resolve("once.yaml"), "pull: {attempts: 2}");
      Path here = Files.createDirectories(folder.resolve("here"));

      ConcordatProcess.Ended ended =
          new ConcordatProcess()
              .run(
                  here,
                  "pull",
                  "--month",
                  SampleMonth.MONTH,
                  "--channels",
                  channels.toString(),
                  "--config",
                  once.toString(),
                  "--json");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
      assertThat(ended.out() + ended.err())
          .contains("does not let user")
          .contains("MESH refuses access")
          .contains("cannot be reached");
      List<String> texts = new ArrayList<>(List.of(ended.out(), ended.err()));
      for (Path file : Folders.filesBelow(here)) {
        texts.add(Files.readString(here.resolve(file), StandardCharsets.ISO_8859_1));
      }
      assertThat(texts).hasSizeGreaterThan(20);
      assertThat(texts)
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain("wrong-secret-5e0c", "NHSMESH", "PRIVATE KEY")
                      .doesNotContain(keyLines(server.keys().resolve("client")))
                      .doesNotContain(keyLines(folder.resolve("stranger")))
                      .doesNotContainPattern(Pattern.compile("\\b" + MeshSandbox.KEY + "\\b")));
    }
  }

  private OpenSshServer openSsh(String name) throws Exception {
    return OpenSshServer.start(folder.resolve(name), "ssh-ed25519", "ssh-ed25519", "");
  }

  /** The lines of a private key between its first and last. */
  private static List<String> keyLines(Path key) {
    try {
      return Files.readAllLines(key).stream().filter(line -> !line.startsWith("-----")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String putLarge(OpenSshServer server) throws IOException {
    byte[] content = new byte[LARGE_BYTES];
    new Random(3).nextBytes(content);
    Path submission = Files.createDirectories(server.root().resolve(LARGE));
    Path file = Files.write(submission.resolve("ambulance_incident.csv"), content);
    Files.writeString(submission.resolve("manifest.json"), "{}");
    return Digest.ofFile(file);
  }

  /** Waits until some of the large file is here. */
  private static void awaitHalf(Path lake) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Folders.bytesBelow(lake.resolve("landing/incoming")) < LARGE_BYTES / 10) {
      assertThat(System.nanoTime()).isLessThan(limit);
      Thread.sleep(1);
    }
    assertThat(Folders.bytesBelow(lake.resolve("landing/incoming"))).isLessThan(LARGE_BYTES);
  }
}
