package org.concordat.platform;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * A series of months with the limits and signals of the NHS "plot the dots" rules (data-quality.md
 * 5.1): mean of the baseline, limits at 2.66 average moving ranges, near limits at two thirds of
 * that.
 *
 * <p>The baseline is the first 12 months that no limit flags, then it is locked: a month outside
 * the limits neither enters it nor serves as a yardstick, and a moving range counts only between
 * two neighbouring months of the baseline. Once it is locked, newer months change nothing about
 * older ones; give the months up to the one judged, and a month judged again after newer ones came
 * has the same signals. Decimals only: the same values give the same limits on every machine.
 */
public final class XmrChart {

  /** Months that lock a baseline; with fewer the limits are on trial. */
  public static final int BASELINE = 12;

  /** Months below which no limits are drawn. */
  public static final int FEWEST = 5;

  private static final int RUN = 7;
  private static final MathContext PRECISE = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal LIMIT = new BigDecimal("2.66");
  private static final BigDecimal SCREEN = new BigDecimal("3.267");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What the values are. */
  public enum Unit {
    /** Any number; limits may lie anywhere. */
    NUMBER,
    /** A percentage; limits are clipped at 0 and 100. */
    PERCENT
  }

  /** Why a month stands out. */
  public enum Signal {
    /** Outside the limits. */
    OUTSIDE,
    /** The seventh month in a row, or a later one, on one side of the mean. */
    RUN,
    /** The seventh month in a row, or a later one, that rises or falls. */
    TREND,
    /** The second of three months beyond the near limit on the same side. */
    NEAR_LIMIT
  }

  /** A month and its value. */
  public record Point(ReportingMonth month, BigDecimal value) {}

