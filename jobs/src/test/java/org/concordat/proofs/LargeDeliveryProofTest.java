package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.benchmarks.LargeDelivery;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.pull.sftp.OpenSshServer;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery of more than 1 GB of CSV is pulled by a process with little memory. */
@Tag("proof")
class LargeDeliveryProofTest {

  private static final Pattern MOST = Pattern.compile("at most ([0-9]+) MB so far");

  @TempDir private Path folder;

  @Test
  void a_gigabyte_passes_through_a_small_heap() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(folder.resolve("server"), "ssh-ed25519", "ssh-ed25519", "")) {
      Path sent = Files.createDirectories(server.root().resolve("AM/RRU/2026-09/001"));
      String digest = LargeDelivery.write(sent.resolve("ambulance_incident.csv"), 1_000_000_000);
      Files.writeString(sent.resolve("manifest.json"), "{}");
      Path channels = PartnerServers.sftp(folder, server, List.of("AM/RRU"));

      ConcordatProcess.Ended ended =
          new ConcordatProcess()
              .option("-Xmx128m")
              .run(folder, "pull", "--month", SampleMonth.MONTH, "--channels", channels.toString());

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      Delivery delivery = new Deliveries(folder.resolve("lake/landing")).all().get(0);
      assertThat(delivery.files())
          .anySatisfy(
              file -> {
                assertThat(file.bytes()).isGreaterThanOrEqualTo(1_000_000_000);
                assertThat(file.sha256()).isEqualTo(digest);
              });
      Matcher most = MOST.matcher(ended.out() + ended.err());
      assertThat(most.find()).as(ended.out() + ended.err()).isTrue();
      assertThat(Integer.parseInt(most.group(1))).isLessThan(400);
    }
  }
}
