package org.concordat.reports;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Section 6 of a partner's pages: each measure as it would be published, beside the file before,
 * the month before and what rules cost it (data-quality.md section 6, part 6).
 */
final class MeasureLines {

  private static final int RULES_NAMED = 3;

  private MeasureLines() {}

  /**
   * @param own measures of the submission in force
   * @param history the same of earlier runs
   * @param excluded rows that measures miss
   */
  static List<PartnerPage.MeasureLine> of(
      List<OwnMeasures.Own> own,
      MeasureHistory history,
      ExcludedRows excluded,
      String submissionId) {
    return own.stream()
        .map(
            each -> {
              String id = each.measure().id();
              return new PartnerPage.MeasureLine(
                  id,
                  each.measure().name(),
                  each.count(submissionId).text(),
                  each.published(),
                  history.previousFile(id),
                  history.lastMonth(id),
                  history.signal(id),
                  words(excluded.of(submissionId, id)));
            })
        .toList();
  }

  /** How many rows, and the rules that cost most of them. */
  private static String words(SortedMap<String, Long> rules) {
    long rows = rules.values().stream().mapToLong(Long::longValue).sum();
    if (rows == 0) {
      return "0";
    }
    String most =
        rules.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(RULES_NAMED)
            .map(rule -> rule.getKey() + ": " + Figures.count(rule.getValue()))
            .collect(Collectors.joining(", "));
    return Figures.count(rows) + " (" + most + (rules.size() > RULES_NAMED ? ", …)" : ")");
  }
}
