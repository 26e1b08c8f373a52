package org.concordat.reports;

import java.util.List;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.RightCareRightPersonDates;

/** Turns what all partners sent into each partner's second page. */
final class LinkedPages {

  private final MonthFacts facts;
  private final ReportFolders folders;
  private final OwnMeasures measures;
  private final Section136Pairs pairs;
  private final AcrossMessages messages;
  private final FieldPeers peers;

  LinkedPages(
      MonthFacts facts,
      ReportFolders folders,
      OwnMeasures measures,
      Section136 section136,
      Settings.Disclosure rules) {
    this.facts = facts;
    this.folders = folders;
    this.measures = measures;
    this.pairs = new Section136Pairs(section136, facts, rules);
    this.messages =
        new AcrossMessages(
            QualityRules.load(facts.contracts()),
            RightCareRightPersonDates.load(),
            facts,
            section136);
    this.peers = new FieldPeers(facts, rules);
  }

  LinkedPage page(Partner partner) {
    Optional<Verdict> inForce = facts.history().inForce(partner, facts.month());
    boolean records = Section136Pairs.FAMILIES.contains(partner.family());
    List<Section136Pairs.Line> lines =
        records && inForce.isPresent() ? pairs.lines(partner) : List.of();
    return new LinkedPage(
        facts.names().of(partner),
        partner.code(),
        partner.family().title(),
        Figures.month(facts.month()),
        facts.history().isInvented(partner),
        inForce.isPresent(),
        measures(partner, inForce),
        records,
        lines,
        inForce.map(verdict -> messages.of(verdict, lines)).orElse(List.of()),
        inForce.map(peers::lines).orElse(List.of()));
  }

  /** Measures of the submission in force beside earlier ones; keeps them for later runs. */
  private List<PartnerPage.MeasureLine> measures(Partner partner, Optional<Verdict> inForce) {
    String submission = inForce.map(Verdict::submissionId).orElse("");
    List<OwnMeasures.Own> now = inForce.isPresent() ? measures.of(partner) : List.of();
    MeasureHistory history =
        new MeasureHistory(
            facts.month(),
            submission,
            now.stream().map(each -> each.count(submission)).toList(),
            month -> folders.publishedMeasures(partner, month));
    history.write(folders.measures(partner));
    return MeasureLines.of(now, history, facts.excluded(), submission);
  }
}
