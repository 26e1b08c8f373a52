package org.concordat.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.concordat.check.RowJudge.SharedRows;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.RowShare;
import org.concordat.schemas.Severity;

/**
 * Rules that reject a submission because of its rows: a required table without a usable row
 * (FIL-015) and too many rows that break a rule (MHP-004); and those that warn of values too many
 * rows share.
 */
final class SubmissionRules {

  /** Rule whose breach accepts a submission with a query. */
  static final String MANY_REJECTED = "SUB-001";

  private final SubmissionFiles submission;
  private final Rulebook rulebook;
  private final SortedMap<String, TableRows> tables;
  private final Issues issues;
  private final Map<String, List<SharedRows>> shares;

  SubmissionRules(
      SubmissionFiles submission,
      Rulebook rulebook,
      SortedMap<String, TableRows> tables,
      Issues issues,
      Map<String, List<SharedRows>> shares) {
    this.submission = submission;
    this.rulebook = rulebook;
    this.tables = tables;
    this.issues = issues;
    this.shares = shares;
  }

  /**
   * Rejections of the submission, the first of which counts every row not lost before, then
   * warnings.
   */
  List<Finding> findings() {
    List<Finding.Builder> rejections = new ArrayList<>();
    if (!submission.isNilReturn()) {
      tables.values().stream().filter(this::isEmptied).forEach(t -> rejections.add(emptied(t)));
    }
    tables.values().forEach(rows -> rejections.addAll(tooManyFaults(rows)));
    if (!rejections.isEmpty()) {
      rejections.get(0).rowsLost(acceptedRows());
    }
    List<Finding.Builder> findings = new ArrayList<>(rejections);
    tables.values().forEach(rows -> findings.addAll(sharedByTooMany(rows)));
    if (rejections.isEmpty()) {
      tables.values().stream()
          .filter(rows -> rows.table().isRequiredTable())
          .forEach(rows -> rejectedTooMany(rows).ifPresent(findings::add));
    }
    return findings.stream().map(Finding.Builder::build).toList();
  }

  private long acceptedRows() {
    return tables.values().stream().mapToLong(TableRows::acceptedRows).sum();
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
            rule.reworded(
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

  /** A required table that lost too large a part of its rows (SUB-001). */
  private Optional<Finding.Builder> rejectedTooMany(TableRows rows) {
    QualityRule rule = rulebook.rules().rule(MANY_REJECTED);
    long lost = rows.size() - rows.acceptedRows();
    return lost * 100 <= (long) rule.limit("most_percent") * rows.size()
        ? Optional.empty()
        : Optional.of(
            finding(rule)
                .file(rows.file())
                .table(rows.table().name())
                .value(Long.toString(lost))
                .words(Map.of("other", Integer.toString(rows.size()))));
  }

  /** Values that are plausible in one row and not in so many (MHP-008, AMI-013, AMI-017). */
  private List<Finding.Builder> sharedByTooMany(TableRows rows) {
    List<Finding.Builder> findings = new ArrayList<>();
    for (SharedRows shared : shares.getOrDefault(rows.table().name(), List.of())) {
      RowShare share = Objects.requireNonNull(shared.rule().share());
      if (shared.of() >= share.atLeast()
          && shared.rows() * 100 > share.abovePercent() * shared.of()) {
        String field = shared.rule().fields().get(0);
        findings.add(
            finding(shared.rule().reworded(share.severity(), share.message()))
                .file(rows.file())
                .table(rows.table().name())
                .field(field, Long.toString(shared.rows()))
                .words(Map.of("other", Long.toString(shared.of()))));
      }
    }
    return findings;
  }

  private Finding.Builder finding(QualityRule rule) {
    return Finding.of(
        rule, submission.submissionId(), submission.organisationCode(), submission.family());
  }
}
