package org.concordat.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ItemExamples;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;

/** Plain rows for the examples of rules: what an example leaves out is filled in here. */
final class ExampleRows {

  private static final Map<String, String> SENDERS = Map.of("AM", "RX6", "PF", "10");

  private final Rulebook rulebook = Rulebook.load();
  private final ItemExamples values = new ItemExamples(rulebook.lists());
  private final ReportingMonth month;

  ExampleRows() {
    this(ItemExamples.MONTH);
  }

  /**
   * @param month in which the plain days lie
   */
  ExampleRows(ReportingMonth month) {
    this.month = month;
  }

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
    return isOwnKey
        ? name.substring(0, 2) + number
        : values.passes(column).replace(ItemExamples.MONTH.toString(), month.toString());
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
}
