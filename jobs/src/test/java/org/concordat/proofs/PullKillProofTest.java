package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrivals;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Folders;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.LandingStep;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.ServerProcess;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pull killed (SIGKILL) after any step and run again lands every delivery once, with the bytes of
 * an undisturbed pull; so do two pulls at the same moment.
 */
@Tag("proof")
class PullKillProofTest {

  private static final String ACCESS = "key-of-ours";
  private static final String SECRET = "secret-of-ours";

  @TempDir private Path folder;

  @Test
  void killed_after_every_step_and_run_again_the_landing_zone_is_the_same() throws Exception {
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "inbox", ACCESS, SECRET)) {
      Path channels = prepare(server, bucket);
      Path undisturbed = lake("undisturbed");
      assertThat(pull(undisturbed, channels).exitCode()).isZero();
      SortedMap<String, String> expected = Trees.digests(undisturbed.resolve("landing"));
      List<String> receipts = bucket.keys("receipts/");
      assertThat(receipts).hasSize(4);

      for (LandingStep step : LandingStep.values()) {
        // The first time in the middle of one delivery, the third time in a later one; an archive
        // comes once.
        for (int times : step == LandingStep.UNPACKED ? new int[] {1} : new int[] {1, 3}) {
          Path lake = lake("killed-" + step + "-" + times);
          StoppingPull.kill(folder, lake, channels, step, times);
          // In this process, which has started already.
          ChannelsResult again = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

          assertThat(again.failed()).as(step.name()).isEmpty();
          assertThat(Trees.digests(lake.resolve("landing"))).as(step.name()).isEqualTo(expected);
          assertThat(Folders.filesBelow(lake.resolve("landing/incoming"))).isEmpty();
          assertThat(new Arrivals(lake.resolve("landing")).all())
              .hasSize(4)
              .extracting(Arrival::status)
              .containsOnly(Arrival.Status.LANDED);
        }
      }
      assertThat(bucket.keys("receipts/")).isEqualTo(receipts);
    }
  }

  @Test
  void two_pulls_at_once_land_every_delivery_once() throws Exception {
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "inbox", ACCESS, SECRET)) {
      Path channels = prepare(server, bucket);
      Path alone = lake("alone");
      assertThat(pull(alone, channels).exitCode()).isZero();
      Path lake = lake("together");
      Process one = start(lake, channels, "one");
      Process other = start(lake, channels, "other");
      assertThat(one.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(other.waitFor(5, TimeUnit.MINUTES)).isTrue();

      // One of them works; the other does after it, or says in one line that it was refused.
      assertThat(List.of(one.exitValue(), other.exitValue())).contains(0).isSubsetOf(0, 2);
      assertThat(Trees.digests(lake.resolve("landing")))
          .isEqualTo(Trees.digests(alone.resolve("landing")));
      assertThat(new Deliveries(lake.resolve("landing")).all()).hasSize(4);
    }
  }

  private Process start(Path lake, Path channels, String name) throws IOException {
    return new ConcordatProcess()
        .start(
            lake.resolveSibling(""),
            folder.resolve(name + ".out"),
            folder.resolve(name + ".err"),
            arguments(lake, channels));
  }

  /** Two submissions in folders, one as an archive, one of another month. */
  private Path prepare(ServerProcess server, S3Bucket bucket) throws IOException {
    for (String number : new String[] {"2026-08/001", "2026-09/001", "2026-09/002"}) {
      bucket.putAll(
          SampleMonth.extracts().resolve("AM/RX6").resolve(number), "from/AM/RX6/" + number + "/");
    }
    bucket.put(
        "from/AM-RX6-2026-09-003.zip", zip(SampleMonth.extracts().resolve("AM/RRU/2026-09/001")));
    SampleChannels.s3(folder, server.address().toString(), ACCESS, SECRET);
    return Files.writeString(
        folder.resolve("one.yaml"),
        """
        channels:
          ambulance:
            sends: [AM/RX6]
            delivery-note: true
            s3:
              bucket: inbox
              prefix: from/
              endpoint: %s
              path-style: true
              access-key: file:%s
              secret-key: file:%s
              receipts: receipts/
        """
            .formatted(
                server.address(), folder.resolve("access.key"), folder.resolve("secret.key")));
  }

  private static byte[] zip(Path submission) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : Folders.filesBelow(submission)) {
        if (!file.endsWith("delivery.json")) {
          zip.putNextEntry(new ZipEntry(file.toString()));
          zip.write(Files.readAllBytes(submission.resolve(file)));
          zip.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  private Path lake(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name)).resolve("lake");
  }

  private static ConcordatProcess.Ended pull(Path lake, Path channels) {
    return new ConcordatProcess().run(lake.resolveSibling(""), arguments(lake, channels));
  }

  private static String[] arguments(Path lake, Path channels) {
    return new String[] {
      "pull",
      "--month",
      SampleMonth.MONTH,
      "--lake",
      lake.toString(),
      "--channels",
      channels.toString()
    };
  }
}
