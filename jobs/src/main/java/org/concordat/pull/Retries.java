package org.concordat.pull;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.ChannelFault;

/**
 * Tries a request again when that can help: the other side is busy or out of reach. What is refused
 * or not there is asked for once.
 */
final class Retries {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Waits differ by up to a quarter, so that pulls that failed together do not return together. */
  private static final double JITTER = 0.25;

  private final RetryPolicy<Object> policy;

  /**
   * @param again is told, in a few words, before each further attempt
   */
  Retries(Settings.Pull settings, Consumer<String> again) {
    Duration first = Duration.ofMillis(Math.max(1, settings.firstWaitMillis()));
    Duration longest = first.compareTo(LONGEST_WAIT) < 0 ? LONGEST_WAIT : first.plusMillis(1);
    this.policy =
        RetryPolicy.builder()
            .handleIf(Retries::canHelp)
            .withMaxAttempts(Math.max(1, settings.attempts()))
            .withBackoff(first, longest)
            .withJitter(JITTER)
            .onRetry(
                event ->
                    again.accept(
                        words(event.getLastException())
                            + "; attempt "
                            + (event.getAttemptCount() + 1)
                            + " of "
                            + Math.max(1, settings.attempts())))
            .build();
  }

  /** A request and its answer. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /** The answer, after as many attempts as it takes and is allowed. */
  <T> T of(Request<T> request) throws IOException {
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

  /** Whether it is not as it is because somebody wants it so. */
  static boolean canHelp(Throwable failure) {
    return failure instanceof ChannelFault fault
        ? fault.kind() == ChannelFault.Kind.BUSY
        : failure instanceof IOException
            && !(failure instanceof RefusedDelivery)
            && !(failure instanceof DiskFailure);
  }

  /**
   * Words for the operator: ours, or the kind of failure, since texts of others may hold anything.
   */
  static String words(Throwable failure) {
    if (failure instanceof ChannelFault
        || failure instanceof RefusedDelivery
        || failure instanceof DiskFailure
        || failure instanceof WrongRequestException) {
      return String.valueOf(failure.getMessage());
    }
    String kind = failure.getClass().getSimpleName();
    return failure instanceof IOException
        ? "the connection failed (" + kind + ")"
        : "a fault of ours (" + kind + place(failure) + ")";
  }

  private static String place(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.concordat."))
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }
}
