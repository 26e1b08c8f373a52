package org.concordat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.concordat.schedule.StubAirflow.Answer;
import org.concordat.schedule.StubAirflow.Ended;
import org.concordat.schedule.StubAirflow.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands ask of Airflow and what they print. */
class ScheduleCommandsTest {

  private static final String DAG = "/api/v2/dags/concordat_performance";
  private static final String RUNS = "GET " + DAG + "/dagRuns";
  private static final String ID = "performance-local-2026-09-1";
  private static final String RUN = DAG + "/dagRuns/" + ID;

  @TempDir private Path folder;
  private StubAirflow airflow;

  @BeforeEach
  void start() throws IOException {
    airflow = new StubAirflow(folder);
    runs();
  }

  @AfterEach
  void stop() {
    airflow.close();
  }

  private static String run(String id, String state, String conf) {
    return """
    {"dag_run_id": "%s", "state": "%s", "conf": %s, "run_type": "manual",
     "start_date": "2026-10-22T00:00:05+00:00", "some_new_key": 1}
    """
        .formatted(id, state, conf);
  }

  private void runs(String... runs) {
    airflow.on(
        RUNS,
        200,
        "{\"dag_runs\": [%s], \"total_entries\": %d}"
            .formatted(String.join(",", runs), runs.length));
  }

  @Test
  void a_run_is_triggered_with_its_month_and_without_a_logical_date() {
    airflow.on("POST " + DAG + "/dagRuns", 200, run(ID, "queued", "{\"month\": \"2026-09\"}"));
    Ended trigger = airflow.run("trigger", "--month", "2026-09");
    assertThat(trigger.code()).isZero();
    assertThat(trigger.out()).isEqualTo("Started run " + ID + " of concordat_performance.\n");
    Request post = airflow.requests().get(1);
    assertThat(post.method()).isEqualTo("POST");
    // Airflow refuses a body without the key, even though it may be null.
    assertThat(post.body())
        .contains("\"logical_date\":null", "\"conf\":{\"month\":\"2026-09\"}")
        .contains("\"dag_run_id\":\"" + ID + "\"");
  }

  @Test
  void a_run_that_somebody_else_just_started_is_there_already() {
    airflow
        .on("POST " + DAG + "/dagRuns", 409, "{\"detail\": \"DAGRun already exists\"}")
        .on("GET " + RUN, 200, run(ID, "running", "{\"month\": \"2026-09\"}"));
    Ended trigger = airflow.run("trigger", "--month", "2026-09");
    assertThat(trigger.code()).isZero();
    assertThat(trigger.out()).isEqualTo("2026-09 is there already: run " + ID + " is running.\n");
  }

  @Test
  void a_month_that_had_its_run_is_started_again_only_when_told() {
    runs(run(ID, "success", "{\"month\": \"2026-09\"}"));
    Ended first = airflow.run("trigger", "--month", "2026-09");
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("is there already").contains("--again starts one more");
    assertThat(airflow.requests()).extracting(Request::method).containsOnly("GET");
    String second = "performance-local-2026-09-2";
    airflow.on("POST " + DAG + "/dagRuns", 200, run(second, "queued", "{\"month\": \"2026-09\"}"));
    assertThat(airflow.run("trigger", "--month", "2026-09", "--again").out())
        .isEqualTo("Started run " + second + " of concordat_performance.\n");
  }

