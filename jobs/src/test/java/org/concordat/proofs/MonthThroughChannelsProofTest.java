package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.VersionedTree;
import org.concordat.proofs.ThreeServers.Way;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.SftpServer;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample's months, some partners by S3, some by SFTP, some by MESH, are the months of the local
 * drop folder; also where one server is out of order at first.
 */
@Tag("proof")
class MonthThroughChannelsProofTest {

  /** What a run makes of deliveries, however they came; each holds its versions, one is live. */
  private static final String[] MADE = {"checked", "findings", "linked", "marts", "metrics"};

  /** Digests of our delivery manifests, which name the channel. */
  private static final String MANIFESTS = "counted.json";

  @TempDir private Path folder;

  @Test
  void the_month_through_all_three_at_once_gives_the_bytes_of_the_local_folder() throws Exception {
    Path local = SampleMonth.run().lake();
    try (ThreeServers servers = ThreeServers.start(folder)) {
      SortedMap<Way, List<String>> senders = inTurn();
      for (var way : senders.entrySet()) {
        servers.send(way.getKey(), SampleMonth.extracts(), way.getValue());
      }
      Path channels = servers.channels(senders);
      Path here = Files.createDirectories(folder.resolve("here"));

      ConcordatProcess.Ended first = run(here, channels);

      assertThat(first.exitCode()).as(first.err()).isZero();
      Path lake = here.resolve("lake");
      assertSameAs(local, lake);
      assertThat(csv(lake.resolve("returns")))
          .isNotEmpty()
          .isEqualTo(csv(local.resolve("returns")));
      for (var way : senders.entrySet()) {
        assertThat(servers.answers(way.getKey()))
            .as(way.getKey() + " has a receipt of every submission")
            .hasSize(submissions(lake, way.getValue()))
            .doesNotHaveDuplicates()
            .allMatch(answer -> answer.endsWith(" LANDED"));
      }

      SortedMap<String, String> landed = objectsAndDeliveries(lake);
      ConcordatProcess.Ended again = new ConcordatProcess().run(here, arguments("pull", channels));
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(objectsAndDeliveries(lake)).isEqualTo(landed);
      assertNothingIsLeft(servers);
      for (var way : senders.entrySet()) {
        // Beside each receipt of an arrival now lies the signed one that the check has written.
        assertThat(servers.receipts(way.getKey()))
            .as(way.getKey().name())
            .hasSize(2 * submissions(lake, way.getValue()));
      }
      assertNoSecret(here, servers, first, again);
    }
  }

  @Test
  void one_channel_out_of_order_holds_no_other_back_and_is_made_good() throws Exception {
    Path local = SampleMonth.run().lake();
    try (ThreeServers servers = ThreeServers.start(folder)) {
      String late = "PF/10";
      List<String> others = new ArrayList<>(PartnerServers.senders(SampleMonth.extracts()));
      assertThat(others.remove(late)).isTrue();
      SortedMap<Way, List<String>> senders =
          new TreeMap<>(
              Map.of(
                  Way.S3, others.subList(0, 6),
                  Way.SFTP, List.of(late),
                  Way.MESH, others.subList(6, others.size())));
      for (var way : senders.entrySet()) {
        servers.send(way.getKey(), SampleMonth.extracts(), way.getValue());
      }
      Path channels = servers.channels(senders);
      Path keys = servers.sftp().keys();
      SftpServer.writeKeys(keys, "another", "ssh-ed25519");
      SftpServer.pin(
          keys.resolve("known_hosts"), servers.sftp().port(), keys.resolve("another.pub"));
      Path here = Files.createDirectories(folder.resolve("here"));

      ConcordatProcess.Ended broken = run(here, channels);

      assertThat(broken.exitCode()).as(broken.err()).isEqualTo(1);
      assertThat(broken.err())
          .contains("by-sftp was not read to the end", "another key than the one pinned");
      Path lake = here.resolve("lake");
      List<Delivery> there = new Deliveries(local.resolve("landing")).all();
      assertThat(new Deliveries(lake.resolve("landing")).all())
          .extracting(Delivery::submissionId)
          .containsExactlyElementsOf(
              there.stream()
                  .filter(one -> !(one.family() + "/" + one.organisationCode()).equals(late))
                  .map(Delivery::submissionId)
                  .toList());
      // The others have all that a whole run gives them.
      assertThat(names(liveFolder(lake, "marts")))
          .isNotEmpty()
          .isEqualTo(names(liveFolder(local, "marts")));
      for (String zone : new String[] {"returns", "reports"}) {
        assertThat(names(lake.resolve(zone)))
            .as(zone)
            .isEqualTo(
                names(local.resolve(zone)).stream().filter(n -> !n.startsWith(late)).toList());
      }

      SftpServer.pin(keys.resolve("known_hosts"), servers.sftp().port(), keys.resolve("host.pub"));
      ConcordatProcess.Ended mended = run(here, channels);

      assertThat(mended.exitCode()).as(mended.err()).isZero();
      assertSameAs(local, lake);
      // A second version, with the figures of the only one of the undisturbed month.
      assertThat(figures(lake, 2)).isNotEmpty().isEqualTo(figures(local, 1));
      assertNothingIsLeft(servers);
    }
  }

