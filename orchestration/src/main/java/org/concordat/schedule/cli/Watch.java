package org.concordat.schedule.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.AirflowFault;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schedule.airflow.WrongRequestException;

/**
 * Shows a run until it is over: on a terminal the tables, drawn anew; elsewhere a line whenever a
 * task is in another state. An Airflow that does not answer for a while, as when its services are
 * restarted, is asked again.
 */
final class Watch {

  static final int USUAL_SECONDS = 5;

  /** Times Airflow may fail to answer, one after the other. */
  private static final int PATIENCE = 6;

  private final Airflow airflow;
  private final Terminal terminal;
  private final Duration pause;
  private final Set<String> said = new LinkedHashSet<>();

  Watch(Airflow airflow, Terminal terminal, int seconds) {
    if (seconds < 1) {
      throw new WrongRequestException("--every: at least 1 second");
    }
    this.airflow = airflow;
    this.terminal = terminal;
    this.pause = Duration.ofSeconds(seconds);
  }

  /**
   * @return the exit code: 0 when all is done, 3 when a gate held the publication, 1 when the run
   *     failed otherwise
   */
  int untilOver(MonthRun run) {
    int failures = 0;
    while (true) {
      try {
        MonthRun now = airflow.run(run.schedule(), run.id());
        List<TaskState> tasks = airflow.tasks(now);
        Outcome outcome = new Outcome(airflow, now, tasks);
        show(now, tasks, outcome);
        if (now.isOver()) {
          return outcome.exitCode();
        }
        failures = 0;
      } catch (AirflowFault e) {
        failures++;
        if (failures >= PATIENCE) {
          throw e;
        }
        terminal.remark(e.getMessage() + " Asking again.");
      }
      rest();
    }
  }

  private void show(MonthRun run, List<TaskState> tasks, Outcome outcome) {
    if (terminal.isWatched() && !run.isOver()) {
      terminal.clear();
      terminal.lines(picture(run, tasks, outcome));
      return;
    }
    List<String> news = new ArrayList<>();
    for (TaskState task : tasks) {
      if (!task.state().equals("none")) {
        news.add(
            task.task()
                + (task.partner() == null ? "" : " " + task.partner())
                + (task.tries() > 1 ? ", try " + task.tries() : "")
                + ": "
                + task.state());
      }
    }
    news.addAll(outcome.summary());
    news.stream().filter(said::add).forEach(terminal::line);
    if (run.isOver()) {
      terminal.line("");
      terminal.lines(picture(run, tasks, outcome));
    }
  }

  private static List<String> picture(MonthRun run, List<TaskState> tasks, Outcome outcome) {
    List<String> lines = new ArrayList<>(new RunPicture(run, tasks, outcome.verdicts()).lines());
    lines.add("");
    lines.addAll(outcome.summary());
    return lines;
  }

  private void rest() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a run", e);
    }
  }
}
