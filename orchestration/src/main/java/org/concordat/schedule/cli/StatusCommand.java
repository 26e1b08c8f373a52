package org.concordat.schedule.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = {
      "Show how far the runs are: without --month the newest of all, with --month the tasks and"
          + " partners of its newest run."
    },
    footer = {
      "",
      "With --watch it ends as the run does: 0 done, 1 failed, 3 held by a gate.",
      "",
      "Examples:",
      "  concordat schedule status",
      "  concordat schedule status --month 2026-09 --watch"
    })
final class StatusCommand implements Callable<Integer> {

  private static final int NEWEST = 20;

  @Option(names = "--month", paramLabel = "yyyy-MM", description = "The reporting month.")
  private @Nullable String month;

  @Mixin private final MonthOptions which = new MonthOptions();

  @Option(names = "--watch", description = "With --month: go on until the run is over.")
  private boolean watch;

  @Mixin private final WatchOptions watching = new WatchOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Airflow airflow = connection.airflow();
    Terminal terminal = new Terminal(spec);
    if (month == null) {
      if (watch) {
        throw new WrongRequestException("Say with --month which run to watch");
      }
      all(airflow, terminal);
      return 0;
    }
    MonthRun run = which.newest(airflow, MonthOptions.month("--month", month));
    if (watch) {
      return watching.watch(airflow, terminal).untilOver(run);
    }
    List<TaskState> tasks = airflow.tasks(run);
    Outcome outcome = new Outcome(airflow, run, tasks);
    if (json) {
      terminal.line(text(described(run, tasks, outcome)));
      return 0;
    }
    terminal.lines(new RunPicture(run, tasks, outcome.verdicts()).lines());
    terminal.line("");
    terminal.lines(outcome.summary());
    return 0;
  }

  private void all(Airflow airflow, Terminal terminal) {
    List<MonthRun> runs = new ArrayList<>();
    for (Schedule schedule : List.of(Schedule.PERFORMANCE, Schedule.FINAL)) {
      runs.addAll(airflow.runs(schedule));
    }
    List<MonthRun> newest =
        runs.stream()
            .sorted(
                Comparator.comparing(
                    MonthRun::started, Comparator.nullsFirst(Comparator.reverseOrder())))
            .limit(NEWEST)
            .toList();
    if (json) {
      terminal.line(text(newest.stream().map(StatusCommand::described).toList()));
    } else if (newest.isEmpty()) {
      terminal.line("No run yet.");
    } else {
      terminal.lines(
          Terminal.table(
              List.of("month", "schedule", "deployment", "state", "started", "ended", "run"),
              newest.stream().map(StatusCommand::row).toList()));
    }
  }

  private static List<String> row(MonthRun run) {
    return List.of(
        String.valueOf(run.month()),
        run.schedule().word(),
        run.deployment(),
        run.state(),
        RunPicture.clock(run.started()),
        RunPicture.clock(run.ended()),
        run.id());
  }

  private static Map<String, Object> described(MonthRun run) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run.id());
    all.put("schedule", run.schedule().word());
    all.put("month", String.valueOf(run.month()));
    all.put("deployment", run.deployment());
    all.put("state", run.state());
    all.put("started", String.valueOf(run.started()));
    all.put("ended", String.valueOf(run.ended()));
    return all;
  }

  private static Map<String, Object> described(
      MonthRun run, List<TaskState> tasks, Outcome outcome) {
    Map<String, Object> all = described(run);
    all.put("decision", outcome.decision());
    all.put("verdicts", outcome.verdicts());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TaskState task : tasks) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("task", task.task());
      row.put("partner", task.partner());
      row.put("state", task.state());
      row.put("tries", task.tries());
      row.put("seconds", task.seconds());
      rows.add(row);
    }
    all.put("tasks", rows);
    return all;
  }

  private static String text(Object value) {
    try {
      return JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The status cannot be written as JSON", e);
    }
  }
}
