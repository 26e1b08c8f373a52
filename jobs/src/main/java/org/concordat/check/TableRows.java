package org.concordat.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/**
 * What the reject cascade needs to know of the rows of one table of one submission: where each row
 * stands, its keys as small numbers, the few columns that other rules compare, and what became of
 * it. Other values are not kept, so that a whole submission fits in memory.
 */
final class TableRows {

  /** A blank key. */
  static final int NO_KEY = -1;

  private static final char BETWEEN = '\u001f';

  private final TableContract table;
  private final String file;
  private final KeyIds keys;
  private final List<int[]> keyFields = new ArrayList<>();
  private final Map<List<String>, Integer> keyNumbers = new HashMap<>();
  private final List<int[]> keyColumns = new ArrayList<>();
  private final int versionField;
  private final KeptColumns kept;
  private int size;
  private long[] lines = new long[64];
  private int[] versions;
  private @Nullable Issue[] causes = new Issue[64];
  private long[] measures = new long[64];
  private final BitSet byCascade = new BitSet();
  private final BitSet warned = new BitSet();
  private final BitSet superseded = new BitSet();

  /**
   * @param referenced column lists by which other tables name rows of this one
   * @param wanted what rules that compare rows look at
   * @param keys ids shared by the tables of the submission
   */
  TableRows(
      TableContract table,
      String file,
      List<List<String>> referenced,
      KeptColumns.Wanted wanted,
      KeyIds keys) {
    this.table = table;
    this.file = file;
    this.keys = keys;
    if (!table.primaryKey().isEmpty()) {
      keep(table.primaryKey());
      keep(table.keyWithoutVersion());
    }
    table.foreignKeys().stream().map(ForeignKey::fields).forEach(this::keep);
    referenced.forEach(this::keep);
    wanted.keys().forEach(this::keep);
    kept = new KeptColumns(table, wanted, keys);
    String version = table.versionField();
    versionField = version == null ? -1 : table.fieldNumber(version) - 1;
    versions = new int[versionField < 0 ? 0 : 64];
  }

  private void keep(List<String> columns) {
    if (keyNumbers.putIfAbsent(columns, keyFields.size()) == null) {
      keyFields.add(columns.stream().mapToInt(c -> table.fieldNumber(c) - 1).toArray());
      keyColumns.add(new int[64]);
    }
  }

  /** Adds a readable row and gives its number, from 0; its record number is one more. */
  int add(long line, JudgedItems items) {
    int row = addRow(line);
    kept.put(row, items);
    for (int key = 0; key < keyFields.size(); key++) {
      keyColumns.get(key)[row] = keyId(keyFields.get(key), items);
    }
    if (versionField >= 0 && items.value(versionField) instanceof Integer version) {
      versions[row] = version;
    }
    return row;
  }

  /** Adds a row that gives no values. */
  int addUnreadable(long line) {
    int row = addRow(line);
    kept.put(row, null);
    return row;
  }

  private int addRow(long line) {
    if (size == lines.length) {
      grow();
    }
    lines[size] = line;
    keyColumns.forEach(column -> column[size] = NO_KEY);
    return size++;
  }

  private void grow() {
    int more = size * 2;
    lines = Arrays.copyOf(lines, more);
    causes = Arrays.copyOf(causes, more);
    measures = Arrays.copyOf(measures, more);
    keyColumns.replaceAll(column -> Arrays.copyOf(column, more));
    versions = Arrays.copyOf(versions, versionField < 0 ? 0 : more);
  }

  private int keyId(int[] fields, JudgedItems items) {
    if (fields.length == 1) {
      String text = items.text(fields[0]);
      return text == null ? NO_KEY : keys.of(text);
    }
    StringBuilder joined = new StringBuilder();
    for (int field : fields) {
      String text = items.text(field);
      if (text == null) {
        return NO_KEY;
      }
      joined.append(text).append(BETWEEN);
    }
    return keys.of(joined.toString());
  }

  TableContract table() {
    return table;
  }

  String file() {
    return file;
  }

  int size() {
    return size;
  }

  long line(int row) {
    return lines[row];
  }

  /** What is kept of the rows' values. */
  KeptColumns kept() {
    return kept;
  }

  int version(int row) {
    return versions[row];
  }

  /** Ids of the values of some columns, by row; {@link #NO_KEY} where one of them is blank. */
  int[] keyIds(List<String> columns) {
    Integer number = keyNumbers.get(columns);
    if (number == null) {
      throw new IllegalArgumentException(table.name() + " keeps no key " + columns);
    }
    return keyColumns.get(number);
  }

  /** The parts of a row's primary key as sent; empty when it has none. */
  List<String> keyParts(int row) {
    List<String> key = table.primaryKey();
    int id = key.isEmpty() ? NO_KEY : keyIds(key)[row];
    if (id == NO_KEY) {
      return List.of();
    }
    String text = keys.text(id);
    return key.size() == 1
        ? List.of(text)
        : Arrays.asList(text.substring(0, text.length() - 1).split(String.valueOf(BETWEEN), -1));
  }

  /**
   * Loses a row; the first cause keeps it.
   *
   * @param isConsequence whether another row's loss took this one with it
   */
  void reject(int row, Issue cause, boolean isConsequence) {
    if (causes[row] == null) {
      causes[row] = cause;
      byCascade.set(row, isConsequence);
    }
  }

  /** Says which measures use a row, as bits. */
  void useFor(int row, long bits) {
    measures[row] = bits;
  }

  /** Measures that use a row, as bits; none for an unreadable one. */
  long measures(int row) {
    return measures[row];
  }

  void warn(int row) {
    warned.set(row);
  }

  void supersede(int row) {
    superseded.set(row);
  }

  /** The first cause that cost the row; null while it is accepted. */
  @Nullable Issue cause(int row) {
    return causes[row];
  }

  /** Rows that no rule rejected, superseded ones among them. */
  long acceptedRows() {
    long accepted = 0;
    for (int row = 0; row < size; row++) {
      accepted += causes[row] == null ? 1 : 0;
    }
    return accepted;
  }

  /** Whether a row is accepted and no later version takes its place. */
  boolean isUsable(int row) {
    return causes[row] == null && !superseded.get(row);
  }

  boolean isSuperseded(int row) {
    return superseded.get(row);
  }

  boolean isLostByCascade(int row) {
    return byCascade.get(row);
  }

  boolean isWarned(int row) {
    return warned.get(row);
  }
}
