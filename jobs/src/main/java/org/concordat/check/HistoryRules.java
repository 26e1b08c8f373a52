package org.concordat.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;

/**
 * Rules that compare the numbers of a submission with those of the months before it, or with those
 * of the submission it would replace (FIL-017, SUB-002, SUB-005, SUB-006). Nothing is compared with
 * a month that has no submission in force.
 */
final class HistoryRules {

  private static final int PERCENT = 100;

  private final SubmissionFiles submission;
  private final Rulebook rulebook;
  private final EarlierMonths earlier;
  private final SortedMap<String, TableRows> tables;
  private final SortedMap<String, Long> accepted = new TreeMap<>();

  /**
   * @param tables rows of the submission, what became of them settled
   */
  HistoryRules(
      SubmissionFiles submission,
      Rulebook rulebook,
      EarlierMonths earlier,
      SortedMap<String, TableRows> tables) {
    this.submission = submission;
    this.rulebook = rulebook;
    this.earlier = earlier;
    this.tables = tables;
    tables.forEach((table, rows) -> accepted.put(table, rows.acceptedRows()));
  }

  /**
   * Warnings of the submission as a whole.
   *
   * @param facts its own counts, to be compared with those of the month before
   */
  List<Finding> findings(MonthFacts facts) {
    List<Finding> findings = new ArrayList<>();
    fewerThanReplaced().ifPresent(findings::add);
    if (submission.isNilReturn()) {
      doubtfulNilReturn().ifPresent(findings::add);
      return findings;
    }
    for (TableContract table : rulebook.contracts().landing(Family.valueOf(submission.family()))) {
      if (table.isRequiredTable()) {
        unusualVolume(table).ifPresent(findings::add);
      } else {
        fallenSilent(table).ifPresent(findings::add);
      }
    }
    earlier
        .monthBefore()
        .ifPresent(
            before ->
                findings.addAll(
                    new CodeRules(submission, rulebook, before.codes(), facts.codes(), tables)
                        .findings()));
    return findings;
  }

  /** A nil return after months that averaged ten or more rows (FIL-017). */
  private Optional<Finding> doubtfulNilReturn() {
    QualityRule rule = rule("FIL-017");
    int months = rule.limit(QualityRules.MONTHS);
    List<Long> rows = earlier.rows(months);
    long sum = rows.stream().mapToLong(Long::longValue).sum();
    return rows.isEmpty() || sum < (long) rule.limit("average") * rows.size()
        ? Optional.empty()
        : Optional.of(
            start(rule)
                .file(SentManifest.FILE)
                .value(Long.toString(sum / rows.size()))
                .words(Map.of("other", Integer.toString(months)))
                .build());
  }

  /** Accepted rows far from the median of the months before (SUB-002). */
  private Optional<Finding> unusualVolume(TableContract table) {
    QualityRule rule = rule("SUB-002");
    List<Long> before =
        new ArrayList<>(earlier.rows(table.name(), rule.limit(QualityRules.MONTHS)));
    if (before.size() < rule.limit("at_least_months")) {
      return Optional.empty();
    }
    Collections.sort(before);
    int half = before.size() / 2;
    long twiceMedian = before.get(half) + before.get((before.size() - 1) / 2);
    long twiceNow = 2 * accepted.getOrDefault(table.name(), 0L);
    boolean isUnusual =
        twiceNow * PERCENT < rule.limit("below_percent") * twiceMedian
            || twiceNow * PERCENT > rule.limit("above_percent") * twiceMedian;
    return twiceMedian < 2L * rule.limit("median") || !isUnusual
        ? Optional.empty()
        : Optional.of(
            start(rule)
                .file(file(table.name()))
                .table(table.name())
                .value(Long.toString(twiceNow / 2))
                .words(Map.of("other", twiceMedian / 2 + (twiceMedian % 2 == 0 ? "" : ".5")))
                .build());
  }

  /** An optional table that came every month and holds nothing now (SUB-005). */
  private Optional<Finding> fallenSilent(TableContract table) {
    QualityRule rule = rule("SUB-005");
    int months = rule.limit(QualityRules.MONTHS);
    TableRows rows = tables.get(table.name());
    boolean isSilent =
        (rows == null || rows.size() == 0)
            && earlier.hasAll(months)
            && earlier.rows(table.name(), months).stream().allMatch(before -> before > 0);
    return isSilent
        ? Optional.of(
            start(rule)
                .file(file(table.name()))
                .table(table.name())
                .words(Map.of("other", Integer.toString(months)))
                .build())
        : Optional.empty();
  }

  /** A resubmission with far fewer rows than what it would replace (SUB-006). */
  private Optional<Finding> fewerThanReplaced() {
    QualityRule rule = rule("SUB-006");
    Long replaced = earlier.replaces();
    long now = accepted.values().stream().mapToLong(Long::longValue).sum();
    return replaced == null
            || submission.mayHoldFewerRows()
            || now * PERCENT >= rule.limit("least_percent") * replaced
        ? Optional.empty()
        : Optional.of(
            start(rule)
                .file(SentManifest.FILE)
                .value(Long.toString(now))
                .words(Map.of("other", replaced.toString()))
                .build());
  }

  private String file(String table) {
    TableRows rows = tables.get(table);
    return rows == null ? table + FileFormat.CSV.ending() : rows.file();
  }

  private QualityRule rule(String id) {
    return rulebook.rules().rule(id);
  }

  private Finding.Builder start(QualityRule rule) {
    return Finding.of(
        rule, submission.submissionId(), submission.organisationCode(), submission.family());
  }
}
