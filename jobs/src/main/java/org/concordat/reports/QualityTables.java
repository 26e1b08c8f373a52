package org.concordat.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.HistoryFile;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.Severity;

/** The tables that check leaves: verdicts, counts, messages and metrics of one month. */
final class QualityTables {

  /** Columns of messages.csv: the message schema of submission-and-validation.md 2.5. */
  static final List<String> MESSAGE_COLUMNS =
      List.of(
          "submission_id",
          "organisation_code",
          "family",
          "message_id",
          "rule_id",
          "rule_version",
          "severity",
          "category",
          "file",
          "line",
          "record",
          "table",
          "field",
          "field_dictionary_name",
          "value",
          "record_key",
          "related_field",
          "related_value",
          "text",
          "action",
          "root_message_id",
          "rows_lost",
          "measures_hit",
          "measure_rows",
          "measures_regained");

  static final List<String> METRIC_COLUMNS =
      List.of(
          "metric_id",
          "metric_version",
          "dimension",
          "organisation_code",
          "family",
          "table",
          "field",
          "submission_id",
          "numerator",
          "denominator",
          "applicability");

  /** Months before this one of which metrics are shown: a year. */
  private static final int METRIC_MONTHS = 12;

  private static final String METRICS = "metrics";
  private static final String MONTH = "reporting_month";
  private static final Column MONTH_COLUMN = functions.col(MONTH);

  /** Months of which a history holds what the next month is compared with, this one included. */
  private static final int SHORT_WINDOW = 2;

  private final SparkSession spark;
  private final VersionedTree findings;
  private final VersionedTree metrics;
  private final ReportingMonth month;

  /**
   * @throws WrongRequestException when the month was not checked
   */
  QualityTables(SparkSession spark, Lake lake, ReportingMonth month) {
    this.spark = spark;
    this.findings = lake.tree(Zone.FINDINGS);
    this.metrics = lake.tree(Zone.METRICS);
    this.month = month;
    if (findings.table("verdicts").isEmpty()) {
      throw new WrongRequestException(
          "Cannot write reports of " + month + ": nothing was checked in this lake (run check)");
    }
  }

  /** Verdicts of the month and the months before it. */
  List<Verdict> verdicts(int windowMonths) {
    return inWindow(findings.table("verdicts").orElseThrow(), windowMonths)
        .selectExpr(Verdict.COLUMNS)
        .collectAsList()
        .stream()
        .map(Verdict::of)
        .toList();
  }

  /** Counts by table of the submissions of the month and the months before it, in table order. */
  Map<String, List<TableCounts>> counts(int windowMonths) {
    Optional<Path> folder = findings.table("table_counts");
    if (folder.isEmpty()) {
      return Map.of();
    }
    return inWindow(folder.get(), windowMonths).collectAsList().stream()
        .map(TableCounts::of)
        .sorted(Comparator.comparing(TableCounts::table))
        .collect(
            Collectors.groupingBy(TableCounts::submissionId, TreeMap::new, Collectors.toList()));
  }

  private Dataset<Row> inWindow(Path table, int windowMonths) {
    Object[] window = month.window(windowMonths).stream().map(ReportingMonth::toString).toArray();
    return spark.read().parquet(table.toString()).where(MONTH_COLUMN.isin(window));
  }

  /**
   * Gathers how often each rule was broken in this month's submissions and those of the month
   * before. Counts are read where check wrote them: a check at the partner has no messages of
   * earlier submissions.
   */
  void brokenRules(Causes causes) {
    findings
        .table("rule_counts")
        .ifPresent(
            folder ->
                inWindow(folder, 2)
                    .where("causes > 0")
                    .groupBy("submission_id", "rule_id", "severity", "table", "action")
                    .agg(functions.min("text").as("text"), functions.sum("causes").as("messages"))
                    .sort("submission_id", "rule_id", "table", "severity", "action")
                    .collectAsList()
                    .forEach(row -> causes.addBroken(Cells.text(row, "submission_id"), of(row))));
  }

  private static RuleChanges.Broken of(Row row) {
    String rule = Cells.text(row, "rule_id");
    return new RuleChanges.Broken(
        rule,
        Cells.text(row, "table"),
        Cause.plainWords(
            rule,
            Severity.valueOf(Cells.text(row, "severity")),
            Cells.text(row, "text"),
            Cells.text(row, "action")),
        Cells.number(row, "messages"));
  }

