package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.ServerProcess;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample month pulled from a real S3 server is the month pulled from the drop folder. */
@Tag("proof")
class S3PullProofTest {

  private static final String ACCESS = "access-key-of-ours-5b2";
  private static final String SECRET = "no-one-may-ever-read-this-9d1f";

  @TempDir private Path folder;

  @Test
  void the_sample_month_through_s3_gives_the_objects_and_marts_of_the_local_folder()
      throws IOException {
    Path local = SampleMonth.run().lake();
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "inbox", ACCESS, SECRET).versioned()) {
      bucket.putAll(SampleMonth.extracts(), "from/");
      Path channels = SampleChannels.s3(folder, server.address().toString(), ACCESS, SECRET);
      Path here = Files.createDirectories(folder.resolve("here"));

      ConcordatProcess.Ended first = run(here, channels);

      assertThat(first.exitCode()).as(first.err()).isZero();
      Path lake = here.resolve("lake");
      assertThat(Trees.digests(lake.resolve("landing/objects")))
          .isEqualTo(Trees.digests(local.resolve("landing/objects")));
      for (String zone : new String[] {"checked", "linked/live", "marts", "metrics"}) {
        assertThat(Trees.digests(lake.resolve(zone)))
            .as(zone)
            .isEqualTo(Trees.digests(local.resolve(zone)));
      }
      assertThat(bucket.keys("receipts/")).hasSize(submissions(local));
      assertThat(csv(lake.resolve("returns")))
          .isNotEmpty()
          .isEqualTo(csv(local.resolve("returns")));

      SortedMap<String, String> landed = objectsAndDeliveries(lake);
      ConcordatProcess.Ended again = new ConcordatProcess().run(here, arguments("pull", channels));
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(objectsAndDeliveries(lake)).isEqualTo(landed);
      // Beside each receipt of an arrival now lies the signed one that the check has written.
      assertThat(bucket.keys("receipts/").stream().filter(key -> key.contains("/verdict-")))
          .hasSize(submissions(local));
      assertNoSecret(here, first, again);
    }
  }

  /** The figures of a return; its manifest names our manifests, which name the channel. */
  private static SortedMap<String, String> csv(Path returns) {
    SortedMap<String, String> csv = new TreeMap<>(Trees.digests(returns));
    csv.keySet().removeIf(file -> !file.endsWith(".csv"));
    return csv;
  }

  private static int submissions(Path lake) {
    return Folders.filesBelow(lake.resolve("landing/deliveries")).size();
  }

  private static SortedMap<String, String> objectsAndDeliveries(Path lake) {
    SortedMap<String, String> all = new TreeMap<>(Trees.digests(lake.resolve("landing/objects")));
    all.putAll(Trees.digests(lake.resolve("landing/deliveries")));
    return all;
  }

  /** Neither in a file of the lake nor in what was said. */
  private static void assertNoSecret(Path here, ConcordatProcess.Ended... ended)
      throws IOException {
    for (ConcordatProcess.Ended one : ended) {
      assertThat(one.out() + one.err()).doesNotContain(SECRET, ACCESS);
    }
    for (Path file : Folders.filesBelow(here)) {
      assertThat(Files.readString(here.resolve(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(SECRET, ACCESS);
    }
  }

  private static ConcordatProcess.Ended run(Path here, Path channels) {
    return new ConcordatProcess().option("-Xmx2g").run(here, arguments("run", channels));
  }

  private static String[] arguments(String command, Path channels) {
    return new String[] {command, "--month", SampleMonth.MONTH, "--channels", channels.toString()};
  }
}
