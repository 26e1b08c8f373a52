package org.concordat.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The causes of every submission, gathered from messages one by one. */
final class Causes {

  private static final Set<String> VALUE_FAULTS = Set.of("bad value", "wrong format");
  private static final int VALUES_COUNTED = 1000;
  private static final int VALUES_SHOWN = 5;

  /** A value as sent, and in how many rows. */
  record UnusableValue(String value, long rows) {}

  private final Map<String, Map<String, Cause>> bySubmission = new TreeMap<>();
  private final Map<String, List<RuleChanges.Broken>> broken = new TreeMap<>();
  private final Map<String, Map<String, Long>> values = new HashMap<>();
  private long messages;

  /** Takes one message; those that follow from another are folded under it by its rows lost. */
  void add(Row message) {
    messages++;
    if (!Cells.text(message, "root_message_id").isEmpty()) {
      return;
    }
    countValue(message);
    String key = Cells.text(message, "rule_id") + "\n" + Cells.text(message, "table");
    bySubmission
        .computeIfAbsent(Cells.text(message, "submission_id"), id -> new TreeMap<>())
        .computeIfAbsent(key, k -> new Cause(message))
        .add(message);
  }

  private void countValue(Row message) {
    String value = Cells.text(message, "value");
    if (!VALUE_FAULTS.contains(Cells.text(message, "category"))
        || value.isEmpty()
        || value.indexOf('*') >= 0) {
      return;
    }
    String key =
        Cells.text(message, "submission_id")
            + "\n"
            + Cells.text(message, "table")
            + "\n"
            + Cells.text(message, "field");
    Map<String, Long> counts = values.computeIfAbsent(key, k -> new TreeMap<>());
    if (counts.size() < VALUES_COUNTED || counts.containsKey(value)) {
      counts.merge(value, 1L, Long::sum);
    }
  }

  /**
   * The commonest values of a field that could not be used, as sent, the commonest first; values of
   * personal fields are left out. Of a field with more than a thousand different ones, those met
   * first are counted.
   */
  List<UnusableValue> unusable(String submissionId, String table, String field) {
    return values
        .getOrDefault(submissionId + "\n" + table + "\n" + field, Map.of())
        .entrySet()
        .stream()
        .map(each -> new UnusableValue(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing((UnusableValue each) -> -each.rows())
                .thenComparing(UnusableValue::value))
        .limit(VALUES_SHOWN)
        .toList();
  }

  /** Causes of one submission, worst first. */
  List<Cause> of(String submissionId) {
    Collection<Cause> causes = bySubmission.getOrDefault(submissionId, Map.of()).values();
    return causes.stream().sorted(Cause.WORST_FIRST).toList();
  }

  /** Takes how often a rule was broken in a submission. */
  void addBroken(String submissionId, RuleChanges.Broken rule) {
    broken.computeIfAbsent(submissionId, id -> new ArrayList<>()).add(rule);
  }

  /** How often each rule was broken in a submission, by rule and table. */
  List<RuleChanges.Broken> broken(String submissionId) {
    return List.copyOf(broken.getOrDefault(submissionId, new ArrayList<>()));
  }

  /** Messages seen in all. */
  long messages() {
    return messages;
  }
}
