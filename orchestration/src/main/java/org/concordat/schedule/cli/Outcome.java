package org.concordat.schedule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.Question;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schedule.plan.Schedule;

/**
 * What a run has come to, from the words its tasks leave: verdicts of partners, the gate's
 * decision.
 */
final class Outcome {

  /** What the gate writes when nothing may be published. */
  private static final String HOLD = "hold";

  private final Airflow airflow;
  private final MonthRun run;
  private final List<TaskState> tasks;

  Outcome(Airflow airflow, MonthRun run, List<TaskState> tasks) {
    this.airflow = airflow;
    this.run = run;
    this.tasks = tasks;
  }

  /** Verdicts by family and organisation; empty before the check is over. */
  Map<String, String> verdicts() {
    Map<String, String> verdicts = new TreeMap<>();
    message("check", "verdicts").forEach((partner, verdict) -> verdicts.put(partner, verdict));
    return verdicts;
  }

  /** publish, publish with caveat or hold; empty before the gate. */
  String decision() {
    return message("gate", "return_value").getOrDefault("decision", "");
  }

  private Map<String, String> message(String task, String key) {
    Map<String, String> words = new TreeMap<>();
    for (TaskState one : tasks) {
      if (one.task().equals(task)
          && one.tries() > 0
          && airflow.traces().message(run, one, key).orElse(null) instanceof Map<?, ?> left) {
        left.forEach((name, value) -> words.put(String.valueOf(name), String.valueOf(value)));
      }
    }
    return words;
  }

  /** The last lines: what was decided, who is waited for and what to type. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    String decision = decision();
    if (!decision.isEmpty()) {
      lines.add("The gate decided: " + decision + ".");
    }
    if (!run.isOver() && tasks.stream().anyMatch(TaskState::asksAPerson)) {
      for (Question question : airflow.questions(run)) {
        lines.add(
            "Waiting for a person: "
                + question.subject()
                + " (concordat schedule signoff --month "
                + run.month()
                + " --step "
                + (question.task().equals("sign_off") ? "signed-off" : "quality-assured")
                + (run.schedule() == Schedule.FINAL ? " --final" : "")
                + (run.deployment().equals(MonthRun.USUAL_DEPLOYMENT)
                    ? ""
                    : " --deployment " + run.deployment())
                + " --by NAME)");
      }
    }
    return lines;
  }

  /** Exit code of a run that is over. */
  int exitCode() {
    if (run.state().equals("success")) {
      return 0;
    }
    return decision().equals(HOLD) ? Failures.HELD : Failures.OURS;
  }
}
