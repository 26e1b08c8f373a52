package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.returns.rates.CrudeRate;
import org.concordat.returns.rates.Rounded;
import org.concordat.schemas.Breakdown;

/**
 * What must hold before rates are published: they count every row of the main file, and a rate is
 * that of the count shown beside it (rates.md, quirks of the published interval). Reasons name
 * groups, never figures.
 */
final class RateChecks {

  private RateChecks() {}

  /**
   * @param rates every measure of the file
   * @param counts exact figures of the main file
   * @param main text of a figure of the main file; empty where it has none
   * @return reasons to hold the return back; none when the rates may be published
   */
  static List<String> reasons(
      Rates rates,
      Map<Cell, CellCount> counts,
      Settings.Disclosure settings,
      Function<Cell, Optional<String>> main) {
    List<String> reasons = new ArrayList<>();
    rates.measures().forEach(measure -> reasons.addAll(outsideMain(measure, counts)));
    int least =
        Math.min(settings.freeContributors(), Math.min(settings.smallCount(), settings.roundTo()));
    for (Map<String, String> row : rates.published(settings, main)) {
      String count = row.getOrDefault("event_count", "");
      String rate = row.getOrDefault("crude_rate", "");
      String group =
          row.get("MEASURE_ID") + " " + row.get("grouping") + " " + row.get("group_code");
      if (!isFit(count, rate, row.getOrDefault("population", ""))) {
        reasons.add("a rate is not that of the count beside it: " + group);
      }
      boolean isHidden = count.equals(SmallNumbers.HIDDEN);
      if (isHidden && row.getOrDefault("dsr_england", "").matches(".*[0-9].*")) {
        reasons.add("a standardised rate is shown beside a hidden count: " + group);
      }
      if (!isHidden && !count.equals("0") && Long.parseLong(count) < least) {
        reasons.add("a small count is shown: " + group);
      }
    }
    return reasons;
  }

  /** Numerators are protected beside the main file's figures by group, so these must be theirs. */
  private static List<String> outsideMain(RateRows rates, Map<Cell, CellCount> counts) {
    String measure = rates.measure().counted();
    Cell england = new Cell(measure, "england", "England", Breakdown.NONE);
    long expected = value(counts, england);
    List<String> reasons = new ArrayList<>();
    if (rates.totals().stream().anyMatch(total -> total != expected)) {
      reasons.add("rates do not count the rows of " + measure);
    }
    rates
        .byGroup()
        .forEach(
            (cell, value) -> {
              if (value != value(counts, cell)) {
                reasons.add(
                    "rates do not count the rows of %s by %s at %s"
                        .formatted(measure, cell.breakdown(), cell.secondary()));
              }
            });
    return reasons;
  }

  private static long value(Map<Cell, CellCount> counts, Cell cell) {
    return counts.getOrDefault(cell, CellCount.NOTHING).value();
  }

  private static boolean isFit(String count, String rate, String population) {
    if (population.isEmpty()) {
      return rate.isEmpty();
    }
    if (count.equals(SmallNumbers.HIDDEN) || rate.equals(SmallNumbers.HIDDEN)) {
      return count.equals(rate);
    }
    double recomputed =
        new CrudeRate("", Long.parseLong(count), Double.parseDouble(population)).value();
    return Rounded.rate(recomputed).equals(rate);
  }
}
