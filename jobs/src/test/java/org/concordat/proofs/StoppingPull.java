package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ConfiguredChannels;
import org.concordat.pull.LandingStep;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;

/** A pull that says so and stands still after one step, so that a proof can end it there. */
final class StoppingPull {

  private static final String STOPPED = "stopped after ";

  private StoppingPull() {}

  /** Arguments: lake, channels.yaml, month, step, how many times it is reached first. */
  public static void main(String[] arguments) {
    LandingStep last = LandingStep.valueOf(arguments[3]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[4]));
    new ChannelPull(
            Lake.at(Path.of(arguments[0]), Settings.defaults()),
            Settings.defaults(),
            ChannelsFile.read(Path.of(arguments[1])),
            Progress.silent(),
            new ConfiguredChannels(Settings.defaults().pull()),
            step -> {
              if (step == last && left.decrementAndGet() == 0) {
                System.out.println(STOPPED + step);
                System.out.flush();
                standStill();
              }
            })
        .run(ReportingMonth.of(arguments[2]), false);
  }

  private static void standStill() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs such a pull and kills it where it stands.
   *
   * @param folder where it works and what it prints is kept
   * @param times how many times the step is reached first
   */
  static void kill(Path folder, Path lake, Path channels, LandingStep step, int times)
      throws IOException, InterruptedException {
    Path out = folder.resolve("stopping.out");
    Path err = folder.resolve("stopping.err");
    Process process =
        new ConcordatProcess()
            .entering(StoppingPull.class.getName())
            .start(
                folder,
                out,
                err,
                lake.toString(),
                channels.toString(),
                SampleMonth.MONTH,
                step.name(),
                Integer.toString(times));
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.readString(out).contains(STOPPED)) {
      assertThat(process.isAlive() && System.nanoTime() < limit)
          .as(step + " was never reached: " + Files.readString(err))
          .isTrue();
      Thread.sleep(20);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }
}
