package org.concordat.schemas;

import java.util.Objects;
import org.concordat.schemas.ColumnContract.Constraints;

/** Says in words how a field is written. */
final class FieldFormat {

  private static final Constraints NONE =
      new Constraints(null, null, null, null, null, null, null, null);

  private FieldFormat() {}

  /** For example {@code a date yyyy-MM-dd}; fits after "is not" and "send it as". */
  static String words(ColumnContract field) {
    return switch (field.type()) {
      case "date" -> "a date yyyy-MM-dd";
      case "time" -> "a time HH:mm:ss";
      case "datetime" ->
          field.requiresOffset()
              ? "a date and time yyyy-MM-ddTHH:mm:ss with its offset from UTC"
              : "a date and time yyyy-MM-ddTHH:mm:ss";
      case "integer" -> "a whole number" + range(constraints(field));
      case "number" -> "a number" + range(constraints(field));
      case "boolean" -> "true or false";
      case "array" -> "a list separated by semicolons";
      default -> text(constraints(field));
    };
  }

  /** Whether every text is well-formed, so that no value can have the wrong format. */
  static boolean takesAnyText(ColumnContract field) {
    Constraints c = constraints(field);
    return field.type().equals("array")
        || (field.type().equals("string")
            && c.minLength() == null
            && c.maxLength() == null
            && c.pattern() == null
            && c.enumeration() == null);
  }

  private static Constraints constraints(ColumnContract field) {
    return field.constraints() == null ? NONE : field.constraints();
  }

  private static String range(Constraints c) {
    if (c.minimum() != null && c.maximum() != null) {
      return " from " + c.minimum() + " to " + c.maximum();
    }
    return "";
  }

  private static String text(Constraints c) {
    if (c.enumeration() != null) {
      return "one of " + String.join(", ", c.enumeration());
    }
    String pattern = c.pattern();
    if (pattern != null && pattern.startsWith("[A-Za-z]{1,2}[0-9]")) {
      return "a postcode";
    }
    String kind =
        pattern != null && pattern.startsWith("[0-9]") && !pattern.contains("-(")
            ? "digits"
            : "characters";
    String length = length(c, kind);
    if (pattern == null) {
      return length.isEmpty() ? "text" : length;
    }
    return switch (pattern) {
      case "[A-Za-z0-9]*" -> length.replace("characters", "letters or digits");
      case "[0-9]{10}" -> "10 digits";
      case "[0-9]{2}" -> "2 digits";
      case "[0-9]{6,18}" -> "6 to 18 digits";
      case "[0-9]{4}-(0[1-9]|1[0-2])" -> "a month yyyy-MM";
      case "[EW][0-9]{8}" -> "E or W and 8 digits";
      default -> "text of the form " + pattern;
    };
  }

  private static String length(Constraints c, String kind) {
    Integer min = c.minLength();
    Integer max = c.maxLength();
    if (max == null) {
      return "";
    }
    if (min == null) {
      return "text of at most " + max + " " + kind;
    }
    if (Objects.equals(min, max)) {
      return min == 1 ? "1 letter or digit" : min + " " + kind;
    }
    return min + " to " + max + " " + kind;
  }
}
