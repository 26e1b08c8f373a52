package org.concordat.schedule.cli;

import java.time.Duration;
import java.time.Instant;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;

/** What becomes of an answer: the task that asked takes the step, or asks once more. */
final class AnsweredStep {

  /** How it went. */
  enum Outcome {
    TAKEN,
    ASKED_AGAIN,
    FAILED,
    /** Not known in the time somebody waits for a command. */
    UNDER_WAY
  }

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where the task leaves why it did not accept an answer. */
  private static final String REFUSED = "refused";

  private final Airflow airflow;
  private final MonthRun run;
  private final String task;

  AnsweredStep(Airflow airflow, MonthRun run, String task) {
    this.airflow = airflow;
    this.run = run;
    this.task = task;
  }

  /** Waits for the task to take the step. */
  Outcome outcome() {
    Instant limit = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(limit)) {
      String state = asking().state();
      if (state.equals("success")) {
        return Outcome.TAKEN;
      }
      if (state.equals("failed") || state.equals("upstream_failed")) {
        return Outcome.FAILED;
      }
      if (airflow.questions(run).stream().anyMatch(one -> one.task().equals(task))) {
        return Outcome.ASKED_AGAIN;
      }
      rest();
    }
    return Outcome.UNDER_WAY;
  }

  /** Why the answer was not accepted. */
  String refusal() {
    return airflow
        .traces()
        .message(run, asking(), REFUSED)
        .map(String::valueOf)
        .orElse("concordat schedule logs " + task + " says why");
  }

  private TaskState asking() {
    return airflow.tasks(run).stream()
        .filter(one -> one.task().equals(task))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The run has no task " + task));
  }

  private static void rest() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a step", e);
    }
  }
}
