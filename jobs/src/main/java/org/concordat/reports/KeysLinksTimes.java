package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.platform.XmrChart;
import org.concordat.reports.StoredMetrics.Figure;
import org.concordat.reports.StoredMetrics.Key;
import org.concordat.schemas.Applicability;
import org.concordat.schemas.ReportingMonth;

/**
 * Section 5 of a partner's page: keys, links and times of the submission in force, beside the month
 * before (data-quality.md 3.2 to 3.4 and 3.6), as stored; nothing is counted here.
 *
 * @param lastMonth the month before, in words
 * @param keys one line per table with a key
 * @param links one line per parent that a table names
 * @param checks orders, lengths, clocks and sums
 * @param times one line per time that was sent
 * @param limits results near the limit of a measure
 * @param lags one line per table with events: how long after them its rows came
 */
record KeysLinksTimes(
    String lastMonth,
    List<Keys> keys,
    List<Line> links,
    List<Line> checks,
    List<Times> times,
    List<Line> limits,
    List<Lag> lags) {

  private static final String ONCE = "uniqueness.key.once";
  private static final String ORPHAN = "integrity.parent.orphan";
  private static final String ON_HOUR = "integrity.time.on_hour";
  private static final String MIDNIGHT = "integrity.time.midnight";
  private static final String MIDDAY = "integrity.time.midday";
  private static final String NEAR = "integrity.limit.";
  private static final String LAG = "timeliness.lag.";
  private static final List<String> CHECKS =
      List.of(
          "uniqueness.person.",
          "integrity.order.",
          "integrity.duration.",
          "integrity.clock.",
          "integrity.carry_over",
          "consistency.sum.",
          StoredMetrics.SERIES);

  /** Keys of one table. */
  record Keys(
      String table, String once, String surplus, String exact, String outcome, String last) {}

  /** One metric of one table or field. */
  record Line(String name, String place, String now, String outcome, String last) {}

  /** How the times of one field were recorded. */
  record Times(
      String place,
      String times,
      String onHour,
      String midnight,
      String midday,
      String outcome,
      String last) {}

  /** How long after their event the rows of a table came. */
  record Lag(String table, List<Share> shares, String rows) {}

  /** Rows of one lag. */
  record Share(String words, String text) {}

  static KeysLinksTimes of(MonthFacts facts, Partner partner) {
    ReportingMonth before = facts.month().plusMonths(-1);
    SortedMap<Key, Figure> now = facts.metrics().of(partner, facts.month());
    SortedMap<Key, Figure> then = facts.metrics().of(partner, before);
    List<Keys> keys = new ArrayList<>();
    List<Line> links = new ArrayList<>();
    List<Line> checks = new ArrayList<>();
    List<Times> times = new ArrayList<>();
    List<Line> limits = new ArrayList<>();
    SortedMap<String, Lag> lags = new TreeMap<>();
    for (Map.Entry<Key, Figure> each : now.entrySet()) {
      Key key = each.getKey();
      Optional<Figure> last = Optional.ofNullable(then.get(key));
      if (key.metric().equals(ONCE)) {
        keys.add(keys(key, each.getValue(), now, last));
      } else if (key.metric().equals(ORPHAN)) {
        links.add(line("", key, each.getValue(), last));
      } else if (key.metric().equals(ON_HOUR)) {
        times(key, each.getValue(), now, last).ifPresent(times::add);
      } else if (key.metric().startsWith(StoredMetrics.SERIES)) {
        checks.add(ratio(facts, partner, key, each.getValue(), last));
      } else if (CHECKS.stream().anyMatch(key.metric()::startsWith)) {
        checks.add(line(facts.metrics().definition(key).name(), key, each.getValue(), last));
      } else if (key.metric().startsWith(NEAR)) {
        limits.add(line(facts.metrics().definition(key).name(), key, each.getValue(), last));
      } else if (key.metric().startsWith(LAG) && each.getValue().denominator() > 0) {
        Figure figure = each.getValue();
        lags.computeIfAbsent(
                key.table(),
                table -> new Lag(table, new ArrayList<>(), Figures.count(figure.denominator())))
            .shares()
            .add(new Share(facts.metrics().definition(key).name(), part(figure)));
      }
    }
    return new KeysLinksTimes(
        Figures.month(before), keys, links, checks, times, limits, List.copyOf(lags.values()));
  }

  private static Keys keys(
      Key key, Figure once, SortedMap<Key, Figure> now, Optional<Figure> last) {
    return new Keys(
        key.table(),
        once.text(),
        count(now, key.with("uniqueness.key.surplus")),
        count(now, key.with("uniqueness.key.exact")),
        once.outcome(),
        last(last));
  }

  private static String count(SortedMap<Key, Figure> figures, Key key) {
    Figure figure = figures.get(key);
    return figure == null ? "–" : Figures.count(figure.numerator());
  }

  private static Line line(String name, Key key, Figure now, Optional<Figure> last) {
    return new Line(name, key.place(), now.text(), now.outcome(), last(last));
  }

  /** A ratio is no share: it is shown with two decimals and judged by its own months. */
  private static Line ratio(
      MonthFacts facts, Partner partner, Key key, Figure now, Optional<Figure> last) {
    XmrChart chart = facts.metrics().chart(partner, facts.month(), key);
    return new Line(
        facts.metrics().definition(key).name(),
        key.place(),
        now.denominator() == 0
            ? "–"
            : ratio(now)
                + " ("
                + Figures.count(now.numerator())
                + " for "
                + Figures.count(now.denominator())
                + ")",
        now.denominator() == 0 ? now.outcome() : TableTrends.signal(chart, facts.month()),
        last.filter(each -> each.denominator() > 0).map(KeysLinksTimes::ratio).orElse("–"));
  }

  private static String ratio(Figure figure) {
    return BigDecimal.valueOf(figure.numerator())
        .divide(BigDecimal.valueOf(figure.denominator()), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static Optional<Times> times(
      Key key, Figure onHour, SortedMap<Key, Figure> now, Optional<Figure> last) {
    if (onHour.denominator() == 0) {
      return Optional.empty();
    }
    Figure midnight = now.getOrDefault(key.with(MIDNIGHT), onHour);
    Figure midday = now.getOrDefault(key.with(MIDDAY), onHour);
    TreeSet<String> tooOften = new TreeSet<>();
    List<String> words = new ArrayList<>();
    Map.of("on the hour", onHour, "at midnight", midnight, "at midday", midday)
        .forEach(
            (word, figure) -> {
              if (figure.applicability() == Applicability.FAIL) {
                tooOften.add(word);
              }
            });
    words.addAll(tooOften.descendingSet());
    return Optional.of(
        new Times(
            key.place(),
            Figures.count(onHour.denominator()),
            part(onHour),
            part(midnight),
            part(midday),
            words.isEmpty() ? "As by chance" : "Too often " + String.join(", ", words),
            last(last)));
  }

  private static String part(Figure figure) {
    return Figures.count(figure.numerator())
        + " ("
        + Figures.percent(figure.numerator(), figure.denominator())
        + ")";
  }

  private static String last(Optional<Figure> last) {
    return last.filter(each -> each.denominator() > 0)
        .map(each -> Figures.percent(each.numerator(), each.denominator()))
        .orElse("–");
  }

  boolean hasKeys() {
    return !keys.isEmpty();
  }

  boolean hasLinks() {
    return !links.isEmpty();
  }

  boolean hasChecks() {
    return !checks.isEmpty();
  }

  boolean hasTimes() {
    return !times.isEmpty();
  }

  boolean hasLimits() {
    return !limits.isEmpty();
  }

  boolean hasLags() {
    return !lags.isEmpty();
  }

  /** Whether anything was counted. */
  boolean hasAny() {
    return hasKeys() || hasLinks() || hasChecks() || hasTimes() || hasLimits();
  }
}
