package org.concordat.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.concordat.reports.StoredMetrics.Figure;
import org.concordat.reports.StoredMetrics.Key;
import org.concordat.schemas.MetricDefinition.Wanted;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;

/**
 * What got better and what got worse since the month before, a sentence each (data-quality.md
 * section 6, part 1): scores of fields and shares of keys, links and times, where both months have
 * rows enough to tell and the change is a point or more.
 *
 * @param lastMonth the month before, in words
 * @param better the greatest improvements, the greatest first
 * @param worse the greatest losses, the greatest first
 */
record MonthChanges(String lastMonth, List<String> better, List<String> worse) {

  private static final int SHOWN = 3;

  /** Of figures that move together only the first one is looked at. */
  private static final List<String> METRICS =
      List.of(
          "uniqueness.key.once",
          "uniqueness.person.",
          "integrity.parent.orphan",
          "integrity.time.on_hour",
          "integrity.order.",
          "integrity.duration.",
          "integrity.clock.",
          "integrity.carry_over",
          "consistency.sum.");

  /** A figure that moved, in points; {@code gain} is positive where it got better. */
  private record Change(String what, BigDecimal now, BigDecimal moved, BigDecimal gain) {

    String sentence(String lastMonth) {
      return "%s: %s, %s %s %s than in %s."
          .formatted(
              what,
              Figures.percent(now),
              Figures.decimal(moved.abs()),
              Figures.decimal(moved.abs()).equals("1.0") ? "point" : "points",
              moved.signum() > 0 ? "more" : "less",
              lastMonth);
    }
  }

  static MonthChanges of(MonthFacts facts, Partner partner, QualityThresholds.Bands bands) {
    ReportingMonth before = facts.month().plusMonths(-1);
    String lastMonth = Figures.month(before);
    List<Change> changes = new ArrayList<>();
    addFields(facts, partner, bands.smallestDenominator(), changes);
    addMetrics(facts, partner, bands.smallestDenominator(), changes);
    changes.removeIf(each -> each.moved().abs().compareTo(BigDecimal.ONE) < 0);
    return new MonthChanges(
        lastMonth,
        top(changes, Comparator.comparing(Change::gain).reversed(), 1, lastMonth),
        top(changes, Comparator.comparing(Change::gain), -1, lastMonth));
  }

  private static List<String> top(
      List<Change> changes, Comparator<Change> order, int sign, String lastMonth) {
    return changes.stream()
        .filter(each -> each.gain().signum() == sign)
        .sorted(order.thenComparing(Change::what))
        .limit(SHOWN)
        .map(each -> each.sentence(lastMonth))
        .toList();
  }

  private static void addFields(
      MonthFacts facts, Partner partner, long fewest, List<Change> changes) {
    ReportingMonth before = facts.month().plusMonths(-1);
    Optional<Verdict> now = facts.history().inForce(partner, facts.month());
    Optional<Verdict> then = facts.history().inForce(partner, before);
    if (now.isEmpty() || then.isEmpty()) {
      return;
    }
    for (ScoredFields.Field field : facts.scored().of(partner.family())) {
      Vodim ours = facts.scored().counts(now.get().submissionId(), field);
      Vodim theirs = facts.scored().counts(then.get().submissionId(), field);
      if (ours.rows() >= fewest && theirs.rows() >= fewest) {
        BigDecimal score = facts.scored().item(field, ours, facts.month()).score();
        BigDecimal moved = score.subtract(facts.scored().item(field, theirs, before).score());
        String what = "Score of %s (%s)".formatted(field.column().title(), field.table().name());
        changes.add(new Change(what, score, moved, moved));
      }
    }
  }

  private static void addMetrics(
      MonthFacts facts, Partner partner, long fewest, List<Change> changes) {
    SortedMap<Key, Figure> then = facts.metrics().of(partner, facts.month().plusMonths(-1));
    for (Map.Entry<Key, Figure> each : facts.metrics().of(partner, facts.month()).entrySet()) {
      Key key = each.getKey();
      Figure now = each.getValue();
      Figure last = then.get(key);
      Wanted wanted = facts.metrics().definition(key).wanted();
      if (last == null
          || wanted == Wanted.NONE
          || now.denominator() < fewest
          || last.denominator() < fewest
          || METRICS.stream().noneMatch(key.metric()::startsWith)) {
        continue;
      }
      BigDecimal moved = now.percent().subtract(last.percent());
      String what = "%s (%s)".formatted(facts.metrics().definition(key).name(), key.place());
      changes.add(
          new Change(what, now.percent(), moved, wanted == Wanted.HIGHER ? moved : moved.negate()));
    }
  }

  boolean hasBetter() {
    return !better.isEmpty();
  }

  boolean hasWorse() {
    return !worse.isEmpty();
  }

  boolean hasAny() {
    return hasBetter() || hasWorse();
  }
}
