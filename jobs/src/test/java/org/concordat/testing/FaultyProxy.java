package org.concordat.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a real server and does wrong as told: bad answers, slow ones, ones that break off.
 */
public final class FaultyProxy implements AutoCloseable {

  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  /** Longer than any test lets a silence go on. */
  private static final long SILENCE_MILLIS = 60_000;

  private final HttpServer server;
  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private enum Kind {
    STATUS,
    BREAK_OFF,
    SILENCE,
    SLOW
  }

  /** What happens to the next requests of a kind. */
  private static final class Fault {
    private final String method;
    private final String part;
    private final Kind kind;
    private final int value;
    private final String retryAfter;
    private int times;

    Fault(String method, String part, Kind kind, int value, String retryAfter, int times) {
      this.method = method;
      this.part = part;
      this.kind = kind;
      this.value = value;
      this.retryAfter = retryAfter;
      this.times = times;
    }
  }

  public FaultyProxy(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests whose path and query hold the part get this answer. */
  public FaultyProxy answers(String method, String part, int status, int times) {
    faults.add(new Fault(method, part, Kind.STATUS, status, "", times));
    return this;
  }

  /** The same, with a header {@code Retry-After}. */
  public FaultyProxy asksToWait(
      String method, String part, int status, String retryAfter, int times) {
    faults.add(new Fault(method, part, Kind.STATUS, status, retryAfter, times));
    return this;
  }

  /** The next answers to such requests say nothing more after so many bytes. */
  public FaultyProxy fallsSilent(String method, String part, int bytes, int times) {
    faults.add(new Fault(method, part, Kind.SILENCE, bytes, "", times));
    return this;
  }

  /** The next answers to such requests break off after so many bytes. */
  public FaultyProxy breaksOff(String method, String part, int bytes, int times) {
    faults.add(new Fault(method, part, Kind.BREAK_OFF, bytes, "", times));
    return this;
  }

  /** The next answers to such requests wait so many milliseconds. */
  public FaultyProxy waits(String method, String part, int millis, int times) {
    faults.add(new Fault(method, part, Kind.SLOW, millis, "", times));
    return this;
  }

  /** How many requests came whose method, path and query hold the part. */
  public long requests(String part) {
    return List.copyOf(requests).stream().filter(request -> request.contains(part)).count();
  }

  /** Forgets faults and requests. */
  public void reset() {
    faults.clear();
    requests.clear();
  }

  private void pass(HttpExchange exchange) {
    try (exchange) {
      String about = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      requests.add(about);
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = next(exchange);
      if (fault != null && fault.kind == Kind.STATUS) {
        if (!fault.retryAfter.isEmpty()) {
          exchange.getResponseHeaders().set("Retry-After", fault.retryAfter);
        }
        exchange.sendResponseHeaders(fault.value, -1);
        return;
      }
      if (fault != null && fault.kind == Kind.SLOW) {
        Thread.sleep(fault.value);
      }
      HttpResponse<byte[]> answer =
          client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
      if (fault != null && (fault.kind == Kind.BREAK_OFF || fault.kind == Kind.SILENCE)) {
        answer(exchange, answer, fault.value);
      } else {
        answer(exchange, answer, -1);
      }
      if (fault != null && fault.kind == Kind.SILENCE) {
        Thread.sleep(SILENCE_MILLIS);
      }
    } catch (IOException e) {
      requests.add("broken " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Fault next(HttpExchange exchange) {
    synchronized (faults) {
      for (Fault fault : faults) {
        if (fault.times > 0
            && fault.method.equals(exchange.getRequestMethod())
            && exchange.getRequestURI().toString().contains(fault.part)) {
          fault.times--;
          return fault;
        }
      }
      return null;
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, int breakOff)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String small = name.toLowerCase(Locale.ROOT);
              if (!NOT_PASSED_ON.contains(small) && !small.startsWith(":")) {
                values.forEach(value -> headers.add(name, value));
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body, 0, breakOff < 0 ? body.length : Math.min(breakOff, body.length));
      out.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
