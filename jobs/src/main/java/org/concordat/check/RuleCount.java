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
 * @param causes those of them that are no consequence of another
 * @param rowsLost rows lost because of it, the cascade included
 * @param text first message; null where a message before it has it
 * @param action what to do
 */
record RuleCount(
    String ruleId,
    int version,
    String severity,
    @Nullable String table,
    @Nullable String field,
    long messages,
    long causes,
    long rowsLost,
    @Nullable String text,
    @Nullable String action)
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
        finding.rootMessageId() == null ? 1 : 0,
        finding.rowsLost(),
        finding.text(),
        finding.action());
  }

  static RuleCount of(Issue issue) {
    return new RuleCount(
        issue.rule().id(),
        issue.rule().version(),
        issue.rule().severity().name(),
        issue.rows().table().name(),
        issue.field() < 0 ? null : issue.rows().table().fields().get(issue.field()).name(),
        issue.occurrences(),
        issue.root() == null ? issue.occurrences() : 0,
        issue.rowsLost(),
        null,
        null);
  }

  /** The same with the words of its first message. */
  RuleCount worded(Finding first) {
    return new RuleCount(
        ruleId,
        version,
        severity,
        table,
        field,
        messages,
        causes,
        rowsLost,
        first.text(),
        first.action());
  }

  /** The counts of the same rule, table and field added up, in order of all three. */
  static List<RuleCount> summed(Collection<RuleCount> counts) {
    SortedMap<RuleCount, RuleCount> sums = new TreeMap<>(ORDER);
    counts.forEach(count -> sums.merge(count, count, RuleCount::plus));
    return new ArrayList<>(sums.values());
  }

  /** Both added up; the first one's words. */
  RuleCount plus(RuleCount more) {
    return new RuleCount(
        ruleId,
        version,
        severity,
        table,
        field,
        messages + more.messages,
        causes + more.causes,
        rowsLost + more.rowsLost,
        text == null ? more.text : text,
        action == null ? more.action : action);
  }
}
