package org.concordat.schedule;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.concordat.schedule.cli.ScheduleCommand;

/**
 * A small HTTP server that says what a test wants Airflow to say. It gives tokens of its own and
 * knows one user, "svc" with the password "right".
 */
final class StubAirflow implements AutoCloseable {

  /** What came in. */
  record Request(String method, String path, String query, String token, String body) {}

  /** What goes out. */
  record Answer(int code, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger tokens = new AtomicInteger();
  private final Path folder;

  StubAirflow(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** What is answered to a method and path, for example "GET /api/v2/dags/x". */
  StubAirflow on(String methodAndPath, Function<Request, Answer> answer) {
    answers.put(methodAndPath, answer);
    return this;
  }

  StubAirflow on(String methodAndPath, int code, String body) {
    return on(methodAndPath, request -> new Answer(code, body));
  }

  /** Requests so far, those for tokens left out. */
  List<Request> requests() {
    return requests.stream().filter(r -> !r.path().equals("/auth/token")).toList();
  }

  int tokens() {
    return tokens.get();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    String query = exchange.getRequestURI().getRawQuery();
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            query == null ? "" : query,
            token == null ? "" : token,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(request);
    Function<Request, Answer> known = answers.get(request.method() + " " + request.path());
    Answer answer =
        known != null
            ? known.apply(request)
            : request.path().equals("/auth/token")
                ? token(request)
                : new Answer(404, "{\"detail\": \"Not Found\"}");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer token(Request request) {
    return request.body().contains("\"right\"") && request.body().contains("\"svc\"")
        ? new Answer(201, "{\"access_token\": \"token-" + tokens.incrementAndGet() + "\"}")
        : new Answer(401, "{\"detail\": \"Invalid credentials\"}");
  }

  /** What a command printed and how it ended. */
  record Ended(int code, String out, String err) {}

  /** Runs a command against this server, as svc. */
  Ended run(String... arguments) {
    return runAs("right", arguments);
  }

  /** Runs a command against this server with a password. */
  Ended runAs(String password, String... arguments) {
    try {
      Path file = Files.writeString(folder.resolve("password"), password + "\n");
      List<String> all = new ArrayList<>(Arrays.asList(arguments));
      all.addAll(
          List.of("--airflow", address(), "--user", "svc", "--password-file", file.toString()));
      return command(all.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command as given. */
  static Ended command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = ScheduleCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
