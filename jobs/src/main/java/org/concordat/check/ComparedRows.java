package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.concordat.check.RelationRule.Side;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.RowRelation.Lookup;
import org.jspecify.annotations.Nullable;

/** A row and another one before the SQL of a rule that compares them, with what they look up. */
final class ComparedRows {

  /** One side's columns: where they are kept and where the SQL sees them. */
  private record Columns(@Nullable TableRows rows, int[] slots, int[] positions) {}

  /** A lookup: whose key says which row, and where it is found. */
  private record Found(boolean isOfOther, int @Nullable [] from, RowsByKey in, Columns columns) {}

  private final RelationRule rule;
  private final RowExpressions.Evaluator evaluator;
  private final Columns ours;
  private final Columns others;
  private final List<Found> lookups = new ArrayList<>();

  /**
   * @param rows the tables that were sent
   * @param indexes rows of a table by key
   */
  ComparedRows(
      RelationRule rule,
      RowExpressions conditions,
      SubmissionFiles submission,
      Map<String, TableRows> rows,
      RowIndexes indexes) {
    this.rule = rule;
    evaluator = conditions.evaluator();
    RowTyping.setParameters(evaluator, rule.ours().end(), submission);
    ours = columns(rule.ours(), conditions, rows);
    others = columns(rule.other(), conditions, rows);
    int number = 0;
    for (Lookup lookup : rule.relation().lookups().values()) {
      Columns found = columns(rule.lookups().get(number++), conditions, rows);
      TableRows in = found.rows();
      TableRows from = lookup.isOfOther() ? others.rows() : ours.rows();
      if (in != null) {
        lookups.add(
            new Found(
                lookup.isOfOther(),
                from == null ? null : from.keyIds(lookup.from()),
                indexes.of(in, lookup.to()),
                found));
      }
    }
  }

  private static Columns columns(
      Side side, RowExpressions conditions, Map<String, TableRows> tables) {
    TableRows rows = tables.get(side.table().name());
    List<String> names = List.copyOf(RelationRule.used(side, conditions));
    int[] slots = new int[names.size()];
    int[] positions = new int[names.size()];
    for (int i = 0; i < slots.length; i++) {
      int field = side.table().fieldNumber(names.get(i)) - 1;
      slots[i] = rows == null ? 0 : rows.kept().slot(field);
      positions[i] = side.offset() + field;
    }
    return new Columns(rows, slots, positions);
  }

  /** Takes the row to be judged; whether the rule applies to it. */
  boolean takes(int row) {
    set(ours, row);
    lookUp(false, row);
    if (rule.appliesAlways()) {
      return true;
    }
    set(others, -1);
    lookUp(true, -1);
    evaluator.evaluate();
    return evaluator.isTrue(RelationRule.APPLIES);
  }

  /** Whether the row that was taken and another one satisfy the rule's expression. */
  boolean holdsWith(int other) {
    set(others, other);
    lookUp(true, other);
    evaluator.evaluate();
    return evaluator.isTrue(RelationRule.HOLDS);
  }

  private void lookUp(boolean ofOther, int row) {
    for (Found lookup : lookups) {
      if (lookup.isOfOther() == ofOther) {
        int[] from = lookup.from();
        TableRows in = Objects.requireNonNull(lookup.columns().rows());
        int found = row < 0 || from == null ? -1 : lookup.in().first(from[row]);
        while (found >= 0 && !in.isUsable(found)) {
          found = lookup.in().next(found);
        }
        set(lookup.columns(), found);
      }
    }
  }

  private void set(Columns columns, int row) {
    TableRows rows = columns.rows();
    for (int i = 0; i < columns.slots().length; i++) {
      Object value = rows == null || row < 0 ? null : rows.kept().value(columns.slots()[i], row);
      evaluator.set(columns.positions()[i], value);
    }
  }
}
