package org.concordat.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.concordat.config.LineageSettings;
import org.concordat.platform.Json;
import org.concordat.platform.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * Where events go. The first that cannot be delivered is told in one line and ends the sending for
 * this command: lineage never fails a stage, nor makes it wait more than once.
 */
final class EventSink {

  private final LineageSettings settings;
  private final @Nullable String token;
  private final Consumer<String> warning;
  private @Nullable HttpClient client;
  private boolean isGivenUp;

  /**
   * @throws org.concordat.config.WrongRequestException when the token cannot be read
   */
  EventSink(LineageSettings settings, Consumer<String> warning) {
    this.settings = settings.checked();
    this.warning = warning;
    String reference = settings.token();
    this.token = reference == null ? null : SecretReference.text("lineage.token", reference);
  }

  /** Delivers one event, or says once why not. */
  synchronized void send(ObjectNode event) {
    if (isGivenUp) {
      return;
    }
    try {
      String line = Json.mapper().writeValueAsString(event);
      String file = settings.file();
      String url = settings.url();
      if (file != null) {
        append(Path.of(file), line);
      } else if (url != null) {
        post(URI.create(url), line);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write an event", e);
    } catch (IOException e) {
      giveUp(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp("interrupted");
    }
  }

  private static void append(Path file, String line) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    // In one write: two commands that add lines at once never mix them.
    Files.write(
        file,
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void post(URI address, String body) throws IOException, InterruptedException {
    Duration wait = Duration.ofMillis(settings.waitMillis());
    HttpClient http = client;
    if (http == null) {
      http = HttpClient.newBuilder().connectTimeout(wait).build();
      client = http;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(wait)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status < 200 || status > 299) {
      giveUp("status " + status);
    }
  }

  private void giveUp(String reason) {
    isGivenUp = true;
    String where = settings.file() == null ? "lineage.url" : "lineage.file";
    warning.accept(
        "no lineage from here on: " + where + " does not take it (" + reason + "); stages go on");
  }
}
