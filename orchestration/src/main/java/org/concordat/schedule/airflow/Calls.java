package org.concordat.schedule.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.concordat.schedule.generated.invoker.ApiClient;
import org.concordat.schedule.generated.invoker.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of the generated client safe to wait for: each carries a token, which is fetched anew
 * when Airflow says 401; each ends within a limit, however far an answer came; and what goes wrong
 * becomes one clear line.
 */
final class Calls {

  /** One call of the generated client. */
  interface Call<T> {
    T answer() throws ApiException;
  }

  /** One page of a list, from a row on. */
  interface Page<T> {
    T from(int offset) throws ApiException;
  }

  /** Rows asked for at once; Airflow's own limit ({@code [api] maximum_page_limit}) is 100. */
  static final int PAGE = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final Duration patience;
  private final Token token;
  private final ApiClient client;
  private final ExecutorService waiting =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "airflow-call");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param patience how long a connection, and a whole answer, may take
   */
  Calls(Connection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER);
    this.token = new Token(connection, http.build(), patience);
    this.client = new ApiClient();
    client.setHttpClientBuilder(http);
    client.updateBaseUri(connection.address().toString());
    client.setReadTimeout(patience);
    client.setRequestInterceptor(this::authorize);
  }

  /** The client that generated interfaces are made with. */
  ApiClient client() {
    return client;
  }

  private void authorize(HttpRequest.Builder request) {
    try {
      request.setHeader("Authorization", token.header());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AirflowFault("Interrupted while Airflow was asked for a token", e);
    }
  }

  /**
   * Makes one call.
   *
   * @param what the thing asked for, as it is named when Airflow does not know it
   * @throws WrongRequestException when Airflow refuses it or does not know what is named
   * @throws AirflowFault when there is no answer, or Airflow itself fails
   */
  <T> T call(String what, Call<T> call) {
    try {
      return once(call);
    } catch (ApiException first) {
      if (first.getCode() != 401) {
        throw refused(what, first);
      }
      token.forget();
      try {
        return once(call);
      } catch (ApiException second) {
        throw refused(what, second);
      }
    }
  }

  /**
   * Reads a list page by page to its end.
   *
   * @param items the rows of a page
   * @param total how many rows there are in all, as a page says
   */
  <P, T> List<T> all(
      String what, Page<P> pages, Function<P, List<T>> items, Function<P, Integer> total) {
    List<T> all = new ArrayList<>();
    while (true) {
      int offset = all.size();
      P page = call(what, () -> pages.from(offset));
      List<T> rows = items.apply(page);
      all.addAll(rows);
      if (rows.isEmpty() || all.size() >= total.apply(page)) {
        return all;
      }
    }
  }

  private <T> T once(Call<T> call) throws ApiException {
    Future<T> answer = waiting.submit(call::answer);
    try {
      return answer.get(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new AirflowFault("The call of Airflow failed", e);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new AirflowFault("Interrupted while Airflow was asked", e);
    } finally {
      answer.cancel(true);
    }
  }

  private RuntimeException refused(String what, ApiException refusal) {
    String detail = detail(refusal.getResponseBody());
    return switch (refusal.getCode()) {
      case 0 -> unreachable(refusal.getCause());
      case 400, 422 ->
          new WrongRequestException("Airflow does not accept this for " + what + detail);
      case 401 ->
          new AirflowFault(
              "Airflow at "
                  + connection.address()
                  + " gives tokens and does not accept them: its services have different secrets"
                  + " ([api_auth] jwt_secret), or clocks");
      case 403 ->
          new WrongRequestException(
              "Airflow does not allow " + connection.user() + " this" + detail);
      case 404 -> new WrongRequestException("Airflow knows no " + what);
      case 409 -> new AlreadyThereException("Airflow has " + what + " already" + detail);
      default ->
          new AirflowFault(
              "Airflow at %s failed (HTTP %d)%s. Its logs say why."
                  .formatted(connection.address(), refusal.getCode(), detail));
    };
  }

  private AirflowFault unreachable(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpTimeoutException) {
        return silent(cause);
      }
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof UnresolvedAddressException) {
        return new AirflowFault(
            "Nothing answers at %s. Is Airflow up (orchestration/airflow status)?"
                .formatted(connection.address()),
            cause);
      }
      if (cause instanceof JsonProcessingException) {
        return new AirflowFault(
            "What answers at %s is not what Airflow 3.3 says".formatted(connection.address()),
            cause);
      }
    }
    return new AirflowFault(
        "The connection to Airflow at %s broke".formatted(connection.address()), failure);
  }

  private AirflowFault silent(Throwable cause) {
    return new AirflowFault(
        "Airflow at %s did not answer within %d seconds"
            .formatted(connection.address(), Math.max(1, patience.toSeconds())),
        cause);
  }

  /** The one line Airflow gives as a reason; empty when there is none. */
  private static String detail(@Nullable String body) {
    if (body == null) {
      return "";
    }
    try {
      JsonNode detail = JSON.readTree(body).path("detail");
      if (detail.isArray() && !detail.isEmpty()) {
        detail = detail.get(0).path("msg");
      } else if (detail.isObject()) {
        detail = detail.path("reason");
      }
      String text = detail.asText("").lines().findFirst().orElse("");
      return text.isEmpty() ? "" : ": " + text;
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
