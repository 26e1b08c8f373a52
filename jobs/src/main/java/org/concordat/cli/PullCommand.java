package org.concordat.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.SortedMap;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.platform.Zone;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ChannelsResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pull",
    description = "Fetch partners' submissions into the landing zone.",
    mixinStandardHelpOptions = true)
final class PullCommand extends StageCommand {

  @Mixin private final ChannelOptions channelOptions = new ChannelOptions();

  @Option(
      names = "--watch",
      description = "Go on: pull again after pull.watch-seconds, until the process is ended.")
  private boolean watch;

  @Override
  void work(Stages stages) {
    SortedMap<String, ChannelSettings> channels = channels();
    if (channels == null) {
      stages.pullDropFolder(channelOptions.senders());
    } else {
      stages.pull(channels);
    }
  }

  @Override
  public Integer call() throws Exception {
    SortedMap<String, ChannelSettings> channels = channels();
    if (channels == null) {
      channelOptions.senders();
    }
    if (channels != null && options.dryRun) {
      return show(channels);
    }
    if (!watch) {
      return super.call();
    }
    if (options.dryRun) {
      throw new WrongRequestException("--watch and --dry-run exclude one another");
    }
    return watch();
  }

  /** Lists what a pull would take; the lake is not touched and need not be there. */
  private int show(SortedMap<String, ChannelSettings> channels) throws IOException {
    Settings settings = options.settings();
    Console console = console();
    ChannelsResult result =
        new ChannelPull(
                ReadLake.with(options.lake(), settings, EnumSet.of(Zone.LANDING)),
                settings,
                channels,
                console)
            .run(options.month(), true);
    PullOutcome outcome = new PullOutcome(result);
    outcome.warn(console);
    if (options.json) {
      console.line(Json.text(result).stripTrailing());
    } else {
      outcome.show(console, true);
    }
    return outcome.exitCode();
  }

  /** Each round holds the lake for itself, so that other commands find room between two. */
  private int watch() throws InterruptedException {
    Console console = console();
    while (true) {
      try {
        super.call();
      } catch (WrongRequestException e) {
        console.warning(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        console.warning("this round failed: " + e.getClass().getSimpleName());
      }
      Thread.sleep(Math.max(1, options.settings().pull().watchSeconds()) * 1000L);
    }
  }

  private @Nullable SortedMap<String, ChannelSettings> channels() {
    return channelOptions.channels(options.settings(), options.isLandingGiven());
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.LANDING};
  }
}
