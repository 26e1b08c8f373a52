package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table a measure counts, read from the page of the measure, so that it can be said
 * whether all rows of one are rows of another, or none.
 *
 * <p>Only conditions joined by {@code and} are read. A condition that is not understood is kept as
 * its text and is like none but itself.
 *
 * @param table the table that is counted
 * @param count rows, distinct COLUMN or sum COLUMN
 * @param conditions what must hold for a row to count
 */
record CountedRows(String table, String count, List<Condition> conditions) {

  private static final String STRING = "'([^']*)'";
  private static final Pattern BETWEEN = Pattern.compile("(\\w+) between (-?\\d+) and (-?\\d+)");
  private static final Pattern EQUAL = Pattern.compile("(\\w+) = " + STRING);
  private static final Pattern NOT_EQUAL = Pattern.compile("(\\w+) <> " + STRING);
  private static final Pattern IN = Pattern.compile("(\\w+) (not )?in \\(([^)]*)\\)");
  private static final Pattern COMPARED = Pattern.compile("(\\w+) (<=|>=|<|>) (-?\\d+)");
  private static final Pattern KNOWN = Pattern.compile("(\\w+) is not null");
  private static final Pattern PERIOD = Pattern.compile("(\\w+)_(month|quarter|year)");
  private static final List<String> PERIODS = List.of("month", "quarter", "year");

  /** counting-rules.md and the definition of MHS81: these categories are a new detention. */
  private static final Set<String> NEW_DETENTION = Set.of("A", "B", "C", "D", "P");

  /**
   * One condition.
   *
   * @param text as written
   * @param column the column it is about; the text where it is not understood
   * @param values values it allows, or forbids
   * @param isForbidding whether the values are forbidden
   * @param least smallest number it allows, with the largest
   * @param most largest number it allows
   * @param isNumber whether it limits a number or only asks for one
   */
  record Condition(
      String text,
      String column,
      Set<String> values,
      boolean isForbidding,
      long least,
      long most,
      boolean isNumber) {

    static Condition of(String written) {
      String text = written.strip();
      Matcher match = BETWEEN.matcher(text);
      if (match.matches()) {
        return number(text, match.group(1), match.group(2), match.group(3));
      }
      match = EQUAL.matcher(text);
      if (match.matches()) {
        return among(match.group(1), Set.of(match.group(2)), false);
      }
      match = NOT_EQUAL.matcher(text);
      if (match.matches()) {
        return among(match.group(1), Set.of(match.group(2)), true);
      }
      match = IN.matcher(text);
      if (match.matches()) {
        Set<String> values = new HashSet<>();
        Matcher each = Pattern.compile(STRING).matcher(match.group(3));
        while (each.find()) {
          values.add(each.group(1));
        }
        return among(match.group(1), values, match.group(2) != null);
      }
      match = COMPARED.matcher(text);
      if (match.matches()) {
        long limit = Long.parseLong(match.group(3));
        return switch (match.group(2)) {
          case "<=" -> number(text, match.group(1), null, Long.toString(limit));
          case "<" -> number(text, match.group(1), null, Long.toString(limit - 1));
          case ">=" -> number(text, match.group(1), Long.toString(limit), null);
          default -> number(text, match.group(1), Long.toString(limit + 1), null);
        };
      }
      match = KNOWN.matcher(text);
      if (match.matches()) {
        return number(text, match.group(1), null, null);
      }
      if (text.equals("is_new_detention")) {
        return among("category", NEW_DETENTION, false);
      }
      return new Condition(text, text, Set.of(), false, 0, 0, false);
    }

    private static Condition number(
        String text, String column, @Nullable String least, @Nullable String most) {
      return new Condition(
          text,
          column,
          Set.of(),
          false,
          least == null ? Long.MIN_VALUE : Long.parseLong(least),
          most == null ? Long.MAX_VALUE : Long.parseLong(most),
          true);
    }

    static Condition among(String column, Set<String> values, boolean isForbidding) {
      return new Condition(
          column + (isForbidding ? " not in " : " in ") + new TreeSet<>(values),
          column,
          Set.copyOf(values),
          isForbidding,
          0,
          0,
          false);
    }

    /** Whether it lists the values it allows. */
    boolean isList() {
      return !values.isEmpty() && !isForbidding;
    }

    /** Whether every row for which this holds is one for which the other holds. */
    boolean means(Condition other) {
      if (text.equals(other.text)) {
        return true;
      }
      if (column.equals(other.column)) {
        if (isNumber && other.isNumber) {
          return least >= other.least && most <= other.most;
        }
        if (!values.isEmpty() && !other.values.isEmpty()) {
          if (other.isForbidding) {
            return isForbidding
                ? values.containsAll(other.values)
                : values.stream().noneMatch(other.values::contains);
          }
          return !isForbidding && other.values.containsAll(values);
        }
        return false;
      }
      // A contact within so many minutes is a contact (counting-rules.md 2.2).
      if (column.equals("response_minutes_in_month")
          && least >= 0
          && other.column.equals("first_contact_in_month_datetime")) {
        return true;
      }
      return isShorterPeriod(text, other.text);
    }

    /** Whether both can never hold of one row. */
    boolean excludes(Condition other) {
      if (!column.equals(other.column)) {
        return false;
      }
      if (isNumber && other.isNumber) {
        return most < other.least || least > other.most;
      }
      if (values.isEmpty() || other.values.isEmpty() || (isForbidding && other.isForbidding)) {
        return false;
      }
      if (isForbidding) {
        return values.containsAll(other.values);
      }
      return other.isForbidding
          ? other.values.containsAll(values)
          : values.stream().noneMatch(other.values::contains);
    }
  }

