package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.concordat.platform.XmrChart;

/**
 * A small line without axes, to stand in a table beside its figures. A month without a figure
 * breaks the line.
 *
 * @param lines the points of each unbroken part, as SVG takes them; a part of one point is a dot
 * @param last the last point, shown as a dot; empty when the last month has no figure
 * @param limits heights of the lower and upper XmR limit; none while there are too few months
 */
record Sparkline(List<String> lines, Optional<Point> last, List<Integer> limits) {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 28;
  private static final int EDGE = 4;
  private static final long TEN_POINTS = 100;

  /** A place in the picture. */
  record Point(int x, int y) {}

  /**
   * Draws figures, oldest first; the picture is as high as the greatest of them and of their
   * limits, from zero.
   */
  static Sparkline of(List<Optional<Long>> figures, Optional<XmrChart.Limits> limits) {
    long highest = figures.stream().flatMap(Optional::stream).reduce(1L, Math::max);
    long greatest = Math.max(highest, limits.map(each -> whole(each.upper())).orElse(0L));
    return drawn(figures, limits, 0, greatest);
  }

  /**
   * Draws percentages, oldest first; the picture runs from the lowest to the highest of them and of
   * their limits, and over ten points at least.
   */
  static Sparkline ofPercents(
      List<Optional<BigDecimal>> percents, Optional<XmrChart.Limits> limits) {
    List<Optional<Long>> figures =
        percents.stream().map(each -> each.map(Sparkline::tenths)).toList();
    long highest = figures.stream().flatMap(Optional::stream).reduce(0L, Math::max);
    long lowest = figures.stream().flatMap(Optional::stream).reduce(highest, Math::min);
    if (limits.isPresent()) {
      highest = Math.max(highest, tenths(limits.get().upper()));
      lowest = Math.min(lowest, tenths(limits.get().lower()));
    }
    return drawn(
        figures,
        limits.map(Sparkline::inTenths),
        Math.max(0, Math.min(lowest, highest - TEN_POINTS)),
        Math.max(highest, TEN_POINTS));
  }

  private static long tenths(BigDecimal percent) {
    return whole(percent.movePointRight(1));
  }

  private static XmrChart.Limits inTenths(XmrChart.Limits limits) {
    return new XmrChart.Limits(
        limits.mean().movePointRight(1),
        limits.meanRange().movePointRight(1),
        limits.lower().movePointRight(1),
        limits.upper().movePointRight(1),
        limits.nearLower().movePointRight(1),
        limits.nearUpper().movePointRight(1),
        limits.isTrial());
  }

  private static Sparkline drawn(
      List<Optional<Long>> figures, Optional<XmrChart.Limits> limits, long least, long greatest) {
    List<List<Point>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    for (int i = 0; i < figures.size(); i++) {
      if (figures.get(i).isEmpty()) {
        parts.add(new ArrayList<>());
      } else {
        int x = EDGE + (WIDTH - 2 * EDGE) * i / Math.max(1, figures.size() - 1);
        int y = height(figures.get(i).orElseThrow(), least, greatest);
        parts.get(parts.size() - 1).add(new Point(x, y));
      }
    }
    List<Point> end = parts.get(parts.size() - 1);
    return new Sparkline(
        parts.stream().filter(part -> part.size() > 1).map(Sparkline::text).toList(),
        end.isEmpty() ? Optional.empty() : Optional.of(end.get(end.size() - 1)),
        limits.stream()
            .flatMap(each -> Stream.of(each.lower(), each.upper()))
            .map(limit -> height(whole(limit), least, greatest))
            .toList());
  }

  private static int height(long figure, long least, long greatest) {
    return HEIGHT - EDGE - (int) ((HEIGHT - 2 * EDGE) * (figure - least) / (greatest - least));
  }

  /** Neither counts nor percentages have a limit below zero. */
  private static long whole(BigDecimal limit) {
    return Math.max(0, limit.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static String text(List<Point> points) {
    StringBuilder text = new StringBuilder();
    for (Point point : points) {
      text.append(text.isEmpty() ? "" : " ").append(point.x()).append(',').append(point.y());
    }
    return text.toString();
  }

  /** The last point as a list of none or one, for the template. */
  List<Point> dots() {
    return last.stream().toList();
  }
}
