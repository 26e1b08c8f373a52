package org.concordat.schedule.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token that each request carries. {@code POST /auth/token} is not in Airflow's document, so
 * this one call is written by hand. A token lasts a day ({@code [api_auth] jwt_expiration_time}),
 * or until Airflow gets another secret.
 */
final class Token {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final HttpClient http;
  private final Duration patience;
  private volatile @Nullable String value;

  Token(Connection connection, HttpClient http, Duration patience) {
    this.connection = connection;
    this.http = http;
    this.patience = patience;
  }

  /** The value of the header Authorization; asks for a token the first time. */
  String header() throws IOException, InterruptedException {
    String known = value;
    if (known == null) {
      known = fetched();
      value = known;
    }
    return "Bearer " + known;
  }

  /** Forgets the token, so that the next request asks for another. */
  void forget() {
    value = null;
  }

  private String fetched() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(connection.address() + "/auth/token"))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(
                        Map.of("username", connection.user(), "password", connection.password()))))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    int code = answer.statusCode();
    if (code == 401 || code == 403) {
      throw new WrongRequestException(
          "Airflow at %s refuses user %s: the name or the password is wrong"
              .formatted(connection.address(), connection.user()));
    }
    if (code / 100 == 2) {
      String token = tokenIn(answer.body());
      if (!token.isEmpty()) {
        return token;
      }
    }
    throw new AirflowFault(
        "Airflow at %s gave no token (HTTP %d). Is it Airflow 3 that answers there?"
            .formatted(connection.address(), code));
  }

  private static String tokenIn(String body) {
    try {
      return JSON.readTree(body).path("access_token").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