  @Test
  void runs_of_other_deployments_are_other_runs() {
    runs(run("x", "success", "{\"month\": \"2026-09\", \"deployment\": \"rehearsal\"}"));
    Ended dry = airflow.run("trigger", "--month", "2026-09", "--dry-run");
    assertThat(dry.out())
        .isEqualTo(
            "Would start run "
                + ID
                + " of concordat_performance.\nDry run: nothing was started.\n");
    Ended there =
        airflow.run("trigger", "--month", "2026-09", "--deployment", "rehearsal", "--dry-run");
    assertThat(there.out()).contains("2026-09 is there already: run x is success.");
    assertThat(airflow.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void a_scheduled_run_has_the_month_its_interval_begins_with_in_london() {
    // 31 August, 23:00 in Greenwich is midnight of 1 September in London.
    runs(
        """
        {"dag_run_id": "scheduled__1", "state": "running", "conf": {},
         "data_interval_start": "2026-08-31T23:00:00+00:00"}
        """);
    assertThat(airflow.run("trigger", "--month", "2026-09", "--dry-run").out())
        .contains("run scheduled__1 is running");
  }

  private static String task(String name, int index, String partner, String state, int tries) {
    return """
    {"task_id": "%s", "map_index": %d, "rendered_map_index": "%s", "state": %s, "try_number": %d,
     "start_date": "2026-10-22T00:00:06+00:00", "duration": 2.5}
    """
        .formatted(
            name, index, partner, state.equals("none") ? "null" : "\"" + state + "\"", tries);
  }

  private void tasks(String... tasks) {
    airflow.on(
        "GET " + RUN + "/taskInstances",
        200,
        "{\"task_instances\": [%s], \"total_entries\": %d}"
            .formatted(String.join(",", tasks), tasks.length));
  }

  private void message(String task, String key, String value) {
    airflow
        .on(
            "GET " + RUN + "/taskInstances/" + task + "/xcomEntries",
            200,
            "{\"xcom_entries\": [{\"key\": \"%s\"}], \"total_entries\": 1}".formatted(key))
        .on(
            "GET " + RUN + "/taskInstances/" + task + "/xcomEntries/" + key,
            200,
            "{\"key\": \"%s\", \"value\": %s}".formatted(key, value));
  }

  @Test
  void the_status_of_a_month_shows_tasks_partners_and_who_is_waited_for() {
    runs(run(ID, "running", "{\"month\": \"2026-09\"}"));
    tasks(
        task("sign_off", -1, "", "none", 0),
        task("quality_assure", -1, "", "deferred", 1),
        task("pull", 1, "MH/RX4", "success", 2),
        task("pull", 0, "AM/RX6", "success", 1),
        task("check", -1, "", "success", 1),
        task("gate", -1, "", "success", 1),
        task("tidied", -1, "", "a_state_of_later_versions", 1));
    message("check", "verdicts", "{\"AM/RX6\": \"ACCEPTED\", \"MH/RX4\": \"REJECTED\"}");
    message("gate", "return_value", "{\"decision\": \"publish with caveat\", \"reasons\": 2}");
    airflow.on(
        "GET " + RUN + "/hitlDetails",
        200,
        """
        {"hitl_details": [{"subject": "Is it right?", "options": ["Approve", "Reject"],
          "task_instance": {"task_id": "quality_assure", "map_index": -1}}], "total_entries": 1}
        """);
    Ended status = airflow.run("status", "--month", "2026-09");
    assertThat(status.err()).isEmpty();
    assertThat(status.out().lines())
        .containsExactly(
            "performance of 2026-09, run performance-local-2026-09-1: running",
            "",
            "task            state                     tries  started               took",
            "pull            2 success                        2026-10-22 01:00:06",
            "check           success                       1  2026-10-22 01:00:06  2.5 s",
            "gate            success                       1  2026-10-22 01:00:06  2.5 s",
            "quality_assure  deferred                      1  2026-10-22 01:00:06  2.5 s",
            "sign_off        none                          0  2026-10-22 01:00:06  2.5 s",
            "tidied          unknown_default_open_api      1  2026-10-22 01:00:06  2.5 s",
            "",
            "partner  pull     tries   took  verdict",
            "AM/RX6   success      1  2.5 s  ACCEPTED",
            "MH/RX4   success      2  2.5 s  REJECTED",
            "",
            "The gate decided: publish with caveat.",
            "Waiting for a person: Is it right? (concordat schedule signoff --month 2026-09 --step"
                + " quality-assured --by NAME)");
  }

  @Test
  void a_watch_ends_as_the_run_does() {
    AtomicInteger looks = new AtomicInteger();
    runs(run(ID, "running", "{\"month\": \"2026-09\"}"));
    airflow.on(
        "GET " + RUN,
        request ->
            switch (looks.getAndIncrement()) {
              case 0 -> new Answer(200, run(ID, "running", "{\"month\": \"2026-09\"}"));
              case 1 -> new Answer(503, "");
              default -> new Answer(200, run(ID, "failed", "{\"month\": \"2026-09\"}"));
            });
    tasks(task("gate", -1, "", "failed", 1), task("returns", -1, "", "upstream_failed", 0));
    message("gate", "return_value", "{\"decision\": \"hold\", \"reasons\": 1}");
    Ended held = airflow.run("status", "--month", "2026-09", "--watch", "--every", "1");
    assertThat(held.code()).isEqualTo(3);
    assertThat(held.out()).contains("gate: failed", "The gate decided: hold.");
    assertThat(held.err()).contains("HTTP 503").contains("Asking again.");
    message("gate", "return_value", "{\"decision\": \"publish\", \"reasons\": 0}");
    assertThat(airflow.run("status", "--month", "2026-09", "--watch").code()).isEqualTo(1);
  }

  @Test
  void an_answer_that_is_not_accepted_is_said_with_its_reason() {
    runs(run(ID, "running", "{\"month\": \"2026-09\"}"));
    tasks(task("sign_off", -1, "", "awaiting_input", 1));
    message("sign_off", "refused", "\"Ada Byron quality assured it; another person signs off\"");
    airflow
        .on(
            "GET " + RUN + "/hitlDetails",
            200,
            """
            {"hitl_details": [{"subject": "Sign off?", "options": ["Approve", "Reject"],
              "task_instance": {"task_id": "sign_off", "map_index": -1}}], "total_entries": 1}
            """)
        .on("PATCH " + RUN + "/taskInstances/sign_off/-1/hitlDetails", 200, "{}");
    Ended refused =
        airflow.run("signoff", "--month", "2026-09", "--step", "signed-off", "--by", "Ada Byron");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "concordat: This answer was not accepted, and the question is asked again: Ada Byron"
                + " quality assured it; another person signs off\n");
  }

  @Test
  void an_answer_carries_who_gives_it() {
    runs(run(ID, "running", "{\"month\": \"2026-09\"}"));
    tasks(task("sign_off", -1, "", "success", 1));
    airflow
        .on(
            "GET " + RUN + "/hitlDetails",
            200,
            """
            {"hitl_details": [{"subject": "Sign off?", "options": ["Approve", "Reject"],
              "task_instance": {"task_id": "sign_off", "map_index": -1}}], "total_entries": 1}
            """)
        .on(
            "PATCH " + RUN + "/taskInstances/sign_off/-1/hitlDetails",
            200,
            "{\"responded_by\": {\"id\": \"svc\", \"name\": \"svc\"}, \"chosen_options\": [\"Approve\"]}");
    String[] signOff = {
      "signoff",
      "--month",
      "2026-09",
      "--step",
      "signed-off",
      "--by",
      "Sam Okoro",
      "--note",
      "as agreed"
    };
    Ended dry =
        airflow.run(
            "signoff", "--month", "2026-09", "--step", "signed-off", "--by", "Sam", "--dry-run");
    assertThat(dry.out()).contains("Sign off? Dry run: nothing was answered.");
    assertThat(airflow.requests()).extracting(Request::method).containsOnly("GET");
    Ended done = airflow.run(signOff);
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).isEqualTo("performance of 2026-09 signed-off by Sam Okoro.\n");
    assertThat(airflow.requests())
        .filteredOn(request -> request.method().equals("PATCH"))
        .extracting(Request::body)
        .containsExactly(
            "{\"chosen_options\":[\"Approve\"],"
                + "\"params_input\":{\"by\":\"Sam Okoro\",\"note\":\"as agreed\"}}");
    Ended other =
        airflow.run("signoff", "--month", "2026-09", "--step", "quality-assured", "--by", "Ada");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .isEqualTo(
            "concordat: Run %s is running and does not wait for quality-assured, but for sign_off%n"
                .formatted(ID));
    airflow.on(
        "PATCH " + RUN + "/taskInstances/sign_off/-1/hitlDetails",
        409,
        "{\"detail\": \"Human-in-the-loop detail has already been updated\"}");
    Ended late = airflow.run(signOff);
    assertThat(late.code()).isEqualTo(2);
    assertThat(late.err()).hasLineCount(1).contains("has already been updated");
  }

