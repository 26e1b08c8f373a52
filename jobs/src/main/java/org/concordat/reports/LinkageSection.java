package org.concordat.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.concordat.config.Settings;
import org.concordat.schemas.Family;

/**
 * Turns figures about linkage into the section of the national page (linkage.md, "Measuring
 * quality"): every count is rounded and small ones are hidden before a share is worked out.
 */
final class LinkageSection {

  private static final String ETHNIC = "ethnic_group5";

  private static final List<String> STEPS =
      List.of(
          "nhs_number_birth_date",
          "nhs_number_partial_birth_date",
          "name_birth_date_postcode",
          "name_birth_date_sex",
          "birth_date_sex_postcode",
          "match_weight",
          "event",
          "local_patient_id",
          "one_time");

  private static final List<String> GROUPS =
      List.of(
          "White",
          "Mixed",
          "Asian or Asian British",
          "Black or Black British",
          "Other Ethnic Groups");

  private final LinkageFigures figures;
  private final MonthFacts facts;
  private final Settings.Disclosure rules;

  LinkageSection(LinkageFigures figures, MonthFacts facts, Settings.Disclosure rules) {
    this.figures = figures;
    this.facts = facts;
    this.rules = rules;
  }

  LinkagePage page() {
    List<Family> families =
        of("all").stream().map(part -> part.sender().family()).distinct().sorted().toList();
    AgreementLines agreements = new AgreementLines(figures, facts, rules);
    return new LinkagePage(
        figures.isKnown(facts.month()),
        partners(),
        families.stream().map(Family::title).toList(),
        steps(families),
        bars(),
        gap(),
        List.of(
            breakdown("Ethnic group as sent with the record", ETHNIC),
            breakdown("Age", "age_band"),
            breakdown("Sex", "sex"),
            breakdown("Usable identifiers of the record", "identifiers")),
        signs(),
        agreements.lines(),
        agreements.tables(),
        TruthLines.of(figures));
  }

  private List<LinkageFigures.Part> of(String breakdown) {
    return figures.parts(facts.month(), breakdown);
  }

  private List<LinkagePage.PartnerLine> partners() {
    Map<Partner, Long> before = new TreeMap<>();
    Map<Partner, Long> beforeElsewhere = new TreeMap<>();
    for (LinkageFigures.Part part : figures.parts(facts.month().plusMonths(-1), "all")) {
      before.put(part.sender(), part.records());
      beforeElsewhere.put(part.sender(), part.elsewhere());
    }
    return of("all").stream()
        .sorted(Comparator.comparing(LinkageFigures.Part::sender))
        .map(
            part ->
                new LinkagePage.PartnerLine(
                    facts.names().of(part.sender()),
                    part.sender().code(),
                    part.sender().family().title(),
                    Figures.rounded(part.records(), rules),
                    percent(part.recognised(), part.records()),
                    percent(part.elsewhere(), part.records()),
                    before.containsKey(part.sender())
                        ? percent(
                            beforeElsewhere.getOrDefault(part.sender(), 0L),
                            before.getOrDefault(part.sender(), 0L))
                        : "–"))
        .toList();
  }

  private List<LinkagePage.StepLine> steps(List<Family> families) {
    List<LinkageFigures.Part> all = of("all");
    List<LinkageFigures.Part> steps = of("link_step");
    List<LinkagePage.StepLine> lines = new ArrayList<>();
    for (String step : STEPS) {
      if (steps.stream().noneMatch(part -> part.value().equals(step))) {
        continue;
      }
      lines.add(
          new LinkagePage.StepLine(
              words(step),
              families.stream()
                  .map(
                      family -> {
                        Predicate<LinkageFigures.Part> own = p -> p.sender().family() == family;
                        return new NationalPage.CrossedCell(
                            family.title(),
                            percent(
                                LinkageFigures.sum(
                                    steps,
                                    own.and(p -> p.value().equals(step)),
                                    LinkageFigures.Part::records),
                                LinkageFigures.sum(all, own, LinkageFigures.Part::records)));
                      })
                  .toList()));
    }
    return lines;
  }

  /** Groups of five with enough records of partners other than trusts to show a share. */
  private Map<String, Long> shares() {
    Map<String, Long> shares = new TreeMap<>(Comparator.comparing(GROUPS::indexOf));
    for (String group : GROUPS) {
      Predicate<LinkageFigures.Part> own = p -> !p.isOfTrust() && p.value().equals(group);
      long records = LinkageFigures.sum(of(ETHNIC), own, LinkageFigures.Part::records);
      long elsewhere = LinkageFigures.sum(of(ETHNIC), own, LinkageFigures.Part::elsewhere);
      long fewest = facts.thresholds().bands(facts.month()).smallestDenominator();
      if (records >= fewest && elsewhere >= rules.smallCount()) {
        shares.put(
            group,
            Math.round(
                100.0 * Figures.published(elsewhere, rules) / Figures.published(records, rules)));
      }
    }
    return shares;
  }

