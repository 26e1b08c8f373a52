package org.concordat.schedule.cli;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Plan;
import org.concordat.schedule.plan.PlannedRun;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "backfill",
    description = {
      "Have past months run, oldest first, each when the one before is over.",
      "A month that had its scheduled run is left out unless --again says otherwise."
    },
    footer = {"", "Example:", "  concordat schedule backfill --from 2026-08 --to 2026-09"})
final class BackfillCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "yyyy-MM",
      description = "First reporting month.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "yyyy-MM",
      description = "Last reporting month.")
  private String to = "";

  @Option(
      names = "--again",
      paramLabel = "WHICH",
      description = "none (default), failed, or completed: which months to run once more.")
  private String again = "none";

  @Mixin private final MonthOptions which = new MonthOptions();

  @Option(names = "--dry-run", description = "Ask Airflow what would run and run nothing.")
  private boolean dryRun;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReportingMonth first = MonthOptions.month("--from", from);
    ReportingMonth last = MonthOptions.month("--to", to);
    if (first.compareTo(last) > 0) {
      throw new WrongRequestException("--from " + first + " is after --to " + last);
    }
    if (!List.of("none", "failed", "completed").contains(again)) {
      throw new WrongRequestException("--again: none, failed or completed, not \"" + again + "\"");
    }
    PlannedRun oldest = planned(first);
    PlannedRun newest = planned(last);
    Airflow airflow = connection.airflow();
    Terminal terminal = new Terminal(spec);
    int months = airflow.backfillMonths(oldest, newest, which.deployment(), again);
    String what = "%d month%s from %s to %s".formatted(months, months == 1 ? "" : "s", first, last);
    if (months == 0) {
      terminal.line(
          "Nothing to run from %s to %s: every month had its run.".formatted(first, last));
    } else if (dryRun) {
      terminal.line("Would run " + what + ". Dry run: nothing was started.");
    } else {
      int number = airflow.backfill(oldest, newest, which.deployment(), again);
      terminal.line("Backfill %d runs %s, one after the other.".formatted(number, what));
    }
    return 0;
  }

  private PlannedRun planned(ReportingMonth month) {
    return new Plan(SubmissionCalendar.load())
        .runs(month, 1).stream()
            .filter(run -> run.schedule() == which.schedule())
            .min(Comparator.comparing(PlannedRun::runAfter))
            .orElseThrow(
                () -> new WrongRequestException("The submission calendar has no month " + month));
  }
}
