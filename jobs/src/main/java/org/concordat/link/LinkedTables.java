package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** Writes the linked tables month by month and counts what was written. */
final class LinkedTables {

  /** Columns that name one record. */
  static final List<String> KEY = List.of("submission_id", "source_table", "record");

  private final ContractCatalogue contracts;
  private final VersionedTree.Draft draft;
  private final List<ReportingMonth> months;
  private final ReportingMonth month;
  private final ConcurrentSkipListMap<String, Long> counts = new ConcurrentSkipListMap<>();

  /**
   * @param months months of the window
   * @param month the one that is linked
   */
  LinkedTables(
      ContractCatalogue contracts,
      VersionedTree.Draft draft,
      List<ReportingMonth> months,
      ReportingMonth month) {
    this.contracts = contracts;
    this.draft = draft;
    this.months = List.copyOf(months);
    this.month = month;
  }

  /** The month that is linked. */
  ReportingMonth month() {
    return month;
  }

  /** Rows by month, table, family and step or problem. */
  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** Adds what was counted while a table was made. */
  void addCounts(String table, Map<String, Long> made) {
    made.forEach((name, number) -> counts.merge(table + "." + name, number, Long::sum));
  }

  /** Adds counts under their whole names. */
  void addCounts(Map<String, Long> made) {
    made.forEach((name, number) -> counts.merge(name, number, Long::sum));
  }

  /**
   * Writes one table.
   *
   * @param linked the contract's columns, reporting_month and problem; read once a month and once
   *     more, so whatever is dear in it must be kept by the caller
   * @param step column whose values are counted
   * @param bytes size of a month's input, which decides the number of files
   * @return rows written
   */
  long write(Dataset<Row> linked, String table, String step, ToLongFunction<ReportingMonth> bytes) {
    long rows = countRows(linked, table, step);
    for (ReportingMonth month : months) {
      int files = ParquetTables.filesFor(bytes.applyAsLong(month));
      writeMonth(linked, contracts.table(table), month, files, KEY);
    }
    return rows;
  }

  /** Writes the pairs that weight decided about, in the months that have any. */
  void writePairs(Dataset<Row> pairs, Set<ReportingMonth> of) {
    TableContract table = contracts.table("match_pairs");
    of.forEach(month -> writeMonth(pairs, table, month, 1, table.primaryKey()));
  }

  /**
   * Writes the person index as this month leaves it, and what changed in it; those of other months
   * stay.
   *
   * @param bytes size of a month's input, which decides the number of files
   */
  void writeIndex(
      PersonIndex.Assigned index, Dataset<Row> changes, ToLongFunction<ReportingMonth> bytes) {
    TableContract table = contracts.table(PersonIndex.TABLE);
    draft.keep(table.name(), month);
    long size = months.stream().mapToLong(bytes).max().orElse(0);
    writeMonth(index.rows(), table, month, ParquetTables.filesFor(size), table.primaryKey());
    TableContract changed = contracts.table(PersonChange.TABLE);
    draft.keep(changed.name(), month);
    index
        .changes()
        .forEach(change -> counts.merge(month + ".people." + change.change(), 1L, Long::sum));
    if (!index.changes().isEmpty()) {
      writeMonth(changes, changed, month, 1, changed.primaryKey());
    }
  }

  private void writeMonth(
      Dataset<Row> rows, TableContract table, ReportingMonth month, int files, List<String> key) {
    Column[] columns = table.columnNames().stream().map(functions::col).toArray(Column[]::new);
    ParquetTables.write(
        rows.filter(col("reporting_month").equalTo(month.toString())).select(columns),
        draft.folder(table.name(), month),
        table.name(),
        draft.versionId(),
        files,
        key);
  }

  private long countRows(Dataset<Row> kept, String table, String step) {
    boolean hasNumbers = List.of(kept.columns()).contains("is_number_refused");
    Column refused = hasNumbers ? when(col("is_number_refused"), 1).otherwise(0) : lit(0);
    // Months x families x steps x problems: a few hundred rows at most.
    List<Row> groups =
        kept.groupBy(
                col("reporting_month"),
                col("family"),
                col(step),
                coalesce(col("problem"), lit("")).as("problem"))
            .agg(count(lit(1)), sum(refused))
            .collectAsList();
    long rows = 0;
    for (Row group : groups) {
      String prefix = group.getString(0) + "." + table + "." + group.getString(1) + ".";
      counts.merge(prefix + group.getString(2), group.getLong(4), Long::sum);
      if (!group.getString(3).isEmpty()) {
        counts.merge(prefix + group.getString(3), group.getLong(4), Long::sum);
      }
      if (group.getLong(5) > 0) {
        counts.merge(prefix + "nhs_number_refused", group.getLong(5), Long::sum);
      }
      rows += group.getLong(4);
    }
    return rows;
  }
}
