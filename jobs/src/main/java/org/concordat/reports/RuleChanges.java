package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.concordat.schemas.ReportingMonth;

/**
 * What became of each fault since the submission before: new, gone, or still there (data-quality.md
 * section 6, part 8). Messages that only follow from a lost parent are not counted.
 *
 * @param before the submission compared with, in words
 * @param lines one per rule and table, new ones first
 */
record RuleChanges(String before, List<Line> lines) {

  /** How often a rule was broken in a table, and in which words. */
  record Broken(String rule, String table, String words, long messages) {}

  /**
   * One rule in one table.
   *
   * @param kind New, Gone, More, Fewer or Same
   * @param rule rule id
   * @param table landing table
   * @param words what is wrong
   * @param then messages in the submission before
   * @param now messages in this one
   */
  record Line(String kind, String rule, String table, String words, String then, String now) {}

  private static final List<String> KINDS = List.of("New", "Gone", "More", "Fewer", "Same");

  /**
   * The submission to compare with: the last accepted one before it of the same month, or the one
   * in force of the month before.
   */
  static Optional<Verdict> before(MonthFacts facts, Partner partner, Verdict shown) {
    ReportingMonth month = facts.month();
    return facts.history().attempts(partner, month).stream()
        .filter(other -> Verdict.ARRIVAL.compare(other, shown) < 0 && !other.isRejected())
        .reduce((earlier, later) -> later)
        .or(() -> facts.history().inForce(partner, month.plusMonths(-1)));
  }

  /** The changes of the submission a page is about; empty when there is none before it. */
  static Optional<RuleChanges> of(MonthFacts facts, Partner partner, Verdict shown) {
    return before(facts, partner, shown)
        .map(
            earlier ->
                new RuleChanges(
                    "submission " + earlier.seq() + " of " + Figures.month(earlier.month()),
                    lines(
                        facts.causes().broken(earlier.submissionId()),
                        facts.causes().broken(shown.submissionId()))));
  }

  private static List<Line> lines(List<Broken> then, List<Broken> now) {
    TreeSet<String> keys = new TreeSet<>();
    then.forEach(each -> keys.add(key(each)));
    now.forEach(each -> keys.add(key(each)));
    List<Line> lines = new ArrayList<>();
    for (String kind : KINDS) {
      for (String key : keys) {
        Optional<Broken> before = find(then, key);
        Optional<Broken> after = find(now, key);
        if (kind(before, after).equals(kind)) {
          Broken known = after.or(() -> before).orElseThrow();
          lines.add(
              new Line(
                  kind,
                  known.rule(),
                  known.table(),
                  known.words(),
                  Figures.count(before.map(Broken::messages).orElse(0L)),
                  Figures.count(after.map(Broken::messages).orElse(0L))));
        }
      }
    }
    return lines;
  }

  private static String kind(Optional<Broken> before, Optional<Broken> after) {
    if (before.isEmpty()) {
      return "New";
    }
    if (after.isEmpty()) {
      return "Gone";
    }
    int more = Long.compare(after.get().messages(), before.get().messages());
    return more > 0 ? "More" : more < 0 ? "Fewer" : "Same";
  }

  private static String key(Broken broken) {
    return broken.rule() + "\n" + broken.table();
  }

  private static Optional<Broken> find(List<Broken> all, String key) {
    return all.stream().filter(each -> key(each).equals(key)).findFirst();
  }

  boolean hasLines() {
    return !lines.isEmpty();
  }
}
