package org.concordat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concordat.schedule.StubAirflow.Answer;
import org.concordat.schedule.StubAirflow.Ended;
import org.concordat.schedule.StubAirflow.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between a command and Airflow, against a real HTTP server. */
class AirflowCallsTest {

  private static final String RUNS = "GET /api/v2/dags/concordat_performance/dagRuns";
  private static final String NO_RUNS = "{\"dag_runs\": [], \"total_entries\": 0}";
  private static final String FINAL_RUNS = "GET /api/v2/dags/concordat_final/dagRuns";

  @TempDir private Path folder;
  private StubAirflow airflow;

  @BeforeEach
  void start() throws IOException {
    airflow = new StubAirflow(folder).on(RUNS, 200, NO_RUNS).on(FINAL_RUNS, 200, NO_RUNS);
  }

  @AfterEach
  void stop() {
    airflow.close();
  }

  @Test
  void one_token_serves_all_calls_of_a_command() {
    assertThat(airflow.run("status").code()).isZero();
    assertThat(airflow.tokens()).isEqualTo(1);
    assertThat(airflow.requests()).extracting(Request::token).containsOnly("Bearer token-1");
  }

  @Test
  void a_token_that_is_over_is_fetched_anew_and_the_call_made_again() {
    airflow.on(
        FINAL_RUNS,
        request ->
            request.token().equals("Bearer token-1")
                ? new Answer(401, "{\"detail\": \"Token Expired\"}")
                : new Answer(200, NO_RUNS));
    Ended status = airflow.run("status");
    assertThat(status.code()).isZero();
    assertThat(status.out()).isEqualTo("No run yet.\n");
    assertThat(airflow.tokens()).isEqualTo(2);
    assertThat(airflow.requests())
        .extracting(Request::token)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void tokens_that_are_never_accepted_end_after_the_second() {
    airflow.on(RUNS, 401, "{\"detail\": \"Signature verification failed\"}");
    Ended status = airflow.run("status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.err()).hasLineCount(1).contains("its services have different secrets");
    assertThat(airflow.requests()).hasSize(2);
  }

  @Test
  void a_wrong_password_is_said_and_not_shown() {
    Ended status = airflow.runAs("wrong-one", "status");
    assertThat(status.code()).isEqualTo(2);
    assertThat(status.err())
        .isEqualTo(
            "concordat: Airflow at %s refuses user svc: the name or the password is wrong%n"
                .formatted(airflow.address()))
        .doesNotContain("wrong-one");
    assertThat(airflow.requests()).isEmpty();
  }

  @Test
  void a_list_is_read_to_its_last_page() {
    airflow.on(
        RUNS,
        request -> {
          int offset = parameter(request, "offset");
          int limit = parameter(request, "limit");
          String rows =
              IntStream.range(offset, Math.min(250, offset + limit))
                  .mapToObj(
                      i ->
                          """
                          {"dag_run_id": "run-%d", "state": "success",
                           "conf": {"month": "2026-%02d"}, "start_date": "2026-10-22T00:00:0%d+00:00"}
                          """
                              .formatted(i, i % 12 + 1, i % 10))
                  .collect(Collectors.joining(","));
          return new Answer(200, "{\"dag_runs\": [" + rows + "], \"total_entries\": 250}");
        });
    // Run 249 is on the third page and the only one of month 10 that comes last.
    Ended status = airflow.run("trigger", "--month", "2026-10", "--dry-run", "--again");
    assertThat(status.code()).isZero();
    // Runs 9, 21, ..., 249 are of month 10: 21 of them.
    assertThat(status.out()).contains("Would start run performance-local-2026-10-22");
    assertThat(airflow.requests())
        .extracting(request -> parameter(request, "offset"))
        .containsExactly(0, 100, 200);
  }

  private static int parameter(Request request, String name) {
    for (String pair : request.query().split("&")) {
      if (pair.startsWith(name + "=")) {
        return Integer.parseInt(pair.substring(name.length() + 1));
      }
    }
    return -1;
  }

  @Test
  void a_list_that_says_too_many_rows_ends_with_its_empty_page() {
    airflow.on(RUNS, 200, "{\"dag_runs\": [], \"total_entries\": 7}");
    assertThat(airflow.run("status").code()).isZero();
  }

  @Test
  void what_a_user_may_not_do_is_refused() {
    airflow.on("PATCH /api/v2/dags/concordat_final", 403, "{\"detail\": \"Forbidden\"}");
    Ended pause = airflow.run("pause", "final");
    assertThat(pause.code()).isEqualTo(2);
    assertThat(pause.err()).isEqualTo("concordat: Airflow does not allow svc this: Forbidden\n");
  }

  @Test
  void a_dag_that_is_not_there_is_named() {
    Ended pause = airflow.run("pause", "reminders");
    assertThat(pause.code()).isEqualTo(2);
    assertThat(pause.err()).isEqualTo("concordat: Airflow knows no DAG concordat_reminders\n");
  }

  @Test
  void a_failing_airflow_is_ours_to_try_again() {
    airflow.on(RUNS, 500, "Internal Server Error");
    Ended status = airflow.run("status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.err())
        .isEqualTo(
            "concordat: Airflow at %s failed (HTTP 500). Its logs say why.%n"
                .formatted(airflow.address()));
  }

  @Test
  void a_web_page_is_not_taken_for_airflow() {
    airflow.on(RUNS, 200, "<html>hello</html>");
    Ended status = airflow.run("status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.err()).hasLineCount(1).contains("is not what Airflow 3.3 says");
    airflow.on("POST /auth/token", 200, "<html>hello</html>");
    assertThat(airflow.run("status").err()).contains("gave no token (HTTP 200)");
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws IOException {
    assertGivenUp("");
  }

  @Test
  void a_server_that_stops_in_the_middle_is_given_up() throws IOException {
    assertGivenUp(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");
  }

  private void assertGivenUp(String said) throws IOException {
    AtomicBoolean open = new AtomicBoolean(true);
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread listener =
          new Thread(
              () -> {
                while (open.get()) {
                  try {
                    Socket one = socket.accept();
                    one.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    one.getOutputStream().flush();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      listener.setDaemon(true);
      listener.start();
      Path password = Files.writeString(folder.resolve("p"), "right");
      Instant before = Instant.now();
      Ended status =
          StubAirflow.command(
              "status",
              "--timeout",
              "1",
              "--airflow",
              "http://127.0.0.1:" + socket.getLocalPort(),
              "--user",
              "svc",
              "--password-file",
              password.toString());
      assertThat(status.code()).isEqualTo(1);
      assertThat(status.err()).hasLineCount(1).contains("did not answer within 1 second");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
    } finally {
      open.set(false);
    }
  }

  @Test
  void an_airflow_that_is_down_is_said_to_be() throws IOException {
    airflow.close();
    Ended status = airflow.run("status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.err())
        .isEqualTo(
            "concordat: Nothing answers at %s. Is Airflow up (orchestration/airflow status)?%n"
                .formatted(airflow.address()));
  }

  @Test
  void the_connection_is_the_one_that_up_wrote() throws IOException {
    Files.writeString(folder.resolve("passwords.json"), "{\"other\": \"x\", \"svc\": \"right\"}");
    Files.writeString(
        folder.resolve("concordat-airflow.json"),
        """
        {"address": "%s", "port": 1, "user": "svc", "users_file": "passwords.json", "pids": [1]}
        """
            .formatted(airflow.address()));
    Ended status = StubAirflow.command("status", "--home", folder.toString());
    assertThat(status.err()).isEmpty();
    assertThat(status.code()).isZero();
  }

  @Test
  void options_that_do_not_fit_are_refused_before_anything_is_asked() {
    Path nowhere = folder.resolve("nowhere");
    for (String[] arguments :
        new String[][] {
          {"status", "--home", nowhere.toString()},
          {"status", "--user", "svc"},
          {"status", "--airflow", "not an address", "--user", "a", "--password-file", "b"},
          {"status", "--airflow", airflow.address(), "--user", "svc"},
          {"status", "--airflow", airflow.address(), "--user", "a", "--password-file", "none"},
          {"trigger"},
          {"trigger", "--month", "2019-01"},
          {"trigger", "--month", "2026-09", "--deployment", "../x"},
          {"backfill", "--from", "2026-09", "--to", "2026-08"},
          {"signoff", "--month", "2026-09", "--step", "published", "--by", "Ada"},
          {"signoff", "--month", "2026-09", "--step", "signed-off", "--by", " "},
          {"pause", "monthly"}
        }) {
      Ended refused = StubAirflow.command(arguments);
      assertThat(refused.code()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(refused.err()).as(String.join(" ", arguments)).hasLineCount(1);
    }
    assertThat(airflow.requests()).isEmpty();
  }
}
