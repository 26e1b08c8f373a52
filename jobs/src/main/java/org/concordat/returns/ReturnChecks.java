package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.ProtectedCount;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;

/**
 * What must hold before a return is published (returns-and-disclosure.md 1.2 and 4.4). Reasons name
 * measures, breakdowns and levels, never figures.
 */
final class ReturnChecks {

  private static final int SHOWN = 5;
  private static final String ENGLAND = "England";
  private static final String MOVEMENTS = "detention_movements";

  private final Map<Cell, CellCount> counts;
  private final AverageChecks averages;
  private final Senders senders;
  private final Settings.Disclosure settings;

  ReturnChecks(
      Map<Cell, CellCount> counts,
      Map<Cell, ValueCounts> averages,
      Senders senders,
      Settings.Disclosure settings) {
    this.counts = counts;
    this.averages = new AverageChecks(counts, averages, settings);
    this.senders = senders;
    this.settings = settings;
  }

  /** Reasons to hold the return back; none when it may be published. */
  List<String> reasons(List<ReturnRow> skeleton, List<ReturnRow> published, List<ReturnRow> exact) {
    List<String> reasons = new ArrayList<>();
    report(reasons, "rows with a key that stands twice", twice(skeleton));
    Set<Cell> expected = cells(skeleton);
    Set<String> outside = new TreeSet<>();
    counts.keySet().stream()
        .filter(cell -> !expected.contains(cell))
        .forEach(cell -> outside.add(cell.toString()));
    averages.outside(skeleton).forEach(cell -> outside.add(cell.toString()));
    report(reasons, "counted figures without a row in the skeleton", outside);
    if (!cells(published).equals(expected) || !cells(exact).equals(expected)) {
      reasons.add("the file's rows are not the skeleton's rows");
    }
    report(reasons, "negative figures", negative());
    report(
        reasons,
        "figures of organisations without a submission in force",
        withoutSubmission(skeleton));
    report(reasons, "parts that do not add up to their whole", parts(skeleton));
    report(reasons, "splits that do not add up to England", splits(skeleton));
    report(reasons, "averages of more rows than their base", words(averages.beyondBase(skeleton)));
    report(reasons, "protected values that are not protected", unprotected(published));
    report(reasons, "averages that are not protected", words(averages.unprotected(published)));
    report(
        reasons,
        "exact values that are no number of their kind",
        words(
            exact.stream()
                .filter(row -> row.measure().averaged().isEmpty())
                .filter(row -> !row.value().matches(form(row) + "|"))
                .toList()));
    report(
        reasons,
        "exact averages that are no number of four decimals",
        words(averages.malformed(exact)));
    return reasons;
  }

  private static void report(List<String> reasons, String what, Set<String> cases) {
    if (!cases.isEmpty()) {
      String more = cases.size() > SHOWN ? " and " + (cases.size() - SHOWN) + " more" : "";
      reasons.add(
          what + ": " + cases.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more);
    }
  }

  private static Set<String> twice(List<ReturnRow> rows) {
    Set<List<String>> seen = new HashSet<>();
    return words(rows.stream().filter(row -> !seen.add(row.key())).toList());
  }

  private Set<String> negative() {
    Set<String> negative = new TreeSet<>();
    counts.forEach(
        (cell, count) -> {
          if (count.value() < 0) {
            negative.add(cell.toString());
          }
        });
    return negative;
  }

  private Set<String> withoutSubmission(List<ReturnRow> skeleton) {
    return words(
        skeleton.stream()
            .filter(row -> row.measure().period() == Measure.Period.MONTH)
            .filter(row -> !isOfMonthBefore(row.measure()))
            .filter(row -> counts.containsKey(row.cell()))
            .filter(row -> row.breakdown().primary().isOrganisation())
            .filter(row -> !senders.isPresent(row.measure().family(), row.cell().primary()))
            .toList());
  }

