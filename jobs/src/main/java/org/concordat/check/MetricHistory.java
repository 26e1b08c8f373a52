package org.concordat.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a month's metrics when the month is measured again: the table {@code metrics}
 * keeps one live row per metric, organisation, table and field, and a row whose figure changed or
 * went away is kept in {@code metric_history}, marked with the version that took its place. A run
 * that changes no figure supersedes nothing.
 *
 * <p>The metrics follow from the submissions alone; the history tells what this lake has shown, so
 * it is a tree of its own in the folder {@code history} of the metrics zone.
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
  private final ContractCatalogue contracts;
  private final StructType metrics;
  private final StructType history;
  private final VersionedTree live;
  private final VersionedTree shown;

  /**
   * @param live metrics as they stand
   * @param shown the tree of superseded metrics
   */
  MetricHistory(
      SparkSession spark, ContractCatalogue contracts, VersionedTree live, VersionedTree shown) {
    this.spark = spark;
    this.contracts = contracts;
    this.metrics = ContractFrames.schema(contracts.table("metrics"));
    this.history = ContractFrames.schema(contracts.table(TABLE));
    this.live = live;
    this.shown = shown;
  }

  /** The superseded metrics of a lake. */
  static VersionedTree tree(Lake lake) {
    return new VersionedTree(lake.root(Zone.METRICS).resolve("history"));
  }

  /**
   * Keeps what a new measurement supersedes; to be called before it becomes live. Done twice it is
   * the same as done once, so a run may end between the two.
   *
   * @param measured new rows of each month, in the order of the contract
   * @param versionId version they belong to
   */
  void keep(SortedMap<ReportingMonth, List<Object[]>> measured, String versionId) {
    SortedMap<ReportingMonth, List<Object[]>> kept = new TreeMap<>();
    measured.forEach(
        (month, rows) -> {
          List<Object[]> before = rows(shown.month(TABLE, month), history);
          List<Object[]> after = after(before, superseded(month, rows, versionId));
          if (after.size() > before.size()) {
            kept.put(month, after);
          }
        });
    if (!kept.isEmpty()) {
      VersionedTree.Draft draft = shown.draft(versionId);
      MonthTables.write(spark, contracts.table(TABLE), kept, draft);
      draft.publish(kept.keySet());
    }
  }

  private List<Object[]> superseded(
      ReportingMonth month, List<Object[]> measured, String versionId) {
    Map<List<@Nullable Object>, List<@Nullable Object>> figures = new HashMap<>();
    measured.forEach(row -> figures.put(values(row, KEY), values(row, FIGURE)));
    List<Object[]> superseded = new ArrayList<>();
    for (Object[] row : rows(live.month("metrics", month), metrics)) {
      if (!Objects.equals(figures.get(values(row, KEY)), values(row, FIGURE))) {
        Object[] marked = Arrays.copyOf(row, history.size());
        marked[history.fieldIndex("superseded_by")] = versionId;
        superseded.add(marked);
      }
    }
    return superseded;
  }

  /** What was kept before, then what is new, every row once. */
  private static List<Object[]> after(List<Object[]> before, List<Object[]> more) {
    Set<List<@Nullable Object>> known = new HashSet<>();
    List<Object[]> after = new ArrayList<>();
    for (Object[] row : Stream.concat(before.stream(), more.stream()).toList()) {
      if (known.add(Arrays.asList(row))) {
        after.add(row);
      }
    }
    return after;
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
