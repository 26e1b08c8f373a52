package org.concordat.platform;

import java.util.List;

/**
 * One condition that rows must meet before they are published.
 *
 * @param kind what is asked
 * @param name words for the message
 * @param columns columns it is about
 * @param values allowed values, for {@link Kind#CONTAINED}
 * @param condition SQL condition, for {@link Kind#SATISFIES}
 */
public record GateCheck(
    Kind kind, String name, List<String> columns, List<String> values, String condition) {

  /** What is asked. */
  public enum Kind {
    NOT_EMPTY,
    COMPLETE,
    UNIQUE,
    CONTAINED,
    SATISFIES
  }

  /** There is at least one row. */
  public static GateCheck notEmpty() {
    return new GateCheck(Kind.NOT_EMPTY, "has rows", List.of(), List.of(), "");
  }

  /** The column is never null. */
  public static GateCheck complete(String column) {
    return new GateCheck(Kind.COMPLETE, column + " is never blank", List.of(column), List.of(), "");
  }

  /** No two rows agree in all these columns, and none of them is null. */
  public static GateCheck unique(String... columns) {
    return new GateCheck(
        Kind.UNIQUE,
        String.join(", ", columns) + " is one row only",
        List.of(columns),
        List.of(),
        "");
  }

  /** The column is never null and holds one of these values. */
  public static GateCheck contained(String column, List<String> values) {
    return new GateCheck(
        Kind.CONTAINED, column + " holds a known value", List.of(column), List.copyOf(values), "");
  }

  /** The condition is true for every row; null is not true. */
  public static GateCheck satisfies(String name, String condition) {
    return new GateCheck(Kind.SATISFIES, name, List.of(), List.of(), condition);
  }
}
