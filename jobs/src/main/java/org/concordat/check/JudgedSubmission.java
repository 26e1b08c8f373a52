package org.concordat.check;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one submission, without its findings.
 *
 * @param submissionId which one
 * @param rejectedBecause why the whole submission is rejected; null when it is accepted
 * @param tables numbers per table, in table name order
 * @param dropped per table the rows (record number less one) that do not go into the checked table
 * @param metrics metrics of its rows
 * @param messages findings about it
 * @param warnings findings that cost nothing
 * @param rules how often each rule was broken, in rule order
 * @param worst words about the cause that cost most rows; null when no row was lost
 * @param facts what it leaves behind for the month after, should it count
 */
record JudgedSubmission(
    String submissionId,
    @Nullable String rejectedBecause,
    List<TableCount> tables,
    Map<String, BitSet> dropped,
    List<MetricCount> metrics,
    long messages,
    long warnings,
    List<RuleCount> rules,
    @Nullable String worst,
    MonthFacts facts)
    implements Serializable {

  /**
   * Rows of one table: accepted and rejected make up sent.
   *
   * @param accepted rows that no rule rejected
   * @param rejectedByCascade those of the rejected that fell with another row
   * @param warned accepted rows with a warning
   * @param superseded accepted rows that a later version in the same file replaces
   */
  record TableCount(
      String table,
      long sent,
      long accepted,
      long rejected,
      long rejectedByCascade,
      long warned,
      long superseded)
      implements Serializable {}

  /** Tables of which rows were accepted, in name order. */
  List<String> acceptedTables() {
    return tables.stream().filter(count -> count.accepted() > 0).map(TableCount::table).toList();
  }

  long sent() {
    return tables.stream().mapToLong(TableCount::sent).sum();
  }

  long accepted() {
    return tables.stream().mapToLong(TableCount::accepted).sum();
  }

  long rejected() {
    return tables.stream().mapToLong(TableCount::rejected).sum();
  }

  long warned() {
    return tables.stream().mapToLong(TableCount::warned).sum();
  }
}
