package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records of one file one after the other: items, then conditions of the typed row, then
 * clears what a row rule found unusable. Used by one thread.
 */
final class RowJudge {

  /**
   * One broken rule of a record.
   *
   * @param field position of the field quoted first
   * @param relatedField position of the other field, -1 for none
   */
  record Fault(QualityRule rule, int field, int relatedField) {}

  private final TableRules rules;
  private final RowExpressions conditions;
  private final RowExpressions.Evaluator evaluator;
  private final JudgedItems items;
  private final int fields;
  private final List<Fault> faults = new ArrayList<>();
  private long measures;
  private final long[] counted;
  private final long[] asked;

  /**
   * @param rules rules of the table
   * @param conditions the table's conditions, as {@link TableRules#conditions} lists them
   */
  RowJudge(TableRules rules, RowExpressions conditions, SubmissionFiles submission) {
    this.rules = rules;
    this.conditions = conditions;
    this.evaluator = conditions.evaluator();
    this.fields = rules.table().fields().size();
    this.items = new JudgedItems(fields);
    this.counted = new long[rules.shares().size()];
    this.asked = new long[counted.length];
    RowTyping.setParameters(evaluator, fields, submission);
  }

  /**
   * Judges one record; {@link #items} and {@link #faults} then tell about it until the next one.
   *
   * @param texts one text per field of the contract
   */
  void judge(@Nullable String[] texts) {
    faults.clear();
    rules.itemRules().judge(texts, items);
    for (int field = 0; field < fields; field++) {
      ItemCheck check = items.fault(field);
      QualityRule broken = check == null ? null : rules.itemRule(field, check);
      if (broken != null) {
        faults.add(new Fault(broken, field, -1));
      }
    }
    judgeConditions();
  }

  private void judgeConditions() {
    for (int field = 0; field < fields; field++) {
      if (conditions.uses(field)) {
        evaluator.set(field, items.value(field));
      }
    }
    evaluator.evaluate();
    for (TableRules.Required required : rules.required()) {
      if (items.text(required.field()) == null && evaluator.isTrue(required.condition())) {
        faults.add(new Fault(required.rule(), required.field(), -1));
      }
    }
    measures = 0;
    for (TableRules.Use use : rules.uses()) {
      measures |= evaluator.isTrue(use.condition()) ? use.measures() : 0;
    }
    for (int share = 0; share < counted.length; share++) {
      int condition = rules.shares().get(share).condition();
      boolean counts = evaluator.isTrue(condition);
      counted[share] += counts ? 1 : 0;
      asked[share] += counts || evaluator.isFalse(condition) ? 1 : 0;
    }
    for (TableRules.RowRule rule : rules.rowRules()) {
      if (evaluator.isFalse(rule.condition())) {
        faults.add(new Fault(rule.rule(), rule.field(), rule.relatedField()));
        rule.clears().forEach(items::clear);
      }
    }
  }

  /** Whether a condition of the table holds for the record as it was sent. */
  boolean isTrue(int condition) {
    return evaluator.isTrue(condition);
  }

  JudgedItems items() {
    return items;
  }

  /** Rules the record broke, in the order of fields, then of rules. */
  List<Fault> faults() {
    return faults;
  }

  /** Measures that would use the record, as bits. */
  long measures() {
    return measures;
  }

  /**
   * Of the records judged so far, how many are as a rule about shares says.
   *
   * @param rule the rule
   * @param rows those that are so
   * @param of those that could be
   */
  record SharedRows(QualityRule rule, long rows, long of) {}

  /** The numbers of every rule about shares of the table. */
  List<SharedRows> sharedRows() {
    List<SharedRows> shared = new ArrayList<>();
    for (int share = 0; share < counted.length; share++) {
      shared.add(new SharedRows(rules.shares().get(share).rule(), counted[share], asked[share]));
    }
    return shared;
  }

  /** Whether the record is lost by a fault of its own. */
  boolean isRejected() {
    for (Fault fault : faults) {
      if (fault.rule().severity() == Severity.RR) {
        return true;
      }
    }
    return false;
  }
}
