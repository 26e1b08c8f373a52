package org.concordat.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of every command that works on a lake: where it is and how it is set. */
final class LakeOptions {

  @Option(
      names = "--lake",
      paramLabel = "ROOT",
      description = "Root of the lake (default: ./lake).")
  private Path root = Path.of("lake");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; what it leaves out keeps its default.")
  private @Nullable Path config;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "Wait up to this long for another command on the same lake to end (default: 0, refuse at"
              + " once).")
  private int waitSeconds;

  /** How long another command on the lake is waited for. */
  Duration patience() {
    if (waitSeconds < 0) {
      throw new WrongRequestException("--wait: " + waitSeconds + " is less than 0 seconds");
    }
    return Duration.ofSeconds(waitSeconds);
  }

  Path root() {
    return root;
  }

  Settings settings() {
    return config == null ? Settings.defaults() : Settings.read(config);
  }

  /** The lake as it is, for commands that take no lock on it. */
  Lake lake(Settings settings) {
    return Lake.at(root.toAbsolutePath().normalize(), settings);
  }
}
