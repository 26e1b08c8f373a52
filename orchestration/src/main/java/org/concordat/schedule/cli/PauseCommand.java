package org.concordat.schedule.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Schedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pause",
    description = {
      "Start no more tasks of a schedule until it is resumed; tasks that run go on to their end."
    })
class PauseCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "SCHEDULE",
      description = "performance, final, reminders (default: all three).")
  private List<String> words = List.of();

  @Option(names = "--dry-run", description = "Show how it is now and change nothing.")
  private boolean dryRun;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  /** Whether to pause or to resume. */
  boolean pauses() {
    return true;
  }

  @Override
  public Integer call() {
    List<Schedule> schedules =
        words.isEmpty()
            ? List.of(Schedule.values())
            : words.stream().map(PauseCommand::schedule).toList();
    Airflow airflow = connection.airflow();
    Terminal terminal = new Terminal(spec);
    for (Schedule schedule : schedules) {
      boolean paused = pauses();
      if (dryRun) {
        paused = airflow.isPaused(schedule);
      } else {
        airflow.pause(schedule, paused);
      }
      terminal.line(schedule.word() + (paused ? " is paused." : " is not paused."));
    }
    if (dryRun) {
      terminal.line("Dry run: nothing was changed.");
    }
    return 0;
  }

  private static Schedule schedule(String word) {
    try {
      return Schedule.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException(
          "\"" + word + "\" is no schedule; there are performance, final and reminders", e);
    }
  }
}
