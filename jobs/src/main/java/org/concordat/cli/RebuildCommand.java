package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.returns.RebuiltReturn;
import org.concordat.returns.RecordedReturn;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "rebuild",
    description = {
      "Make a version of a return again from its record alone and hold every file against it.",
      "Only the submissions that the manifest records are read, each byte verified by its SHA-256."
          + " With --last, the newest versions of the last months: what does this code change?"
    },
    footer = {
      "",
      "Ends 0 when every file has the recorded digest, 3 when not (the files are named).",
      "DIR holds personal data afterwards, like a lake; remove it when it is no longer needed.",
      "",
      "Example: concordat rebuild --month 2026-09 --version 1 --into rebuilt"
    })
final class RebuildCommand implements Callable<Integer> {

  @Option(
      names = "--month",
      paramLabel = "yyyy-MM",
      description = "The reporting month (default: the newest with a return).")
  private @Nullable String month;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "performance (default), final or provisional.")
  private String status = "performance";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Number of the version (default: the newest).")
  private @Nullable Integer version;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Instead of one month: the newest versions of the last N months.")
  private @Nullable Integer last;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "Folder to work in; it must be new or empty.")
  private Path into;

  @Option(
      names = "--lake",
      paramLabel = "ROOT",
      description = "Where the return and all it was made from are (default: ./lake).")
  private Path lake = Path.of("lake");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings in YAML, for zones and files of keys; what decides figures is recorded.")
  private @Nullable Path config;

  @Option(names = "--quiet", description = "No progress, only the outcome.")
  private boolean quiet;

  @Option(names = "--json", description = "The outcome as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), quiet);
    Settings settings = config == null ? Settings.defaults() : Settings.read(config);
    Lake from = ReadLake.all(lake, settings);
    List<RecordedReturn> wanted = wanted(from);
    requireEmpty();
    Folders.createForOwner(into);
    List<RebuiltReturn> rebuilt = new ArrayList<>();
    for (RecordedReturn one : wanted) {
      Path folder = into.resolve("%s-%s-v%d".formatted(one.month(), one.status(), one.version()));
      console.step("rebuild", "version %d of %s".formatted(one.version(), one.month()));
      rebuilt.add(new ReturnRebuild(one, settings, console).into(folder));
    }
    if (json) {
      console.line(Json.text(rebuilt).stripTrailing());
    } else {
      rebuilt.forEach(one -> show(one, console));
      console.line("Made again in " + into + ", which holds personal data.");
    }
    return rebuilt.stream().allMatch(one -> one.different().isEmpty()) ? 0 : Failures.HELD;
  }

  private List<RecordedReturn> wanted(Lake from) {
    if (last == null) {
      return List.of(RecordedReturn.read(from, month(), status, version));
    }
    if (month != null || version != null) {
      throw new WrongRequestException("--last chooses months and versions itself");
    }
    if (last < 1) {
      throw new WrongRequestException("--last: at least one month");
    }
    return RecordedReturn.last(from, status, last);
  }

  private @Nullable ReportingMonth month() {
    try {
      return month == null ? null : ReportingMonth.of(month);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("--month: " + e.getMessage() + ", for example 2026-09", e);
    }
  }

  private void requireEmpty() {
    boolean isFile = Files.exists(into) && !Files.isDirectory(into);
    if (isFile || !Folders.filesBelow(into).isEmpty() || !Folders.foldersIn(into).isEmpty()) {
      throw new WrongRequestException("Cannot work in " + into + ": it must be new or empty");
    }
  }

  private static void show(RebuiltReturn rebuilt, Console console) {
    console.line(
        "%s %s, version %d:".formatted(rebuilt.month(), rebuilt.status(), rebuilt.version()));
    if (!rebuilt.isOfThisCode()) {
      console.line(
          "Made by code %s and again by code %s: the manifest must differ, nothing else may."
              .formatted(rebuilt.madeBy(), CodeVersion.text()));
    }
    console.table(
        List.of("file", "outcome", "what"),
        rebuilt.files().stream()
            .map(file -> List.of(file.file(), file.outcome(), file.note()))
            .toList());
    List<RebuiltReturn.Compared> different = rebuilt.different();
    console.line(
        different.isEmpty()
            ? rebuilt.isOfThisCode()
                ? "Every file is the same, byte for byte."
                : "Every figure is the same, byte for byte."
            : "Not the same: %d of %d files differ."
                .formatted(different.size(), rebuilt.files().size()));
  }
}
