package org.concordat.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.Severity;

/**
 * Rules that reject a submission because of its rows: a required table without a usable row
 * (FIL-015) and too many rows that break a rule (MHP-004).
 */
final class SubmissionRules {

  private final SubmissionFiles submission;
  private final Rulebook rulebook;
  private final SortedMap<String, TableRows> tables;
  private final Issues issues;

  SubmissionRules(
      SubmissionFiles submission,
      Rulebook rulebook,
      SortedMap<String, TableRows> tables,
      Issues issues) {
    this.submission = submission;
    this.rulebook = rulebook;
    this.tables = tables;
    this.issues = issues;
  }

  /** Rejections of the submission, the first of which counts every row not lost before. */
  List<Finding> findings() {
    List<Finding.Builder> rejections = new ArrayList<>();
    if (!submission.isNilReturn()) {
      tables.values().stream().filter(this::isEmptied).forEach(t -> rejections.add(emptied(t)));
    }
    tables.values().forEach(rows -> rejections.addAll(tooManyFaults(rows)));
    if (!rejections.isEmpty()) {
      rejections.get(0).rowsLost(acceptedRows());
    }
    return rejections.stream().map(Finding.Builder::build).toList();
  }

  private long acceptedRows() {
    long accepted = 0;
    for (TableRows rows : tables.values()) {
      for (int row = 0; row < rows.size(); row++) {
        accepted += rows.cause(row) == null ? 1 : 0;
      }
    }
    return accepted;
  }

  private boolean isEmptied(TableRows rows) {
    if (!rows.table().isRequiredTable()) {
      return false;
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isUsable(row)) {
        return false;
      }
    }
    return true;
  }

  private Finding.Builder emptied(TableRows rows) {
    List<String> worst = issues.costliestRules(rows);
    String table = rows.table().name();
    return finding(rulebook.rules().rule("FIL-015"))
        .file(rows.file())
        .table(table)
        .value(Integer.toString(rows.size()))
        .words(Map.of("rule", worst.isEmpty() ? "that it has no rows" : worst.get(0)));
  }

  private List<Finding.Builder> tooManyFaults(TableRows rows) {
    List<Finding.Builder> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (QualityRule rule : rulebook.rules().ofTable(rows.table())) {
      Integer percent = rule.rejectFileAbovePercent();
      long broken = issues.count(rule, rows);
      if (percent != null && seen.add(rule.id()) && broken * 100 > (long) percent * rows.size()) {
        QualityRule rejection =
            IssueFindings.reworded(
                rule,
                Severity.RF,
                "{file}: {value} of {other} rows break a rule that at most "
                    + percent
                    + " % may break: "
                    + rule.condition());
        findings.add(
            finding(rejection)
                .file(rows.file())
                .table(rows.table().name())
                .value(Long.toString(broken))
                .words(Map.of("other", Integer.toString(rows.size()))));
      }
    }
    return findings;
  }

  private Finding.Builder finding(QualityRule rule) {
    return Finding.of(
        rule, submission.submissionId(), submission.organisationCode(), submission.family());
  }
}
