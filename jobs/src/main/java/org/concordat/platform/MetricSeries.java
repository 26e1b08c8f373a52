package org.concordat.platform;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Stored metrics month by month: one live figure per metric, organisation, table, field and month,
 * so that a month measured again shows the same signals as the first time, against the months
 * before it and never against itself (data-quality.md 7.1, pitfall 5).
 */
public final class MetricSeries {

  private static final MathContext PRECISE = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * What a series is of.
   *
   * @param organisation organisation, or ENGLAND
   * @param table table it is about; null for a submission as a whole
   * @param field field it is about; null for none
   */
  public record Key(
      String metric,
      String organisation,
      String family,
      @Nullable String table,
      @Nullable String field) {}

  /** One month's counts. */
  public record Figure(long numerator, long denominator) {

    /** Numerator over denominator in percent; empty where there was nothing to look at. */
    public Optional<BigDecimal> percent() {
      return denominator == 0
          ? Optional.empty()
          : Optional.of(
              BigDecimal.valueOf(numerator)
                  .multiply(HUNDRED)
                  .divide(BigDecimal.valueOf(denominator), PRECISE));
    }
  }

  private final Map<Key, SortedMap<ReportingMonth, Figure>> figures;

  private MetricSeries(Map<Key, SortedMap<ReportingMonth, Figure>> figures) {
    this.figures = figures;
  }

  /**
   * Reads some metrics of some months with one Spark job.
   *
   * @param metrics the metrics zone
   * @param months months wanted; those that were not measured are left out
   * @param ids metrics wanted
   */
  public static MetricSeries read(
      SparkSession spark,
      VersionedTree metrics,
      Collection<ReportingMonth> months,
      Collection<String> ids) {
    Map<Key, SortedMap<ReportingMonth, Figure>> figures = new HashMap<>();
    List<String> folders = new ArrayList<>();
    for (ReportingMonth month : months) {
      metrics.month("metrics", month).map(Path::toString).ifPresent(folders::add);
    }
    if (folders.isEmpty()) {
      return new MetricSeries(figures);
    }
    List<Row> rows =
        spark
            .read()
            .option("basePath", metrics.live().resolve("metrics").toString())
            .parquet(folders.toArray(String[]::new))
            .where(functions.col("metric_id").isin(ids.toArray()))
            .select(
                "metric_id",
                "organisation_code",
                "family",
                "table",
                "field",
                "reporting_month",
                "numerator",
                "denominator")
            .collectAsList();
    for (Row row : rows) {
      figures
          .computeIfAbsent(
              new Key(
                  row.getString(0),
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4)),
              key -> new TreeMap<>())
          .put(ReportingMonth.of(row.getString(5)), new Figure(row.getLong(6), row.getLong(7)));
    }
    return new MetricSeries(figures);
  }

  /** Counts by month, oldest first; empty where the series has none. */
  public SortedMap<ReportingMonth, Figure> of(Key key) {
    return figures.getOrDefault(key, new TreeMap<>());
  }

  /** All counts of one metric, table and field in one month, for a comparison of organisations. */
  public Map<String, Figure> organisations(Key like, ReportingMonth month) {
    Map<String, Figure> found = new TreeMap<>();
    figures.forEach(
        (key, months) -> {
          Figure figure = months.get(month);
          Key own =
              new Key(like.metric(), key.organisation(), like.family(), like.table(), like.field());
          if (figure != null && key.equals(own) && !key.organisation().equals("ENGLAND")) {
            found.put(key.organisation(), figure);
          }
        });
    return found;
  }

  /**
   * Limits and signals of a share up to a month, later months left out.
   *
   * @param rebases dated reasons for a new baseline; none for most series
   */
  public XmrChart shares(Key key, ReportingMonth upTo, List<XmrChart.Rebase> rebases) {
    List<XmrChart.Point> points = new ArrayList<>();
    of(key)
        .headMap(upTo.plusMonths(1))
        .forEach(
            (month, figure) ->
                figure.percent().ifPresent(p -> points.add(new XmrChart.Point(month, p))));
    return XmrChart.of(points, XmrChart.Unit.PERCENT, rebases);
  }

  /** Limits and signals of a number, for example of rows, up to a month. */
  public XmrChart numbers(Key key, ReportingMonth upTo, List<XmrChart.Rebase> rebases) {
    List<XmrChart.Point> points = new ArrayList<>();
    of(key)
        .headMap(upTo.plusMonths(1))
        .forEach(
            (month, figure) ->
                points.add(new XmrChart.Point(month, BigDecimal.valueOf(figure.numerator()))));
    return XmrChart.of(points, XmrChart.Unit.NUMBER, rebases);
  }
}
