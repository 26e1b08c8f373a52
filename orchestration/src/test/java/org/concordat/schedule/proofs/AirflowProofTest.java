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
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Airflow runs months to their published returns and is driven with the commands of schedule
 * alone. Every scenario has a lake of its own; all run at the same time on one Airflow, and each
 * test waits for its own.
 */
@Tag("proof")
@EnabledIfEnvironmentVariable(
    named = "CONCORDAT_AIRFLOW_PROOF",
    matches = "true",
    disabledReason = "takes a quarter of an hour of two cores: set CONCORDAT_AIRFLOW_PROOF=true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AirflowProofTest {

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

  private static CompletableFuture<JsonNode> sample;
  private static CompletableFuture<SortedMap<String, String>> sampleAgain;
  private static CompletableFuture<JsonNode> corrupt;
  private static CompletableFuture<JsonNode> fewMissing;
  private static CompletableFuture<JsonNode> halfMissing;
  private static CompletableFuture<List<JsonNode>> pastMonths;
  private static CompletableFuture<Integer> commandLine;
  private static CompletableFuture<Integer> commandLineFewMissing;

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

    sample = inBackground(AirflowProofTest::runWithOnePersonTwice);
    sampleAgain = sample.thenApplyAsync(status -> runAgain(), THREADS);
    corrupt = inBackground(AirflowProofTest::runWhileTheSchedulerDies);
    fewMissing = inBackground(AirflowProofTest::runWhileAJavaMachineDies);
    halfMissing = inBackground(AirflowProofTest::runHeld);
    pastMonths = inBackground(AirflowProofTest::runPastMonths);
    commandLine = inBackground(() -> commandLine("by-hand", SAMPLE));
    commandLineFewMissing = inBackground(() -> commandLine("few-by-hand", drop("few")));
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
    // What the calendar starts by itself goes to the first deployment, where nobody sends.
    Files.createDirectories(drop("calendar"));
    StringBuilder text = new StringBuilder("deployments:\n");
    for (String name : List.of("calendar", "sample", "corrupt", "few", "half", "past")) {
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

  /** Who quality assured a return may not sign it off; the run asks again. */
  private static JsonNode runWithOnePersonTwice() {
    airflow.done("trigger", "--month", MONTH, "--deployment", "sample");
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

  private static int commandLine(String lake, Path landing) {
    return Repository.run(
            Map.of(),
            Repository.program("concordat"),
            "run",
            "--month",
            MONTH,
            "--lake",
            lake(lake),
            "--landing",
            landing,
            "--quiet")
        .code();
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

  private static JsonNode runWhileAJavaMachineDies() {
    airflow.done("trigger", "--month", MONTH, "--deployment", "few");
    Instant limit = Instant.now().plus(Duration.ofMinutes(15));
    String lake = lake("few").toString();
    while (Instant.now().isBefore(limit)) {
      List<ProcessHandle> marts =
          ProcessHandle.allProcesses()
              .filter(one -> says(one, "marts") && says(one, lake) && isJava(one))
              .toList();
      if (!marts.isEmpty()) {
        pause(Duration.ofSeconds(3));
        marts.forEach(ProcessHandle::destroyForcibly);
        return airflow.signOff(MONTH, "few");
      }
      pause(Duration.ofMillis(300));
    }
    throw new AssertionError("The marts of the deployment few were never started");
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

  /** The second month starts when the first is over, so both wait for people one by one. */
  private static List<JsonNode> runPastMonths() {
    airflow.done("backfill", "--from", "2026-08", "--to", MONTH, "--deployment", "past");
    List<JsonNode> months = new ArrayList<>();
    for (String month : List.of("2026-08", MONTH)) {
      Instant limit = Instant.now().plus(Duration.ofMinutes(3));
      while (airflow.schedule("status", "--month", month, "--deployment", "past").code() != 0
          && Instant.now().isBefore(limit)) {
        pause(Duration.ofSeconds(2));
      }
      months.add(airflow.signOff(month, "past"));
    }
    return months;
  }

  private static void assertAllGreen(JsonNode status) {
    assertThat(status.path("state").asText()).as(status.toPrettyString()).isEqualTo("success");
    assertThat(status.path("tasks")).hasSizeGreaterThan(10);
    for (JsonNode task : status.path("tasks")) {
      assertThat(task.path("state").asText()).as(task.toString()).isEqualTo("success");
    }
  }

  private static void assertSameResults(String deployment, String byHand) {
    for (String zone : List.of("returns", "raw", "checked", "linked", "findings", "metrics")) {
      assertThat(Folders.hashes(lake(deployment).resolve(zone), STEPS))
          .as(zone)
          .isNotEmpty()
          .isEqualTo(Folders.hashes(lake(byHand).resolve(zone), STEPS));
    }
    for (String path : List.of("marts/live", "reports")) {
      assertThat(Folders.hashes(lake(deployment).resolve(path), RETURN_PAGES))
          .as(path)
          .isNotEmpty()
          .isEqualTo(Folders.hashes(lake(byHand).resolve(path), RETURN_PAGES));
    }
  }

  @Test
  @Order(1)
  void the_sample_month_is_published_and_equals_the_run_by_hand() {
    assertAllGreen(sample.join());
    assertThat(sample.join().path("decision").asText()).isEqualTo("publish");
    assertThat(commandLine.join()).isZero();
    assertSameResults("sample", "by-hand");
    assertThat(lake("sample").resolve("returns/2026-09/performance/published")).exists();
  }

  @Test
  @Order(2)
  void a_finished_month_run_again_changes_nothing() {
    assertThat(Folders.hashes(lake("sample"), AirflowProofTest::isRecord))
        .isEqualTo(sampleAgain.join());
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
  void three_missing_partners_give_a_caveat_and_a_killed_java_machine_is_tried_again() {
    assertAllGreen(fewMissing.join());
    assertThat(fewMissing.join().path("decision").asText()).isEqualTo("publish with caveat");
    assertThat(RunningAirflow.tries(fewMissing.join(), "marts")).isGreaterThan(1);
    assertThat(commandLineFewMissing.join()).isZero();
    assertSameResults("few", "few-by-hand");
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
  void a_backfill_publishes_two_months_in_order() {
    List<JsonNode> months = pastMonths.join();
    months.forEach(AirflowProofTest::assertAllGreen);
    assertThat(months.get(0).path("month").asText()).isEqualTo("2026-08");
    assertThat(Instant.parse(iso(months.get(1).path("started").asText())))
        .isAfterOrEqualTo(Instant.parse(iso(months.get(0).path("ended").asText())));
    for (String month : List.of("2026-08", MONTH)) {
      assertThat(lake("past").resolve("returns").resolve(month).resolve("performance/published"))
          .exists();
    }
  }

  private static String iso(String offsetTime) {
    return OffsetDateTime.parse(offsetTime).toInstant().toString();
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
