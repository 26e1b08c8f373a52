package org.concordat.pull.mesh;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that answers as a test says, for what no real server does on demand. */
final class InventedMesh implements AutoCloseable {

  /** What is answered to a request. */
  record Reply(int status, Map<String, String> headers, byte[] body, int promised, boolean hangs) {

    static Reply of(int status, String body) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return new Reply(status, Map.of(), bytes, bytes.length, false);
    }

    static Reply of(int status, byte[] body, String... namesAndValues) {
      Map<String, String> headers = new HashMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        headers.put(namesAndValues[i], namesAndValues[i + 1]);
      }
      return new Reply(status, headers, body, body.length, false);
    }

    /** The same, breaking off before so many bytes have come. */
    Reply breakingOff(int promised) {
      return new Reply(status, headers, body, promised, false);
    }

    /** The same, falling silent before so many bytes have come. */
    Reply fallingSilent(int promised) {
      return new Reply(status, headers, body, promised, true);
    }
  }

  private final HttpServer server;
  private final Map<String, List<Reply>> replies = Collections.synchronizedMap(new HashMap<>());
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Headers> heads = Collections.synchronizedList(new ArrayList<>());

  InventedMesh() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Answers to one kind of request, one after the other; the last one stays.
   *
   * @param request method and path below the mailbox, for example {@code GET /inbox/1}
   */
  InventedMesh on(String request, Reply... answers) {
    replies.put(request, new ArrayList<>(List.of(answers)));
    return this;
  }

  /** What was asked, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** The headers of what was asked. */
  List<Headers> heads() {
    return List.copyOf(heads);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  MeshClient client() {
    return MeshClient.of(
        address(), new MeshIdentity("US", "pass-word-1", "key-2"), null, Duration.ofMillis(1500));
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().toString().replace("/messageexchange/US", "");
    String request = exchange.getRequestMethod() + " " + path;
    asked.add(request);
    heads.add(exchange.getRequestHeaders());
    Reply reply = next(request);
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        reply.status(), isHead || reply.promised() == 0 ? -1 : reply.promised());
    if (!isHead && reply.promised() > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(reply.body());
      out.flush();
      if (reply.hangs()) {
        return; // and leaves the connection open
      }
    }
    exchange.close();
  }

  private Reply next(String request) {
    @Nullable List<Reply> left = replies.get(request);
    if (left == null) {
      return Reply.of(404, "");
    }
    return left.size() > 1 ? left.remove(0) : left.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
