package org.concordat.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.concordat.check.Issue.Related;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/**
 * Settles what the rows of one submission do to each other: doubled keys (all copies are lost),
 * record versions (the highest is kept), missing parents, patients without the children they need,
 * and every row that falls with another one (submission-and-validation 1.2 and 4).
 *
 * <p>A lost row has exactly one first cause, and the cause counts it: over a submission the rows
 * lost by all causes add up to the rows rejected.
 */
final class RejectCascade {

  private final SortedMap<String, TableRows> tables;
  private final QualityRules rules;
  private final Issues issues;
  private final KeyIds keys;

  RejectCascade(
      SortedMap<String, TableRows> tables, QualityRules rules, Issues issues, KeyIds keys) {
    this.tables = tables;
    this.rules = rules;
    this.issues = issues;
    this.keys = keys;
  }

  /**
   * Settles everything.
   *
   * @param before judges what rejects a row beside another one, once copies are gone
   * @param after judges what warns of a row beside another one, once every loss is known
   */
  void settle(Runnable before, Runnable after) {
    tables.values().forEach(this::rejectCopies);
    tables.values().forEach(this::keepHighestVersions);
    before.run();
    boolean changed = true;
    while (changed) {
      for (TableRows rows : parentsFirst()) {
        for (ForeignKey key : rows.table().foreignKeys()) {
          if (key.enforced()) {
            judgeParents(rows, key);
          }
        }
      }
      changed = false;
      for (TableRows rows : tables.values()) {
        changed |= requireChildren(rows);
      }
    }
    for (TableRows rows : tables.values()) {
      for (ForeignKey key : rows.table().foreignKeys()) {
        if (!key.enforced()) {
          judgeParents(rows, key);
        }
      }
    }
    after.run();
    countLost();
  }

  private void rejectCopies(TableRows rows) {
    Optional<QualityRule> rule = rules.key(rows.table());
    if (rule.isEmpty()) {
      return;
    }
    int[] ids = rows.keyIds(rows.table().primaryKey());
    int[] copies = new int[keys.size()];
    for (int row = 0; row < rows.size(); row++) {
      if (ids[row] != TableRows.NO_KEY) {
        copies[ids[row]]++;
      }
    }
    String first = rows.table().keyWithoutVersion().get(0);
    int field = fieldOf(rows, rule.get().fields().isEmpty() ? first : rule.get().fields().get(0));
    for (int row = 0; row < rows.size(); row++) {
      if (ids[row] != TableRows.NO_KEY && copies[ids[row]] > 1) {
        Issue issue =
            issues.add(
                rule.get(), rows, row, field, keyPart(rows, row, field), Related.NOTHING, null);
        rows.reject(row, issue, false);
      }
    }
  }

  private static int fieldOf(TableRows rows, String column) {
    return rows.table().fieldNumber(column) - 1;
  }

  private static @Nullable String keyPart(TableRows rows, int row, int field) {
    int part = rows.table().primaryKey().indexOf(rows.table().fields().get(field).name());
    List<String> parts = rows.keyParts(row);
    return part < 0 || part >= parts.size() ? null : parts.get(part);
  }

