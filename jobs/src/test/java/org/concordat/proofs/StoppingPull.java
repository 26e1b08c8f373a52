package org.concordat.proofs;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ConfiguredChannels;
import org.concordat.pull.LandingStep;
import org.concordat.schemas.ReportingMonth;

/** A pull that says so and stands still after one step, so that a proof can end it there. */
final class StoppingPull {

  static final String STOPPED = "stopped after ";

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
            new ConfiguredChannels(),
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
}
