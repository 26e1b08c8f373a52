package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.concordat.config.Settings;
import org.concordat.platform.CodeVersion;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;

/** Turns the facts of all partners into the national page. */
final class NationalPages {

  /** What every table says of an organisation that sent nothing: never zero, never left out. */
  static final String MISSING = "Missing submission";

  private final MonthFacts facts;
  private final ReportingMonth month;
  private final QualityThresholds.Bands bands;
  private final Settings.Disclosure disclosure;
  private final PublicFigures figures;
  private final NationalFields fields;

  private NationalPages(MonthFacts facts, Settings.Disclosure disclosure, PublicFigures figures) {
    this.facts = facts;
    this.month = facts.month();
    this.bands = facts.thresholds().bands(month);
    this.disclosure = disclosure;
    this.figures = figures;
    this.fields = new NationalFields(facts, figures);
  }

  /**
   * The page, all its counts treated together.
   *
   * @param linkage how well people were linked
   * @param told what the month's return has told ({@link ToldByReturn})
   * @param versions names and ids of the versions the page was made from
   */
  static NationalPage page(
      MonthFacts facts,
      LinkageFigures linkage,
      Map<List<String>, String> told,
      Map<String, String> versions,
      Settings.Disclosure disclosure) {
    return PublicFigures.made(
        disclosure,
        told,
        figures -> new NationalPages(facts, disclosure, figures).page(linkage, versions));
  }

  private NationalPage page(LinkageFigures linkage, Map<String, String> versions) {
    List<Partner> partners = facts.partners();
    List<NationalPage.Group> groups = new ArrayList<>();
    List<NationalPage.FamilyLine> families = new ArrayList<>();
    List<NationalPage.FieldGroup> fieldGroups = new ArrayList<>();
    for (Family family : families(partners)) {
      List<Partner> members = members(partners, family);
      groups.add(
          new NationalPage.Group(
              "organisations-" + family.slug(),
              family.title(),
              members.stream().map(this::organisation).toList()));
      families.add(familyLine(family, members));
      if (members.stream().anyMatch(this::isInForce)) {
        fieldGroups.add(
            new NationalPage.FieldGroup(
                "fields-" + family.slug(), family.title(), fields.lines(family, members)));
      }
    }
    return new NationalPage(
        Figures.month(month),
        partners.stream().anyMatch(facts.history()::isInvented),
        summary(partners),
        missing(partners),
        new NationalHeat(facts, bands).lines(partners),
        families,
        groups,
        fieldGroups,
        NationalFields.crossed(fieldGroups),
        NationalMoves.queries(facts, partners),
        NationalMoves.moves(facts, partners),
        NationalRules.lines(facts, figures),
        new LinkageSection(linkage, facts, figures).page(),
        reading(versions));
  }

  private static List<Family> families(List<Partner> partners) {
    return Arrays.stream(Family.values())
        .filter(family -> partners.stream().anyMatch(partner -> partner.family() == family))
        .toList();
  }

  private static List<Partner> members(List<Partner> partners, Family family) {
    return partners.stream().filter(partner -> partner.family() == family).toList();
  }

  private List<PartnerPage.Fact> summary(List<Partner> partners) {
    long inForce = partners.stream().filter(this::isInForce).count();
    long silent = partners.stream().filter(this::isSilent).count();
    return List.of(
        new PartnerPage.Fact("Month", Figures.month(month)),
        new PartnerPage.Fact("Cut for this month", Figures.time(facts.cut())),
        new PartnerPage.Fact("Organisations known", Figures.count(partners.size())),
        new PartnerPage.Fact("With a submission in force", Figures.count(inForce)),
        new PartnerPage.Fact(
            "Sent, but nothing in force", Figures.count(partners.size() - inForce - silent)),
        new PartnerPage.Fact(MISSING, Figures.count(silent)));
  }

  private List<NationalPage.Missing> missing(List<Partner> partners) {
    return partners.stream()
        .filter(partner -> !isInForce(partner))
        .map(
            partner ->
                new NationalPage.Missing(
                    facts.names().of(partner),
                    partner.code(),
                    partner.family().title(),
                    isSilent(partner) ? MISSING : status(partner).word()))
        .toList();
  }

  private NationalPage.FamilyLine familyLine(Family family, List<Partner> members) {
    List<Verdict> verdicts =
        members.stream().flatMap(p -> facts.history().inForce(p, month).stream()).toList();
    long silent = members.stream().filter(this::isSilent).count();
    Optional<BigDecimal> index = fields.index(family, members);
    boolean isAnyInForce = !verdicts.isEmpty();
    return new NationalPage.FamilyLine(
        family.title(),
        Figures.count(members.size()),
        Figures.count(verdicts.size()),
        Figures.count(members.size() - verdicts.size() - silent),
        Figures.count(silent),
        isAnyInForce ? sum(family, verdicts, "sent", Verdict::sent) : "–",
        isAnyInForce ? sum(family, verdicts, "accepted", Verdict::accepted) : "–",
        isAnyInForce ? sum(family, verdicts, "rejected", Verdict::rejected) : "–",
        whole(index),
        band(index, fields.mostRows(family, members)));
  }

