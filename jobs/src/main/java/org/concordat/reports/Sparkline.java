package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small line without axes, to stand in a table beside its figures. A month without a figure
 * breaks the line.
 *
 * @param lines the points of each unbroken part, as SVG takes them; a part of one point is a dot
 * @param last the last point, shown as a dot; empty when the last month has no figure
 */
record Sparkline(List<String> lines, Optional<Point> last) {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 28;
  private static final int EDGE = 4;

  /** A place in the picture. */
  record Point(int x, int y) {}

  /** Draws figures, oldest first; the picture is as high as the greatest of them, from zero. */
  static Sparkline of(List<Optional<Long>> figures) {
    long greatest = figures.stream().flatMap(Optional::stream).reduce(1L, Math::max);
    List<List<Point>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    for (int i = 0; i < figures.size(); i++) {
      if (figures.get(i).isEmpty()) {
        parts.add(new ArrayList<>());
      } else {
        int x = EDGE + (WIDTH - 2 * EDGE) * i / Math.max(1, figures.size() - 1);
        long up = (HEIGHT - 2 * EDGE) * figures.get(i).orElseThrow() / greatest;
        parts.get(parts.size() - 1).add(new Point(x, HEIGHT - EDGE - (int) up));
      }
    }
    List<Point> end = parts.get(parts.size() - 1);
    return new Sparkline(
        parts.stream().filter(part -> part.size() > 1).map(Sparkline::text).toList(),
        end.isEmpty() ? Optional.empty() : Optional.of(end.get(end.size() - 1)));
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
