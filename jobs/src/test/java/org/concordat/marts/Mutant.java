package org.concordat.marts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.platform.SqlFile;

/**
 * One small change of a SQL file.
 *
 * @param name {@code step: line @column what => change}, with {@code #n} from the second of its
 *     name on: says where, and stays the same when other lines change
 * @param sql the changed file
 */
record Mutant(String name, SqlFile sql) {

  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("<=", "<"),
          Map.entry("<", "<="),
          Map.entry(">=", ">"),
          Map.entry(">", ">="),
          Map.entry("=", "<>"),
          Map.entry("<>", "="),
          Map.entry("and", "or"),
          Map.entry("or", "and"),
          Map.entry("is null", "is not null"),
          Map.entry("is not null", "is null"),
          Map.entry("greatest(", "least("),
          Map.entry("least(", "greatest("),
          Map.entry("min(", "max("),
          Map.entry("max(", "min("),
          Map.entry("not", ""),
          Map.entry("desc", "asc"));

  private static final Pattern OPERATOR =
      Pattern.compile(
          "(?<= )(<=|>=|<>|<|>|=|and|or|is not null|is null|not|desc)(?=[ ,\\n)])"
              + "|\\b(greatest|least|min|max)\\(");
  private static final Pattern DAYS = Pattern.compile("date_(?:sub|add)\\([^()]*, ([0-9])\\)");
  private static final Pattern MEMBERS = Pattern.compile("in \\(('[^)]*')\\)");

  /** Every change of a file, one condition each. */
  static List<Mutant> of(SqlFile file) {
    String text = file.text();
    String code = withoutComments(text);
    List<Mutant> mutants = new ArrayList<>();
    Matcher operator = OPERATOR.matcher(code);
    while (operator.find()) {
      String found = operator.group().strip();
      boolean isBetween =
          found.equals("and")
              && code.substring(0, operator.start()).matches("(?s).*between [^\\n]{1,60} ?$");
      if (!isBetween && !isJoin(code, operator.start())) {
        String change = Objects.requireNonNull(OTHER.get(found), found);
        mutants.add(mutant(file, operator.start(), operator.end(), found, change));
      }
    }
    Matcher days = DAYS.matcher(code);
    while (days.find()) {
      int number = Integer.parseInt(days.group(1));
      for (int other : new int[] {number - 1, number + 1}) {
        mutants.add(mutant(file, days.start(1), days.end(1), days.group(), "" + other));
      }
    }
    Matcher members = MEMBERS.matcher(code);
    while (members.find()) {
      String[] codes = members.group(1).split(", ");
      int at = members.start(1);
      for (String one : codes) {
        mutants.add(mutant(file, at, at + one.length(), one, "'~'"));
        at += one.length() + 2;
      }
    }
    return numbered(mutants);
  }

  private static List<Mutant> numbered(List<Mutant> mutants) {
    Map<String, Integer> seen = new HashMap<>();
    return mutants.stream()
        .map(
            mutant -> {
              int number = seen.merge(mutant.name(), 1, Integer::sum);
              return number == 1 ? mutant : new Mutant(mutant.name() + " #" + number, mutant.sql());
            })
        .toList();
  }

  /** Equality of keys that brings tables together is no condition of a rule. */
  private static boolean isJoin(String code, int at) {
    String line = lineAround(code, at);
    return line.matches("\\s*(on|and) [a-zA-Z0-9_.]*(_key|_id|_code|ID|_month) = [a-zA-Z0-9_.:]+");
  }

  private static Mutant mutant(SqlFile file, int start, int end, String found, String change) {
    String text = file.text();
    String name =
        file.name()
            + ": "
            + lineAround(text, start).strip()
            + " @"
            + (start - text.lastIndexOf('\n', start))
            + " "
            + found
            + " => "
            + change;
    return new Mutant(
        name, new SqlFile(file.name(), text.substring(0, start) + change + text.substring(end)));
  }

  private static String lineAround(String text, int at) {
    int end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end);
  }

  /** Comments become blanks, so that places stay the same. */
  private static String withoutComments(String text) {
    StringBuilder code = new StringBuilder(text);
    Matcher comment = Pattern.compile("--[^\\n]*").matcher(text);
    while (comment.find()) {
      for (int i = comment.start(); i < comment.end(); i++) {
        code.setCharAt(i, ' ');
      }
    }
    return code.toString();
  }
}
