package org.concordat.pull.channel;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel could not do. The message is for the operator: what, why and what to do; it holds
 * no secret, no text of the other side and no row's value.
 */
public final class ChannelFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** What the fault means for what comes next. */
  public enum Kind {
    /** Too busy, out of order or out of reach: worth another try (429, 500, 502, 503, 504). */
    BUSY,
    /** The other side or we do not let it happen until somebody changes something (401, 403). */
    REFUSED,
    /** What was asked for is not there, or not any more (404, 410). */
    GONE,
    /** It is not what was listed: somebody wrote meanwhile (409, 412). */
    CHANGED,
    /** What was sent cannot be taken as it is, however often it is read: a link, for example. */
    UNFIT
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  public ChannelFault(Kind kind, String message) {
    this(kind, message, null);
  }

  public ChannelFault(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, null);
  }

  private ChannelFault(
      Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /**
   * The fault that an HTTP status stands for.
   *
   * @param retryAfter the answer's header {@code Retry-After}; empty when it had none. It counts
   *     where another attempt can help at all
   */
  public static ChannelFault ofStatus(
      int status, String message, @Nullable Throwable cause, Optional<String> retryAfter) {
    Kind kind = kindOf(status);
    Duration wait =
        kind == Kind.BUSY
            ? retryAfter.flatMap(text -> RetryAfter.of(text, Instant.now())).orElse(null)
            : null;
    String asks = wait == null ? "" : "; it asks us to wait for " + wait.toSeconds() + " seconds";
    return new ChannelFault(kind, message + asks, cause, wait);
  }

  private static Kind kindOf(int status) {
    return switch (status) {
      case 404, 410 -> Kind.GONE;
      case 409, 412 -> Kind.CHANGED;
      case 408, 425, 429 -> Kind.BUSY;
      default -> status >= 500 ? Kind.BUSY : Kind.REFUSED;
    };
  }

  public Kind kind() {
    return kind;
  }

  /** How long the other side asks to be left alone; empty when it does not. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