  /**
   * From a month on the series is a new one.
   *
   * @param from first month of the new baseline
   * @param reason why: a change of system, a merger, a change of the specification
   */
  public record Rebase(ReportingMonth from, String reason) {
    public Rebase {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("A rebase from " + from + " needs a reason");
      }
    }
  }

  /**
   * Limits of one baseline.
   *
   * @param isTrial whether the baseline has fewer than {@link #BASELINE} months
   */
  public record Limits(
      BigDecimal mean,
      BigDecimal meanRange,
      BigDecimal lower,
      BigDecimal upper,
      BigDecimal nearLower,
      BigDecimal nearUpper,
      boolean isTrial) {

    boolean isOutside(BigDecimal value) {
      return value.compareTo(lower) < 0 || value.compareTo(upper) > 0;
    }
  }

  /**
   * A month with its verdict.
   *
   * @param limits those of its baseline; null where there are too few months
   * @param rebase the rebase that begins with this month; null for most
   */
  public record Judged(
      Point point, @Nullable Limits limits, Set<Signal> signals, @Nullable Rebase rebase) {
    public boolean isFlagged() {
      return !signals.isEmpty();
    }
  }

  private final List<Judged> judged;

  private XmrChart(List<Judged> judged) {
    this.judged = List.copyOf(judged);
  }

  /**
   * Judges a series.
   *
   * @param points one value per month in any order; months without a value are left out
   * @param rebases in any order; none for most series
   */
  public static XmrChart of(List<Point> points, Unit unit, List<Rebase> rebases) {
    List<Point> ordered = points.stream().sorted(Comparator.comparing(Point::month)).toList();
    List<Rebase> breaks = rebases.stream().sorted(Comparator.comparing(Rebase::from)).toList();
    List<Judged> judged = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= breaks.size(); i++) {
      int end = start;
      while (end < ordered.size()
          && (i == breaks.size() || ordered.get(end).month().compareTo(breaks.get(i).from()) < 0)) {
        end++;
      }
      judge(ordered.subList(start, end), unit, i == 0 ? null : breaks.get(i - 1), judged);
      start = end;
    }
    return new XmrChart(judged);
  }

  /** Every month in order. */
  public List<Judged> months() {
    return judged;
  }

  /** Limits in force at the end; empty with fewer than {@link #FEWEST} months. */
  public Optional<Limits> limits() {
    return judged.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(judged.get(judged.size() - 1).limits());
  }

  /** The last month before another that no signal flags: what that month is measured by. */
  public Optional<Point> yardstick(ReportingMonth month) {
    return judged.stream()
        .filter(each -> !each.isFlagged() && each.point().month().compareTo(month) < 0)
        .reduce((earlier, later) -> later)
        .map(Judged::point);
  }

  private static void judge(
      List<Point> points, Unit unit, @Nullable Rebase rebase, List<Judged> judged) {
    Limits limits = settled(points, unit);
    for (int i = 0; i < points.size(); i++) {
      judged.add(
          new Judged(
              points.get(i),
              limits,
              limits == null ? Set.of() : signals(points, i, limits),
              i == 0 ? rebase : null));
    }
  }

  /**
   * Limits of the first months that these limits do not flag: while one lies outside, the farthest
   * is taken out, unless too few would be left.
   */
  private static @Nullable Limits settled(List<Point> points, Unit unit) {
    Set<ReportingMonth> flagged = new TreeSet<>();
    while (true) {
      List<Point> baseline =
          points.stream().filter(p -> !flagged.contains(p.month())).limit(BASELINE).toList();
      Limits limits = limits(baseline, unit);
      Optional<Point> farthest =
          limits == null
              ? Optional.empty()
              : baseline.stream()
                  .filter(p -> limits.isOutside(p.value()))
                  .max(Comparator.comparing(p -> p.value().subtract(limits.mean()).abs()));
      if (farthest.isEmpty() || points.size() - flagged.size() <= FEWEST) {
        return limits;
      }
      flagged.add(farthest.get().month());
    }
  }

  private static @Nullable Limits limits(List<Point> baseline, Unit unit) {
    List<BigDecimal> ranges = new ArrayList<>();
    for (int i = 1; i < baseline.size(); i++) {
      Point before = baseline.get(i - 1);
      if (before.month().plusMonths(1).equals(baseline.get(i).month())) {
        ranges.add(baseline.get(i).value().subtract(before.value()).abs());
      }
    }
    if (baseline.size() < FEWEST || ranges.isEmpty()) {
      return null;
    }
    BigDecimal mean = mean(baseline.stream().map(Point::value).toList());
    BigDecimal screen = mean(ranges).multiply(SCREEN);
    BigDecimal range = mean(ranges.stream().filter(r -> r.compareTo(screen) <= 0).toList());
    BigDecimal far = range.multiply(LIMIT);
    BigDecimal near = far.multiply(BigDecimal.valueOf(2)).divide(BigDecimal.valueOf(3), PRECISE);
    return new Limits(
        mean,
        range,
        clipped(mean.subtract(far), unit),
        clipped(mean.add(far), unit),
        clipped(mean.subtract(near), unit),
        clipped(mean.add(near), unit),
        baseline.size() < BASELINE);
  }

  private static BigDecimal clipped(BigDecimal limit, Unit unit) {
    return unit == Unit.NUMBER ? limit : limit.max(BigDecimal.ZERO).min(HUNDRED);
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    return values.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.size()), PRECISE);
  }

  private static Set<Signal> signals(List<Point> points, int at, Limits limits) {
    EnumSet<Signal> signals = EnumSet.noneOf(Signal.class);
    if (limits.isOutside(points.get(at).value())) {
      signals.add(Signal.OUTSIDE);
    }
    if (at >= RUN - 1) {
      int above = 0;
      int rises = 0;
      for (int i = at - RUN + 1; i <= at; i++) {
        BigDecimal value = points.get(i).value();
        above += value.compareTo(limits.mean());
        rises += i == at - RUN + 1 ? 0 : value.compareTo(points.get(i - 1).value());
      }
      if (Math.abs(above) == RUN) {
        signals.add(Signal.RUN);
      }
      if (Math.abs(rises) == RUN - 1) {
        signals.add(Signal.TREND);
      }
    }
    int side = beyondNear(points.get(at).value(), limits);
    for (int i = Math.max(0, at - 2); side != 0 && i < at; i++) {
      if (beyondNear(points.get(i).value(), limits) == side) {
        signals.add(Signal.NEAR_LIMIT);
      }
    }
    return signals;
  }

  private static int beyondNear(BigDecimal value, Limits limits) {
    if (value.compareTo(limits.nearUpper()) > 0) {
      return 1;
    }
    return value.compareTo(limits.nearLower()) < 0 ? -1 : 0;
  }
}
