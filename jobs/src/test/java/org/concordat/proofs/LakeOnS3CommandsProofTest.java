package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.cli.ConcordatCommand;
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

/** The commands besides run, and a run that a gate holds, on a real S3 server. */
@Tag("proof")
class LakeOnS3CommandsProofTest {

  private static final String ACCESS = "access-key-of-ours-19f4";
  private static final String SECRET = "no-one-may-ever-read-this-6ad2";

  private static final String RESIDENTS =
      """
      kind: population
      name: census_again
      year: 2011
      geography: England
      grouping: census_2011_18
      exactness: exact
      age_bands: mha_statistics_21
      total: 53012456
      source: Census 2011
      """;

  @TempDir private Path folder;

  /**
   * A lake in folders moves by naming buckets; then tables are loaded, parts deleted, months
   * remade.
   */
  @Test
  void reference_retain_and_rebuild_work_on_what_the_store_holds() throws Exception {
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", ACCESS, SECRET)) {
      Path settings = settings(server, "moved");
      Path lake = folder.resolve("lake");
      moveHere(lake);
      SortedMap<String, String> files = files(lake);

      loadsATableWithEverythingElse(bucket, settings, lake, files);
      SortedMap<String, String> loaded = objects(bucket, "moved/");
      Folders.delete(lake);
      retentionDeletesInTheStore(bucket, settings, lake, loaded);
      SortedMap<String, String> kept = objects(bucket, "moved/");
      Folders.delete(lake);

      ConcordatProcess.Ended rebuilt =
          new ConcordatProcess()
              .option("-Xmx2g")
              .run(
                  folder,
                  "rebuild",
                  "--month",
                  SampleMonth.MONTH,
                  "--into",
                  "rebuilt",
                  "--config",
                  settings.toString());
      assertThat(rebuilt.exitCode()).as(rebuilt.out() + rebuilt.err()).isZero();
      assertThat(objects(bucket, "moved/")).as("a rebuild writes nothing there").isEqualTo(kept);
    }
  }

  /** Seven of 13 expected partners are missing (docs/coverage.md): pages, and no return. */
  @Test
  void what_a_gate_holds_is_not_in_the_store_and_the_rest_is() throws Exception {
    Path landing = folder.resolve("extracts");
    Folders.copy(SampleMonth.extracts(), landing);
    for (String partner : List.of("MH/R1L", "MH/NTN", "MH/RX4", "AM/RRU", "ED/RRV", "PF/01")) {
      Folders.delete(landing.resolve(partner).resolve(SampleMonth.MONTH));
    }
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", ACCESS, SECRET)) {
      ConcordatProcess.Ended held =
          new ConcordatProcess()
              .option("-Xmx2g")
              .run(
                  folder,
                  "run",
                  "--month",
                  SampleMonth.MONTH,
                  "--landing",
                  landing.toString(),
                  "--config",
                  settings(server, "held").toString());
      assertThat(held.exitCode()).as(held.err()).isEqualTo(3);
      assertThat(held.err()).contains("7 of 13 expected partners are missing");
      SortedMap<String, String> objects = objects(bucket, "held/");
      assertThat(objects).isEqualTo(files(folder.resolve("lake")));
      assertThat(objects.keySet()).noneMatch(key -> key.matches("(returns|raw)/.*"));
      assertThat(objects)
          .containsKeys(
              "marts/live",
              "reports/national/2026-09/index.html",
              "reports/MH/RXM/2026-09/index.html",
              "reports/MH/RXM/2026-09/messages.csv",
              "reports/AM/RX6/2026-09/index.html");
    }
  }

  /** The sample month, and a report whose term has ended. */
  private static void moveHere(Path lake) throws IOException {
    Path sample = SampleMonth.run().lake();
    for (Zone zone : Zone.values()) {
      Folders.copy(sample.resolve(zone.folder()), lake.resolve(zone.folder()));
      var live = new VersionedTree(sample.resolve(zone.folder())).liveVersion();
      if (live.isPresent()) {
        new VersionedTree(lake.resolve(zone.folder())).follow(live.get());
      }
    }
    Path report = Files.createDirectories(lake.resolve("reports/PF/10/2020-01"));
    Files.writeString(report.resolve("index.html"), "an old page");
    Files.writeString(report.resolve("messages.csv"), "an old list");
  }

  private void loadsATableWithEverythingElse(
      S3Bucket bucket, Path settings, Path lake, SortedMap<String, String> files)
      throws IOException {
    Path residents = folder.resolve("residents.csv");
    try (var census =
        getClass().getResourceAsStream("/populations/census2011_england_ethnicity_age_sex.csv")) {
      Files.copy(Objects.requireNonNull(census), residents);
    }
    Files.writeString(folder.resolve("residents.csv.yaml"), RESIDENTS);
    assertThat(concordat(settings, "reference", "load", residents.toString())).contains("Written");
    SortedMap<String, String> objects = objects(bucket, "moved/");
    SortedMap<String, String> added = new TreeMap<>(objects);
    added.keySet().removeAll(files.keySet());
    assertThat(added.keySet()).isNotEmpty().allMatch(key -> key.startsWith("reference/"));
    objects.keySet().removeAll(added.keySet());
    assertThat(objects).as("the lake that was in folders").isEqualTo(files);
    assertThat(Trees.digests(lake.resolve("reference")).keySet())
        .allMatch(file -> file.startsWith(".") || added.containsKey("reference/" + file));
  }

  private void retentionDeletesInTheStore(
      S3Bucket bucket, Path settings, Path lake, SortedMap<String, String> before)
      throws IOException {
    assertThat(concordat(settings, "retain", "--zone", "reports"))
        .contains("report PF/10/2020-01", "Nothing was deleted");
    assertThat(objects(bucket, "moved/")).isEqualTo(before);
    Folders.delete(lake);

    assertThat(
            concordat(
                settings,
                "retain",
                "--zone",
                "reports",
                "--delete",
                "--authority",
                "Minute 7",
                "--by",
                "A. Name"))
        .contains("report PF/10/2020-01");
    SortedMap<String, String> after = objects(bucket, "moved/");
    assertThat(bucket.text("moved/runs/deletions.jsonl")).contains("Minute 7", "A. Name");
    after.remove("runs/deletions.jsonl");
    SortedMap<String, String> expected = new TreeMap<>(before);
    expected.keySet().removeIf(key -> key.startsWith("reports/PF/10/2020-01/"));
    assertThat(after).hasSize(before.size() - 2).isEqualTo(expected);
  }

  private Path settings(ServerProcess server, String prefix) throws IOException {
    return SampleStore.settings(folder, server.address().toString(), ACCESS, SECRET, prefix);
  }

  /** Runs a command that needs no engine, here. */
  private String concordat(Path settings, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--lake", folder.resolve("lake").toString()));
    all.addAll(List.of("--config", settings.toString()));
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    assertThat(exitCode).as(out + "" + err).isZero();
    return out.toString();
  }

  private static SortedMap<String, String> objects(S3Bucket bucket, String prefix) {
    SortedMap<String, String> objects = new TreeMap<>();
    for (String key : bucket.keys(prefix)) {
      objects.put(key.substring(prefix.length()), Trees.digest(bucket.bytes(key)));
    }
    return objects;
  }

  /** Files of the zones as objects, and for each link the pointer that stands for it. */
  private static SortedMap<String, String> files(Path lake) {
    SortedMap<String, String> files = new TreeMap<>();
    for (Zone zone : Zone.values()) {
      String start = zone.folder() + "/";
      Trees.digests(lake.resolve(zone.folder()))
          .forEach((file, digest) -> files.put(start + file, digest));
      new VersionedTree(lake.resolve(zone.folder()))
          .liveVersion()
          .ifPresent(
              version ->
                  files.put(
                      start + "live", Trees.digest(version.getBytes(StandardCharsets.UTF_8))));
    }
    files.keySet().removeIf(file -> file.contains("/."));
    return files;
  }
}
