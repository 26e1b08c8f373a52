package org.concordat.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Flags that mean the same in every subcommand. */
final class CommonOptions {

  private static final String PROVISIONAL = "provisional";

  @Option(names = "--month", paramLabel = "yyyy-MM", description = "The reporting month.")
  private String month = "";

  @Option(
      names = "--landing",
      paramLabel = "ROOT",
      description = "Drop folder of the partners' submissions (default: the sample's extracts).")
  private @Nullable Path landing;

  @Mixin private final LakeOptions where = new LakeOptions();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Submissions received later do not exist, for example 2026-10-15T12:00:00Z.")
  private @Nullable String asOf;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "performance (default): in force at the first cut; final: at the year-end close;"
              + " provisional: accepted so far, restricted and never published.")
  private String status = "performance";

  @Option(names = "--dry-run", description = "Say what would be done and write nothing.")
  boolean dryRun;

  @Option(names = "--quiet", description = "No progress, only the outcome.")
  boolean quiet;

  @Option(names = "--json", description = "The outcome as JSON.")
  boolean json;

  ReportingMonth month() {
    if (month.isEmpty()) {
      throw new WrongRequestException("--month is missing, for example --month 2026-09");
    }
    return GivenMonth.of(month);
  }

  /**
   * The drop folder; the sample's extracts lie in the project's own folder, which the launcher
   * names.
   */
  Path landing() {
    return landing == null
        ? Path.of(System.getProperty("concordat.home", "."))
            .resolve("sample-data")
            .resolve("extracts")
        : landing;
  }

  /** Whether a drop folder is named on the command line. */
  boolean isLandingGiven() {
    return landing != null;
  }

  Path lake() {
    return where.root();
  }

  /** How long another command on the lake is waited for. */
  Duration patience() {
    return where.patience();
  }

  Settings settings() {
    return where.settings();
  }

  @Nullable Instant asOf() {
    try {
      return asOf == null ? null : Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw new WrongRequestException(
          "--as-of: \"" + asOf + "\" is not an instant such as 2026-10-15T12:00:00Z", e);
    }
  }

  String status() {
    if (!List.of("performance", "final", PROVISIONAL).contains(status)) {
      throw new WrongRequestException(
          "--status: \"" + status + "\" is none of performance, final and provisional");
    }
    return status;
  }

  /**
   * The cut that decides which submissions count: before the first cut, what is accepted so far is
   * what would be in force at it.
   */
  String cut() {
    return status().equals(PROVISIONAL) ? "performance" : status();
  }
}
