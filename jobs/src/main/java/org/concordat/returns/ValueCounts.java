package org.concordat.returns;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.schemas.Average;

/**
 * The values behind an average: how many rows hold each, and whose rows they are. Averages are
 * fractions of whole numbers until they are rounded, so that they are the same on any machine.
 */
final class ValueCounts {

  /** Decimals of an average in the restricted twin. */
  static final int EXACT_DECIMALS = 4;

  private final SortedMap<Long, Long> rows = new TreeMap<>();
  private final Set<String> organisations = new TreeSet<>();

  /** An average before it is rounded, in what the column holds. */
  private record Fraction(long numerator, long denominator) {}

  /**
   * @param value in what the column holds
   * @param count rows of the organisation that hold it
   */
  void add(String organisation, long value, long count) {
    rows.merge(value, count, Long::sum);
    organisations.add(organisation);
  }

  void addAll(ValueCounts others) {
    others.rows.forEach((value, count) -> rows.merge(value, count, Long::sum));
    organisations.addAll(others.organisations);
  }

  /** Rows that hold a value. */
  long rowCount() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Organisations with such rows (D6). */
  int contributors() {
    return organisations.size();
  }

  /** The average with the decimals of the restricted twin; empty text for that of no row. */
  String exact(Average how) {
    return rows.isEmpty()
        ? ""
        : rounded(how, BigDecimal.ONE.movePointLeft(EXACT_DECIMALS)).toPlainString();
  }

  /**
   * The average in its unit, to the nearest multiple of a step, halves up.
   *
   * @throws IllegalStateException if there is no value
   */
  BigDecimal rounded(Average how, BigDecimal step) {
    Fraction average =
        switch (how.statistic()) {
          case MEAN -> mean();
          case MEDIAN -> centile(50);
          case CENTILE_90 -> centile(90);
        };
    BigDecimal oneStep =
        step.multiply(BigDecimal.valueOf(how.unit().size()))
            .multiply(BigDecimal.valueOf(average.denominator()));
    return BigDecimal.valueOf(average.numerator())
        .divide(oneStep, 0, RoundingMode.HALF_UP)
        .multiply(step);
  }

  private Fraction mean() {
    long sum = 0;
    for (Map.Entry<Long, Long> row : rows.entrySet()) {
      sum += row.getKey() * row.getValue();
    }
    return new Fraction(sum, requiredRows());
  }

  /** Linear between the two nearest values ({@link Average.Statistic}). */
  private Fraction centile(int hundredths) {
    long place = (requiredRows() - 1) * hundredths;
    long beyond = place % 100;
    long lower = valueAt(place / 100);
    long upper = beyond == 0 ? lower : valueAt(place / 100 + 1);
    return new Fraction(lower * (100 - beyond) + upper * beyond, 100);
  }

  private long requiredRows() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("There is no average of nothing");
    }
    return rowCount();
  }

  /** The value at a place in their order, from nought. */
  private long valueAt(long place) {
    long before = 0;
    for (Map.Entry<Long, Long> row : rows.entrySet()) {
      before += row.getValue();
      if (before > place) {
        return row.getKey();
      }
    }
    throw new IllegalStateException("There are fewer values than " + place);
  }
}
