package org.concordat.check;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A partner's file that cannot be read to its end (FIL-009). Readers of files that passed {@link
 * FileInspection} never meet it.
 */
public final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the bytes. */
  public enum Reason {
    EMPTY("the file is empty"),
    NO_HEADER("the first line is no header row"),
    NOT_UTF8("a byte is not valid UTF-8"),
    NUL("a NUL byte shows that this is no text file"),
    NOT_DECOMPRESSED("the file cannot be decompressed to its end"),
    TOO_LARGE("the file unpacks to more than any month can hold"),
    NOT_PARQUET("the file is no readable flat Parquet file");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** The reason for a reader, without a full stop. */
    public String words() {
      return words;
    }
  }

  private final Reason reason;
  private final long line;
  private final @Nullable String value;

  /**
   * @param line physical line of the fault, 0 where there is none
   * @param value the byte at fault, for example {@code 0xE9}, where there is one; for {@link
   *     Reason#TOO_LARGE} the limit that was passed
   */
  public UnreadableFileException(Reason reason, long line, @Nullable String value) {
    super(reason.words() + (line > 0 ? " (line " + line + ")" : ""));
    this.reason = reason;
    this.line = line;
    this.value = value;
  }

  public Reason reason() {
    return reason;
  }

  public long line() {
    return line;
  }

  public @Nullable String value() {
    return value;
  }
}
