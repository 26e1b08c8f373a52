package org.concordat.reports;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows that measures miss because a rule rejected them: one line per row and measure, written
 * while the messages go by, and how many there are by measure and rule. A row that several rules
 * reject stands under the first of them.
 */
final class ExcludedRows implements AutoCloseable {

  static final List<String> COLUMNS =
      List.of(
          "measure_id",
          "submission_id",
          "table",
          "file",
          "line",
          "record_key",
          "rule_id",
          "root_message_id");

  private final Function<Partner, Path> file;
  private final Map<String, SortedMap<String, Long>> rules = new HashMap<>();
  private final Set<String> measuresOfRow = new HashSet<>();
  private String row = "";
  private @Nullable Partner partner;
  private @Nullable CsvSink sink;

  /**
   * @param file where a partner's rows are written
   */
  ExcludedRows(Function<Partner, Path> file) {
    this.file = file;
  }

  /** Takes one message; a partner's come one after the other, those of a row too. */
  void add(Partner of, Row message) {
    String measures = Cells.text(message, "measures_hit");
    if (measures.isEmpty() || !Cells.text(message, "severity").startsWith("R")) {
      return;
    }
    CsvSink into = sink;
    if (into == null || !of.equals(partner)) {
      close();
      into = new CsvSink(file.apply(of), COLUMNS);
      sink = into;
      partner = of;
    }
    String submission = Cells.text(message, "submission_id");
    String rule = Cells.text(message, "rule_id");
    String here =
        String.join("\n", submission, Cells.text(message, "file"), Cells.text(message, "line"));
    if (!here.equals(row)) {
      row = here;
      measuresOfRow.clear();
    }
    for (String measure : measures.split(";", -1)) {
      if (measuresOfRow.add(measure)) {
        rules
            .computeIfAbsent(submission + "\n" + measure, key -> new TreeMap<>())
            .merge(rule, 1L, Long::sum);
        into.row(
            List.of(
                measure,
                submission,
                Cells.text(message, "table"),
                Cells.text(message, "file"),
                Cells.text(message, "line"),
                Cells.text(message, "record_key"),
                rule,
                Cells.text(message, "root_message_id")));
      }
    }
  }

  /** Rows of a submission that a measure misses, by the rule that rejected them. */
  SortedMap<String, Long> of(String submissionId, String measure) {
    return rules.getOrDefault(submissionId + "\n" + measure, new TreeMap<>());
  }

  @Override
  public void close() {
    if (sink != null) {
      sink.close();
      sink = null;
    }
  }
}
