package org.concordat.platform.objects;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What an object store could not do. The message is for the operator: what, why and what to do; it
 * holds no secret and no text of the other side.
 */
public final class StoreFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** What the fault means for what comes next. */
  public enum Kind {
    /** Too busy, out of order or out of reach: worth another try. */
    BUSY,
    /** Not allowed until somebody changes something (401, 403). */
    REFUSED,
    /** What was asked for is not there (404). */
    GONE,
    /** Somebody wrote it meanwhile (412). */
    CHANGED,
    /** The bytes are not those that were stated. */
    DAMAGED
  }

  private final Kind kind;

  public StoreFault(Kind kind, String message) {
    this(kind, message, null);
  }

  public StoreFault(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The kind of fault that an HTTP status stands for; 409 is another put at work just now. */
  static Kind kindOf(int status) {
    return switch (status) {
      case 404, 410 -> Kind.GONE;
      case 412 -> Kind.CHANGED;
      case 408, 409, 425, 429 -> Kind.BUSY;
      default -> status >= 500 ? Kind.BUSY : Kind.REFUSED;
    };
  }

  public Kind kind() {
    return kind;
  }

  /** Whether another attempt may do better: a busy store, or bytes that broke off. */
  static boolean canHelp(Throwable failure) {
    return failure instanceof StoreFault fault && fault.kind == Kind.BUSY;
  }

  /** Words for the operator. */
  static String words(Throwable failure) {
    return failure instanceof StoreFault
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName();
  }
}
