package org.concordat.schedule.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.Connection;
import org.concordat.schedule.cli.ScheduleCommand;

/** A real Airflow in a home of its own, driven with the commands of schedule. */
final class RunningAirflow implements AutoCloseable {

  /** A month takes two minutes alone; here all share two cores with other proofs. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Duration startUp;

  /** What a command printed and how it ended. */
  record Ended(int code, String out, String err) {}

  /**
   * Starts it.
   *
   * @param deployments file of named deployments
   */
  RunningAirflow(Path home, Path deployments) {
    this.home = home;
    Instant before = Instant.now();
    Repository.Ended up =
        Repository.run(
            // A task that is to be tried again waits a second, not a minute.
            Map.of("CONCORDAT_RETRY_SECONDS", "1"),
            Repository.program("orchestration/airflow"),
            "up",
            "--home",
            home,
            "--deployments",
            deployments);
    assertThat(up.code()).as(up.out()).isZero();
    startUp = Duration.between(before, Instant.now());
  }

  Duration startUp() {
    return startUp;
  }

  Path home() {
    return home;
  }

  /** The client below the commands, for what no command shows. */
  Airflow client() {
    return new Airflow(Connection.ofHome(home), Airflow.USUAL_PATIENCE);
  }

  /** What up wrote about itself. */
  JsonNode written() {
    try {
      return JSON.readTree(home.resolve(Connection.FILE).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of schedule against it. */
  Ended schedule(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--home", home.toString(), "--timeout", "60"));
    return command(all.toArray(String[]::new));
  }

  /** Runs a command of schedule as given. */
  static Ended command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = ScheduleCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  /**
   * Runs a command that must be done, one at a time: on SQLite, writing requests at the same moment
   * wait for each other in the same thread of Airflow until one of them gives up.
   */
  synchronized String done(String... arguments) {
    Ended ended = schedule(arguments);
    assertThat(ended.code()).as(String.join(" ", arguments) + ": " + ended.err()).isZero();
    return ended.out();
  }

  /** The state of a month's newest run, as status --json gives it. */
  JsonNode status(String month, String deployment) {
    try {
      return JSON.readTree(done("status", "--month", month, "--deployment", deployment, "--json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a month's newest run is so. */
  JsonNode until(String month, String deployment, Predicate<JsonNode> isSo) {
    Instant limit = Instant.now().plus(LIMIT);
    while (true) {
      JsonNode status = status(month, deployment);
      if (isSo.test(status)) {
        return status;
      }
      boolean over = isOver(status);
      if (over || Instant.now().isAfter(limit)) {
        throw new AssertionError(
            (over ? "The run is over: " : "Still not so: ") + status.toPrettyString());
      }
      rest();
    }
  }

  /** Waits until a month has a run, as the later months of a backfill do one after the other. */
  void awaitRun(String month, String deployment) {
    Instant limit = Instant.now().plus(LIMIT);
    while (schedule("status", "--month", month, "--deployment", deployment).code() != 0) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("There is no run of " + month);
      }
      rest();
    }
  }

  static boolean isOver(JsonNode status) {
    return List.of("success", "failed").contains(status.path("state").asText());
  }

  /** State of a task that is done once. */
  static String state(JsonNode status, String task) {
    for (JsonNode one : status.path("tasks")) {
      if (one.path("task").asText().equals(task)) {
        return one.path("state").asText();
      }
    }
    return "none";
  }

  /** How often a task that is done once was started. */
  static int tries(JsonNode status, String task) {
    for (JsonNode one : status.path("tasks")) {
      if (one.path("task").asText().equals(task)) {
        return one.path("tries").asInt();
      }
    }
    return 0;
  }

  /** Waits for the first question of a month and answers it. */
  void qualityAssure(String month, String deployment) {
    answer(month, deployment, "quality_assure", "quality-assured", "Ada Byron");
  }

  /** Answers whatever a month still asks; gives the run when it is over. */
  JsonNode signOff(String month, String deployment) {
    if (!state(status(month, deployment), "quality_assure").equals("success")) {
      qualityAssure(month, deployment);
    }
    answer(month, deployment, "sign_off", "signed-off", "Sam Okoro");
    return until(month, deployment, RunningAirflow::isOver);
  }

  /** A task that is started again, as after a kill, asks again: then it is answered again. */
  private void answer(String month, String deployment, String task, String step, String by) {
    until(month, deployment, status -> waits(state(status, task)));
    for (int left = 2; true; left--) {
      Ended answer =
          schedule(
              "signoff",
              "--month",
              month,
              "--deployment",
              deployment,
              "--step",
              step,
              "--by",
              by,
              "--note",
              "as last month");
      if (answer.code() == 0) {
        return;
      }
      if (left == 0 || !answer.err().contains("asked again")) {
        throw new AssertionError(answer.err());
      }
      until(month, deployment, status -> waits(state(status, task)));
    }
  }

  static boolean waits(String state) {
    return state.equals("deferred") || state.equals("awaiting_input");
  }

  /** Kills the scheduler, as a crash does, and has it started again. */
  void restartScheduler() {
    ProcessHandle scheduler =
        ProcessHandle.of(written().path("pids").path("scheduler").asLong()).orElseThrow();
    scheduler.destroyForcibly();
    scheduler.onExit().join();
    Repository.Ended again =
        Repository.run(Map.of(), Repository.program("orchestration/airflow"), "up", "--home", home);
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(again.out()).contains("starting scheduler");
  }

  /** Stops all of it; gives what it said. */
  String down() {
    Repository.Ended down =
        Repository.run(
            Map.of(), Repository.program("orchestration/airflow"), "down", "--home", home);
    assertThat(down.code()).as(down.out()).isZero();
    return down.out();
  }

  private static void rest() {
    try {
      Thread.sleep(3000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    down();
  }
}
