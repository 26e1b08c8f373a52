package org.concordat.sample;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One fault in one row of one submission.
 *
 * @param submission id of the submission
 * @param from first record of the table that may take it
 * @param suits which row takes it: the first from there on for which this holds
 * @param rule rule or trap that is to notice it
 * @param what what was done, in words
 * @param change the rows written instead; where there are several the first is the untouched one
 * @param ruleOfPatient rule that is to notice that the patient of the row is lost with it; empty
 *     where nobody else is touched
 */
record RowFault(
    String submission,
    String table,
    int from,
    Predicate<Row> suits,
    String rule,
    String what,
    Function<Row, List<Row>> change,
    String ruleOfPatient) {

  boolean meets(Delivery delivery, Row row, int ordinal) {
    return table.equals(row.shape().name())
        && ordinal >= from
        && submission.equals(delivery.submissionId())
        && suits.test(row);
  }

  /** Whether the rule is to notice every row written, not the last one only. */
  boolean isOfAllCopies() {
    return what.endsWith(FaultList.BOTH);
  }

  List<Row> apply(Row row) {
    return change.apply(row);
  }
}