  private NationalPage.OrganisationLine organisation(Partner partner) {
    Optional<Verdict> inForce = facts.history().inForce(partner, month);
    Optional<Verdict> shown = facts.history().shown(partner, month);
    Optional<BigDecimal> index = facts.index(partner, month);
    long rows = inForce.map(verdict -> facts.scored().mostRows(verdict)).orElse(0L);
    boolean tells = rows >= bands.smallestDenominator();
    CrisisDataQualityIndex.Coverage coverage = facts.history().coverage(partner, month);
    return new NationalPage.OrganisationLine(
        partner.code(),
        facts.names().of(partner),
        isSilent(partner) ? MISSING : status(partner).word(),
        status(partner),
        shown.map(verdict -> Figures.time(verdict.receivedAt())).orElse("–"),
        isSilent(partner) ? "–" : Figures.count(facts.history().attempts(partner, month).size()),
        coverage(partner, coverage),
        tells ? whole(index) : "–",
        band(index, rows),
        shown.map(verdict -> rows(verdict, "sent", verdict.sent())).orElse("–"),
        shown.map(verdict -> rows(verdict, "accepted", verdict.accepted())).orElse("–"),
        shown.map(verdict -> rows(verdict, "rejected", verdict.rejected())).orElse("–"),
        shown.map(verdict -> rows(verdict, "warned", verdict.warned())).orElse("–"));
  }

  private String rows(Verdict verdict, String what, long number) {
    Partner partner = verdict.partner();
    String text = figures.count(ToldByReturn.rows(partner, what), number);
    figures.sum(
        ToldByReturn.rows(partner, "sent"),
        List.of(ToldByReturn.rows(partner, "accepted"), ToldByReturn.rows(partner, "rejected")));
    figures.within(ToldByReturn.rows(partner, "accepted"), ToldByReturn.rows(partner, "warned"));
    return text;
  }

  private String sum(
      Family family, List<Verdict> verdicts, String what, ToLongFunction<Verdict> number) {
    List<String> key = List.of("rows of family", family.name(), what);
    String text = figures.count(key, verdicts.stream().mapToLong(number).sum());
    figures.sum(
        key, verdicts.stream().map(verdict -> ToldByReturn.rows(verdict.partner(), what)).toList());
    return text;
  }

  /** Of an organisation that sent nothing in any of these months there is no share to show. */
  private String coverage(Partner partner, CrisisDataQualityIndex.Coverage coverage) {
    if (!facts.history().isExpectedAnywhere(partner, month)) {
      return "new";
    }
    return isSilent(partner) && coverage.submitted() == 0
        ? "–"
        : coverage.submitted() + " of " + coverage.expected();
  }

  private Status status(Partner partner) {
    return Status.of(
        facts.history().attempts(partner, month), Figures.month(month), Figures.time(facts.cut()));
  }

  private boolean isInForce(Partner partner) {
    return facts.history().inForce(partner, month).isPresent();
  }

  private boolean isSilent(Partner partner) {
    return facts.history().attempts(partner, month).isEmpty();
  }

  private Band band(Optional<BigDecimal> index, long rows) {
    return index.map(score -> Band.of(score, rows, bands)).orElse(Band.CANNOT_TELL);
  }

  private static String whole(Optional<BigDecimal> percent) {
    return percent
        .map(value -> value.setScale(0, RoundingMode.HALF_UP).toPlainString())
        .orElse("–");
  }

  private List<PartnerPage.Fact> reading(Map<String, String> versions) {
    List<PartnerPage.Fact> lines = new ArrayList<>();
    lines.add(
        new PartnerPage.Fact(
            "Bands",
            "good from "
                + bands.good()
                + " %, watch from "
                + bands.watch()
                + " %, act below; no band under "
                + bands.smallestDenominator()
                + " rows"));
    lines.add(
        new PartnerPage.Fact(
            "Counts",
            "to the nearest "
                + disclosure.roundTo()
                + ", exact where at least "
                + disclosure.freeContributors()
                + " organisations make up a figure of England; * stands for fewer than "
                + disclosure.smallCount()
                + ", or hides a figure from which such a one could be worked out"));
    lines.add(
        new PartnerPage.Fact(
            "Fields and accepted rows",
            "as the newest return of the month tells them; scores are of the counts shown"));
    versions.forEach((name, id) -> lines.add(new PartnerPage.Fact(name, id)));
    lines.add(new PartnerPage.Fact("Made by", "Concordat " + CodeVersion.text()));
    return lines;
  }
}