  @Test
  void a_log_is_found_by_partner_and_try() {
    runs(run(ID, "running", "{\"month\": \"2026-09\"}"));
    tasks(task("pull", 0, "AM/RX6", "success", 1), task("pull", 1, "MH/RX4", "success", 2));
    airflow.on(
        "GET " + RUN + "/taskInstances/pull/logs/1",
        request ->
            new Answer(
                request.query().contains("map_index=1") ? 200 : 404,
                """
                {"content": [{"timestamp": "2026-10-22T00:00:07Z", "level": "error", "event": "Task failed",
                   "error_detail": [{"exc_type": "CommandFailed", "exc_value": "exit 1"}]},
                  {"event": "plain"}], "continuation_token": null}
                """));
    Ended log =
        airflow.run("logs", "pull", "--month", "2026-09", "--partner", "MH/RX4", "--try", "1");
    assertThat(log.err()).isEmpty();
    assertThat(log.out())
        .isEqualTo("2026-10-22T00:00:07Z ERROR Task failed CommandFailed: exit 1\nplain\n");
    for (String[] wrong :
        new String[][] {
          {"logs", "pull", "--month", "2026-09"},
          {"logs", "pull", "--month", "2026-09", "--partner", "MH/XX"},
          {"logs", "push", "--month", "2026-09"},
          {"logs", "pull", "--month", "2026-09", "--partner", "MH/RX4", "--try", "3"},
          {"logs", "pull", "--month", "2026-08"}
        }) {
      Ended refused = airflow.run(wrong);
      assertThat(refused.code()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(refused.err()).as(String.join(" ", wrong)).hasLineCount(1);
    }
  }

  @Test
  void a_backfill_runs_months_one_after_the_other() {
    airflow
        .on("POST /api/v2/backfills/dry_run", 200, "{\"backfills\": [], \"total_entries\": 2}")
        .on(
            "POST /api/v2/backfills",
            200,
            "{\"id\": 4, \"dag_id\": \"concordat_performance\", \"reprocess_behavior\": \"none\"}");
    String[] months = {"backfill", "--from", "2026-08", "--to", "2026-09"};
    Ended dry = airflow.run("backfill", "--from", "2026-08", "--to", "2026-09", "--dry-run");
    assertThat(dry.out())
        .isEqualTo("Would run 2 months from 2026-08 to 2026-09. Dry run: nothing was started.\n");
    assertThat(airflow.requests()).hasSize(1);
    Ended done = airflow.run(months);
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .isEqualTo("Backfill 4 runs 2 months from 2026-08 to 2026-09, one after the other.\n");
    assertThat(airflow.requests().get(2).body())
        .contains("\"from_date\":\"2026-07-31T23:00:00Z\"", "\"to_date\":\"2026-08-31T23:00:00Z\"")
        .contains(
            "\"max_active_runs\":1", "\"run_backwards\":false", "\"reprocess_behavior\":\"none\"");
    airflow.on("POST /api/v2/backfills/dry_run", 200, "{\"backfills\": [], \"total_entries\": 0}");
    assertThat(airflow.run(months).out()).startsWith("Nothing to run");
    airflow
        .on("POST /api/v2/backfills/dry_run", 200, "{\"backfills\": [], \"total_entries\": 2}")
        .on("POST /api/v2/backfills", 409, "{\"detail\": \"There is already a running backfill\"}");
    Ended running = airflow.run(months);
    assertThat(running.code()).isEqualTo(2);
    assertThat(running.err()).hasLineCount(1).contains("already a running backfill");
  }

  @Test
  void schedules_are_paused_and_resumed() {
    for (String dag : new String[] {"performance", "final", "reminders"}) {
      airflow
          .on("PATCH /api/v2/dags/concordat_" + dag, 200, "{\"is_paused\": true}")
          .on("GET /api/v2/dags/concordat_" + dag, 200, "{\"is_paused\": false}");
    }
    assertThat(airflow.run("pause", "--dry-run").out())
        .contains("performance is not paused.", "Dry run: nothing was changed.");
    assertThat(airflow.run("pause").out())
        .isEqualTo("performance is paused.\nfinal is paused.\nreminders is paused.\n");
    assertThat(airflow.run("resume", "final").out()).isEqualTo("final is not paused.\n");
    Request last = airflow.requests().get(airflow.requests().size() - 1);
    assertThat(last.body()).isEqualTo("{\"is_paused\":false}");
    assertThat(last.query()).isEqualTo("update_mask=is_paused");
  }
}
