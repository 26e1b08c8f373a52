package org.concordat.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.Severity;
import org.jspecify.annotations.Nullable;

/**
 * All issues of one submission. Beyond a cap per rule only the count goes on rising
 * (submission-and-validation 2.5): one last issue without a row then stands for the rest.
 */
final class Issues {

  private final int cap;
  private final List<Issue> kept = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Issue> beyondCap = new LinkedHashMap<>();

  Issues(int cap) {
    this.cap = cap;
  }

  /**
   * Adds an issue of one row.
   *
   * @param field position of the field at fault, -1 for the row as a whole
   * @param value its value as sent
   * @param related the other value that takes part
   * @param root the first cause, when this is a consequence
   * @return the issue, or the one that stands for all beyond the cap
   */
  Issue add(
      QualityRule rule,
      TableRows rows,
      int row,
      int field,
      @Nullable String value,
      Issue.Related related,
      @Nullable Issue root) {
    String counter = rule.id() + "|" + rows.table().name();
    if (counts.merge(counter, 1L, Long::sum) <= cap) {
      Issue issue = new Issue(rule, rows, row, field, value, related, root);
      kept.add(issue);
      return issue;
    }
    Issue rest = beyondCap.get(counter);
    if (rest == null) {
      rest = Issue.rest(rule, rows, row, field);
      beyondCap.put(counter, rest);
    } else {
      rest.again();
    }
    return rest;
  }

  /** How often a table's rows broke a rule, those beyond the cap included. */
  long count(QualityRule rule, TableRows rows) {
    return counts.getOrDefault(rule.id() + "|" + rows.table().name(), 0L);
  }

  /** Every issue, by table, then row, in the order found; those beyond the cap last. */
  List<Issue> inOrder() {
    List<Issue> ordered = new ArrayList<>(kept);
    ordered.sort(
        Comparator.comparing((Issue issue) -> issue.rows().table().name())
            .thenComparingInt(Issue::row));
    ordered.addAll(beyondCap.values());
    return ordered;
  }

  /** Ids of the rules whose issues in a table cost rows, the costliest first. */
  List<String> costliestRules(TableRows rows) {
    Map<String, Long> lost = new TreeMap<>();
    for (Issue issue : inOrder()) {
      if (issue.rows() == rows && issue.rule().severity() == Severity.RR) {
        lost.merge(issue.rule().id(), issue.occurrences(), Long::sum);
      }
    }
    return lost.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
