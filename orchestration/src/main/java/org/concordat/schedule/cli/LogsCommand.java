package org.concordat.schedule.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.LogLine;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schedule.airflow.WrongRequestException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "logs",
    description = "Show the log of a task of a month's newest run.",
    footer = {
      "",
      "Examples:",
      "  concordat schedule logs marts --month 2026-09",
      "  concordat schedule logs pull --partner MH/RX4 --month 2026-09 --try 1"
    })
final class LogsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "TASK", description = "The task, for example check; see status.")
  private String task = "";

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month = "";

  @Option(
      names = "--partner",
      paramLabel = "FAMILY/ORG",
      description = "Of a task that is done per partner: whose.")
  private @Nullable String partner;

  @Option(names = "--try", paramLabel = "N", description = "Which try (default: the newest).")
  private @Nullable Integer tryNumber;

  @Mixin private final MonthOptions which = new MonthOptions();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Airflow airflow = connection.airflow();
    MonthRun run = which.newest(airflow, MonthOptions.month("--month", month));
    TaskState found = found(airflow.tasks(run));
    int number = tryNumber == null ? found.tries() : tryNumber;
    if (number < 1 || number > found.tries()) {
      throw new WrongRequestException(
          found.tries() == 0
              ? task + " was not started yet"
              : "--try: " + task + " had tries 1 to " + found.tries());
    }
    Terminal terminal = new Terminal(spec);
    for (LogLine line : airflow.traces().log(run, found, number)) {
      terminal.line(
          (line.at() + " " + line.level().toUpperCase(Locale.ROOT) + " " + line.text()).strip());
    }
    return 0;
  }

  private TaskState found(List<TaskState> tasks) {
    List<TaskState> named = tasks.stream().filter(one -> one.task().equals(task)).toList();
    if (named.isEmpty()) {
      throw new WrongRequestException(
          "The run has no task %s; it has %s"
              .formatted(
                  task,
                  String.join(", ", tasks.stream().map(TaskState::task).distinct().toList())));
    }
    if (named.size() == 1 && partner == null) {
      return named.get(0);
    }
    if (partner == null) {
      throw new WrongRequestException(
          task + " is done per partner: say with --partner whose log, for example MH/RX4");
    }
    return named.stream()
        .filter(one -> partner.equalsIgnoreCase(one.partner()))
        .findFirst()
        .orElseThrow(() -> new WrongRequestException("The run has no " + task + " of " + partner));
  }
}
