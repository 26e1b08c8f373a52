package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.Disclosure;
import org.concordat.platform.disclosure.DisclosureReport;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.returns.quality.QualityFigures;
import org.concordat.returns.quality.QualityPlace;

/** The counts of a return as disclosure control publishes them, all treated in one pass (D10). */
final class ProtectedFigures {

  private static final int SHOWN = 5;

  private final FigureTable table;
  private final ReturnFigures figures;
  private final Disclosure disclosure;
  private final Settings.Disclosure settings;

  private ProtectedFigures(
      FigureTable table,
      ReturnFigures figures,
      Disclosure disclosure,
      Settings.Disclosure settings) {
    this.table = table;
    this.figures = figures;
    this.disclosure = disclosure;
    this.settings = settings;
  }

  /**
   * Treats the counts of a month.
   *
   * @param figures filled with the month's counts and relations
   */
  static ProtectedFigures of(
      FigureTable table, ReturnFigures figures, Settings.Disclosure settings) {
    return new ProtectedFigures(table, figures, Disclosure.of(table, settings), settings);
  }

  /** A count as published. */
  String text(Cell cell) {
    return disclosure.text(figures.key(cell));
  }

  /** A count as published; empty where the return has no such figure. */
  Optional<String> textIfAny(Cell cell) {
    return table.has(figures.key(cell)) ? Optional.of(text(cell)) : Optional.empty();
  }

  /** The counts of the quality files as published. */
  SortedMap<QualityPlace, String> texts(QualityFigures quality) {
    SortedMap<QualityPlace, String> texts = new TreeMap<>();
    quality.cells().keySet().forEach(place -> texts.put(place, disclosure.text(place)));
    return texts;
  }

  /** Reasons to hold the return: sums that do not hold, figures that could be found (D8). */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    some(reasons, "figures that do not add up as families.yaml says", table.broken());
    some(
        reasons,
        "hidden figures that a reader could narrow",
        disclosure.unsafe().stream().map(Object::toString).toList());
    return reasons;
  }

  private static void some(List<String> reasons, String what, List<String> cases) {
    if (!cases.isEmpty()) {
      String more = cases.size() > SHOWN ? " and " + (cases.size() - SHOWN) + " more" : "";
      reasons.add(
          what + ": " + String.join(", ", cases.subList(0, Math.min(SHOWN, cases.size()))) + more);
    }
  }

  /** The attack as everybody may read it. */
  DisclosureReport report() {
    return disclosure.report(settings);
  }

  /** What was hidden or rounded for the sake of which figure: restricted. */
  List<List<String>> cures() {
    return disclosure.cures();
  }
}