  private void keepHighestVersions(TableRows rows) {
    TableContract table = rows.table();
    if (table.versionField() == null) {
      return;
    }
    int[] things = rows.keyIds(table.keyWithoutVersion());
    int[] highest = new int[keys.size()];
    Arrays.fill(highest, Integer.MIN_VALUE);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isUsable(row) && things[row] != TableRows.NO_KEY) {
        highest[things[row]] = Math.max(highest[things[row]], rows.version(row));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isUsable(row)
          && things[row] != TableRows.NO_KEY
          && rows.version(row) < highest[things[row]]) {
        rows.supersede(row);
      }
    }
  }

  /** Tables such that every parent of an enforced key stands before its children. */
  private List<TableRows> parentsFirst() {
    List<TableRows> ordered = new ArrayList<>();
    Set<String> placed = new HashSet<>();
    tables.keySet().forEach(table -> place(table, placed, ordered));
    return ordered;
  }

  private void place(String table, Set<String> placed, List<TableRows> ordered) {
    TableRows rows = tables.get(table);
    if (rows == null || !placed.add(table)) {
      return;
    }
    for (ForeignKey key : rows.table().foreignKeys()) {
      if (key.enforced()) {
        place(key.reference().resource(), placed, ordered);
      }
    }
    ordered.add(rows);
  }

  /** Rows whose parent is not usable: lost where the key is enforced, warned of where it is not. */
  private void judgeParents(TableRows rows, ForeignKey key) {
    TableRows parent = tables.get(key.reference().resource());
    int[] ids = rows.keyIds(key.fields());
    BitSet usable = new BitSet();
    @Nullable Issue[] causes = new Issue[parent == null ? 0 : keys.size()];
    if (parent != null) {
      int[] named = parent.keyIds(key.reference().fields());
      for (int row = 0; row < parent.size(); row++) {
        if (named[row] != TableRows.NO_KEY) {
          if (parent.isUsable(row)) {
            usable.set(named[row]);
          } else if (causes[named[row]] == null) {
            causes[named[row]] = parent.cause(row);
          }
        }
      }
    }
    QualityRule rule = rules.parent(rows.table(), key);
    int field = fieldOf(rows, key.fields().get(0));
    for (int row = 0; row < rows.size(); row++) {
      if (ids[row] != TableRows.NO_KEY && !usable.get(ids[row]) && rows.isUsable(row)) {
        Issue cause = parent == null ? null : causes[ids[row]];
        String value = keys.text(ids[row]);
        Issue issue =
            issues.add(
                rule, rows, row, field, value, Related.NOTHING, key.enforced() ? cause : null);
        if (key.enforced()) {
          rows.reject(row, cause == null ? issue : cause, cause != null);
        } else {
          rows.warn(row);
        }
      }
    }
  }

  /**
   * Loses rows without a usable row in a table of children they need (MHP-012); the cause is that
   * of a child that was lost, if there was one.
   */
  private boolean requireChildren(TableRows rows) {
    Optional<QualityRule> rule = rules.missingChild(rows.table());
    if (rule.isEmpty()) {
      return false;
    }
    boolean changed = false;
    for (String childTable : rows.table().requiredChildren()) {
      changed |= requireChildren(rows, childTable, rule.get());
    }
    return changed;
  }

  private boolean requireChildren(TableRows rows, String childTable, QualityRule rule) {
    TableRows children = tables.get(childTable);
    BitSet usable = new BitSet();
    @Nullable Issue[] causes = new Issue[keys.size()];
    int[] ids = rows.keyIds(rows.table().primaryKey());
    if (children != null) {
      ForeignKey key =
          children.table().foreignKeys().stream()
              .filter(k -> k.reference().resource().equals(rows.table().name()))
              .findFirst()
              .orElseThrow();
      ids = rows.keyIds(key.reference().fields());
      int[] named = children.keyIds(key.fields());
      for (int row = 0; row < children.size(); row++) {
        if (named[row] != TableRows.NO_KEY) {
          if (children.isUsable(row)) {
            usable.set(named[row]);
          } else if (causes[named[row]] == null) {
            causes[named[row]] = children.cause(row);
          }
        }
      }
    }
    boolean changed = false;
    int field = fieldOf(rows, rule.fields().get(0));
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isUsable(row) && ids[row] != TableRows.NO_KEY && !usable.get(ids[row])) {
        Issue cause = causes[ids[row]];
        Issue issue =
            issues.add(
                rule,
                rows,
                row,
                field,
                keyPart(rows, row, field),
                Related.inSameRow(null, childTable),
                cause);
        rows.reject(row, cause == null ? issue : cause, cause != null);
        changed = true;
      }
    }
    return changed;
  }

  private void countLost() {
    for (TableRows rows : tables.values()) {
      long counted = MeasureUses.load().counted(rows.table().name());
      Optional<QualityRule> copies = rules.key(rows.table());
      int[] ids = copies.isEmpty() ? new int[0] : rows.keyIds(rows.table().primaryKey());
      Set<Integer> copied = new HashSet<>();
      for (int row = 0; row < rows.size(); row++) {
        Issue cause = rows.cause(row);
        if (cause != null) {
          boolean isCopy = copies.isPresent() && cause.rule().id().equals(copies.get().id());
          cause.lose(rows.measures(row), counted, !isCopy || copied.add(ids[row]));
        }
      }
    }
  }

  /** For every table, the column lists by which other tables name its rows. */
  static List<List<String>> referencedIn(TableContract table, List<TableContract> family) {
    List<List<String>> referenced = new ArrayList<>();
    for (TableContract other : family) {
      for (ForeignKey key : other.foreignKeys()) {
        if (key.reference().resource().equals(table.name())) {
          referenced.add(key.reference().fields());
        }
      }
    }
    return referenced;
  }
}
