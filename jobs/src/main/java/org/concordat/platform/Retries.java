package org.concordat.platform;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tries a request again when that can help; each wait is twice as long as the one before, or at
 * least as long as the other side asked for.
 */
public final class Retries {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Waits differ by up to a quarter, so that what failed together does not return together. */
  private static final double JITTER = 0.25;

  /** Less than nothing means to the library: the usual wait. */
  private static final Duration NO_WISH = Duration.ofMillis(-1);

  private final RetryPolicy<Object> policy;

  /**
   * @param attempts times a request is tried in all
   * @param firstWaitMillis wait before the second attempt
   * @param canHelp whether another attempt may do better after this failure
   * @param words a failure in a few words
   * @param asked how long the other side asked to be left alone; empty when it did not
   * @param again is told, in a few words, before each further attempt
   */
  public Retries(
      int attempts,
      int firstWaitMillis,
      Predicate<Throwable> canHelp,
      Function<Throwable, String> words,
      Function<Throwable, Optional<Duration>> asked,
      Consumer<String> again) {
    Duration first = Duration.ofMillis(Math.max(1, firstWaitMillis));
    Duration longest = first.compareTo(LONGEST_WAIT) < 0 ? LONGEST_WAIT : first.plusMillis(1);
    int all = Math.max(1, attempts);
    this.policy =
        RetryPolicy.builder()
            .handleIf(canHelp::test)
            .withMaxAttempts(all)
            .withBackoff(first, longest)
            .withJitter(JITTER)
            .withDelayFn(event -> leastWait(asked.apply(event.getLastException())))
            .onRetry(
                event ->
                    again.accept(
                        "%s; attempt %d of %d"
                            .formatted(
                                words.apply(event.getLastException()),
                                event.getAttemptCount() + 1,
                                all)))
            .build();
  }

  /** What is asked for and not an instant less, whatever chance takes off. */
  private static Duration leastWait(Optional<Duration> asked) {
    return asked
        .map(wait -> Duration.ofMillis((long) Math.ceil(wait.toMillis() / (1 - JITTER))))
        .orElse(NO_WISH);
  }

  /** A request and its answer. */
  @FunctionalInterface
  public interface Request<T> {
    T send() throws IOException;
  }

  /** The answer, after as many attempts as it takes and is allowed. */
  public <T> T of(Request<T> request) throws IOException {
    try {
      return Failsafe.with(policy).get(request::send);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }
}
