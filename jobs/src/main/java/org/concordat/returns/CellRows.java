package org.concordat.returns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.Average;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** The mart rows that make up one count, and what they give when they are added again. */
final class CellRows {

  private static final String VIEW = "explained_mart";

  private final Measure.Counted how;
  private final Optional<Average> average;
  private final Breakdown breakdown;
  private final Optional<String> column;
  private final Optional<String> plain;
  private final ReturnVersion.Figure figure;

  /**
   * @param measure a counted measure
   * @param average what is taken of its rows; empty for nothing more than their number
   * @param breakdown how the figure is split
   * @param figure place of the figure
   */
  CellRows(
      Measures measures,
      Measure measure,
      Optional<Average> average,
      Breakdown breakdown,
      ReturnVersion.Figure figure) {
    this.how = measure.counted().orElseThrow();
    this.average = average;
    this.breakdown = breakdown;
    this.column = breakdown.codeLevel().map(level -> measures.column(how.mart(), level));
    this.plain =
        breakdown
            .codeLevel()
            .map(Breakdown.Level::column)
            .map(name -> measures.column(how.mart(), name));
    this.figure = figure;
  }

  /** Which of the rows that count stand in this cell, for a reader; empty for all. */
  String only() {
    return Stream.of(
            breakdown.primary().isOrganisation()
                ? MartCounts.ORGANISATION + " = '" + figure.primary() + "'"
                : "",
            column.map(this::inLevel).orElse(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" and "));
  }

  /** The level's own code is plainest; what counts as UNKNOWN has to be said in full. */
  private String inLevel(String code) {
    boolean isUnknown = level().equals(Breakdown.UNKNOWN);
    return (isUnknown ? CountedSql.level(code) : plain.orElse(code)) + " = '" + level() + "'";
  }

  /** Level of the characteristic that the figure is split by. */
  private String level() {
    return breakdown.isByArea() ? figure.primary() : figure.secondary();
  }

  /**
   * Columns row_key, organisation_code, adds and where the row comes from.
   *
   * @param rows one month of the mart
   */
  Dataset<Row> of(SparkSession spark, Dataset<Row> rows, TableContract mart, ReportingMonth month) {
    Map<String, Object> levels = new HashMap<>();
    levels.put("primary", figure.primary());
    levels.put("level", level());
    String counts = how.kind().equals("sum") ? "adds <> 0" : "adds is not null";
    String sql =
        """
        select row_key, %1$s, cast(adds as string) as adds,
            source_submission_id, source_table, source_file, source_line, submission_ids
        from (
            select concat_ws(' ', %2$s) as row_key, %1$s, %3$s as adds, %4$s as level,
                source_submission_id, source_table, source_file, source_line, submission_ids
            from %5$s
        )
        where %6$s and level = :level and %7$s
        order by %1$s, source_submission_id, source_file, source_line, row_key
        """
            .formatted(
                MartCounts.ORGANISATION,
                String.join(", ", mart.primaryKey()),
                average.map(CellRows::valueOrNone).orElse(CountedSql.value(how)),
                column.map(CountedSql::level).orElse("'" + Breakdown.NONE + "'"),
                VIEW,
                counts,
                breakdown.primary().isOrganisation()
                    ? MartCounts.ORGANISATION + " = :primary"
                    : "true");
    return CountedSql.over(spark, rows, VIEW, sql, month, levels);
  }

  /** The value that is averaged, blank where a row that counts has none. */
  private static String valueOrNone(Average average) {
    return "case when %s then coalesce(cast(%s as string), '') end"
        .formatted(average.filter(), average.column());
  }

  /** The values that an average takes of the rows. */
  static ValueCounts values(List<Explanation.MartRow> rows) {
    ValueCounts values = new ValueCounts();
    rows.stream()
        .filter(row -> !row.adds().isEmpty())
        .forEach(row -> values.add(row.organisation(), Long.parseLong(row.adds()), 1));
    return values;
  }

  /** What the rows give together. */
  CellCount added(List<Explanation.MartRow> rows) {
    int contributors =
        Math.toIntExact(rows.stream().map(Explanation.MartRow::organisation).distinct().count());
    Stream<String> values = rows.stream().map(Explanation.MartRow::adds);
    return new CellCount(
        switch (how.kind()) {
          case "sum" -> values.mapToLong(Long::parseLong).sum();
          case "distinct" -> values.distinct().count();
          default -> rows.size();
        },
        contributors);
  }
}
