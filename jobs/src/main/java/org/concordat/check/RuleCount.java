package org.concordat.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often a rule was broken in one table and field of a submission, and what it cost.
 *
 * @param ruleId which rule
 * @param version its version
 * @param severity RF, RR, W1 or W
 * @param table landing table; null for the submission as a whole
 * @param field column named; null when there is none
 * @param messages how often, those beyond the cap included
 * @param rowsLost rows lost because of it, the cascade included
 */
record RuleCount(
    String ruleId,
    int version,
    String severity,
    @Nullable String table,
    @Nullable String field,
    long messages,
    long rowsLost)
    implements Serializable {

  private static final Comparator<@Nullable String> TEXT =
      Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<RuleCount> ORDER =
      Comparator.comparing(RuleCount::ruleId)
          .thenComparing(RuleCount::version)
          .thenComparing(RuleCount::severity)
          .thenComparing(RuleCount::table, TEXT)
          .thenComparing(RuleCount::field, TEXT);

  static RuleCount of(Finding finding) {
    return new RuleCount(
        finding.ruleId(),
        finding.ruleVersion(),
        finding.severity(),
        finding.table(),
        finding.field(),
        1,
        finding.rowsLost());
  }

  static RuleCount of(Issue issue) {
    return new RuleCount(
        issue.rule().id(),
        issue.rule().version(),
        issue.rule().severity().name(),
        issue.rows().table().name(),
        issue.field() < 0 ? null : issue.rows().table().fields().get(issue.field()).name(),
        issue.occurrences(),
        issue.rowsLost());
  }

  /** The counts of the same rule, table and field added up, in order of all three. */
  static List<RuleCount> summed(Collection<RuleCount> counts) {
    SortedMap<RuleCount, RuleCount> sums = new TreeMap<>(ORDER);
    counts.forEach(count -> sums.merge(count, count, RuleCount::plus));
    return new ArrayList<>(sums.values());
  }

  private RuleCount plus(RuleCount more) {
    return new RuleCount(
        ruleId,
        version,
        severity,
        table,
        field,
        messages + more.messages,
        rowsLost + more.rowsLost);
  }
}
