package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.concordat.schemas.QualityThresholds;

/**
 * The heat table: coverage, index and punctuality of every organisation, each told by words beside
 * its colour (data-quality.md part 6, national view).
 */
final class NationalHeat {

  private final MonthFacts facts;
  private final QualityThresholds.Bands bands;

  NationalHeat(MonthFacts facts, QualityThresholds.Bands bands) {
    this.facts = facts;
    this.bands = bands;
  }

  List<NationalPage.HeatLine> lines(List<Partner> partners) {
    return partners.stream().map(this::line).toList();
  }

  private NationalPage.HeatLine line(Partner partner) {
    boolean isSilent = facts.history().attempts(partner, facts.month()).isEmpty();
    NationalPage.HeatCell missing = new NationalPage.HeatCell(NationalPages.MISSING, Band.ACT);
    return new NationalPage.HeatLine(
        facts.names().of(partner),
        partner.code(),
        partner.family().title(),
        isSilent ? missing : coverage(partner),
        isSilent ? missing : index(partner),
        isSilent ? missing : punctuality(partner));
  }

  /** All expected months is good, one missing is to watch. */
  private NationalPage.HeatCell coverage(Partner partner) {
    if (!facts.history().isExpectedAnywhere(partner, facts.month())) {
      return new NationalPage.HeatCell("new", Band.GOOD);
    }
    CrisisDataQualityIndex.Coverage coverage = facts.history().coverage(partner, facts.month());
    long lacking = coverage.expected() - coverage.submitted();
    return new NationalPage.HeatCell(
        coverage.submitted() + " of " + coverage.expected() + " months",
        lacking == 0 ? Band.GOOD : lacking == 1 ? Band.WATCH : Band.ACT);
  }

  private NationalPage.HeatCell index(Partner partner) {
    long rows =
        facts
            .history()
            .inForce(partner, facts.month())
            .map(verdict -> facts.scored().mostRows(verdict))
            .orElse(0L);
    Optional<BigDecimal> index = facts.index(partner, facts.month());
    Band band = index.map(score -> Band.of(score, rows, bands)).orElse(Band.CANNOT_TELL);
    String words =
        band == Band.CANNOT_TELL
            ? facts.history().inForce(partner, facts.month()).isPresent()
                ? "too few rows"
                : "none in force"
            : index.orElseThrow().setScale(0, RoundingMode.HALF_UP).toPlainString();
    return new NationalPage.HeatCell(words, band);
  }

  /** On time at the first try is good, on time later is to watch. */
  private NationalPage.HeatCell punctuality(Partner partner) {
    Instant cut = facts.cut();
    Optional<Verdict> inForce = facts.history().inForce(partner, facts.month());
    if (inForce.isEmpty()) {
      return new NationalPage.HeatCell("none in force", Band.ACT);
    }
    if (inForce.get().receivedAt().isAfter(cut)) {
      return new NationalPage.HeatCell("after the cut", Band.ACT);
    }
    boolean isFirst = !facts.history().attempts(partner, facts.month()).get(0).isRejected();
    return isFirst
        ? new NationalPage.HeatCell("on time, first try", Band.GOOD)
        : new NationalPage.HeatCell("on time, later try", Band.WATCH);
  }
}
