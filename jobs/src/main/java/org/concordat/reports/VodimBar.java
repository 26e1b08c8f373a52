package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stacked bar of the five classes of one field: where each part starts and how wide it is.
 *
 * @param segments parts that are not empty, in the order V, O, D, I, M
 * @param cells all five, for the table under the bar
 */
record VodimBar(List<Segment> segments, List<Cell> cells) {

  /** Narrower parts carry no letter; the table under the bar has them all. */
  private static final BigDecimal ROOM_FOR_A_LETTER = BigDecimal.valueOf(5);

  /**
   * A part of the bar; positions are percentages of its width.
   *
   * @param style last part of the name of its pattern and its style class
   * @param letter V, O, D, I or M; empty where there is no room
   */
  record Segment(String style, String letter, String x, String width, String middle) {
    boolean hasLetter() {
      return !letter.isEmpty();
    }
  }

  /** A class in the table under the bar. */
  record Cell(String word, String count, String percent) {}

  static VodimBar of(Vodim counts) {
    List<Segment> segments = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    long before = 0;
    for (Part part : parts(counts)) {
      cells.add(
          new Cell(
              part.word(),
              Figures.count(part.count()),
              Figures.percent(part.count(), counts.rows())));
      if (part.count() > 0) {
        BigDecimal from = position(before, counts.rows());
        before += part.count();
        BigDecimal width = position(before, counts.rows()).subtract(from);
        BigDecimal middle = from.add(width.divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP));
        segments.add(
            new Segment(
                part.word().toLowerCase(Locale.ROOT),
                width.compareTo(ROOM_FOR_A_LETTER) < 0 ? "" : part.word().substring(0, 1),
                from.toPlainString(),
                width.toPlainString(),
                middle.toPlainString()));
      }
    }
    return new VodimBar(segments, cells);
  }

  private record Part(String word, long count) {}

  private static List<Part> parts(Vodim counts) {
    return List.of(
        new Part("Valid", counts.valid()),
        new Part("Other", counts.other()),
        new Part("Default", counts.defaults()),
        new Part("Invalid", counts.invalid()),
        new Part("Missing", counts.missing()));
  }

  private static BigDecimal position(long rows, long all) {
    return Figures.share(rows, all).setScale(2, RoundingMode.HALF_UP);
  }
}