  /**
   * Whether it compares the month with the one before: who falls silent was active then, and its
   * detentions are counted as no longer sent (counting-rules.md 4.6).
   */
  private static boolean isOfMonthBefore(Measure measure) {
    return measure.counted().filter(counted -> counted.mart().equals(MOVEMENTS)).isPresent();
  }

  /**
   * Parts by age may add up to less than their whole, since an unknown age is in no part; parts of
   * another kind add up to it exactly.
   */
  private Set<String> parts(List<ReturnRow> skeleton) {
    Map<Cell, Long> ages = new HashMap<>();
    Map<Cell, Long> others = new HashMap<>();
    for (ReturnRow row : skeleton) {
      String parent = row.measure().additiveParent();
      if (parent != null) {
        (row.measure().isPartByAge() ? ages : others)
            .merge(row.cell().of(parent), value(row.cell()), Long::sum);
      }
    }
    Set<String> wrong = new TreeSet<>();
    ages.forEach((cell, sum) -> addIf(wrong, sum > value(cell), cell));
    others.forEach((cell, sum) -> addIf(wrong, sum != value(cell), cell));
    return wrong;
  }

  /**
   * England is the sum of its organisations, and of the levels of every characteristic with UNKNOWN
   * among them, for every measure but those of people, who may be known to several (4.4).
   */
  private Set<String> splits(List<ReturnRow> skeleton) {
    Map<Cell, Long> sums = new HashMap<>();
    for (ReturnRow row : skeleton) {
      boolean isCount =
          row.measure().counted().map(c -> !c.kind().equals("distinct")).orElse(false);
      Breakdown breakdown = row.breakdown();
      boolean isOneWay =
          breakdown.primary().isOrganisation()
              ? breakdown.secondaryLevel().isEmpty()
              : breakdown.codeLevel().isPresent();
      if (isCount && isOneWay) {
        Cell split =
            new Cell(row.cell().measure(), row.cell().breakdown(), ENGLAND, Breakdown.NONE);
        sums.merge(split, value(row.cell()), Long::sum);
      }
    }
    Set<String> wrong = new TreeSet<>();
    sums.forEach(
        (split, sum) -> {
          Cell england = new Cell(split.measure(), "england", ENGLAND, Breakdown.NONE);
          addIf(wrong, sum != value(england), split);
        });
    return wrong;
  }

  private long value(Cell cell) {
    return counts.getOrDefault(cell, CellCount.NOTHING).value();
  }

  private static void addIf(Set<String> wrong, boolean isWrong, Cell cell) {
    if (isWrong) {
      wrong.add(cell.toString());
    }
  }

  private Set<String> unprotected(List<ReturnRow> published) {
    return words(
        published.stream()
            .filter(row -> row.measure().averaged().isEmpty())
            .filter(row -> !isProtectedWell(row))
            .toList());
  }

  /** A whole number, but one decimal for a rate. */
  private static String form(ReturnRow row) {
    return row.measure().rate().isPresent() ? "[0-9]+[.][0-9]" : "[0-9]+";
  }

  private boolean isProtectedWell(ReturnRow row) {
    if (row.value().equals(SmallNumbers.HIDDEN)) {
      return true;
    }
    if (!row.value().matches(form(row))) {
      return false;
    }
    CellCount count = counts.getOrDefault(row.cell(), CellCount.NOTHING);
    boolean exact =
        row.breakdown().free()
            && (count.contributors() >= settings.freeContributors() || count.value() == 0);
    if (exact || row.measure().counted().isEmpty()) {
      return true;
    }
    return new ProtectedCount(settings).text(count.value()).equals(row.value());
  }

  private static Set<Cell> cells(List<ReturnRow> rows) {
    return rows.stream().map(ReturnRow::cell).collect(Collectors.toSet());
  }

  private static Set<String> words(List<ReturnRow> rows) {
    return rows.stream()
        .map(row -> row.cell().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
