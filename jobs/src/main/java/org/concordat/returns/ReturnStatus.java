package org.concordat.returns;

import java.util.Arrays;
import org.concordat.config.WrongRequestException;

/** Which cut of the data a return stands on (returns-and-disclosure.md 5.1). */
public enum ReturnStatus {
  /** Accepted so far, before the first cut: made on demand, restricted, never published. */
  PROVISIONAL("provisional", "Provisional", "Prov"),
  /** In force at the first cut. */
  PERFORMANCE("performance", "Performance", "Perf"),
  /** In force at the year-end close. */
  FINAL("final", "Final", "Final");

  private final String folder;
  private final String published;
  private final String code;

  ReturnStatus(String folder, String published, String code) {
    this.folder = folder;
    this.published = published;
    this.code = code;
  }

  /**
   * @throws WrongRequestException if there is no such status
   */
  public static ReturnStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.folder.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "Cannot make a return with status \""
                        + text
                        + "\": a return is performance, final or provisional"));
  }

  /** Whether it may be published; what is not lies in the restricted zone. */
  public boolean isPublishable() {
    return this != PROVISIONAL;
  }

  /** Folder name, and the word of the command line. */
  public String folder() {
    return folder;
  }

  /** Text of the STATUS column. */
  public String published() {
    return published;
  }

  /** Part of file names. */
  public String code() {
    return code;
  }
}
