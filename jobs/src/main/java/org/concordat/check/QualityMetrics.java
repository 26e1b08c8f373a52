package org.concordat.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.check.JudgedCounts.Sender;
import org.concordat.check.JudgedCounts.Sent;
import org.concordat.platform.DeequMetrics.Measured;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.Applicability;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.MetricJudgement;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the quality of the data (data-quality.md 2 and 3): of fields from the checked
 * rows, of keys and times from what the judge counted, of submissions from their verdicts. Every
 * metric is a numerator and a denominator, judged by the thresholds of its month; a national figure
 * is the sum of both over the organisations.
 */
final class QualityMetrics {

  private final SparkSession spark;
  private final Rulebook rulebook;
  private final SubmissionCalendar calendar;
  private final MetricJudgement judgement;

  QualityMetrics(SparkSession spark, Rulebook rulebook, SubmissionCalendar calendar) {
    this.spark = spark;
    this.rulebook = rulebook;
    this.calendar = calendar;
    this.judgement = new MetricJudgement(rulebook.metrics(), rulebook.thresholds());
  }

  /**
   * Computes and writes the table {@code metrics} of some months and keeps the rows it supersedes.
   *
   * @param checked version of the checked tables to measure
   * @param findings live findings, with what the judge counted
   * @param history keeps what they supersede
   */
  void write(
      Set<ReportingMonth> months,
      Path checked,
      VersionedTree findings,
      MetricHistory history,
      VersionedTree.Draft metrics) {
    SortedMap<ReportingMonth, JudgedCounts> counts = new TreeMap<>();
    findings.liveMonths().forEach(month -> counts.put(month, JudgedCounts.live(findings, month)));
    Map<ReportingMonth, List<MetricRow>> rows = new TreeMap<>();
    months.forEach(month -> rows.put(month, new ArrayList<>()));
    for (FieldMetrics.Group group :
        new FieldMetrics(spark, rulebook.contracts().landing()).of(months, checked)) {
      addFields(group, rows.getOrDefault(group.month(), new ArrayList<>()));
    }
    SubmissionMetrics submissions =
        new SubmissionMetrics(counts, rulebook.expectations(), calendar);
    rows.forEach((month, ofMonth) -> addCounts(month, counts.get(month), submissions, ofMonth));
    SortedMap<ReportingMonth, List<Object[]>> values = new TreeMap<>();
    rows.forEach(
        (month, ofMonth) -> {
          JudgedCounts of = counts.get(month);
          String status = of == null ? "performance" : of.status();
          values.put(
              month, ofMonth.stream().map(row -> row.values(status, metrics.versionId())).toList());
        });
    MonthTables.write(spark, rulebook.contracts().table("metrics"), values, metrics);
    history.keep(values, metrics.versionId());
  }

  private void addFields(FieldMetrics.Group group, List<MetricRow> rows) {
    String field = group.field().isEmpty() ? null : group.field();
    String submission = group.submissionId().isEmpty() ? null : group.submissionId();
    for (Measured one : group.measured()) {
      MetricCount count =
          new MetricCount(one.name(), group.table(), field, one.numerator(), one.denominator());
      MetricRow row = row(group.month(), group.family(), group.organisation(), submission, count);
      rows.add(one.failure() == null ? row : failed(row));
    }
  }

  private void addCounts(
      ReportingMonth month,
      @Nullable JudgedCounts counts,
      SubmissionMetrics submissions,
      List<MetricRow> rows) {
    SortedMap<String, MetricCount> nation = new TreeMap<>();
    for (Sender sender : submissions.senders(month)) {
      String family = sender.family().name();
      Optional<Sent> inForce =
          counts == null
              ? Optional.empty()
              : counts.submissions().stream()
                  .filter(sent -> sent.isInForce() && sent.sender().equals(sender))
                  .findFirst();
      List<MetricCount> own = new ArrayList<>(submissions.of(sender, month));
      int ofSubmissions = own.size();
      inForce.ifPresent(sent -> own.addAll(sent.counts()));
      for (int i = 0; i < own.size(); i++) {
        MetricCount count = own.get(i);
        String submission = inForce.map(Sent::submissionId).orElse(null);
        rows.add(
            row(
                month,
                family,
                sender.organisationCode(),
                i < ofSubmissions ? null : submission,
                count));
        nation.merge(
            String.join("\n", family, count.metric(), "" + count.table(), "" + count.field()),
            count,
            QualityMetrics::sum);
      }
    }
    nation.forEach(
        (key, count) ->
            rows.add(
                row(month, key.substring(0, key.indexOf('\n')), MetricRow.ENGLAND, null, count)));
  }

  private static MetricCount sum(MetricCount one, MetricCount other) {
    return new MetricCount(
        one.metric(),
        one.table(),
        one.field(),
        one.numerator() + other.numerator(),
        one.denominator() + other.denominator());
  }

  private MetricRow row(
      ReportingMonth month,
      String family,
      String organisation,
      @Nullable String submissionId,
      MetricCount count) {
    MetricDefinition metric = rulebook.metrics().metric(count.metric());
    return new MetricRow(
        metric,
        organisation,
        family,
        count.table(),
        count.field(),
        submissionId,
        count.numerator(),
        count.denominator(),
        judgement.of(
            count.metric(),
            count.table(),
            count.field(),
            month,
            count.numerator(),
            count.denominator()));
  }

  private static MetricRow failed(MetricRow row) {
    return new MetricRow(
        row.metric(),
        row.organisation(),
        row.family(),
        row.table(),
        row.field(),
        row.submissionId(),
        row.numerator(),
        row.denominator(),
        Applicability.ERROR);
  }
}
