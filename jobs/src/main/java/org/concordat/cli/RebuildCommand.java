package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.returns.RebuiltReturn;
import org.concordat.returns.RecordedReturn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Settings are read for zones and files of keys; what decides figures is recorded.",
      "Ends 0 when every file has the recorded digest, 3 when not: the files are named, and the figures",
      "that would move, with exact values; --json has every one.",
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

  @Mixin private final LakeOptions where = new LakeOptions();

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
    Settings settings = where.settings();
    Lake from = ReadLake.all(where.root(), settings);
    List<RecordedReturn> wanted = wanted(from);
    requireEmpty();
    Folders.createForOwner(into);
    List<RebuiltReturn> rebuilt = new ArrayList<>();
    for (RecordedReturn one : wanted) {
      Path folder = into.resolve("%s-%s-v%d".formatted(one.month(), one.status(), one.version()));
      console.step("rebuild", "version %d of %s".formatted(one.version(), one.month()));
      rebuilt.add(madeAgain(one, settings, console, folder));
    }
    if (json) {
      console.line(Json.text(rebuilt).stripTrailing());
    } else {
      new BackTestText(rebuilt).show(console);
      console.line("Made again in " + into + ", which holds personal data.");
    }
    return rebuilt.stream().allMatch(one -> one.different().isEmpty()) ? 0 : Failures.HELD;
  }

  /** A month that this code holds back is an outcome, and the other months are looked at. */
  private static RebuiltReturn madeAgain(
      RecordedReturn one, Settings settings, Console console, Path folder) throws IOException {
    try {
      return new ReturnRebuild(one, settings, console).into(folder);
    } catch (GateHeldException held) {
      return RebuiltReturn.held(one, held.reasons());
    }
  }

  private List<RecordedReturn> wanted(Lake from) {
    if (last == null) {
      return List.of(RecordedReturn.read(from, GivenMonth.ifGiven(month), status, version));
    }
    if (month != null || version != null) {
      throw new WrongRequestException("--last chooses months and versions itself");
    }
    if (last < 1) {
      throw new WrongRequestException("--last: at least one month");
    }
    return RecordedReturn.last(from, status, last);
  }

  private void requireEmpty() {
    boolean isFile = Files.exists(into) && !Files.isDirectory(into);
    if (isFile || !Folders.filesBelow(into).isEmpty() || !Folders.foldersIn(into).isEmpty()) {
      throw new WrongRequestException("Cannot work in " + into + ": it must be new or empty");
    }
  }
}
