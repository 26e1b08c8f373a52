package org.concordat.schedule.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.LogLine;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Schedule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Airflow runs months to their published returns and is driven with the commands of schedule
 * alone. Every scenario has a lake of its own: the sample's two months go through one after the
 * other, and beside them the months in which something is wrong. Each test waits for its own.
 */
@Tag("proof")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AirflowProofTest {

  private static final String BEFORE = "2026-08";
  private static final String MONTH = "2026-09";
  private static final Path SAMPLE = Repository.ROOT.resolve("sample-data/extracts");

  /** Kept beside the versions, with the times of the steps people took. */
  private static final Predicate<String> STEPS =
      name ->
          name.endsWith("lifecycle.jsonl") || name.endsWith("published") || name.endsWith(".lock");

  /** The page of the return, which shows those steps. */
  private static final Predicate<String> RETURN_PAGES = name -> name.startsWith("returns/");

  @TempDir private static Path folder;
  private static RunningAirflow airflow;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private static CompletableFuture<List<JsonNode>> twoMonths;
  private static CompletableFuture<SortedMap<String, String>> lakeBefore;
  private static CompletableFuture<JsonNode> corrupt;
  private static CompletableFuture<JsonNode> fewMissing;
  private static CompletableFuture<JsonNode> halfMissing;
  private static CompletableFuture<Path> byHand;

  @BeforeAll
  static void start() throws IOException {
    Repository.needsPython();
    Path corruptFolder = Folders.copy(SAMPLE, drop("corrupt"), name -> false);
    // One byte more than the partner's manifest says: the file is not what was sent.
    Files.writeString(
        corruptFolder.resolve("MH/RX4/2026-09/001/MHS101Referral.csv"),
        "x",
        StandardOpenOption.APPEND);
    // PF 42 sent nothing anyway, so three of thirteen are missing.
    Folders.copy(SAMPLE, drop("few"), without("MH/R1L", "AM/RRU"));
    Folders.copy(
        SAMPLE, drop("half"), without("MH/R1L", "MH/RWK", "MH/NTN", "MH/RXM", "AM/RRU", "UC/RX6"));
    airflow = new RunningAirflow(folder.resolve("airflow"), deployments());

    twoMonths = inBackground(AirflowProofTest::runTwoMonths);
    lakeBefore = twoMonths.thenApplyAsync(months -> runAgain(), THREADS);
    corrupt = inBackground(AirflowProofTest::runWhileTheSchedulerDies);
    // One after the other: four months at once would wait for each other on two cores.
    fewMissing = corrupt.handleAsync((done, failed) -> runWithCaveat(), THREADS);
    halfMissing = fewMissing.handleAsync((done, failed) -> runHeld(), THREADS);
    byHand = halfMissing.handleAsync((done, failed) -> runByHand(), THREADS);
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
    if (airflow != null) {
      airflow.close();
    }
  }

  private static Path drop(String name) {
    return folder.resolve("drop-" + name);
  }

  private static Path lake(String name) {
    return folder.resolve("lake-" + name);
  }

  /** Leaves out what these partners sent for the month; what they sent before stays. */
  private static Predicate<String> without(String... partners) {
    List<String> folders = List.of(partners).stream().map(one -> one + "/" + MONTH).toList();
    return name -> folders.stream().anyMatch(name::startsWith);
  }

  private static Path deployments() throws IOException {
    // What the calendar starts by itself goes to the first deployment, which refuses at once.
    StringBuilder text =
        new StringBuilder(
            "deployments:\n  calendar:\n    lake: %s\n    channels: %s\n"
                .formatted(lake("calendar"), folder.resolve("no-channels.yaml")));
    for (String name : List.of("sample", "corrupt", "few", "half")) {
      boolean own = Files.isDirectory(drop(name));
      text.append(
          "  %s:\n    lake: %s\n    landing: %s\n"
              .formatted(name, lake(name), own ? drop(name) : SAMPLE));
    }
    return Files.writeString(folder.resolve("deployments.yaml"), text);
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        THREADS);
  }

  /** The second month starts when the first is over, so both wait for people one by one. */
  private static List<JsonNode> runTwoMonths() {
    airflow.done("backfill", "--from", BEFORE, "--to", MONTH, "--deployment", "sample");
    List<JsonNode> months = new ArrayList<>();
    airflow.awaitRun(BEFORE, "sample");
    airflow.until(BEFORE, "sample", s -> RunningAirflow.state(s, "marts").equals("running"));
    killAJavaMachine("marts", lake("sample"));
    months.add(airflow.signOff(BEFORE, "sample"));
    airflow.awaitRun(MONTH, "sample");
    months.add(signOffWithOnePersonTwice());
    return months;
  }

  /** Who quality assured a return may not sign it off; the run asks again. */
  private static JsonNode signOffWithOnePersonTwice() {
    airflow.qualityAssure(MONTH, "sample");
    airflow.until(MONTH, "sample", s -> RunningAirflow.waits(RunningAirflow.state(s, "sign_off")));
    RunningAirflow.Ended refused =
        airflow.schedule(
            "signoff",
            "--month",
            MONTH,
            "--deployment",
            "sample",
            "--step",
            "signed-off",
            "--by",
            "ada byron");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("the question is asked again: ");
    return airflow.signOff(MONTH, "sample");
  }

  /** Both months with the commands that a person types. */
  private static Path runByHand() {
    for (String month : List.of(BEFORE, MONTH)) {
      concordat("run", "--month", month, "--landing", SAMPLE, "--quiet");
      step(month, "quality-assured", "Ada Byron");
      step(month, "signed-off", "Sam Okoro");
      step(month, "published", "Sam Okoro");
    }
    return lake("by-hand");
  }

  private static void step(String month, String to, String by) {
    concordat("lifecycle", "--month", month, "--to", to, "--by", by);
  }

  private static void concordat(Object... arguments) {
    List<Object> command = new ArrayList<>(List.of(Repository.program("concordat")));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--lake", lake("by-hand")));
    Repository.Ended ended = Repository.run(Map.of(), command.toArray());
    assertThat(ended.code()).as(ended.out()).isZero();
  }

  /** Runs the sample once more; what its lake held before. */
  private static SortedMap<String, String> runAgain() {
    SortedMap<String, String> before = Folders.hashes(lake("sample"), AirflowProofTest::isRecord);
    airflow.done("trigger", "--month", MONTH, "--deployment", "sample", "--again");
    JsonNode status = airflow.until(MONTH, "sample", RunningAirflow::isOver);
    assertThat(status.path("run").asText()).endsWith("-2");
    return before;
  }

  /** Run records say what a run cost and when it was; locks come and go. */
  private static boolean isRecord(String name) {
    return name.startsWith("runs/") || name.contains(".lock") || name.contains("/runs/");
  }

  private static JsonNode runWhileTheSchedulerDies() {
    airflow.done("trigger", "--month", MONTH, "--deployment", "corrupt");
    airflow.until(MONTH, "corrupt", s -> RunningAirflow.state(s, "check").equals("running"));
    airflow.restartScheduler();
    return airflow.signOff(MONTH, "corrupt");
  }

  private static JsonNode runWithCaveat() {
    airflow.done("trigger", "--month", MONTH, "--deployment", "few");
    return airflow.signOff(MONTH, "few");
  }

  /** Waits for a stage's machine and kills it as the system does when memory runs out. */
  private static void killAJavaMachine(String stage, Path lake) {
    Instant limit = Instant.now().plus(Duration.ofMinutes(1));
    while (Instant.now().isBefore(limit)) {
      List<ProcessHandle> machines =
          ProcessHandle.allProcesses()
              .filter(one -> says(one, stage) && says(one, lake.toString()) && isJava(one))
              .toList();
      if (!machines.isEmpty()) {
        pause(Duration.ofSeconds(3));
        machines.forEach(ProcessHandle::destroyForcibly);
        return;
      }
      pause(Duration.ofMillis(300));
    }
    throw new AssertionError("The stage " + stage + " of " + lake.getFileName() + " never started");
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("java");
  }

  private static boolean says(ProcessHandle process, String word) {
    return List.of(process.info().arguments().orElse(new String[0])).contains(word);
  }

  private static void pause(Duration how) {
    try {
      Thread.sleep(how.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode runHeld() {
    airflow.done("trigger", "--month", MONTH, "--deployment", "half");
    return airflow.until(MONTH, "half", RunningAirflow::isOver);
  }

  private static void assertAllGreen(JsonNode status) {
    assertThat(status.path("state").asText()).as(status.toPrettyString()).isEqualTo("success");
    assertThat(status.path("tasks")).hasSizeGreaterThan(10);
    for (JsonNode task : status.path("tasks")) {
      assertThat(task.path("state").asText()).as(task.toString()).isEqualTo("success");
    }
  }

  @Test
  @Order(1)
  void two_months_are_published_in_order_and_a_killed_java_machine_is_tried_again() {
    List<JsonNode> months = twoMonths.join();
    months.forEach(AirflowProofTest::assertAllGreen);
    assertThat(months.get(0).path("month").asText()).isEqualTo(BEFORE);
    assertThat(RunningAirflow.tries(months.get(0), "marts")).isGreaterThan(1);
    assertThat(instant(months.get(1), "started")).isAfterOrEqualTo(instant(months.get(0), "ended"));
    assertThat(months.get(1).path("decision").asText()).isEqualTo("publish");
    for (String month : List.of(BEFORE, MONTH)) {
      assertThat(lake("sample").resolve("returns").resolve(month).resolve("performance/published"))
          .exists();
    }
  }

  private static Instant instant(JsonNode run, String what) {
    return OffsetDateTime.parse(run.path(what).asText()).toInstant();
  }

  @Test
  @Order(2)
  void a_finished_month_run_again_changes_nothing() {
    SortedMap<String, String> before = lakeBefore.join();
    assertThat(Folders.hashes(lake("sample"), AirflowProofTest::isRecord)).isEqualTo(before);
    assertAllGreen(airflow.status(MONTH, "sample"));
  }

  @Test
  @Order(3)
  void one_corrupt_file_is_its_partners_and_a_killed_scheduler_costs_nothing() {
    assertAllGreen(corrupt.join());
    assertThat(corrupt.join().path("decision").asText()).isEqualTo("publish");
    assertThat(corrupt.join().path("verdicts").path("MH/RX4").asText()).isEqualTo("REJECTED");
    assertThat(lake("corrupt").resolve("returns/2026-09/performance/published")).exists();
  }

  @Test
  @Order(4)
  void three_missing_partners_give_a_caveat() {
    assertAllGreen(fewMissing.join());
    assertThat(fewMissing.join().path("decision").asText()).isEqualTo("publish with caveat");
    assertThat(lake("few").resolve("returns/2026-09/performance/published")).exists();
  }

  @Test
  @Order(5)
  void half_of_the_partners_missing_holds_the_return() {
    JsonNode held = halfMissing.join();
    assertThat(held.path("state").asText()).isEqualTo("failed");
    assertThat(held.path("decision").asText()).isEqualTo("hold");
    assertThat(RunningAirflow.state(held, "gate")).isEqualTo("failed");
    assertThat(RunningAirflow.tries(held, "gate")).isLessThan(4);
    assertThat(RunningAirflow.state(held, "reports")).isEqualTo("success");
    for (String task : List.of("returns", "quality_assure", "sign_off", "publish")) {
      assertThat(RunningAirflow.state(held, task)).as(task).isEqualTo("upstream_failed");
    }
    assertThat(Folders.isEmpty(lake("half").resolve("returns"))).isTrue();
    assertThat(Folders.isEmpty(lake("half").resolve("marts/live"))).isFalse();
    assertThat(lake("half").resolve("reports/MH/RX4/2026-09/index.html")).exists();
    // Who watches is told so with the exit code.
    RunningAirflow.Ended watched =
        airflow.schedule("status", "--month", MONTH, "--deployment", "half", "--watch");
    assertThat(watched.code()).isEqualTo(3);
    assertThat(watched.out()).contains("The gate decided: hold.");
  }

  @Test
  @Order(6)
  void what_is_published_equals_the_run_by_hand() {
    Path other = byHand.join();
    lakeBefore.join();
    for (String zone : List.of("returns", "raw", "checked", "linked", "findings", "metrics")) {
      assertSame(other, zone, STEPS);
    }
    assertSame(other, "marts/live", RETURN_PAGES);
    assertSame(other, "reports", RETURN_PAGES);
  }

  private static void assertSame(Path other, String path, Predicate<String> leftOut) {
    assertThat(Folders.hashes(lake("sample").resolve(path), leftOut))
        .as(path)
        .isNotEmpty()
        .isEqualTo(Folders.hashes(other.resolve(path), leftOut));
  }

  @Test
  @Order(7)
  void no_identifier_and_no_row_value_is_in_messages_logs_or_events() {
    RowValues values = RowValues.of(SAMPLE);
    assertThat(values.size()).isGreaterThan(1000);
    // The search finds what it looks for where it may be.
    assertThat(values.below(SAMPLE.resolve("PF/10"))).isNotEmpty();
    Airflow client = airflow.client();
    Set<String> found = new TreeSet<>();
    int logs = 0;
    int messages = 0;
    for (MonthRun run : client.runs(Schedule.PERFORMANCE)) {
      for (TaskState task : client.tasks(run)) {
        for (String key : client.traces().messageKeys(run, task)) {
          messages++;
          client
              .traces()
              .message(run, task, key)
              .ifPresent(value -> found.addAll(values.in(String.valueOf(value))));
        }
        for (int number = 1; number <= task.tries(); number++) {
          for (LogLine line : log(client, run, task, number)) {
            logs++;
            found.addAll(values.in(line.text()));
          }
        }
      }
    }
    client.traces().assetEvents().forEach(event -> found.addAll(values.in(event)));
    // The database and all files: whatever no call shows.
    found.addAll(values.below(airflow.home()));
    assertThat(found).isEmpty();
    assertThat(logs).isGreaterThan(500);
    assertThat(messages).isGreaterThan(30);
  }

  /** A try whose scheduler died has no log in Airflow; its file is searched with all others. */
  private static List<LogLine> log(Airflow client, MonthRun run, TaskState task, int number) {
    try {
      return client.traces().log(run, task, number);
    } catch (WrongRequestException e) {
      return List.of();
    }
  }

  @Test
  @Order(8)
  void a_wrong_password_is_refused() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
    RunningAirflow.Ended refused =
        RunningAirflow.command(
            "status",
            "--airflow",
            airflow.written().path("address").asText(),
            "--user",
            "svc",
            "--password-file",
            wrong.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("the name or the password is wrong");
  }

  @Test
  @Order(9)
  void an_airflow_that_is_down_is_said_to_be() {
    String address = airflow.written().path("address").asText();
    assertThat(airflow.startUp()).isLessThan(Duration.ofMinutes(10));
    airflow.down();
    RunningAirflow.Ended down =
        RunningAirflow.command(
            "status",
            "--airflow",
            address,
            "--user",
            "svc",
            "--password-file",
            airflow.home().resolve("users.json").toString());
    assertThat(down.code()).isEqualTo(1);
    assertThat(down.err())
        .isEqualTo(
            "concordat: Nothing answers at %s. Is Airflow up (orchestration/airflow status)?%n"
                .formatted(address));
    // up's own words are gone with it.
    assertThat(airflow.schedule("status").code()).isEqualTo(2);
  }
}
