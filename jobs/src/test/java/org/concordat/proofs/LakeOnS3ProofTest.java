package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.ServerProcess;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample month with every zone on a real S3 server is the sample month in folders. */
@Tag("proof")
class LakeOnS3ProofTest {

  private static final String ACCESS = "access-key-of-ours-77c2";
  private static final String SECRET = "no-one-may-ever-read-this-4b6e";
  private static final String QUESTION =
      "select event_type, count(*) as events from crisis_presentations group by event_type order by"
          + " event_type";

  @TempDir private Path folder;

  @Test
  void every_object_is_a_file_of_the_local_lake_and_the_store_alone_answers() throws Exception {
    Path local = SampleMonth.run().lake();
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", ACCESS, SECRET)) {
      Path settings =
          SampleStore.settings(folder, server.address().toString(), ACCESS, SECRET, "sample");
      Path here = Files.createDirectories(folder.resolve("here"));

      ConcordatProcess.Ended ended = concordat(here, settings, run());

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("s3://lake/sample/reports/MH/RX4/2026-09/index.html");
      Path lake = here.resolve("lake");
      assertThat(Trees.results(lake)).isEqualTo(Trees.results(local));
      SortedMap<String, String> objects = objects(bucket, "sample/");
      assertThat(results(objects)).hasSizeGreaterThan(300).isEqualTo(expected(local));
      assertThat(zone(objects, Zone.RUNS)).isEqualTo(Trees.digests(lake.resolve("runs")));
      assertThat(bucket.contentType("sample/reports/MH/RX4/2026-09/index.html"))
          .startsWith("text/html");
      assertSecretNowhere(here, ended, bucket);

      String live = new VersionedTree(local.resolve("marts")).liveVersion().orElseThrow();
      assertThat(concordat(here, settings, "marts", "--path").out())
          .isEqualTo("s3://lake/sample/marts/versions/" + live + System.lineSeparator());

      Folders.delete(lake);
      ConcordatProcess.Ended answer = concordat(here, settings, "query", QUESTION);
      assertThat(answer.exitCode()).as(answer.err()).isZero();
      assertThat(answer.out())
          .isEqualTo(new ConcordatProcess().run(local.resolveSibling(""), "query", QUESTION).out());
      assertThat(lake.resolve("landing")).doesNotExist();
      assertThat(lake.resolve("reports")).doesNotExist();

      ConcordatProcess.Ended explained = concordat(here, settings, "explain", "MHS81");
      assertThat(explained.exitCode()).as(explained.err()).isZero();
      assertThat(explained.out())
          .isEqualTo(
              new ConcordatProcess().run(local.resolveSibling(""), "explain", "MHS81").out());
      assertThat(objects(bucket, "sample/")).as("readers write nothing").isEqualTo(objects);
    }
  }

  @Test
  void killed_while_it_publishes_and_run_again_the_store_is_that_of_an_undisturbed_run()
      throws Exception {
    Path local = SampleMonth.run().lake();
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", ACCESS, SECRET)) {
      Path settings =
          SampleStore.settings(folder, server.address().toString(), ACCESS, SECRET, "killed");
      Path here = Files.createDirectories(folder.resolve("here"));
      kill(here, settings);

      SortedMap<String, String> left = objects(bucket, "killed/");
      assertThat(left).isNotEmpty().hasSizeLessThan(expected(local).size());
      assertThat(left.keySet()).noneMatch(key -> key.endsWith("/live"));
      ConcordatProcess.Ended none = concordat(here, settings, "marts", "--path");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err()).contains("There are no marts in s3://lake/killed/marts");

      ConcordatProcess.Ended again = concordat(here, settings, run());
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(results(objects(bucket, "killed/"))).isEqualTo(expected(local));
    }
  }

  private static String[] run() {
    return new String[] {
      "run", "--month", SampleMonth.MONTH, "--landing", SampleMonth.extracts().toString()
    };
  }

  private static ConcordatProcess.Ended concordat(Path here, Path settings, String... arguments) {
    return new ConcordatProcess().option("-Xmx2g").run(here, withSettings(settings, arguments));
  }

  private static String[] withSettings(Path settings, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", settings.toString()));
    return all.toArray(new String[0]);
  }

  /** Ends the process without warning once it has put the files of one zone. */
  private static void kill(Path here, Path settings) throws IOException, InterruptedException {
    Path err = here.resolve("err.txt");
    Process process =
        new ConcordatProcess()
            .option("-Xmx2g")
            .start(here, here.resolve("out.txt"), err, withSettings(settings, run()));
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(8);
    while (process.isAlive() && !Files.readString(err).contains(" files put")) {
      assertThat(System.nanoTime()).as("nothing was put").isLessThan(limit);
      Thread.sleep(10);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("killed").isNotZero();
  }

  /** Objects below a prefix by the rest of their keys, with digests of their bytes. */
  private static SortedMap<String, String> objects(S3Bucket bucket, String prefix) {
    SortedMap<String, String> objects = new TreeMap<>();
    for (String key : bucket.keys(prefix)) {
      objects.put(key.substring(prefix.length()), Trees.digest(bucket.bytes(key)));
    }
    return objects;
  }

  /** All but run records, which hold times. */
  private static SortedMap<String, String> results(SortedMap<String, String> objects) {
    SortedMap<String, String> results = new TreeMap<>(objects);
    results.keySet().removeIf(key -> key.startsWith("runs/"));
    return results;
  }

  private static SortedMap<String, String> zone(SortedMap<String, String> objects, Zone zone) {
    SortedMap<String, String> some = new TreeMap<>();
    String start = zone.folder() + "/";
    objects.tailMap(start).entrySet().stream()
        .takeWhile(object -> object.getKey().startsWith(start))
        .forEach(object -> some.put(object.getKey().substring(start.length()), object.getValue()));
    return some;
  }

  /** The files of the lake in folders, and for each link the pointer that stands for it. */
  private static SortedMap<String, String> expected(Path local) {
    SortedMap<String, String> expected = new TreeMap<>();
    for (Zone zone : Zone.values()) {
      String start = zone.folder() + "/";
      Trees.digests(local.resolve(zone.folder()))
          .forEach((file, digest) -> expected.put(start + file, digest));
      new VersionedTree(local.resolve(zone.folder()))
          .liveVersion()
          .ifPresent(version -> expected.put(start + "live", Digest.ofText(version)));
    }
    expected.keySet().removeIf(file -> file.contains("/.") || file.startsWith("runs/"));
    return expected;
  }

  private static void assertSecretNowhere(Path here, ConcordatProcess.Ended ended, S3Bucket bucket)
      throws IOException {
    assertThat(ended.out() + ended.err()).doesNotContain(SECRET, ACCESS);
    for (Path file : Folders.filesBelow(here)) {
      assertThat(new String(Files.readAllBytes(here.resolve(file)), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(SECRET, ACCESS);
    }
    for (String key : bucket.keys("sample/")) {
      assertThat(new String(bucket.bytes(key), StandardCharsets.ISO_8859_1))
          .as(key)
          .doesNotContain(SECRET, ACCESS);
    }
  }
}
