package org.concordat.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a month's metrics when the month is measured again: the table {@code metrics}
 * keeps one live row per metric, organisation, table and field, and a row whose figure changed or
 * went away is kept in {@code metric_history}, marked with the version that took its place. A run
 * that changes no figure supersedes nothing.
 */
final class MetricHistory {

  static final String TABLE = "metric_history";

  /** What a figure is of. */
  private static final List<String> KEY =
      List.of("metric_id", "organisation_code", "family", "table", "field");

  /** What makes it another figure. */
  private static final List<String> FIGURE =
      List.of(
          "metric_version", "submission_id", "numerator", "denominator", "applicability", "status");

  private final SparkSession spark;
  private final StructType metrics;
  private final StructType history;
  private final VersionedTree live;

  /**
   * @param live metrics as they stand
   */
  MetricHistory(SparkSession spark, ContractCatalogue contracts, VersionedTree live) {
    this.spark = spark;
    this.metrics = ContractFrames.schema(contracts.table("metrics"));
    this.history = ContractFrames.schema(contracts.table(TABLE));
    this.live = live;
  }

  /**
   * The history of a month after a new measurement.
   *
   * @param measured the month's new rows, in the order of the contract
   * @param versionId version they belong to
   * @return what was superseded before, then what is now, in the order of the rows
   */
  List<Object[]> after(ReportingMonth month, List<Object[]> measured, String versionId) {
    List<Object[]> rows = new ArrayList<>(rows(live.month(TABLE, month), history));
    List<Object[]> before = rows(live.month("metrics", month), metrics);
    if (before.isEmpty()) {
      return rows;
    }
    Map<List<@Nullable Object>, List<@Nullable Object>> figures = new HashMap<>();
    measured.forEach(row -> figures.put(values(row, KEY), values(row, FIGURE)));
    for (Object[] row : before) {
      if (!Objects.equals(figures.get(values(row, KEY)), values(row, FIGURE))) {
        Object[] superseded = Arrays.copyOf(row, history.size());
        superseded[history.fieldIndex("superseded_by")] = versionId;
        rows.add(superseded);
      }
    }
    return rows;
  }

  private List<@Nullable Object> values(Object[] row, List<String> columns) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(row[metrics.fieldIndex(column)]));
    return values;
  }

  private List<Object[]> rows(Optional<Path> folder, StructType schema) {
    if (folder.isEmpty()) {
      return List.of();
    }
    List<Object[]> rows = new ArrayList<>();
    for (Row row : spark.read().schema(schema).parquet(folder.get().toString()).collectAsList()) {
      Object[] values = new Object[schema.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      rows.add(values);
    }
    return rows;
  }
}