  /** Writes every partner's messages of the month and gathers causes and excluded rows. */
  void messages(Function<Partner, Path> file, Causes causes, ExcludedRows excluded) {
    findings
        .month("messages", month)
        .ifPresent(
            folder ->
                PartnerCsv.write(
                    spark.read().parquet(folder.toString()),
                    MESSAGE_COLUMNS,
                    List.of(
                        "submission_id",
                        "file",
                        "line",
                        "record",
                        "rule_id",
                        "field",
                        "message_id"),
                    pieces(folder),
                    file,
                    (partner, row) -> {
                      causes.add(row);
                      excluded.add(partner, row);
                    }));
    excluded.close();
  }

  /**
   * Writes every partner's metrics of the month and gathers them; of the twelve months before only
   * gathers what a page shows of them.
   */
  void metrics(Function<Partner, Path> file, ScoredFields scored, StoredMetrics stored) {
    metrics
        .month(METRICS, month)
        .ifPresent(
            folder ->
                PartnerCsv.write(
                    PartnerCsv.partnersOnly(spark.read().parquet(folder.toString())),
                    METRIC_COLUMNS,
                    List.of("submission_id", "table", "field", "metric_id", "metric_version"),
                    pieces(folder),
                    file,
                    (partner, row) -> {
                      scored.add(row);
                      stored.add(month, row);
                    }));
    ReportingMonth last = month.plusMonths(-1);
    Column id = functions.col("metric_id");
    metrics
        .table(METRICS)
        .ifPresent(
            folder ->
                PartnerCsv.partnersOnly(
                        spark
                            .read()
                            .parquet(folder.toString())
                            .where(MONTH_COLUMN.isin(monthsBefore(METRIC_MONTHS))))
                    .where(
                        id.startsWith("vodim.")
                            .or(MONTH_COLUMN.equalTo(last.toString()))
                            .or(id.startsWith(StoredMetrics.SERIES)))
                    .collectAsList()
                    .forEach(
                        row -> {
                          scored.add(row);
                          stored.add(ReportingMonth.of(Cells.text(row, MONTH)), row);
                        }));
  }

  private Object[] monthsBefore(int months) {
    return month.plusMonths(-1).window(months).stream().map(ReportingMonth::toString).toArray();
  }

  /**
   * Rows of small tables, of the month and those before it, as texts: family, organisation_code,
   * table, month and row, a JSON array in the order of the contract's columns.
   */
  Optional<Dataset<Row>> texts(
      Collection<String> tables, ContractCatalogue contracts, int windowMonths) {
    Dataset<Row> all = null;
    for (String table : tables) {
      VersionedTree tree = table.equals("metrics") ? metrics : findings;
      Optional<Path> folder = tree.table(table);
      if (folder.isEmpty()) {
        continue;
      }
      Dataset<Row> rows = spark.read().parquet(folder.get().toString());
      List<String> there = List.of(rows.columns());
      String values =
          contracts.table(table).columnNames().stream()
              .map(name -> there.contains(name) ? "cast(`" + name + "` as string)" : "null")
              .collect(Collectors.joining(", "));
      Dataset<Row> texts =
          PartnerCsv.partnersOnly(rows.where(MONTH_COLUMN.isin(months(table, windowMonths))))
              .selectExpr(
                  "family",
                  "organisation_code",
                  "'" + table + "' as table",
                  "reporting_month as month",
                  "to_json(array(" + values + ")) as row");
      all = all == null ? texts : all.union(texts);
    }
    return Optional.ofNullable(all);
  }

  /** Months of a table that a page looks back on. */
  private Object[] months(String table, int windowMonths) {
    if (HistoryFile.SHORT_TABLES.contains(table)) {
      return month.window(SHORT_WINDOW).stream().map(ReportingMonth::toString).toArray();
    }
    int months =
        switch (table) {
          case METRICS -> METRIC_MONTHS + 1;
          case "verdicts", "table_counts" -> SubmissionHistory.MONTHS;
          default -> 0;
        };
    return month.window(Math.max(months, windowMonths)).stream()
        .map(ReportingMonth::toString)
        .toArray();
  }

  private static int pieces(Path folder) {
    long bytes = 0;
    for (Path file : Folders.filesBelow(folder)) {
      try {
        bytes += Files.size(folder.resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + folder, e);
      }
    }
    return ParquetTables.filesFor(bytes * 8);
  }
}
