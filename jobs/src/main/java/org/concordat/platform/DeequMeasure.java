package org.concordat.platform;

import org.jspecify.annotations.Nullable;

/**
 * One thing Deequ counts in every group of a frame.
 *
 * @param name name of the result; unique within one run
 * @param kind what is counted
 * @param subject the column, or the SQL condition; empty for {@link Kind#ROWS}
 * @param where SQL condition of the rows that count, null for all
 * @param atLeast share (or number of rows) below which the measure fails; null for no limit
 */
public record DeequMeasure(
    String name, Kind kind, String subject, @Nullable String where, @Nullable Double atLeast) {

  /** What is counted. */
  public enum Kind {
    /** Rows. */
    ROWS,
    /** Rows whose column is not null, of all rows. */
    COMPLETENESS,
    /** Rows that meet the condition, of all rows; a null condition is not met. */
    COMPLIANCE
  }

  public static DeequMeasure rows(String name) {
    return new DeequMeasure(name, Kind.ROWS, "", null, null);
  }

  public static DeequMeasure completeness(String name, String column) {
    return new DeequMeasure(name, Kind.COMPLETENESS, column, null, null);
  }

  public static DeequMeasure compliance(String name, String condition) {
    return new DeequMeasure(name, Kind.COMPLIANCE, condition, null, null);
  }

  /** The same measure over some rows only. */
  public DeequMeasure where(String condition) {
    return new DeequMeasure(name, kind, subject, condition, atLeast);
  }

  /** The same measure with a limit. */
  public DeequMeasure atLeast(double limit) {
    return new DeequMeasure(name, kind, subject, where, limit);
  }
}
