package org.concordat.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ColumnContract.Constraints;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/** Plain rows for the examples of rules: what an example leaves out is filled in here. */
final class ExampleRows {

  static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Map<String, String> SENDERS = Map.of("AM", "RX6", "PF", "10");

  private final Rulebook rulebook = Rulebook.load();

  /** Who sends the examples of a table. */
  static String sender(TableContract table) {
    return SENDERS.getOrDefault(String.valueOf(table.family()), "RX4");
  }

  /**
   * A row with its mandatory columns and what is given.
   *
   * @param number of the row in its table: rows have different keys
   */
  Map<String, String> row(TableContract table, int number, Map<String, String> given) {
    Map<String, String> row = new LinkedHashMap<>();
    for (ColumnContract column : table.fields()) {
      String name = column.name();
      if (given.containsKey(name)) {
        row.put(name, given.getOrDefault(name, ""));
      } else if (table.primaryKey().indexOf(name) >= 0 || column.isMandatory()) {
        row.put(name, value(table, column, number));
      }
    }
    return row;
  }

  /** A valid value of a column. */
  String value(TableContract table, ColumnContract column, int number) {
    String name = column.name();
    if (name.equals("submitter_org_code") || name.equals("force_code")) {
      return sender(table);
    }
    boolean isOwnKey =
        table.primaryKey().stream()
            .filter(k -> table.foreignKeys().stream().noneMatch(f -> f.fields().contains(k)))
            .filter(k -> table.column(k).orElseThrow().type().equals("string"))
            .reduce((first, second) -> second)
            .filter(name::equals)
            .isPresent();
    return switch (column.type()) {
      case "date" -> "2026-09-05";
      case "time" -> "10:15:30";
      case "datetime" -> "2026-09-05T10:15:30+01:00";
      case "integer", "number" -> "1";
      case "boolean" -> "true";
      default -> isOwnKey ? name.substring(0, 2) + number : text(column);
    };
  }

  private String text(ColumnContract column) {
    Constraints limits = column.constraints();
    if (column.codelist() != null) {
      CodeList list = rulebook.lists().list(column.codelist());
      for (String code : list.codes()) {
        boolean special =
            column.defaultCodes() != null && column.defaultCodes().contains(code)
                || column.otherCodes() != null && column.otherCodes().contains(code);
        if (fits(limits, code) && !special && list.isValid(code, MONTH)) {
          return code;
        }
      }
    }
    String start = column.name().substring(0, 2) + "1";
    if (limits == null) {
      return start;
    }
    if (limits.enumeration() != null) {
      return limits.enumeration().get(0);
    }
    String pattern = limits.pattern();
    for (String one :
        List.of("2026-09", "9434765919", "ZE1 1AA", "E01000001", "248062006", "6.0", start)) {
      int most = limits.maxLength() == null ? 99 : limits.maxLength();
      if (pattern != null
          && !pattern.endsWith("]*")
          && one.matches(pattern)
          && one.length() <= most) {
        return one;
      }
    }
    int least = limits.minLength() == null ? 1 : limits.minLength();
    return start.length() >= least
            && (limits.maxLength() == null || start.length() <= limits.maxLength())
        ? start
        : "A1B2C3D4E5".substring(0, least);
  }

  private static boolean fits(@Nullable Constraints limits, String code) {
    return limits == null
        || ((limits.minLength() == null || code.length() >= limits.minLength())
            && (limits.maxLength() == null || code.length() <= limits.maxLength())
            && (limits.pattern() == null || code.matches(limits.pattern())));
  }

  /**
   * Adds the parents and children the rows need.
   *
   * @param without tables that stay as they are
   */
  void complete(TreeMap<String, List<Map<String, String>>> tables, List<String> without) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String name : List.copyOf(tables.keySet())) {
        TableContract table = rulebook.contracts().table(name);
        for (ForeignKey key : table.foreignKeys()) {
          String parent = key.reference().resource();
          if (key.enforced() && !without.contains(parent)) {
            changed |= add(tables, name, key.fields(), parent, key.reference().fields());
          }
        }
        for (String child : table.requiredChildren()) {
          if (!without.contains(child)) {
            changed |= add(tables, name, table.primaryKey(), child, table.primaryKey());
          }
        }
      }
    }
  }

  /** Adds a row to a table for every key of another one that it lacks. */
  private boolean add(
      TreeMap<String, List<Map<String, String>>> tables,
      String from,
      List<String> fields,
      String to,
      List<String> names) {
    List<Map<String, String>> rows = tables.computeIfAbsent(to, t -> new ArrayList<>());
    Set<List<String>> there = new HashSet<>();
    rows.forEach(row -> there.add(names.stream().map(n -> row.getOrDefault(n, "")).toList()));
    List<Map<String, String>> added = new ArrayList<>();
    for (Map<String, String> row : tables.getOrDefault(from, List.of())) {
      List<String> key = fields.stream().map(f -> row.getOrDefault(f, "")).toList();
      if (!key.contains("") && there.add(key)) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          given.put(names.get(i), key.get(i));
        }
        added.add(row(rulebook.contracts().table(to), 500 + rows.size() + added.size(), given));
      }
    }
    rows.addAll(added);
    return !added.isEmpty();
  }

  /** A code that has the column's shape and stands in no list; null when there is none. */
  @Nullable String unknownCode(ColumnContract column) {
    Constraints limits = column.constraints();
    CodeList list = rulebook.lists().list(String.valueOf(column.codelist()));
    for (String code : List.of("~", "Q", "QQ", "77", "QQQ", "QQQQQ", "000", "0", "0000")) {
      String judged = "first_character".equals(column.codeMatch()) ? code.substring(0, 1) : code;
      if (fits(limits, code) && !list.codes().contains(judged)) {
        return code;
      }
    }
    return null;
  }

  /** A text that does not have the column's format; null where any text does. */
  static @Nullable String wrongFormat(ColumnContract column) {
    Constraints limits = column.constraints();
    if (column.type().equals("array")) {
      return null;
    }
    if (!column.type().equals("string")) {
      return "?";
    }
    if (limits != null && limits.pattern() != null && !"?".matches(limits.pattern())) {
      return "?";
    }
    return limits == null || limits.maxLength() == null ? null : "A".repeat(limits.maxLength() + 1);
  }
}