  /**
   * What is in a month is in its quarter and year, said of a flag, a sum or a number over nought.
   */
  private static boolean isShorterPeriod(String shorter, String longer) {
    for (int i = 0; i < PERIODS.size(); i++) {
      for (int j = i + 1; j < PERIODS.size(); j++) {
        if (shorter.contains("_" + PERIODS.get(i))
            && shorter.replace("_" + PERIODS.get(i), "_" + PERIODS.get(j)).equals(longer)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Reads the rows that a page of a measure says count. */
  static CountedRows of(String table, String filter, String count) {
    // An "and" inside a text ('18 and over') or between two numbers joins no conditions.
    String joined =
        Pattern.compile("'[^']*'|between \\S+ and \\S+")
            .matcher(filter)
            .replaceAll(found -> found.group().replace(" and ", " @and@ "));
    List<Condition> conditions = new ArrayList<>();
    for (String part : joined.split(" and ")) {
      conditions.add(Condition.of(part.replace("@and@", "and")));
    }
    // Category L, a change to section 3, never holds section 2 (definition of MHS143).
    boolean isSectionTwo =
        conditions.stream()
            .anyMatch(c -> c.column().equals("LegalStatusCode") && c.values().equals(Set.of("02")));
    if (isSectionTwo) {
      conditions.replaceAll(
          c ->
              c.column().equals("category") && c.isList()
                  ? Condition.among(
                      "category",
                      Set.copyOf(c.values().stream().filter(v -> !v.equals("L")).toList()),
                      false)
                  : c);
    }
    return new CountedRows(table, count, List.copyOf(conditions));
  }

  /** The same rows where a further condition holds. */
  CountedRows where(Condition condition) {
    return new CountedRows(
        table, count, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
  }

  /** Whether its figures of parts add up to that of the whole: not so for people. */
  boolean addsUp() {
    return !count.startsWith("distinct");
  }

  /** Whether every row counted here is counted there. */
  boolean isWithin(CountedRows other) {
    return table.equals(other.table)
        && other.conditions.stream()
            .allMatch(condition -> conditions.stream().anyMatch(own -> own.means(condition)));
  }

  /** Whether the figure can never be larger than the other, for the same place. */
  boolean isAtMost(CountedRows other) {
    if (!isWithin(other)) {
      return false;
    }
    if (count.equals(other.count)) {
      return true;
    }
    if (count.startsWith("distinct") && other.count.equals("rows")) {
      return true;
    }
    return count.startsWith("sum ")
        && other.count.startsWith("sum ")
        && isShorterPeriod(count, other.count);
  }

  /** Whether both count the same rows in the same way. */
  boolean isSame(CountedRows other) {
    return count.equals(other.count) && isWithin(other) && other.isWithin(this);
  }

  /** Whether no row is counted by both. */
  boolean excludes(CountedRows other) {
    return table.equals(other.table)
        && conditions.stream().anyMatch(own -> other.conditions.stream().anyMatch(own::excludes));
  }

  /** The one condition that this has beyond the other and that lists or forbids values, if so. */
  @Nullable Condition onlyFurther(CountedRows other) {
    if (!count.equals(other.count) || !isWithin(other)) {
      return null;
    }
    List<Condition> further =
        conditions.stream()
            .filter(own -> other.conditions.stream().noneMatch(c -> c.text().equals(own.text())))
            .toList();
    boolean hasAll =
        other.conditions.stream()
            .allMatch(
                c ->
                    conditions.stream().anyMatch(own -> own.text().equals(c.text()))
                        || further.stream().anyMatch(f -> f.column().equals(c.column())));
    return hasAll && further.size() == 1 && !further.get(0).values().isEmpty()
        ? further.get(0)
        : null;
  }

  /**
   * The periods of measures that count the same in a month, a quarter or a year, by what they
   * count, or null where this counts by no period.
   */
  @Nullable String period() {
    Set<String> found = new HashSet<>();
    Stream.concat(conditions.stream().map(Condition::text), Stream.of(count))
        .forEach(
            text -> {
              Matcher match = PERIOD.matcher(text);
              while (match.find()) {
                if (!match.group(1).endsWith("_at")) {
                  found.add(match.group(2));
                }
              }
            });
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /** The same with one period put for another, in text only good for comparing. */
  String inPeriod(String from, String to) {
    return table
        + count.replace("_" + from, "_" + to)
        + conditions.stream().map(c -> c.text().replace("_" + from, "_" + to)).sorted().toList();
  }
}
