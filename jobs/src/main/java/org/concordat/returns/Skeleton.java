package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * Every row a return must have: each measure by each of its breakdowns by each level that should
 * exist, whether or not anything was counted there (returns-and-disclosure.md 1.2).
 */
final class Skeleton {

  private Skeleton() {}

  /**
   * All rows, in published order, without values.
   *
   * @param senders whose organisations are levels
   */
  static List<ReturnRow> rows(Measures measures, ReportingMonth month, Senders senders) {
    List<ReturnRow> rows = new ArrayList<>();
    for (Measure measure : measures.inForce(month)) {
      for (Breakdown breakdown : measures.breakdowns(measure)) {
        Map<String, String> secondary =
            breakdown
                .secondaryLevel()
                .map(measures::codes)
                .orElse(Map.of(Breakdown.NONE, Breakdown.NONE));
        primary(measures, breakdown, senders)
            .forEach(
                (primaryCode, primaryWords) ->
                    secondary.forEach(
                        (secondaryCode, secondaryWords) ->
                            rows.add(
                                new ReturnRow(
                                    new Cell(
                                        measure.id(), breakdown.id(), primaryCode, secondaryCode),
                                    measure,
                                    breakdown,
                                    primaryWords,
                                    secondaryWords,
                                    "",
                                    "",
                                    ""))));
      }
    }
    rows.sort(ReturnRow.ORDER);
    return rows;
  }

  private static Map<String, String> primary(
      Measures measures, Breakdown breakdown, Senders senders) {
    Breakdown.Level level = breakdown.primary();
    return level.isOrganisation()
        ? senders.expected(Objects.requireNonNull(level.organisations()))
        : measures.codes(level);
  }
}
