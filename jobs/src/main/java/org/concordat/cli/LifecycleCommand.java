package org.concordat.cli;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.reports.ReturnPages;
import org.concordat.returns.LifecycleStep;
import org.concordat.returns.ReturnLifecycle;
import org.concordat.returns.ReturnLifecycle.VersionState;
import org.concordat.returns.ReturnState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "lifecycle",
    description = {
      "Show where the versions of a return stand, or take one a step further: quality-assured,"
          + " signed-off, published, and in the end withdrawn.",
      "Each step has a named person and a time, follows the one before, and needs files that are as"
          + " they were made and a clean disclosure check."
    },
    footer = {
      "",
      "Publishing a version makes the one before superseded. Ends 3 when a version may not go on.",
      "",
      "Examples:",
      "  concordat lifecycle --month 2026-09",
      "  concordat lifecycle --month 2026-09 --to quality-assured --by \"Ada Byron\"",
      "  concordat lifecycle --month 2026-09 --to signed-off --by \"Sam Okoro\" --note \"as agreed\"",
      "  concordat lifecycle --month 2026-09 --to published --by \"Sam Okoro\""
    })
final class LifecycleCommand implements Callable<Integer> {

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "performance (default) or final; a provisional return stays a draft.")
  private String status = "performance";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Number of the version (default: the newest; the published one to withdraw).")
  private @Nullable Integer version;

  @Option(
      names = "--to",
      paramLabel = "STATE",
      description = "quality-assured, signed-off, published or withdrawn.")
  private @Nullable String to;

  @Option(names = "--by", paramLabel = "NAME", description = "With --to: who takes the step.")
  private @Nullable String by;

  @Option(names = "--note", paramLabel = "TEXT", description = "With --to: why, in one line.")
  private @Nullable String note;

  @Mixin private final LakeOptions where = new LakeOptions();

  @Option(names = "--dry-run", description = "Check that the step can be taken and write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "The outcome as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  /** Zones that versions of a return lie in. */
  private static final Set<Zone> READ = EnumSet.of(Zone.RETURNS, Zone.RAW);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    Settings settings = where.settings();
    if (to == null) {
      if (by != null || note != null || version != null || dryRun) {
        throw new WrongRequestException("Say with --to which step is to be taken");
      }
      show(life(ReadLake.with(where.root(), settings, READ), settings), console);
      return 0;
    }
    if (by == null) {
      throw new WrongRequestException("Say with --by who takes the step");
    }
    VersionState now = taken(settings, ReturnState.of(to), by, console);
    if (json) {
      console.line(Json.text(now).stripTrailing());
    } else {
      console.line(
          dryRun
              ? "Version %d can become %s. Dry run: nothing was written."
                  .formatted(now.version(), now.state().word())
              : "Version %d is %s.".formatted(now.version(), now.state().word()));
    }
    return 0;
  }

  private ReturnLifecycle life(Lake in, Settings settings) {
    return new ReturnLifecycle(
        in, GivenMonth.of(month), status, settings.signOff(), Clock.systemUTC());
  }

  /** A return that lies in an object store is taken further there, and only there. */
  private VersionState taken(Settings settings, ReturnState step, String who, Console console)
      throws Exception {
    if (dryRun || where.lake(settings).remote().isEmpty()) {
      Lake here = ReadLake.with(where.root(), settings, READ);
      VersionState now = life(here, settings).take(version, step, who, note, dryRun);
      if (!dryRun) {
        writePage(here, console);
      }
      return now;
    }
    try (LakeSession session =
        LakeSession.open(where.root(), settings, Progress.silent(), where.patience())) {
      List<VersionState> now = new ArrayList<>();
      session.publishing(
          () -> {
            now.add(life(session.lake(), settings).take(version, step, who, note, false));
            writePage(session.lake(), console);
          });
      return now.get(0);
    }
  }

  /** The step is taken, whether or not its page can be written. */
  private void writePage(Lake returns, Console console) {
    try {
      new ReturnPages(returns).write(GivenMonth.of(month), status);
    } catch (UncheckedIOException e) {
      console.warning("The page of the return could not be made anew; run concordat reports.");
    }
  }

  private void show(ReturnLifecycle life, Console console) {
    List<VersionState> versions = life.versions();
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("month", month);
      outcome.put("status", status);
      life.published().ifPresent(shown -> outcome.put("published", shown));
      outcome.put("versions", versions);
      console.line(Json.text(outcome).stripTrailing());
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (VersionState one : versions) {
      if (one.steps().isEmpty()) {
        rows.add(List.of("v" + one.version(), one.state().word(), "-", "-", "-"));
      }
      for (LifecycleStep step : one.steps()) {
        rows.add(
            List.of(
                "v" + one.version(),
                step.state().word(),
                step.by(),
                step.at().toString(),
                step.note() == null ? "-" : step.note()));
      }
    }
    console.table(List.of("version", "state", "by", "at", "note"), rows);
    console.line(
        life.published()
            .map(shown -> "Published is version " + shown + ".")
            .orElse("No version is published."));
  }
}
