package org.concordat.schemas.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.QualityThresholds;

/** Pages of the metrics of quality: what each counts, its limits, and who is expected to send. */
final class MetricPages {

  private MetricPages() {}

  /** File name to text. */
  static SortedMap<String, String> texts(
      MetricDefinitions metrics, QualityThresholds thresholds, ExpectationRegister expected) {
    SortedMap<String, String> pages = new TreeMap<>();
    pages.put("index.md", index(metrics));
    pages.put("thresholds.md", thresholds(thresholds));
    pages.put("expectations.md", expectations(expected));
    return pages;
  }

  private static String index(MetricDefinitions metrics) {
    Markdown page = new Markdown().heading(1, "Metrics of quality");
    page.paragraph(
        "Stored as numerator and denominator; a national figure is the sum of both. Their limits"
            + " are in [the thresholds](thresholds.md), who is expected to send in [the"
            + " expectations](expectations.md).");
    page.table(
        List.of("outcome", "meaning"),
        List.of(
            List.of("PASS", "nothing is wrong"),
            List.of("PASS_WITH_FAILURES", "something is wrong, within the threshold"),
            List.of("FAIL", "more is wrong than the threshold allows"),
            List.of("NOT_APPLICABLE", "there was nothing to look at; never a pass"),
            List.of("ERROR", "the metric could not be computed")));
    for (MetricDefinition.Dimension dimension : MetricDefinition.Dimension.values()) {
      List<List<String>> rows = new ArrayList<>();
      for (MetricDefinition metric : metrics.all()) {
        if (metric.dimension() == dimension) {
          rows.add(
              List.of(
                  Markdown.code(metric.id()),
                  metric.name(),
                  metric.definition(),
                  metric.unit(),
                  metric.wanted().name().toLowerCase(Locale.ROOT),
                  metric.source()));
        }
      }
      page.heading(2, title(dimension));
      page.table(List.of("metric", "name", "definition", "counts", "wanted", "source"), rows);
    }
    return page.toString();
  }

  private static String title(MetricDefinition.Dimension dimension) {
    return dimension.name().charAt(0) + dimension.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String thresholds(QualityThresholds thresholds) {
    Markdown page = new Markdown().heading(1, "Thresholds of the metrics");
    List<List<String>> rows = new ArrayList<>();
    for (QualityThresholds.Limit limit : thresholds.metrics()) {
      String table = limit.table();
      String field = limit.field();
      rows.add(
          List.of(
              Markdown.code(limit.metric()),
              table == null ? "" : table,
              field == null ? "" : field,
              limit.validFrom().toString(),
              limit.percent().toPlainString(),
              String.valueOf(limit.smallestDenominator()),
              limit.note()));
    }
    page.table(List.of("metric", "table", "field", "from", "percent", "fewest rows", "why"), rows);
    return page.toString();
  }

  private static String expectations(ExpectationRegister expected) {
    Markdown page = new Markdown().heading(1, "Who is expected to send");
    List<List<String>> rows = new ArrayList<>();
    for (ExpectationRegister.Expectation each : expected.all()) {
      String table = each.table();
      rows.add(
          List.of(
              each.organisationCode(),
              each.family().title(),
              table == null ? "the submission" : table,
              each.validFrom().toString(),
              each.validTo() == null ? "" : String.valueOf(each.validTo()),
              each.reason()));
    }
    page.table(List.of("organisation", "family", "what", "from", "to", "why"), rows);
    return page.toString();
  }
}
