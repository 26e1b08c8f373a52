package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far sources agree on the ethnic group of linked people, rounded for everybody. */
record AgreementLines(LinkageFigures figures, MonthFacts facts, PublicFigures shown) {

  private static final List<String> OTHERS =
      List.of(
          "police_self_defined", "police_officer", "ambulance", "emergency_department", "nhs_111");

  List<LinkagePage.AgreementLine> lines() {
    List<LinkagePage.AgreementLine> lines = new ArrayList<>();
    OTHERS.forEach(other -> lines.addAll(line("trust", other)));
    lines.addAll(line("police_self_defined", "police_officer"));
    return lines;
  }

  private List<LinkagePage.AgreementLine> line(String first, String second) {
    return figures.agreements(first, second).stream()
        .limit(1)
        .map(
            cell ->
                new LinkagePage.AgreementLine(
                    source(first),
                    source(second),
                    shown.count(key(first, second, "compared"), cell.compared()),
                    shown.percent(
                        key(first, second, "agreed"),
                        cell.agreed(),
                        key(first, second, "compared"),
                        cell.compared()),
                    kappa(cell)))
        .toList();
  }

  private static List<String> key(String first, String second, String what) {
    return List.of("agreement", first, second, what);
  }

  private String kappa(LinkageFigures.Agreement cell) {
    long fewest = facts.thresholds().bands(facts.month()).smallestDenominator();
    Double kappa = cell.kappa();
    return kappa == null || cell.compared() < fewest
        ? "cannot tell"
        : String.format(Locale.ROOT, "%.1f", kappa);
  }

  List<LinkagePage.AgreementTable> tables() {
    List<LinkagePage.AgreementTable> tables = new ArrayList<>();
    for (String other : List.of("police_self_defined", "police_officer")) {
      List<LinkageFigures.Agreement> cells = figures.agreements("trust", other);
      if (cells.isEmpty()) {
        continue;
      }
      List<String> groups = List.of("White", "Mixed", "Asian", "Black", "Other");
      LinkagePage.AgreementTable table =
          new LinkagePage.AgreementTable(
              source("trust") + " (lines) and " + source(other) + " (columns)",
              groups,
              groups.stream()
                  .map(
                      one ->
                          new LinkagePage.StepLine(
                              one,
                              groups.stream().map(two -> cell(cells, other, one, two)).toList()))
                  .toList());
      tables.add(table);
      shown.sum(
          key("trust", other, "compared"),
          groups.stream()
              .flatMap(one -> groups.stream().map(two -> key("trust", other, one + ", " + two)))
              .toList());
      shown.sum(
          key("trust", other, "agreed"),
          groups.stream().map(one -> key("trust", other, one + ", " + one)).toList());
    }
    return tables;
  }

  private NationalPage.CrossedCell cell(
      List<LinkageFigures.Agreement> cells, String other, String one, String two) {
    long people =
        cells.stream()
            .filter(c -> c.oneGroup().equals(one) && c.otherGroup().equals(two))
            .mapToLong(LinkageFigures.Agreement::people)
            .sum();
    return new NationalPage.CrossedCell(
        two, shown.count(key("trust", other, one + ", " + two), people));
  }

  private static String source(String source) {
    return switch (source) {
      case "trust" -> "Trust";
      case "police_self_defined" -> "Police, self-defined";
      case "police_officer" -> "Police officer's view";
      case "ambulance" -> "Ambulance crew";
      case "emergency_department" -> "Emergency department";
      default -> "NHS 111";
    };
  }
}
