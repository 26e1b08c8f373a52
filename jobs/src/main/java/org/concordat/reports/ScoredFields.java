package org.concordat.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** Counts of the scored fields of every submission, gathered from metrics one by one. */
final class ScoredFields {

  /**
   * A field the index scores.
   *
   * @param table its table
   * @param column the field
   */
  record Field(TableContract table, ColumnContract column) {
    String name() {
      return table.name() + "." + column.name();
    }
  }

  private final ContractCatalogue contracts;
  private final QualityThresholds thresholds;
  private final Map<String, Map<String, Vodim>> bySubmission = new TreeMap<>();

  ScoredFields(ContractCatalogue contracts, QualityThresholds thresholds) {
    this.contracts = contracts;
    this.thresholds = thresholds;
  }

  /** Takes one metric; metrics other than VODIM change nothing. */
  void add(Row metric) {
    String id = Cells.text(metric, "metric_id");
    if (id.startsWith("vodim.")) {
      String field = Cells.text(metric, "table") + "." + Cells.text(metric, "field");
      Map<String, Vodim> fields =
          bySubmission.computeIfAbsent(
              Cells.text(metric, "submission_id"), submission -> new TreeMap<>());
      long count = Cells.number(metric, "numerator");
      fields.merge(field, Vodim.NONE.with(id, count), Vodim::plus);
    }
  }

  /** Scored fields of a family, in the order of its contracts. */
  List<Field> of(Family family) {
    List<Field> fields = new ArrayList<>();
    for (TableContract table : contracts.landing(family)) {
      for (ColumnContract column : table.fields()) {
        if (column.isScored()) {
          fields.add(new Field(table, column));
        }
      }
    }
    return fields;
  }

  /** Counts of one field of one submission; all zero when nothing was sent. */
  Vodim counts(String submissionId, Field field) {
    return bySubmission.getOrDefault(submissionId, Map.of()).getOrDefault(field.name(), Vodim.NONE);
  }

  /** A field's counts as an item of the index. */
  CrisisDataQualityIndex.Item item(Field field, Vodim counts, ReportingMonth month) {
    return CrisisDataQualityIndex.Item.of(
        counts, thresholds.acceptedDefaults(field.table().name(), field.column().name(), month));
  }

  /**
   * Index of one submission.
   *
   * @param coverage of the partner; every item of a family comes from the same submissions
   */
  Optional<BigDecimal> index(
      Verdict verdict, CrisisDataQualityIndex.Coverage coverage, ReportingMonth month) {
    List<CrisisDataQualityIndex.Item> items =
        of(verdict.partner().family()).stream()
            .map(field -> item(field, counts(verdict.submissionId(), field), month))
            .toList();
    return CrisisDataQualityIndex.score(items, List.of(coverage));
  }

  /** Most rows that any scored field of the submission has. */
  long mostRows(Verdict verdict) {
    return of(verdict.partner().family()).stream()
        .mapToLong(field -> counts(verdict.submissionId(), field).rows())
        .max()
        .orElse(0);
  }
}
