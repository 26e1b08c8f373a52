package org.concordat.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.WrongRequestException;

/**
 * Where a zone lies in an object store.
 *
 * @param bucket the bucket
 * @param prefix what keys start with, without a slash at either end; empty for the whole bucket
 */
public record ObjectRoot(String bucket, String prefix) {

  private static final String SCHEME = "s3://";
  private static final Pattern FORM =
      Pattern.compile(
          "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/((?:[A-Za-z0-9_-][A-Za-z0-9._=-]*(?:/|$))*))?");

  /** Whether a setting names an object store, and no folder. */
  static boolean isOne(String text) {
    return text.contains("://");
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @param zone the zone, for messages
   * @throws WrongRequestException when it is none
   */
  static ObjectRoot of(String zone, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new WrongRequestException(
          "zones."
              + zone
              + ": \""
              + text
              + "\" is neither a folder nor of the form s3://bucket/prefix");
    }
    String prefix = matcher.group(2) == null ? "" : matcher.group(2);
    return new ObjectRoot(
        matcher.group(1), prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
  }

  /** Whether one of the two lies inside the other. */
  boolean overlaps(ObjectRoot other) {
    return bucket.equals(other.bucket)
        && (start().startsWith(other.start()) || other.start().startsWith(start()));
  }

  /** What the keys of the zone start with: the prefix with a slash, or nothing. */
  public String start() {
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  /** Key of a file of the zone, by its path inside the zone with slashes. */
  public String key(String path) {
    return start() + path;
  }

  /** As a person writes it. */
  @Override
  public String toString() {
    return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
