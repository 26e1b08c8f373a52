package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.DropFolderPull;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.OpenSshServer;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample's months through OpenSSH and through the NHS's sandbox of MESH give the objects and
 * the delivery manifests of the local folder, but for what names the channel.
 */
@Tag("proof")
class SftpAndMeshMonthProofTest {

  private static final List<String> SENDERS = PartnerServers.senders(SampleMonth.extracts());

  @TempDir private Path folder;
  private Path local = Path.of("");
  private Path lake = Path.of("");

  @BeforeEach
  void the_local_folder_is_landed() {
    local = folder.resolve("local");
    lake = folder.resolve("lake");
    Settings settings = Settings.defaults();
    new DropFolderPull(Lake.at(local, settings), settings, Progress.silent())
        .run(SampleMonth.extracts(), ReportingMonth.of(SampleMonth.MONTH), false);
  }

  @Test
  void through_sftp() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(folder.resolve("server"), "ssh-ed25519", "ssh-ed25519", "")) {
      PartnerServers.copy(SampleMonth.extracts(), SENDERS, server.root());
      Path channels = PartnerServers.sftp(folder, server, SENDERS);

      ChannelsResult first = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

      assertSameAsLocal(first);
      assertThat(receipts(server.root().resolve("receipts"))).hasSameSizeAs(first.taken());
      SortedMap<String, String> landed = Trees.digests(lake.resolve("landing"));
      ChannelsResult again = PartnerServers.pull(channels, lake, SampleMonth.MONTH);
      assertThat(again.taken()).isEmpty();
      assertThat(Trees.digests(lake.resolve("landing"))).isEqualTo(landed);
      assertThat(Folders.filesBelow(server.root()).stream().map(Path::toString))
          .allMatch(path -> path.endsWith(".done") || path.startsWith("receipts/"));
    }
  }

  @Test
  void through_mesh() throws Exception {
    try (MeshSandbox sandbox = MeshSandbox.start(folder.resolve("sandbox"))) {
      PartnerServers.send(SampleMonth.extracts(), SENDERS, sandbox);
      Path channels = PartnerServers.mesh(folder, sandbox, SENDERS);

      ChannelsResult first = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

      assertSameAsLocal(first);
      assertThat(sandbox.client(PartnerServers.OURS).inbox("")).isEmpty();
      assertThat(sandbox.client(PartnerServers.PARTNER).inbox("CRISIS_RECEIPT"))
          .hasSameSizeAs(first.taken());
      ChannelsResult again = PartnerServers.pull(channels, lake, SampleMonth.MONTH);
      assertThat(again.taken()).isEmpty();
      assertThat(sandbox.client(PartnerServers.PARTNER).inbox("CRISIS_RECEIPT"))
          .hasSameSizeAs(first.taken());
    }
  }

  private void assertSameAsLocal(ChannelsResult result) throws IOException {
    assertThat(result.failed()).isEmpty();
    assertThat(result.notes()).isEmpty();
    assertThat(result.taken()).isNotEmpty();
    assertThat(Trees.digests(lake.resolve("landing/objects")))
        .isEqualTo(Trees.digests(local.resolve("landing/objects")));
    assertThat(manifests(lake)).isEqualTo(manifests(local));
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

  private static List<Path> receipts(Path folder) {
    return Folders.filesBelow(folder).stream().filter(f -> f.toString().endsWith(".json")).toList();
  }
}
