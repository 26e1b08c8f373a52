package org.concordat.pull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.ChannelFault;

/**
 * Tries a request to a channel again when that can help: the other side is busy or out of reach.
 * What is refused or not there is asked for once.
 */
final class Retries {

  /** Longer than this no pull waits because it was asked to: the next one comes by itself. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final org.concordat.platform.Retries retries;

  /**
   * @param again is told, in a few words, before each further attempt
   */
  Retries(Settings.Pull settings, Consumer<String> again) {
    this.retries =
        new org.concordat.platform.Retries(
            settings.attempts(),
            settings.firstWaitMillis(),
            Retries::canHelp,
            Retries::words,
            Retries::asked,
            again);
  }

  /** The answer, after as many attempts as it takes and is allowed. */
  <T> T of(org.concordat.platform.Retries.Request<T> request) throws IOException {
    return retries.of(request);
  }

  private static Optional<Duration> asked(Throwable failure) {
    return failure instanceof ChannelFault fault ? fault.retryAfter() : Optional.empty();
  }

  /** Whether it is not as it is because somebody wants it so, and can be better within minutes. */
  static boolean canHelp(Throwable failure) {
    return failure instanceof ChannelFault fault
        ? fault.kind() == ChannelFault.Kind.BUSY
            && fault.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST_ASKED) <= 0
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
