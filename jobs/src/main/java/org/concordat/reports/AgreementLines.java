package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.config.Settings;

/** How far sources agree on the ethnic group of linked people, rounded for everybody. */
record AgreementLines(LinkageFigures figures, MonthFacts facts, Settings.Disclosure rules) {

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
                    Figures.rounded(cell.compared(), rules),
                    Figures.roundedPercent(cell.agreed(), cell.compared(), rules),
                    kappa(cell)))
        .toList();
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
      tables.add(
          new LinkagePage.AgreementTable(
              source("trust") + " (lines) and " + source(other) + " (columns)",
              groups,
              groups.stream()
                  .map(
                      one ->
                          new LinkagePage.StepLine(
                              one, groups.stream().map(two -> cell(cells, one, two)).toList()))
                  .toList()));
    }
    return tables;
  }

  private NationalPage.CrossedCell cell(
      List<LinkageFigures.Agreement> cells, String one, String two) {
    long people =
        cells.stream()
            .filter(c -> c.oneGroup().equals(one) && c.otherGroup().equals(two))
            .mapToLong(LinkageFigures.Agreement::people)
            .sum();
    return new NationalPage.CrossedCell(two, Figures.rounded(people, rules));
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