  /** All partners of the sample, one after the other by another way. */
  private static SortedMap<Way, List<String>> inTurn() {
    SortedMap<Way, List<String>> senders = new TreeMap<>();
    List<String> all = PartnerServers.senders(SampleMonth.extracts());
    for (int i = 0; i < all.size(); i++) {
      Way way = Way.values()[i % Way.values().length];
      senders.computeIfAbsent(way, one -> new ArrayList<>()).add(all.get(i));
    }
    assertThat(senders).hasSize(3);
    return senders;
  }

  private static void assertSameAs(Path local, Path lake) throws IOException {
    assertThat(Trees.digests(lake.resolve("landing/objects")))
        .isEqualTo(Trees.digests(local.resolve("landing/objects")));
    assertThat(manifests(lake)).isEqualTo(manifests(local));
    for (String zone : MADE) {
      assertThat(live(lake, zone)).as(zone).isNotEmpty().isEqualTo(live(local, zone));
    }
  }

  /** The link that readers follow is no folder that can be walked. */
  private static Path liveFolder(Path lake, String zone) {
    return new VersionedTree(lake.resolve(zone)).liveFolder();
  }

  /** The files that count, whose names tell their version. */
  private static SortedMap<String, String> live(Path lake, String zone) {
    SortedMap<String, String> live = new TreeMap<>(Trees.digests(liveFolder(lake, zone)));
    live.keySet().removeIf(file -> file.endsWith(MANIFESTS));
    return live;
  }

  /** Delivery manifests by path, without what names the channel. */
  private static SortedMap<String, JsonNode> manifests(Path lake) throws IOException {
    Path deliveries = lake.resolve("landing/deliveries");
    SortedMap<String, JsonNode> manifests = new TreeMap<>();
    for (Path file : Folders.filesBelow(deliveries)) {
      ObjectNode manifest =
          (ObjectNode) Json.mapper().readTree(Files.readString(deliveries.resolve(file)));
      manifest.remove(List.of("channel", "arrival"));
      manifests.put(file.toString(), manifest);
    }
    return manifests;
  }

  /** The figures of a return; its manifest names our manifests, which name the channel. */
  private static SortedMap<String, String> csv(Path returns) {
    SortedMap<String, String> csv = new TreeMap<>(Trees.digests(returns));
    csv.keySet().removeIf(file -> !file.endsWith(".csv"));
    return csv;
  }

  /** The rows of a version's tables, but for the column that says what was revised. */
  private static SortedMap<String, List<Map<String, String>>> figures(Path lake, int version)
      throws IOException {
    Path folder = lake.resolve("returns/" + SampleMonth.MONTH + "/performance/v" + version);
    SortedMap<String, List<Map<String, String>>> figures = new TreeMap<>();
    for (String name : csv(folder).keySet()) {
      List<Map<String, String>> rows = new ArrayList<>();
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder().ofNamedCsvRecord(folder.resolve(name))) {
        for (NamedCsvRecord row : csv) {
          Map<String, String> fields = new TreeMap<>(row.getFieldsAsMap());
          fields.remove("REVISION_NOTE");
          rows.add(fields);
        }
      }
      figures.put(name.replace("_v" + version, ""), rows);
    }
    return figures;
  }

  /** Names of files without the versions in them. */
  private static List<String> names(Path zone) {
    return Folders.filesBelow(zone).stream()
        .map(file -> file.toString().replaceAll("[0-9a-f]{16}", "version"))
        .sorted()
        .toList();
  }

  private static int submissions(Path lake, List<String> senders) {
    return (int)
        new Deliveries(lake.resolve("landing"))
            .all().stream()
                .filter(one -> senders.contains(one.family() + "/" + one.organisationCode()))
                .count();
  }

  private static SortedMap<String, String> objectsAndDeliveries(Path lake) {
    SortedMap<String, String> all = new TreeMap<>(Trees.digests(lake.resolve("landing/objects")));
    all.putAll(Trees.digests(lake.resolve("landing/deliveries")));
    return all;
  }

  /** What was taken is marked so, or gone from the mailbox. */
  private static void assertNothingIsLeft(ThreeServers servers) throws IOException {
    assertThat(Folders.filesBelow(servers.sftp().root()).stream().map(Path::toString))
        .allMatch(path -> path.endsWith(".done") || path.startsWith("receipts/"));
    assertThat(servers.mesh().client(PartnerServers.OURS).inbox("")).isEmpty();
  }

  /** Neither in a file of the lake nor in what was said. */
  private static void assertNoSecret(
      Path here, ThreeServers servers, ConcordatProcess.Ended... ended) throws IOException {
    List<String> secrets =
        new ArrayList<>(Files.readAllLines(servers.sftp().keys().resolve("client")));
    secrets.addAll(List.of(ThreeServers.ACCESS, ThreeServers.SECRET, MeshSandbox.KEY, "NHSMESH"));
    for (ConcordatProcess.Ended one : ended) {
      assertThat(one.out() + one.err()).doesNotContain(secrets);
    }
    for (Path file : Folders.filesBelow(here)) {
      assertThat(Files.readString(here.resolve(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(secrets);
    }
  }

  private static ConcordatProcess.Ended run(Path here, Path channels) {
    return new ConcordatProcess().option("-Xmx2g").run(here, arguments("run", channels));
  }

  private static String[] arguments(String command, Path channels) {
    return new String[] {command, "--month", SampleMonth.MONTH, "--channels", channels.toString()};
  }
}