  private List<LinkagePage.Bar> bars() {
    return shares().entrySet().stream()
        .map(
            share ->
                new LinkagePage.Bar(share.getKey(), share.getValue() + "\u00a0%", share.getValue()))
        .toList();
  }

  private String gap() {
    Map<String, Long> shares = shares();
    Optional<Map.Entry<String, Long>> most =
        shares.entrySet().stream().max(Map.Entry.comparingByValue());
    Optional<Map.Entry<String, Long>> least =
        shares.entrySet().stream().min(Map.Entry.comparingByValue());
    if (shares.size() < 2 || most.isEmpty() || least.isEmpty()) {
      return "Too few records to compare ethnic groups.";
    }
    long points = most.get().getValue() - least.get().getValue();
    return points == 0
        ? "The shares of all groups are the same."
        : "The largest gap is between %s (%d\u00a0%%) and %s (%d\u00a0%%): %s."
            .formatted(
                most.get().getKey(),
                most.get().getValue(),
                least.get().getKey(),
                least.get().getValue(),
                Figures.count(points, "point", "points"));
  }

  private LinkagePage.Breakdown breakdown(String title, String breakdown) {
    List<LinkageFigures.Part> parts = of(breakdown);
    return new LinkagePage.Breakdown(
        title,
        parts.stream().map(LinkageFigures.Part::value).collect(Collectors.toSet()).stream()
            .sorted(Comparator.comparing(LinkageSection::position).thenComparing(v -> v))
            .map(value -> group(parts, value))
            .toList());
  }

  private LinkagePage.Group group(List<LinkageFigures.Part> parts, String value) {
    Predicate<LinkageFigures.Part> own = part -> part.value().equals(value);
    Predicate<LinkageFigures.Part> trust = own.and(LinkageFigures.Part::isOfTrust);
    Predicate<LinkageFigures.Part> other = own.and(part -> !part.isOfTrust());
    long trusts = LinkageFigures.sum(parts, trust, LinkageFigures.Part::records);
    long others = LinkageFigures.sum(parts, other, LinkageFigures.Part::records);
    return new LinkagePage.Group(
        words(value),
        Figures.rounded(trusts, rules),
        percent(LinkageFigures.sum(parts, trust, LinkageFigures.Part::elsewhere), trusts),
        Figures.rounded(others, rules),
        percent(LinkageFigures.sum(parts, other, LinkageFigures.Part::recognised), others),
        percent(LinkageFigures.sum(parts, other, LinkageFigures.Part::elsewhere), others));
  }

  /** Ethnic groups in their usual order, ages from the youngest, what is not known last. */
  private static int position(String value) {
    if (GROUPS.contains(value)) {
      return GROUPS.indexOf(value);
    }
    return switch (value) {
      case "Under 18" -> 0;
      case "Not Stated" -> 1000;
      case "Not Known" -> 1001;
      case "UNKNOWN" -> 1002;
      case "none" -> 1003;
      default ->
          Character.isDigit(value.charAt(0)) ? Integer.parseInt(value.split("\\D", 2)[0]) : 500;
    };
  }

  private static String words(String value) {
    return switch (value) {
      case "1" -> "Male";
      case "2" -> "Female";
      case "UNKNOWN" -> "Not usable or not sent";
      case "none" -> "None";
      case "one_time" -> "Not recognised: one-time key";
      case "event" -> "Another record of the same event";
      case "match_weight" -> "Weight of all that agrees";
      case "local_patient_id" -> "The sender's own patient number only";
      default -> value.replace("nhs_number", "NHS number").replace('_', ' ').replace(",", ", ");
    };
  }

  private List<PartnerPage.Fact> signs() {
    List<LinkageFigures.Part> all = of("all");
    Predicate<LinkageFigures.Part> any = part -> true;
    long large =
        LinkageFigures.sum(
            of("person_size"),
            part -> part.value().equals("over 20"),
            LinkageFigures.Part::records);
    return List.of(
        sign(
            "Records of a person with both sexes",
            LinkageFigures.sum(all, any, LinkageFigures.Part::sexConflicts)),
        sign(
            "Records of a person with birth dates over a year apart",
            LinkageFigures.sum(all, any, LinkageFigures.Part::birthYearConflicts)),
        sign("Records of a person with over 20 records", large),
        sign(
            "Pairs of records left for review",
            LinkageFigures.sum(all, any, LinkageFigures.Part::reviewPairs)));
  }

  private PartnerPage.Fact sign(String label, long number) {
    return new PartnerPage.Fact(label, Figures.rounded(number, rules));
  }

  private String percent(long part, long whole) {
    return Figures.roundedPercent(part, whole, rules);
  }
}
