package org.concordat.schedule.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.Connection;
import org.concordat.schedule.airflow.WrongRequestException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Airflow is meant, and who asks. */
final class ConnectionOptions {

  @Option(
      names = "--airflow",
      paramLabel = "URL",
      description = "Address of Airflow (default: the one that orchestration/airflow up started).")
  private @Nullable String address;

  @Option(names = "--user", paramLabel = "NAME", description = "With --airflow: who asks.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "With --airflow: file with the password, or JSON with one per user.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The home that orchestration/airflow up --home DIR was given.")
  private @Nullable Path home;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long Airflow may take to answer (default: 20).")
  private int seconds = (int) Airflow.USUAL_PATIENCE.toSeconds();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  /** The Airflow the options name; nothing is asked yet. */
  Airflow airflow() {
    if (seconds < 1) {
      throw new WrongRequestException("--timeout: at least 1 second");
    }
    return new Airflow(connection(), Duration.ofSeconds(seconds));
  }

  private Connection connection() {
    if (address == null) {
      if (user != null || passwordFile != null) {
        throw new WrongRequestException("Say with --airflow where Airflow is");
      }
      return Connection.ofHome(home == null ? usualHome() : home);
    }
    if (user == null || passwordFile == null) {
      throw new WrongRequestException("--airflow needs --user and --password-file");
    }
    return Connection.of(address, user, passwordFile);
  }

  /** Where {@code orchestration/airflow up} works when it is told nothing. */
  private static Path usualHome() {
    return Path.of(System.getProperty("concordat.home", "."))
        .resolve("orchestration/.airflow/home");
  }
}
