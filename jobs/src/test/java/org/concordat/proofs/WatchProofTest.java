package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.concordat.platform.Deliveries;
import org.concordat.testing.ConcordatProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watching pull takes what comes while it waits, and other commands find room between rounds. */
@Tag("proof")
class WatchProofTest {

  @TempDir private Path folder;

  @Test
  void a_watching_pull_takes_what_comes_later() throws Exception {
    send("001");
    Path channels =
        Files.writeString(
            folder.resolve("channels.yaml"),
            "channels: {ambulance: {sends: [AM/RX6], folder: {path: %s}}}"
                .formatted(folder.resolve("inbox")));
    Path config = Files.writeString(folder.resolve("config.yaml"), "pull: {watch-seconds: 1}");
    Process watching =
        new ConcordatProcess()
            .start(
                folder,
                folder.resolve("out"),
                folder.resolve("err"),
                "pull",
                "--month",
                "2026-09",
                "--watch",
                "--config",
                config.toString(),
                "--channels",
                channels.toString());
    try {
      await(1);
      send("002");
      await(2);
      assertThat(watching.isAlive()).isTrue();
    } finally {
      watching.destroyForcibly();
    }
  }

  private void send(String seq) throws IOException {
    Path sent = Files.createDirectories(folder.resolve("inbox/AM/RX6/2026-09").resolve(seq));
    Files.writeString(sent.resolve("manifest.json"), "{\"number\": \"" + seq + "\"}");
  }

  private void await(int deliveries) throws Exception {
    Deliveries landed = new Deliveries(folder.resolve("lake/landing"));
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (landed.all().size() < deliveries) {
      assertThat(System.nanoTime()).as(Files.readString(folder.resolve("err"))).isLessThan(limit);
      Thread.sleep(50);
    }
  }
}
