package org.concordat.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concordat.cli.ConcordatCommand;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where events go, what they say of failures and of who started a stage, and what may go wrong. */
class LineageTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String PARENT = "3f1c9a52-6f0e-4b7a-9f5e-0d6c3a1b2c4d";

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void the_same_lake_gives_the_same_events_but_for_times() throws IOException {
    Events once = overSample("one.jsonl", Instant.EPOCH);
    Events again = overSample("two.jsonl", Instant.EPOCH);
    Events later = overSample("three.jsonl", Instant.EPOCH.plusSeconds(1));
    assertThat(again.all()).isEqualTo(once.all());
    assertThat(later.all()).isNotEqualTo(once.all());
    assertThat(later.withoutTimes()).isEqualTo(once.withoutTimes()).hasSize(20);
    assertThat(warnings).isEmpty();
  }

  private Events overSample(String name, Instant now) throws IOException {
    Path file = folder.resolve(name);
    Lineage lineage =
        lineage(
            settings("file: " + file),
            SampleMonth.run().lake(),
            Map.of(),
            Clock.fixed(now, ZoneOffset.UTC));
    for (String stage : List.of("pull", "check", "link", "returns", "reports")) {
      lineage.begin(stage, MONTH).completed();
    }
    return Events.read(file);
  }

  @Test
  void nothing_is_told_and_nothing_made_where_nobody_asked_for_it() throws IOException {
    Lineage.Begun begun =
        lineage(Settings.defaults(), folder.resolve("lake"), Map.of(), Clock.systemUTC())
            .begin("link", MONTH);
    begun.completed();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_failure_is_told_with_a_reason_of_our_own_words_only() throws IOException {
    Path file = folder.resolve("events.jsonl");
    Lineage lineage =
        lineage(settings("file: " + file), folder.resolve("lake"), Map.of(), Clock.systemUTC());
    Lineage.Begun held = lineage.begin("returns", MONTH);
    assertThatThrownBy(
            () ->
                held.watch(
                    () -> {
                      throw new GateHeldException("the return", List.of("too few partners sent"));
                    }))
        .isInstanceOf(GateHeldException.class);
    Lineage.Begun broken = lineage.begin("link", MONTH);
    assertThatThrownBy(
            () ->
                broken.watch(
                    () -> {
                      throw new IllegalStateException("cannot read value 9990000018");
                    }))
        .isInstanceOf(IllegalStateException.class);
    broken.completed();

    Events events = Events.read(file);
    assertThat(events.told())
        .containsExactly("START returns", "FAIL returns", "START link", "FAIL link");
    assertThat(message(events, "returns")).contains("too few partners sent");
    assertThat(message(events, "link")).isEqualTo("IllegalStateException");
    assertThat(events.one("FAIL", "link").at("/run/runId"))
        .isEqualTo(events.one("START", "link").at("/run/runId"));
  }

  private static String message(Events events, String job) {
    return events.one("FAIL", job).at("/run/facets/errorMessage/message").asText();
  }

  @Test
  void the_scheduler_that_started_a_stage_is_named_and_nonsense_in_its_place_is_not()
      throws IOException {
    Path file = folder.resolve("events.jsonl");
    Map<String, String> scheduler =
        Map.of(
            "OPENLINEAGE_PARENT_ID",
            "airflow/monthly_performance.link/" + PARENT,
            "OPENLINEAGE_ROOT_PARENT_ID",
            "airflow/monthly_performance/" + PARENT);
    lineage(settings("file: " + file), folder.resolve("lake"), scheduler, Clock.systemUTC())
        .begin("link", MONTH);
    lineage(
            settings("file: " + file),
            folder.resolve("lake"),
            Map.of("OPENLINEAGE_PARENT_ID", "airflow/no-run"),
            Clock.systemUTC())
        .begin("pull", MONTH);
    Events events = Events.read(file);
    ObjectNode link = events.one("START", "link");
    assertThat(link.at("/run/facets/parent/run/runId").asText()).isEqualTo(PARENT);
    assertThat(link.at("/run/facets/parent/job/namespace").asText()).isEqualTo("airflow");
    assertThat(link.at("/run/facets/parent/job/name").asText())
        .isEqualTo("monthly_performance.link");
    assertThat(link.at("/run/facets/parent/root/job/name").asText())
        .isEqualTo("monthly_performance");
    assertThat(events.one("START", "pull").at("/run/facets/parent").isMissingNode()).isTrue();
  }

  @Test
  void an_address_gets_each_event_with_the_token_that_a_file_holds() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a-token-of-ours\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = server(201, bodies, tokens);
    try {
      lineage(
              settings(
                  "url: " + address(server) + "\n  wait-millis: 60000\n  token: file:" + token),
              folder.resolve("lake"),
              Map.of(),
              Clock.systemUTC())
          .begin("link", MONTH)
          .failed(new IllegalStateException());
    } finally {
      server.stop(0);
    }
    assertThat(bodies).hasSize(2);
    assertThat(Events.parsed(bodies.get(0)).get("eventType").asText()).isEqualTo("START");
    assertThat(Events.parsed(bodies.get(1)).get("eventType").asText()).isEqualTo("FAIL");
    assertThat(tokens).containsExactly("Bearer a-token-of-ours", "Bearer a-token-of-ours");
    assertThat(warnings).isEmpty();
  }

  @Test
  void an_address_that_refuses_or_is_silent_costs_one_line_and_one_wait() throws IOException {
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    HttpServer refusing = server(500, bodies, new ArrayList<>());
    try {
      begunAndFailed(address(refusing), 60_000);
    } finally {
      refusing.stop(0);
    }
    assertThat(bodies).hasSize(1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("lineage.url", "status 500", "stages go on");

    warnings.clear();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      begunAndFailed("http://127.0.0.1:" + silent.getLocalPort() + "/api/v1/lineage", 500);
      silent.setSoTimeout(500);
      silent.accept().close();
      assertThatExceptionOfType(SocketTimeoutException.class)
          .as("it is asked once")
          .isThrownBy(silent::accept);
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("HttpTimeoutException");
  }

  private void begunAndFailed(String address, int waitMillis) {
    lineage(
            settings("url: " + address + "\n  wait-millis: " + waitMillis),
            folder.resolve("lake"),
            Map.of(),
            Clock.systemUTC())
        .begin("link", MONTH)
        .failed(new IllegalStateException());
  }

  @Test
  void a_stage_ends_well_where_nobody_listens_and_settings_that_do_not_fit_are_refused()
      throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    StringWriter err = new StringWriter();
    assertThat(pull("url: http://127.0.0.1:" + free + "/api/v1/lineage", err)).isZero();
    assertThat(err.toString()).containsOnlyOnce("no lineage from here on");
    assertThat(folder.resolve("lake/landing/deliveries")).isDirectory();

    StringWriter refused = new StringWriter();
    assertThat(pull("url: http://127.0.0.1:1/\n  token: my-secret", refused)).isEqualTo(2);
    assertThat(refused.toString()).contains("lineage.token").doesNotContain("my-secret");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> settings("url: ftp://x/").lineage().checked())
        .withMessageContaining("lineage.url");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> settings("url: http://x/\n  file: y").lineage().checked())
        .withMessageContaining("not both");
  }

  private int pull(String lineage, StringWriter err) throws IOException {
    Path config =
        Files.writeString(folder.resolve("concordat.yaml"), "lineage:\n  " + lineage + "\n");
    return ConcordatCommand.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        "pull",
        "--quiet",
        "--month",
        "2026-09",
        "--landing",
        SampleMonth.extracts().toString(),
        "--lake",
        folder.resolve("lake").toString(),
        "--config",
        config.toString());
  }

  private Settings settings(String lineage) {
    try {
      return Settings.read(
          Files.writeString(folder.resolve("s.yaml"), "lineage:\n  " + lineage + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Lineage lineage(
      Settings settings, Path lake, Map<String, String> environment, Clock clock) {
    return Lineage.of(
        settings,
        Lake.at(lake, settings),
        () -> new Sources(Set.of("checked/MHS001MPI"), List.of()),
        environment,
        warnings::add,
        clock);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage";
  }

  private static HttpServer server(int status, List<String> bodies, List<String> tokens)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
    return server;
  }
}
