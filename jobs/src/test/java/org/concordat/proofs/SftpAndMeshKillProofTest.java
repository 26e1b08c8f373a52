package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrivals;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.LandingStep;
import org.concordat.pull.mesh.MeshClient;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.OpenSshServer;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pull from an SFTP server or a mailbox that is killed (SIGKILL) after any step and run again
 * lands every delivery once, answers it once and leaves nothing lying.
 */
@Tag("proof")
class SftpAndMeshKillProofTest {

  /** Four submissions: two of one month, one of the month before, one of another trust. */
  private static final List<String> SENDERS = List.of("AM/RRU", "ED/RRV");

  private static final List<LandingStep> STEPS =
      List.of(
          LandingStep.RECEIVED,
          LandingStep.VERIFIED,
          LandingStep.STORED,
          LandingStep.DELIVERED,
          LandingStep.RECORDED,
          LandingStep.ANSWERED,
          LandingStep.ACKNOWLEDGED,
          LandingStep.CLOSED);

  @TempDir private Path folder;

  @Test
  void through_sftp() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(folder.resolve("server"), "ssh-ed25519", "ssh-ed25519", "")) {
      Path channels = PartnerServers.sftp(folder, server, SENDERS);
      fill(server);
      int submissions = undisturbed(channels);
      SortedMap<String, String> expected = Trees.digests(folder.resolve("undisturbed/landing"));
      for (LandingStep step : STEPS) {
        fill(server);
        Path lake = folder.resolve("sftp-" + step);

        StoppingPull.kill(folder, lake, channels, step, 2);
        assertThat(PartnerServers.pull(channels, lake, SampleMonth.MONTH).failed()).isEmpty();

        assertThat(Trees.digests(lake.resolve("landing"))).as(step.name()).isEqualTo(expected);
        List<String> left = Folders.filesBelow(server.root()).stream().map(Path::toString).toList();
        assertThat(left).as(step.name()).allMatch(f -> f.endsWith(".done") || f.startsWith("rec"));
        assertThat(left.stream().filter(f -> f.startsWith("rec"))).hasSize(submissions);
      }
    }
  }

  /** Puts the submissions there, at the same times, and takes away what pulls have left. */
  private static void fill(OpenSshServer server) throws IOException {
    Folders.delete(server.root());
    Files.createDirectories(server.root());
    PartnerServers.copy(SampleMonth.extracts(), SENDERS, server.root());
  }

  @Test
  void through_mesh() throws Exception {
    try (MeshSandbox sandbox = MeshSandbox.start(folder.resolve("sandbox"))) {
      Path channels = PartnerServers.mesh(folder, sandbox, SENDERS);
      PartnerServers.send(SampleMonth.extracts(), SENDERS, sandbox);
      int submissions = undisturbed(channels);
      SortedMap<String, String> objects =
          Trees.digests(folder.resolve("undisturbed/landing/objects"));
      List<String> contents = contents(folder.resolve("undisturbed"));
      MeshClient partner = sandbox.client(PartnerServers.PARTNER);
      for (LandingStep step : STEPS) {
        partner.inbox("").forEach(id -> acknowledge(partner, id));
        PartnerServers.send(SampleMonth.extracts(), SENDERS, sandbox);
        Path lake = folder.resolve("mesh-" + step);

        StoppingPull.kill(folder, lake, channels, step, 2);
        assertThat(PartnerServers.pull(channels, lake, SampleMonth.MONTH).failed()).isEmpty();

        assertThat(Trees.digests(lake.resolve("landing/objects")))
            .as(step.name())
            .isEqualTo(objects);
        assertThat(contents(lake)).as(step.name()).isEqualTo(contents);
        assertThat(sandbox.client(PartnerServers.OURS).inbox("")).as(step.name()).isEmpty();
        assertThat(partner.inbox("CRISIS_RECEIPT")).as(step.name()).hasSize(submissions);
      }
    }
  }

  @Test
  void an_acknowledgement_that_broke_off_between_two_messages_is_finished() throws Exception {
    try (MeshSandbox sandbox = MeshSandbox.start(folder.resolve("sandbox"))) {
      Path channels = PartnerServers.mesh(folder, sandbox, SENDERS);
      PartnerServers.send(SampleMonth.extracts(), SENDERS, sandbox);
      Path lake = folder.resolve("half");
      StoppingPull.kill(folder, lake, channels, LandingStep.ANSWERED, 1);
      Arrival arrival = new Arrivals(lake.resolve("landing")).all().get(0);
      String manifest =
          arrival.sources().stream()
              .filter(source -> source.path().endsWith("manifest.json"))
              .findFirst()
              .orElseThrow()
              .id();
      sandbox.client(PartnerServers.OURS).acknowledge(manifest);

      ChannelsResult again = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

      assertThat(again.failed()).isEmpty();
      assertThat(again.notes()).isEmpty();
      assertThat(again.conflicts()).isEmpty();
      assertThat(sandbox.client(PartnerServers.OURS).inbox("")).isEmpty();
      assertThat(new Arrivals(lake.resolve("landing")).unfinished("by-mesh")).isEmpty();
    }
  }

  private static void acknowledge(MeshClient mailbox, String id) {
    try {
      mailbox.acknowledge(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int undisturbed(Path channels) {
    ChannelsResult result =
        PartnerServers.pull(channels, folder.resolve("undisturbed"), SampleMonth.MONTH);
    assertThat(result.failed()).isEmpty();
    assertThat(result.taken()).hasSizeGreaterThan(3);
    return result.taken().size();
  }

  private static List<String> contents(Path lake) {
    return new Deliveries(lake.resolve("landing"))
        .all().stream()
            .map((Delivery delivery) -> delivery.submissionId() + " " + delivery.contentDigest())
            .sorted()
            .toList();
  }
}
