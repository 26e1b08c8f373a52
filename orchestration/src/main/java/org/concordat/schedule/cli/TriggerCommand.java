package org.concordat.schedule.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.AlreadyThereException;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "trigger",
    description = {
      "Start the run of a month now.",
      "A run of the month that is there already is left as it is and said to be there; --again"
          + " starts one more, which changes nothing unless something else arrived."
    },
    footer = {
      "",
      "Examples:",
      "  concordat schedule trigger --month 2026-09 --watch",
      "  concordat schedule trigger --month 2026-09 --final"
    })
final class TriggerCommand implements Callable<Integer> {

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month = "";

  @Mixin private final MonthOptions which = new MonthOptions();

  @Option(names = "--again", description = "Start one more run although the month has one.")
  private boolean again;

  @Option(names = "--watch", description = "Show the tasks until the run is over.")
  private boolean watch;

  @Mixin private final WatchOptions watching = new WatchOptions();

  @Option(names = "--dry-run", description = "Say what would be started and start nothing.")
  private boolean dryRun;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReportingMonth given = MonthOptions.month("--month", month);
    if (SubmissionCalendar.load().find(given).isEmpty()) {
      throw new WrongRequestException("--month: the submission calendar has no month " + given);
    }
    String deployment = which.deployment();
    Airflow airflow = connection.airflow();
    Terminal terminal = new Terminal(spec);
    List<MonthRun> there = which.runs(airflow, given);
    Optional<MonthRun> unfinished = there.stream().filter(run -> !run.isOver()).findFirst();
    MonthRun run = unfinished.orElse(again || there.isEmpty() ? null : there.get(0));
    if (run == null) {
      run = started(airflow, given, deployment, there.size(), terminal);
    } else {
      terminal.line(
          "%s is there already: run %s is %s.%s"
              .formatted(
                  given, run.id(), run.state(), run.isOver() ? " --again starts one more." : ""));
    }
    if (dryRun || run == null) {
      terminal.line("Dry run: nothing was started.");
      return 0;
    }
    return watch ? watching.watch(airflow, terminal).untilOver(run) : 0;
  }

  /** Starts a run; somebody else may have been faster. Null when nothing may be started. */
  private @Nullable MonthRun started(
      Airflow airflow, ReportingMonth given, String deployment, int before, Terminal terminal) {
    String id = "%s-%s-%s-%d".formatted(which.schedule().word(), deployment, given, before + 1);
    if (dryRun) {
      terminal.line("Would start run " + id + " of " + which.schedule().dag() + ".");
      return null;
    }
    try {
      MonthRun run = airflow.trigger(which.schedule(), id, given, deployment);
      terminal.line("Started run %s of %s.".formatted(run.id(), which.schedule().dag()));
      return run;
    } catch (AlreadyThereException e) {
      MonthRun run = airflow.run(which.schedule(), id);
      terminal.line("%s is there already: run %s is %s.".formatted(given, run.id(), run.state()));
      return run;
    }
  }
}
