package org.concordat.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.pull.ManifestWriter;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "manifest",
    description =
        "Write the manifest.json a submission needs: each file's name, size, SHA-256 and rows.",
    mixinStandardHelpOptions = true)
final class ManifestCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Folder with the table files.")
  private Path folder;

  @Option(names = "--family", required = true, description = "MH, AM, PF, ED or UC.")
  private Family family;

  @Option(
      names = "--organisation",
      required = true,
      description = "Organisation the data are about, for example RX4.")
  private String organisation;

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month;

  @Option(
      names = "--created-at",
      paramLabel = "DATETIME",
      description = "When the extract was made, for example 2026-10-05T08:00:00Z (default: now).")
  private @Nullable String createdAt;

  @Option(
      names = "--source-system",
      defaultValue = "",
      description = "System the extract came from.")
  private String sourceSystem;

  @Option(
      names = "--contact-role",
      defaultValue = "",
      description = "Whom to ask: a role, not a person.")
  private String contactRole;

  @Option(
      names = "--nil-return",
      defaultValue = "",
      paramLabel = "REASON",
      description = "There was no activity in the month, and why.")
  private String nilReturnReason;

  @Option(
      names = "--resubmission",
      defaultValue = "",
      paramLabel = "REASON",
      description = "Why the month is sent again after its cut.")
  private String resubmissionReason;

  @Option(
      names = "--replaces-with-fewer-rows",
      description =
          "The month is sent again and rightly holds under 80 % of the rows accepted before (SUB-006).")
  private boolean replacesWithFewerRows;

  @Option(names = "--dry-run", description = "Print the manifest and write nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ManifestWriter writer = new ManifestWriter(ContractCatalogue.load());
    ManifestWriter.About about =
        new ManifestWriter.About(
            family,
            organisation,
            reportingMonth(),
            createdAt == null
                ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()
                : createdAt,
            sourceSystem,
            contactRole,
            !nilReturnReason.isEmpty(),
            nilReturnReason,
            resubmissionReason,
            replacesWithFewerRows);
    if (dryRun) {
      spec.commandLine().getOut().print(Json.text(writer.manifest(folder, about)));
      spec.commandLine().getOut().flush();
    } else {
      spec.commandLine().getOut().println(writer.write(folder, about));
    }
    return 0;
  }

  private ReportingMonth reportingMonth() {
    try {
      return ReportingMonth.of(month);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("--month: " + e.getMessage() + ", for example 2026-09", e);
    }
  }
}
