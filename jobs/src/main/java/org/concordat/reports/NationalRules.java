package org.concordat.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.schemas.Severity;

/** The rules that most organisations break. */
final class NationalRules {

  /** Rules listed. */
  private static final int LISTED = 20;

  private record Tally(Cause example, long organisations, long messages, long rowsLost) {
    Tally plus(Cause more) {
      return new Tally(
          example, organisations + 1, messages + more.messages(), rowsLost + more.rowsLost());
    }

    Severity severity() {
      return example.severity();
    }
  }

  private NationalRules() {}

  /**
   * One line per rule and table, of the submissions in force or else last to arrive; rules that
   * cost most rows first. A line names the rule, not what a partner sent: its words could quote a
   * value.
   */
  static List<NationalPage.RuleLine> lines(MonthFacts facts, PublicFigures figures) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Partner partner : facts.history().partners()) {
      facts
          .history()
          .shown(partner, facts.month())
          .ifPresent(
              verdict ->
                  facts
                      .causes()
                      .of(verdict.submissionId())
                      .forEach(
                          cause ->
                              tallies.merge(
                                  cause.ruleId() + "\n" + cause.table(),
                                  new Tally(cause, 1, cause.messages(), cause.rowsLost()),
                                  (sum, one) -> sum.plus(cause))));
    }
    List<Tally> ranked = new ArrayList<>(tallies.values());
    ranked.sort(
        Comparator.comparing(Tally::organisations)
            .thenComparing(Tally::rowsLost)
            .thenComparing(Tally::messages)
            .reversed()
            .thenComparing(Tally::severity)
            .thenComparing(tally -> tally.example().ruleId())
            .thenComparing(tally -> tally.example().table()));
    return ranked.stream().limit(LISTED).map(tally -> line(tally, figures)).toList();
  }

  private static NationalPage.RuleLine line(Tally tally, PublicFigures figures) {
    Cause cause = tally.example();
    List<String> messages = List.of("messages", cause.ruleId(), cause.table());
    List<String> lost = List.of("rows lost", cause.ruleId(), cause.table());
    return new NationalPage.RuleLine(
        cause.ruleId(),
        cause.table(),
        words(cause),
        cause.severity().outcome(),
        Figures.count(tally.organisations()),
        figures.count(messages, tally.messages()),
        tally.rowsLost() == 0 ? "none" : figures.count(lost, tally.rowsLost()));
  }

  private static String words(Cause cause) {
    String fields = String.join(", ", cause.fields());
    return fields.isEmpty() ? cause.category() : cause.category() + ": " + fields;
  }
}
