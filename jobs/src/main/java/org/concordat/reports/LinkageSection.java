package org.concordat.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.concordat.schemas.Family;

/**
 * Turns figures about linkage into the section of the national page (linkage.md, "Measuring
 * quality"): every share is worked out from counts as published.
 */
final class LinkageSection {

  static final String RECORDS = "records";
  static final String RECOGNISED = "recognised";
  static final String ELSEWHERE = "elsewhere";

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

  private final LinkageFigures figures;
  private final MonthFacts facts;
  private final PublicFigures shown;

  LinkageSection(LinkageFigures figures, MonthFacts facts, PublicFigures shown) {
    this.figures = figures;
    this.facts = facts;
    this.shown = shown;
  }

  LinkagePage page() {
    List<Family> families =
        of("all").stream().map(part -> part.sender().family()).distinct().sorted().toList();
    LinkageGroups groups = new LinkageGroups(figures, facts, shown);
    AgreementLines agreements = new AgreementLines(figures, facts, shown);
    return new LinkagePage(
        figures.isKnown(facts.month()),
        partners(),
        families.stream().map(Family::title).toList(),
        steps(families),
        groups.bars(),
        groups.gap(),
        List.of(
            groups.breakdown("Ethnic group as sent with the record", LinkageGroups.ETHNIC),
            groups.breakdown("Age", "age_band"),
            groups.breakdown("Sex", "sex"),
            groups.breakdown("Usable identifiers of the record", "identifiers")),
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
                    shown.count(key(part.sender(), RECORDS), part.records()),
                    percent(part.sender(), RECOGNISED, part.recognised(), part.records()),
                    percent(part.sender(), ELSEWHERE, part.elsewhere(), part.records()),
                    before.containsKey(part.sender())
                        ? shown.percent(
                            key(part.sender(), "elsewhere the month before"),
                            beforeElsewhere.getOrDefault(part.sender(), 0L),
                            key(part.sender(), "records the month before"),
                            before.getOrDefault(part.sender(), 0L))
                        : "–"))
        .toList();
  }

  static List<String> key(Partner sender, String what) {
    return List.of("linkage", sender.family().name(), sender.code(), what);
  }

  private String percent(Partner sender, String what, long part, long records) {
    String percent = shown.percent(key(sender, what), part, key(sender, RECORDS), records);
    shown.within(key(sender, RECORDS), key(sender, what));
    return percent;
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
                            shown.percent(
                                stepKey(family, step),
                                LinkageFigures.sum(
                                    steps,
                                    own.and(p -> p.value().equals(step)),
                                    LinkageFigures.Part::records),
                                stepKey(family, "all"),
                                LinkageFigures.sum(all, own, LinkageFigures.Part::records)));
                      })
                  .toList()));
    }
    for (Family family : families) {
      shown.sum(stepKey(family, "all"), STEPS.stream().map(step -> stepKey(family, step)).toList());
      shown.sum(
          stepKey(family, "all"),
          all.stream()
              .map(LinkageFigures.Part::sender)
              .filter(sender -> sender.family() == family)
              .distinct()
              .map(sender -> key(sender, RECORDS))
              .toList());
    }
    return lines;
  }

  private static List<String> stepKey(Family family, String step) {
    return List.of("step", family.name(), step);
  }

  static String words(String value) {
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
    return new PartnerPage.Fact(label, shown.count(List.of("sign", label), number));
  }
}
