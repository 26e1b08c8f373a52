package org.concordat.pull.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.concordat.platform.Json;
import org.concordat.pull.channel.ChannelFault;

/**
 * Sends requests to one mailbox, each once and with a token of its own, and turns refusals into
 * words.
 */
final class MeshRequests {

  private static final int MOST_ANSWER_BYTES = 16 << 20;

  private final URI server;
  private final MeshIdentity identity;
  private final HttpClient http;
  private final Clock clock;
  private final Supplier<String> nonces;
  private final Duration silence;

  /**
   * @param server scheme, host and port; what comes after is MESH's
   * @param nonces values that are never the same twice
   * @param silence time without an answer, or a byte of a download, after which its connection
   *     counts as broken
   */
  MeshRequests(
      URI server,
      MeshIdentity identity,
      HttpClient http,
      Clock clock,
      Supplier<String> nonces,
      Duration silence) {
    this.server = server;
    this.identity = identity;
    this.http = http;
    this.clock = clock;
    this.nonces = nonces;
    this.silence = silence;
  }

  /** Nonces of which no two are alike. */
  static Supplier<String> randomNonces() {
    return () -> UUID.randomUUID().toString();
  }

  Duration silence() {
    return silence;
  }

  /** A request to the mailbox; path below the mailbox, empty or beginning with {@code /}. */
  HttpRequest.Builder request(String path) {
    return requestOn("/messageexchange/" + identity.mailbox() + path);
  }

  /** A request to a path of the server that MESH named itself. */
  HttpRequest.Builder requestOn(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(silence)
        .header("Accept", "application/vnd.mesh.v2+json")
        .header("User-Agent", "concordat");
  }

  /** Sends once, whatever status comes. */
  HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
    HttpRequest ready =
        request
            .copy()
            .setHeader("Authorization", MeshToken.of(identity, nonces.get(), 1, clock.instant()))
            .build();
    try {
      return http.send(ready, BodyHandlers.ofInputStream());
    } catch (SSLException e) {
      throw new ChannelFault(
          ChannelFault.Kind.REFUSED,
          "MESH at "
              + server.getHost()
              + " and mailbox "
              + identity.mailbox()
              + " do not accept each other's certificates",
          e);
    } catch (ConnectException | HttpTimeoutException e) {
      throw new ChannelFault(
          ChannelFault.Kind.BUSY, "MESH at " + server.getHost() + " cannot be reached", e);
    } catch (IOException e) {
      // TLS 1.3 ends so, too, when the server does not like our certificate.
      throw new ChannelFault(
          ChannelFault.Kind.BUSY,
          "MESH at "
              + server.getHost()
              + " ended the connection without an answer; if that goes on, it does not know our"
              + " certificate",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped while waiting for MESH");
    }
  }

  /**
   * Sends once and returns a successful answer.
   *
   * @param asked what messages call the request
   */
  HttpResponse<InputStream> succeed(HttpRequest.Builder request, String asked) throws IOException {
    return succeeded(send(request), asked);
  }

  /** The answer itself when its status says success. */
  HttpResponse<InputStream> succeeded(HttpResponse<InputStream> answer, String asked)
      throws IOException {
    if (answer.statusCode() / 100 == 2) {
      return answer;
    }
    Optional<String> retryAfter = answer.headers().firstValue("Retry-After");
    throw MeshFaults.refused(
        answer.statusCode(), identity.mailbox(), asked, errorCode(answer), retryAfter);
  }

  /** A successful answer's body as JSON; an empty object when there is none. */
  JsonNode json(HttpRequest.Builder request, String asked) throws IOException {
    try (InputStream body = succeed(request, asked).body()) {
      byte[] bytes = body.readNBytes(MOST_ANSWER_BYTES);
      return bytes.length == 0 ? Json.mapper().createObjectNode() : Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw MeshFaults.broken("MESH answered " + asked + " with something that is no JSON");
    }
  }

  /**
   * MESH's own code of an error. Nothing else of the answer is shown: it may repeat the request
   * with its token.
   */
  private static String errorCode(HttpResponse<InputStream> answer) {
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(1 << 16);
      if (bytes.length == 0) {
        return "";
      }
      JsonNode sent = Json.mapper().readTree(bytes);
      String code =
          sent.path("detail").path(0).path("code").asText(sent.path("errorCode").asText(""));
      return code.matches("[A-Za-z0-9 -]{1,40}") ? code : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Reads an answer to its end, so that its connection can be used again. */
  static void finish(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      body.readNBytes(1 << 16);
    }
  }
}
