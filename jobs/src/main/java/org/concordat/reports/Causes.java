package org.concordat.reports;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The causes of every submission, gathered from messages one by one. */
final class Causes {

  private final Map<String, Map<String, Cause>> bySubmission = new TreeMap<>();
  private long messages;

  /** Takes one message; those that follow from another are folded under it by its rows lost. */
  void add(Row message) {
    messages++;
    if (!Cells.text(message, "root_message_id").isEmpty()) {
      return;
    }
    String key = Cells.text(message, "rule_id") + "\n" + Cells.text(message, "table");
    bySubmission
        .computeIfAbsent(Cells.text(message, "submission_id"), id -> new TreeMap<>())
        .computeIfAbsent(key, k -> new Cause(message))
        .add(message);
  }

  /** Causes of one submission, worst first. */
  List<Cause> of(String submissionId) {
    Collection<Cause> causes = bySubmission.getOrDefault(submissionId, Map.of()).values();
    return causes.stream().sorted(Cause.WORST_FIRST).toList();
  }

  /** Messages seen in all. */
  long messages() {
    return messages;
  }
}
