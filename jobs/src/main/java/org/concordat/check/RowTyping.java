package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.RowExpressions;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of one file their types: the values that {@link RowJudge} leaves of a record,
 * without the faults, which were told when it was judged. Used by one thread.
 */
final class RowTyping {

  private final TableRules rules;
  private final List<TableRules.RowRule> clearing = new ArrayList<>();
  private final RowExpressions conditions;
  private final RowExpressions.Evaluator evaluator;
  private final JudgedItems items;

  /**
   * @param rules rules of the table
   * @param conditions the table's conditions, as {@link TableRules#conditions} lists them
   */
  RowTyping(TableRules rules, RowExpressions conditions, SubmissionFiles submission) {
    this.rules = rules;
    rules.rowRules().stream().filter(rule -> !rule.clears().isEmpty()).forEach(clearing::add);
    this.conditions =
        conditions.only(clearing.stream().mapToInt(TableRules.RowRule::condition).toArray());
    this.evaluator = this.conditions.evaluator();
    this.items = new JudgedItems(rules.table().fields().size());
    setParameters(evaluator, items.size(), submission);
  }

  /**
   * Gives the conditions what they may ask about a submission: {@link TableRules#PARAMETERS}.
   *
   * @param first the first of the columns after a row's own
   */
  static void setParameters(
      RowExpressions.Evaluator evaluator, int first, SubmissionFiles submission) {
    evaluator.set(first, submission.month().start());
    evaluator.set(first + 1, submission.month().end());
    evaluator.set(first + 2, submission.createdAt());
    evaluator.set(first + 3, submission.organisationCode());
  }

  /**
   * The values of one record; the object is filled again by the next one.
   *
   * @param texts one text per field of the contract
   */
  JudgedItems type(@Nullable String[] texts) {
    rules.itemRules().judge(texts, items);
    if (!clearing.isEmpty()) {
      for (int field = 0; field < items.size(); field++) {
        if (conditions.uses(field)) {
          evaluator.set(field, items.value(field));
        }
      }
      evaluator.evaluate();
      for (int i = 0; i < clearing.size(); i++) {
        if (evaluator.isFalse(i)) {
          clearing.get(i).clears().forEach(items::clear);
        }
      }
    }
    return items;
  }
}
