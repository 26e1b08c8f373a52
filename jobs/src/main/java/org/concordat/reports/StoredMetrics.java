package org.concordat.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.Applicability;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.ReportingMonth;

/**
 * Counts of keys, links, times and sums of the submissions in force, gathered from metrics one by
 * one; those of single fields are in {@link ScoredFields}.
 */
final class StoredMetrics {

  /** Metrics of which every month is wanted, not only this one and the last: their start. */
  static final String SERIES = "consistency.ratio.";

  private static final List<String> OF_FIELDS = List.of("vodim.", "completeness", "rows");

  /**
   * What a figure is of.
   *
   * @param table empty for none
   * @param field empty for none
   */
  record Key(String metric, String table, String field) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::metric).thenComparing(Key::table).thenComparing(Key::field);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    /** The same place, another metric. */
    Key with(String otherMetric) {
      return new Key(otherMetric, table, field);
    }

    /** Table and field as a page names them. */
    String place() {
      return field.isEmpty() ? table : table + ", " + field;
    }
  }

  /** One stored metric. */
  record Figure(long numerator, long denominator, Applicability applicability) {

    /** Numerator over denominator in percent; zero where there was nothing to look at. */
    BigDecimal percent() {
      return Figures.share(numerator, denominator);
    }

    /** For example {@code 346 of 348 (99.4 %)}. */
    String text() {
      return denominator == 0
          ? "–"
          : Figures.count(numerator)
              + " of "
              + Figures.count(denominator)
              + " ("
              + Figures.percent(numerator, denominator)
              + ")";
    }

    /** How it stands to its threshold, in words. */
    String outcome() {
      return switch (applicability) {
        case PASS -> "Passed";
        case PASS_WITH_FAILURES -> "Passed with failures";
        case FAIL -> "Failed";
        case NOT_APPLICABLE -> "Does not apply";
        case ERROR -> "Could not be computed";
      };
    }
  }

  private final MetricDefinitions definitions;
  private final Map<Partner, SortedMap<ReportingMonth, SortedMap<Key, Figure>>> figures =
      new TreeMap<>();

  StoredMetrics(MetricDefinitions definitions) {
    this.definitions = definitions;
  }

  /** Takes one metric; those of single fields and those of no submission change nothing. */
  void add(ReportingMonth month, Row metric) {
    String id = Cells.text(metric, "metric_id");
    if (OF_FIELDS.stream().anyMatch(id::startsWith)
        || Cells.text(metric, "submission_id").isEmpty()) {
      return;
    }
    figures
        .computeIfAbsent(PartnerCsv.partner(metric), p -> new TreeMap<>())
        .computeIfAbsent(month, m -> new TreeMap<>())
        .put(
            new Key(id, Cells.text(metric, "table"), Cells.text(metric, "field")),
            new Figure(
                Cells.number(metric, "numerator"),
                Cells.number(metric, "denominator"),
                Applicability.valueOf(Cells.text(metric, "applicability"))));
  }

  /** All figures of a partner and month, in order of metric, table and field. */
  SortedMap<Key, Figure> of(Partner partner, ReportingMonth month) {
    return figures.getOrDefault(partner, new TreeMap<>()).getOrDefault(month, new TreeMap<>());
  }

  /** One figure; empty where the month has none. */
  Optional<Figure> of(Partner partner, ReportingMonth month, Key key) {
    return Optional.ofNullable(of(partner, month).get(key));
  }

  MetricDefinition definition(Key key) {
    return definitions.metric(key.metric());
  }

  /** Months of one ratio up to a month, by the XmR rules. */
  XmrChart chart(Partner partner, ReportingMonth upTo, Key key) {
    List<XmrChart.Point> points = new ArrayList<>();
    figures
        .getOrDefault(partner, new TreeMap<>())
        .headMap(upTo.plusMonths(1))
        .forEach(
            (month, all) -> {
              Figure figure = all.get(key);
              if (figure != null && figure.denominator() > 0) {
                points.add(new XmrChart.Point(month, figure.percent()));
              }
            });
    return XmrChart.of(points, XmrChart.Unit.NUMBER, List.of());
  }
}
