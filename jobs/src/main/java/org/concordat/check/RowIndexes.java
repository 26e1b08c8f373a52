package org.concordat.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the tables of one submission by their keys, each index made when it is first asked. */
final class RowIndexes {

  private final KeyIds keys;
  private final Map<String, RowsByKey> indexes = new HashMap<>();

  RowIndexes(KeyIds keys) {
    this.keys = keys;
  }

  /** Rows of a table by the values of some of its columns. */
  RowsByKey of(TableRows rows, List<String> columns) {
    return indexes.computeIfAbsent(
        rows.table().name() + " " + columns,
        name -> new RowsByKey(rows.keyIds(columns), rows.size(), keys.size()));
  }
}
