package org.concordat.marts.secondopinion;

import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which of the monthly copies of a row count (counting-rules.md 1, current row). */
final class Versions {

  private static final int WINDOW_MONTHS = 12;

  private Versions() {}

  /** Rows of the month's own files. */
  static <R extends SentRow> List<R> ofMonth(List<R> rows, YearMonth month) {
    return rows.stream().filter(row -> row.month().equals(month)).toList();
  }

  /**
   * For each key the latest copy among those sent in the twelve months that end with the month.
   *
   * @param key the row's national key
   */
  static <R extends SentRow> Collection<R> latest(
      List<R> rows, YearMonth month, Function<R, String> key) {
    YearMonth first = month.minusMonths(WINDOW_MONTHS - 1L);
    Map<String, R> latest = new LinkedHashMap<>();
    for (R row : rows) {
      if (row.month().isBefore(first) || row.month().isAfter(month)) {
        continue;
      }
      latest.merge(key.apply(row), row, (a, b) -> b.month().isAfter(a.month()) ? b : a);
    }
    return latest.values();
  }
}
