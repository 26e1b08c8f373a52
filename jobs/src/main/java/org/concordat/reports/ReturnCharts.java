package org.concordat.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * Headline figures of a return as a table and as bars: England by month over the returns that are
 * there, and organisations as published. A hidden value is shown as hidden, and has no length.
 */
final class ReturnCharts {

  /** What readers ask for first, in the order of the return. */
  static final List<String> HEADLINES =
      List.of(
          "CCR117", "CCR119", "CRS01", "PLS123", "MHS81", "OAP02M", "OAP03M", "CRS20", "CRS40",
          "CRS60", "CRS80");

  private static final String NONE = "–";

  private final SortedMap<ReportingMonth, ReturnOnDisk> returns;
  private final ReportingMonth month;
  private final Map<String, List<String>> lacking;

  /**
   * @param returns the newest version of each month that is there, the month itself among them
   * @param coverage the decision on the month
   */
  ReturnCharts(
      SortedMap<ReportingMonth, ReturnOnDisk> returns, ReportingMonth month, JsonNode coverage) {
    this.returns = returns;
    this.month = month;
    this.lacking = lacking(coverage);
  }

  private static Map<String, List<String>> lacking(JsonNode coverage) {
    Map<String, List<String>> lacking = new TreeMap<>();
    for (JsonNode family : coverage.path("families")) {
      int expected = family.path("expected").asInt();
      String words =
          "%s: %d of %d missing"
              .formatted(
                  Family.valueOf(family.path("family").asText()).title(),
                  expected - family.path("accepted").asInt(),
                  expected);
      for (JsonNode measure : family.path("measures")) {
        lacking.computeIfAbsent(measure.asText(), id -> new ArrayList<>()).add(words);
      }
    }
    return lacking;
  }

  private String lacks(String measure) {
    return String.join("; ", lacking.getOrDefault(measure, List.of()));
  }

  /** The table: this month, the month before, and the line of all months. */
  List<ReturnPage.HeadlineFigure> table() {
    List<ReturnPage.HeadlineFigure> lines = new ArrayList<>();
    for (String measure : HEADLINES) {
      Optional<ReturnOnDisk.Figure> now = figure(month, measure);
      now.ifPresent(
          figure ->
              lines.add(
                  new ReturnPage.HeadlineFigure(
                      measure,
                      figure.title(),
                      words(figure),
                      figure(month.plusMonths(-1), measure).map(ReturnCharts::words).orElse(NONE),
                      Sparkline.of(
                          months().stream().map(of -> number(of, measure)).toList(),
                          Optional.empty()),
                      lacks(measure))));
    }
    return lines;
  }

  /** The pictures, one section for each measure. */
  List<ReturnPage.Chart> charts() {
    List<ReturnPage.Chart> charts = new ArrayList<>();
    for (String measure : HEADLINES) {
      ReturnOnDisk now = returns.get(month);
      if (now == null || now.england(measure).isEmpty()) {
        continue;
      }
      List<ReturnOnDisk.Figure> organisations = now.organisations(measure);
      charts.add(
          new ReturnPage.Chart(
              "chart-" + measure.toLowerCase(Locale.ROOT),
              measure,
              now.england(measure).orElseThrow().title(),
              lacks(measure),
              byMonth(measure),
              "By organisation, " + Figures.month(month),
              bars(
                  organisations.stream()
                      .map(figure -> new Labelled(figure.name(), Optional.of(figure)))
                      .toList())));
    }
    return charts;
  }

  private List<ReturnPage.Bar> byMonth(String measure) {
    return bars(months().stream().map(of -> new Labelled(label(of), figure(of, measure))).toList());
  }

  private String label(ReportingMonth of) {
    ReturnOnDisk there = returns.get(of);
    String decision = there == null ? "" : there.manifest().at("/coverage/decision").asText("");
    return Figures.shortMonth(of) + (decision.equals(ReturnPages.CAVEAT) ? " (with a caveat)" : "");
  }

  private record Labelled(String label, Optional<ReturnOnDisk.Figure> figure) {}

  private static List<ReturnPage.Bar> bars(List<Labelled> labelled) {
    boolean isPercent =
        labelled.stream()
            .anyMatch(each -> each.figure().filter(ReturnCharts::isPercent).isPresent());
    double longest =
        isPercent
            ? 100
            : labelled.stream()
                .flatMap(each -> each.figure().flatMap(ReturnOnDisk.Figure::number).stream())
                .reduce(1.0, Math::max);
    return labelled.stream().map(each -> bar(each, longest)).toList();
  }

  private static ReturnPage.Bar bar(Labelled labelled, double longest) {
    Optional<Double> number = labelled.figure().flatMap(ReturnOnDisk.Figure::number);
    boolean isHidden =
        labelled.figure().filter(figure -> number.isEmpty() && figure.note().isEmpty()).isPresent();
    return new ReturnPage.Bar(
        labelled.label(),
        labelled.figure().map(ReturnCharts::words).orElse("no return"),
        number.map(value -> (int) Math.round(100 * value / longest)).orElse(0),
        number.isPresent(),
        isHidden);
  }

  /** The months from the first that is there to this one. */
  private List<ReportingMonth> months() {
    List<ReportingMonth> months = new ArrayList<>();
    for (ReportingMonth of = returns.isEmpty() ? month : returns.firstKey();
        of.compareTo(month) <= 0;
        of = of.plusMonths(1)) {
      months.add(of);
    }
    return months;
  }

  private Optional<ReturnOnDisk.Figure> figure(ReportingMonth of, String measure) {
    return Optional.ofNullable(returns.get(of)).flatMap(there -> there.england(measure));
  }

  private Optional<Long> number(ReportingMonth of, String measure) {
    return figure(of, measure).flatMap(ReturnOnDisk.Figure::number).map(Math::round);
  }

  /** A value with the unit or the reason why there is none. */
  private static String words(ReturnOnDisk.Figure figure) {
    return switch (figure.note()) {
      case ":" -> "not received";
      case "-" -> "not applicable";
      default ->
          figure.number().isEmpty()
              ? "* (hidden or none)"
              : figure.value().contains(".")
                  ? figure.value()
                  : Figures.count(Long.parseLong(figure.value()))
                      + (isPercent(figure) ? "\u00a0%" : "");
    };
  }

  private static boolean isPercent(ReturnOnDisk.Figure figure) {
    return figure.title().endsWith("(per cent)");
  }
}
