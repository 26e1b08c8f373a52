package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.concordat.platform.Arrivals;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.ServerProcess;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The landing zone's disk takes no more, by a limit of the process on the size of a file: the pull
 * says so and ends with 1, and a plain pull later gives the landing zone of an undisturbed one.
 */
@Tag("proof")
class DiskFullProofTest {

  private static final String ID = "AM-RX6-2026-09-";

  @TempDir private Path folder;

  @Test
  void a_disk_that_is_full_is_told_and_made_good_by_the_next_pull() throws IOException {
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket =
            S3Bucket.make(server.address(), "inbox", ThreeServers.ACCESS, ThreeServers.SECRET)) {
      put(bucket, "001", "incident.csv", 1_000);
      // A table larger than two megabytes, between two submissions that fit.
      put(bucket, "002", "incident.csv", 3_000_000);
      put(bucket, "003", "incident.csv", 2_000);
      Path channels = ThreeServers.s3(folder, server.address(), List.of("AM/RX6"));
      disturbedBy(channels, 2_048, List.of(ID + "001"), ID + "002");

      // Sixty small files: nothing that comes is too large, but our own manifest of them is.
      for (int i = 0; i < 60; i++) {
        bucket.put(file("003", "table-with-a-rather-long-name-" + i + ".csv"), new byte[] {1});
      }
      bucket.put(file("002", "incident.csv"), new byte[] {1});
      disturbedBy(channels, 6, List.of(ID + "001", ID + "002"), ID + "003");
    }
  }

  /**
   * Pulls under a limit, then plainly, and compares with a pull that nothing disturbed.
   *
   * @param limit largest file that the process may write, in kB
   * @param before what has landed when the limit is met
   * @param at the submission at which it is met
   */
  private void disturbedBy(Path channels, int limit, List<String> before, String at)
      throws IOException {
    Path plain = folder.resolve("plain-" + limit);
    assertThat(PartnerServers.pull(channels, plain, SampleMonth.MONTH).failed()).isEmpty();
    SortedMap<String, String> expected = Trees.digests(plain.resolve("landing"));
    Path here = Files.createDirectories(folder.resolve("limit-" + limit));
    Path landing = here.resolve("lake/landing");

    ConcordatProcess.Ended full =
        new ConcordatProcess()
            .under("bash", "-c", "ulimit -f " + limit + "; exec \"$@\"", "bash")
            .option("-XX:-UsePerfData")
            .run(here, "pull", "--month", SampleMonth.MONTH, "--channels", channels.toString());

    assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
    assertThat(full.err())
        .contains(at + ": the landing zone cannot be written; is its disk full?")
        .doesNotContain("Exception", "\tat ");
    assertThat(new Deliveries(landing).all())
        .extracting(Delivery::submissionId)
        .containsExactlyElementsOf(before);
    assertThat(new Arrivals(landing).all()).hasSize(before.size());
    assertThat(Folders.filesBelow(landing.resolve("incoming"))).isEmpty();

    assertThat(PartnerServers.pull(channels, here.resolve("lake"), SampleMonth.MONTH).failed())
        .isEmpty();
    assertThat(Trees.digests(landing)).isEqualTo(expected);
    assertThat(new Deliveries(landing).all()).hasSize(3);
  }

  private static void put(S3Bucket bucket, String seq, String name, int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    bucket.put(file(seq, name), content);
    bucket.put(file(seq, "manifest.json"), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static String file(String seq, String name) {
    return "from/AM/RX6/2026-09/" + seq + "/" + name;
  }
}
