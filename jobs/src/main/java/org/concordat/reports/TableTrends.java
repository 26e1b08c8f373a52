package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.ReportingMonth;

/**
 * Accepted rows by table, month after month, of the submissions in force (data-quality.md section
 * 6, part 3).
 *
 * @param months the months shown, oldest first
 * @param lines one per table that came in any of them
 */
record TableTrends(List<String> months, List<Line> lines) {

  /** Months a page looks back on, its own included. */
  static final int MONTHS = 12;

  private static final String NONE = "–";
  private static final int MEDIAN_MONTHS = 6;
  private static final int FEWEST_FOR_MEDIAN = 3;

  /**
   * One table.
   *
   * @param table its name
   * @param title its title
   * @param median median of up to six months before this one; a dash with fewer than three
   * @param lastMonth accepted rows of the month before; a dash where none was in force
   * @param signal whether this month stands out by the XmR rules (data-quality.md 5.1)
   * @param values accepted rows by month; a dash where no submission was in force
   * @param spark the same as a line
   */
  record Line(
      String table,
      String title,
      String median,
      String lastMonth,
      String signal,
      List<String> values,
      Sparkline spark) {}

  /** The trends of one partner up to the month of the facts. */
  static TableTrends of(MonthFacts facts, Partner partner) {
    List<ReportingMonth> known = months(facts, partner, SubmissionHistory.MONTHS);
    List<ReportingMonth> months = months(facts, partner);
    TreeSet<String> tables = new TreeSet<>();
    for (ReportingMonth month : months) {
      facts
          .history()
          .inForce(partner, month)
          .ifPresent(verdict -> facts.tables(verdict).forEach(t -> tables.add(t.table())));
    }
    List<Line> lines = new ArrayList<>();
    for (String table : tables) {
      List<Optional<Long>> all =
          known.stream().map(month -> accepted(facts, partner, month, table)).toList();
      XmrChart chart = chart(known, all);
      List<Optional<Long>> rows = all.subList(known.size() - months.size(), known.size());
      List<String> values =
          rows.stream().map(each -> each.map(Figures::count).orElse(NONE)).toList();
      lines.add(
          new Line(
              table,
              facts.tableTitle(table),
              median(rows.subList(0, rows.size() - 1)),
              values.size() < 2 ? NONE : values.get(values.size() - 2),
              signal(chart, facts.month()),
              values,
              Sparkline.of(rows, chart.limits())));
    }
    return new TableTrends(months.stream().map(Figures::shortMonth).toList(), lines);
  }

  /** From the first month the partner sent anything, at most a year. */
  static List<ReportingMonth> months(MonthFacts facts, Partner partner) {
    return months(facts, partner, MONTHS);
  }

  private static List<ReportingMonth> months(MonthFacts facts, Partner partner, int most) {
    return facts.month().window(most).stream()
        .dropWhile(
            month ->
                !month.equals(facts.month()) && facts.history().attempts(partner, month).isEmpty())
        .toList();
  }

  private static Optional<Long> accepted(
      MonthFacts facts, Partner partner, ReportingMonth month, String table) {
    return facts
        .history()
        .inForce(partner, month)
        .map(
            verdict ->
                facts.tables(verdict).stream()
                    .filter(counts -> counts.table().equals(table))
                    .mapToLong(TableCounts::accepted)
                    .sum());
  }

  private static XmrChart chart(List<ReportingMonth> months, List<Optional<Long>> rows) {
    List<XmrChart.Point> points = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      ReportingMonth month = months.get(i);
      rows.get(i)
          .ifPresent(each -> points.add(new XmrChart.Point(month, BigDecimal.valueOf(each))));
    }
    return XmrChart.of(points, XmrChart.Unit.NUMBER, List.of());
  }

  /** Whether a month stands out, in words. */
  static String signal(XmrChart chart, ReportingMonth month) {
    if (chart.limits().isEmpty()) {
      return "Too few months to tell";
    }
    String trial = chart.limits().get().isTrial() ? " (limits on trial)" : "";
    return chart.months().stream()
            .filter(each -> each.point().month().equals(month))
            .findFirst()
            .map(TableTrends::words)
            .orElse("No figure")
        + trial;
  }

  private static String words(XmrChart.Judged judged) {
    List<String> words = new ArrayList<>();
    for (XmrChart.Signal signal : new TreeSet<>(judged.signals())) {
      words.add(
          switch (signal) {
            case OUTSIDE -> "outside the limits";
            case RUN -> "seven in a row on one side of the mean";
            case TREND -> "seven in a row rising or falling";
            case NEAR_LIMIT -> "two of three near a limit";
          });
    }
    return words.isEmpty() ? "As usual" : "Unusual: " + String.join("; ", words);
  }

  private static String median(List<Optional<Long>> before) {
    List<Long> last = new ArrayList<>();
    before
        .subList(Math.max(0, before.size() - MEDIAN_MONTHS), before.size())
        .forEach(each -> each.ifPresent(last::add));
    if (last.size() < FEWEST_FOR_MEDIAN) {
      return NONE;
    }
    Collections.sort(last);
    int middle = last.size() / 2;
    BigDecimal sum =
        BigDecimal.valueOf(last.get(middle) + last.get(last.size() % 2 == 0 ? middle - 1 : middle));
    return Figures.count(
        sum.divide(BigDecimal.valueOf(2), 0, RoundingMode.HALF_UP).longValueExact());
  }

  /** The line of one table. */
  Optional<Line> of(String table) {
    return lines.stream().filter(line -> line.table().equals(table)).findFirst();
  }

  boolean hasSeveralMonths() {
    return months.size() > 1 && !lines.isEmpty();
  }
}
