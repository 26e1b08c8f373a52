package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage killed at any moment and run again gives the result of an undisturbed run. */
@Tag("proof")
class KillProofTest {

  private static final List<String> STAGES =
      List.of("pull", "check", "link", "marts", "returns", "reports");
  private static final long[] DELAYS_MILLIS = {0, 700};

  @TempDir private Path folder;

  @Test
  void killed_in_every_stage_and_run_again_the_bytes_are_those_of_an_undisturbed_run()
      throws Exception {
    Path undisturbed = Files.createDirectories(folder.resolve("undisturbed"));
    ConcordatProcess.Ended ended =
        new ConcordatProcess().option("-Xmx2g").run(undisturbed, arguments());
    assertThat(ended.exitCode()).as(ended.err()).isZero();

    Path disturbed = Files.createDirectories(folder.resolve("disturbed"));
    for (String stage : STAGES) {
      for (long delay : DELAYS_MILLIS) {
        killIn(disturbed, stage, delay);
      }
    }
    ConcordatProcess.Ended last =
        new ConcordatProcess().option("-Xmx2g").run(disturbed, arguments());

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(Trees.results(disturbed.resolve("lake")))
        .isEqualTo(Trees.results(undisturbed.resolve("lake")));
    assertThat(Trees.digests(disturbed.resolve("lake/landing")))
        .isEqualTo(Trees.digests(undisturbed.resolve("lake/landing")));
  }

  /** Ends the process without warning once a stage has said its first word, and a little later. */
  private static void killIn(Path here, String stage, long delayMillis)
      throws IOException, InterruptedException {
    Path err = here.resolve("err.txt");
    Process process =
        new ConcordatProcess()
            .option("-Xmx2g")
            .start(here, here.resolve("out.txt"), err, arguments());
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (process.isAlive() && !Files.readString(err).contains(" " + stage + " ")) {
      assertThat(System.nanoTime()).as("stage " + stage + " never started").isLessThan(limit);
      Thread.sleep(20);
    }
    Thread.sleep(delayMillis);
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static String[] arguments() {
    return new String[] {
      "run", "--month", SampleMonth.MONTH, "--landing", SampleMonth.extracts().toString()
    };
  }
}
