package org.concordat.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;

/** One scored field as a page shows it. */
final class FieldLines {

  private static final String NO_ROWS = "no rows";

  private FieldLines() {}

  static PartnerPage.FieldLine of(
      Verdict verdict, ScoredFields.Field field, MonthFacts facts, QualityThresholds.Bands bands) {
    Vodim counts = facts.scored().counts(verdict.submissionId(), field);
    long rows = counts.rows();
    CrisisDataQualityIndex.Item item = facts.scored().item(field, counts, facts.month());
    BigDecimal score = rows == 0 ? BigDecimal.ZERO : item.score();
    Band band = Band.of(score, rows, bands);
    String table = field.table().name();
    List<Month> months =
        TableTrends.months(facts, verdict.partner()).stream()
            .map(month -> month(verdict.partner(), field, facts, month))
            .toList();
    XmrChart chart = chart(months);
    return new PartnerPage.FieldLine(
        "field-" + table + "-" + field.column().name(),
        table,
        field.column().name(),
        field.column().title(),
        Figures.count(rows),
        band,
        rows >= bands.smallestDenominator(),
        score(counts, score, band),
        alternative(counts),
        VodimBar.of(counts),
        months.size() < 2 ? NO_ROWS : months.get(months.size() - 2).text(bands),
        Sparkline.ofPercents(months.stream().map(Month::score).toList(), chart.limits()),
        TableTrends.signal(chart, facts.month()),
        months.stream()
            .map(
                each ->
                    new PartnerPage.MonthScore(
                        Figures.month(each.month()),
                        each.text(bands),
                        Figures.count(each.counts().rows())))
            .toList(),
        facts.causes().unusable(verdict.submissionId(), table, field.column().name()));
  }

  /**
   * One month of a field.
   *
   * @param counts all zero where no submission was in force
   * @param score empty without rows
   */
  private record Month(ReportingMonth month, Vodim counts, Optional<BigDecimal> score) {

    String text(QualityThresholds.Bands bands) {
      return score
          .map(each -> FieldLines.score(counts, each, Band.of(each, counts.rows(), bands)))
          .orElse(NO_ROWS);
    }
  }

  private static Month month(
      Partner partner, ScoredFields.Field field, MonthFacts facts, ReportingMonth month) {
    Vodim counts =
        facts
            .history()
            .inForce(partner, month)
            .map(verdict -> facts.scored().counts(verdict.submissionId(), field))
            .orElse(Vodim.NONE);
    return new Month(
        month,
        counts,
        counts.rows() == 0
            ? Optional.empty()
            : Optional.of(facts.scored().item(field, counts, month).score()));
  }

  private static XmrChart chart(List<Month> months) {
    List<XmrChart.Point> points = new ArrayList<>();
    for (Month each : months) {
      each.score().ifPresent(score -> points.add(new XmrChart.Point(each.month(), score)));
    }
    return XmrChart.of(points, XmrChart.Unit.PERCENT, List.of());
  }

  private static String score(Vodim counts, BigDecimal score, Band band) {
    if (counts.rows() == 0) {
      return NO_ROWS;
    }
    if (band == Band.CANNOT_TELL) {
      return Figures.count(counts.validAndComplete())
          + " of "
          + Figures.count(counts.rows())
          + " filled in validly";
    }
    return Figures.percent(score);
  }

  private static String alternative(Vodim counts) {
    return "Of "
        + Figures.count(counts.rows(), "row", "rows")
        + ": "
        + Figures.count(counts.valid())
        + " valid, "
        + Figures.count(counts.other())
        + " other, "
        + Figures.count(counts.defaults())
        + " default, "
        + Figures.count(counts.invalid())
        + " invalid, "
        + Figures.count(counts.missing())
        + " missing";
  }
}
