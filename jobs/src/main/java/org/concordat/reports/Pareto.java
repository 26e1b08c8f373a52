package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The causes as bars, the worst first, with a line of what they cost together (data-quality.md
 * section 6, part 2). Places across are percentages of the picture's width, heights are its units;
 * the list of causes is its table.
 *
 * @param bars one per cause that costs anything
 * @param steps the line, from bar to bar
 * @param words what the picture shows
 */
record Pareto(List<Bar> bars, List<Step> steps, String words) {

  private static final int TOP = 8;
  private static final int HEIGHT = 72;

  /** One cause. */
  record Bar(String rank, String x, String width, String middle, int y, int height, int sum) {}

  /** A piece of the line. */
  record Step(String fromX, int fromY, String toX, int toY) {}

  /**
   * @param costs what each cause of the list costs, in the order of the list
   * @param all what all causes cost
   * @param what what is counted, for example rows that measures use
   */
  static Pareto of(List<Long> costs, long all, String what) {
    List<Bar> bars = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    List<Long> some = costs.stream().takeWhile(cost -> cost > 0).toList();
    long sum = 0;
    for (int i = 0; i < some.size(); i++) {
      long cost = some.get(i);
      sum += cost;
      BigDecimal wide = BigDecimal.valueOf(100).divide(size(some), 4, RoundingMode.HALF_UP);
      BigDecimal from = wide.multiply(BigDecimal.valueOf(i));
      int height = height(cost, all);
      Bar bar =
          new Bar(
              Integer.toString(i + 1),
              percent(from.add(wide.multiply(new BigDecimal("0.1")))),
              percent(wide.multiply(new BigDecimal("0.8"))),
              percent(from.add(wide.multiply(new BigDecimal("0.5")))),
              TOP + HEIGHT - height,
              height,
              TOP + HEIGHT - height(sum, all));
      if (!bars.isEmpty()) {
        Bar last = bars.get(bars.size() - 1);
        steps.add(new Step(last.middle(), last.sum(), bar.middle(), bar.sum()));
      }
      bars.add(bar);
    }
    return new Pareto(bars, steps, words(some, sum, all, what));
  }

  private static BigDecimal size(List<Long> some) {
    return BigDecimal.valueOf(some.size());
  }

  private static int height(long cost, long all) {
    return (int) (HEIGHT * cost / Math.max(1, all));
  }

  private static String percent(BigDecimal place) {
    return place.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String words(List<Long> some, long sum, long all, String what) {
    if (some.isEmpty()) {
      return "";
    }
    return "Bars: %s by cause, the first costs %s of %s. Line: the causes up to each bar together; the %s shown cost %s (%s)."
        .formatted(
            what,
            Figures.count(some.get(0)),
            Figures.count(all),
            Figures.count(some.size(), "cause", "causes"),
            Figures.count(sum),
            Figures.percent(sum, all));
  }

  /** One bar says nothing that the list does not. */
  boolean hasBars() {
    return bars.size() > 1;
  }
}
