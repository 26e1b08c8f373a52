package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private static final String SECRET = "no-one-may-ever-read-this-9d1f";

  @TempDir private Path folder;

  @Test
  void the_sample_month_through_s3_gives_the_objects_and_marts_of_the_local_folder()
      throws IOException {
    Path local = SampleMonth.run().lake();
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket =
            S3Bucket.make(server.address(), "inbox", "key-of-ours", SECRET).versioned()) {
      bucket.putAll(SampleMonth.extracts(), "from/");
      Path channels = SampleChannels.s3(folder, server.address().toString(), "key-of-ours", SECRET);
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
      assertThat(csv(lake.resolve("returns"))).isNotEmpty().isEqualTo(csv(local.resolve("returns")));
    }
  }

  /** The figures of a return; its manifest names our manifests, which name the channel. */
  private static SortedMap<String, String> csv(Path returns) {
    SortedMap<String, String> csv = new TreeMap<>(Trees.digests(returns));
    csv.keySet().removeIf(file -> !file.endsWith(".csv"));
    return csv;
  }

  private static ConcordatProcess.Ended run(Path here, Path channels) {
    return new ConcordatProcess()
        .option("-Xmx2g")
        .run(here, "run", "--month", SampleMonth.MONTH, "--channels", channels.toString());
  }
}
