package org.concordat.reports;

import java.math.BigDecimal;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;

/** One scored field as a page shows it. */
final class FieldLines {

  private FieldLines() {}

  static PartnerPage.FieldLine of(
      Verdict verdict, ScoredFields.Field field, MonthFacts facts, QualityThresholds.Bands bands) {
    Vodim counts = facts.scored().counts(verdict.submissionId(), field);
    long rows = counts.rows();
    CrisisDataQualityIndex.Item item = facts.scored().item(field, counts, facts.month());
    BigDecimal score = rows == 0 ? BigDecimal.ZERO : item.score();
    Band band = Band.of(score, rows, bands);
    String table = field.table().name();
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
        lastMonth(verdict.partner(), field, facts, bands),
        facts.causes().unusable(verdict.submissionId(), table, field.column().name()));
  }

  private static String lastMonth(
      Partner partner, ScoredFields.Field field, MonthFacts facts, QualityThresholds.Bands bands) {
    ReportingMonth before = facts.month().plusMonths(-1);
    return facts
        .history()
        .inForce(partner, before)
        .map(verdict -> facts.scored().counts(verdict.submissionId(), field))
        .filter(counts -> counts.rows() > 0)
        .map(
            counts -> {
              BigDecimal score = facts.scored().item(field, counts, before).score();
              return score(counts, score, Band.of(score, counts.rows(), bands));
            })
        .orElse("no rows");
  }

  private static String score(Vodim counts, BigDecimal score, Band band) {
    if (counts.rows() == 0) {
      return "no rows";
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
