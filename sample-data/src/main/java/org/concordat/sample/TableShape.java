package org.concordat.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concordat.schemas.ContractCatalogue;

/** A table's name and its columns in contract order. */
final class TableShape {

  private final String name;
  private final List<String> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  private TableShape(String name, List<String> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i), i);
    }
  }

  /** The shapes of all tables partners send, by name, taken from the contracts. */
  static Map<String, TableShape> ofContracts() {
    Map<String, TableShape> shapes = new HashMap<>();
    ContractCatalogue.load()
        .landing()
        .forEach(t -> shapes.put(t.name(), new TableShape(t.name(), t.columnNames())));
    return shapes;
  }

  String name() {
    return name;
  }

  List<String> columns() {
    return columns;
  }

  boolean has(String column) {
    return positions.containsKey(column);
  }

  int position(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("Table " + name + " has no column " + column);
    }
    return position;
  }

  String header() {
    return String.join(",", columns);
  }
}
