package org.concordat.returns;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.disclosure.ProtectedCount;
import org.concordat.schemas.Average;

/**
 * How exact figures become publishable ones: rules D1 to D6 of returns-and-disclosure.md 3. Each
 * figure is rounded once, from its exact value, at the end.
 */
final class SmallNumbers {

  /** What stands for a figure that is hidden or not there. */
  static final String HIDDEN = ProtectedCount.HIDDEN;

  /** What averages that need no protection are rounded to, one decimal. */
  private static final BigDecimal DECIMAL = new BigDecimal("0.1");

  /** Residents below which no rate is published (D4). */
  static final long LEAST_RESIDENTS = 1_000;

  private final Settings.Disclosure settings;
  private final ProtectedCount rule;

  /**
   * @throws WrongRequestException if a setting would protect nothing
   */
  SmallNumbers(Settings.Disclosure settings) {
    this.rule = new ProtectedCount(settings);
    if (settings.averageLeast() < 2) {
      throw new WrongRequestException(
          "Cannot protect averages with disclosure setting average-least "
              + settings.averageLeast()
              + ": use at least 2");
    }
    this.settings = settings;
  }

  /**
   * A count as published.
   *
   * @param free whether the cell is England or England by one characteristic: then it is exact when
   *     enough organisations contribute, and a zero is shown; otherwise it is treated as protected
   *     (D6)
   */
  String count(CellCount count, boolean free) {
    if (free && (count.value() == 0 || count.contributors() >= settings.freeContributors())) {
      return Long.toString(count.value());
    }
    return rule.text(count.value());
  }

  /**
   * An average as published, with one decimal (D5): of fewer rows than the least it is hidden, else
   * rounded to the step of its unit. Maxima and minima are no averages and never shown.
   *
   * @param base its base as published; what is hidden there is hidden here
   * @param free as for a count: then one decimal is exact where enough organisations contribute
   */
  String average(ValueCounts values, Average how, String base, boolean free) {
    if (base.equals(HIDDEN) || values.rowCount() < settings.averageLeast()) {
      return HIDDEN;
    }
    boolean exact = free && values.contributors() >= settings.freeContributors();
    return values
        .rounded(how, exact ? DECIMAL : how.unit().step())
        .setScale(DECIMAL.scale())
        .toPlainString();
  }

  /**
   * A percentage of two published counts, as a whole number (D3).
   *
   * @return {@link #HIDDEN} if either is hidden, or if there is nothing to divide by
   */
  static String percentage(String numerator, String denominator) {
    if (numerator.equals(HIDDEN) || denominator.equals(HIDDEN) || denominator.equals("0")) {
      return HIDDEN;
    }
    // A rounded part beside an exact whole may seem to be more than the whole.
    long whole = Long.parseLong(denominator);
    return percentage(Math.min(Long.parseLong(numerator), whole), whole);
  }

  /**
   * A published count per so many residents, with one decimal (D4). Made from the count as shown,
   * it gives nothing more away.
   *
   * @param numerator a published count
   * @param residents residents of the count's cell
   * @return {@link #HIDDEN} if the numerator is hidden, or there are too few residents
   */
  static String rate(String numerator, long per, long residents) {
    return numerator.equals(HIDDEN) || residents < LEAST_RESIDENTS
        ? HIDDEN
        : rate(Long.parseLong(numerator), per, residents);
  }

  /** A count per so many residents with one decimal, halves up (rates.md, precision). */
  static String rate(long numerator, long per, long residents) {
    return BigDecimal.valueOf(numerator)
        .multiply(BigDecimal.valueOf(per))
        .divide(BigDecimal.valueOf(residents), 1, RoundingMode.HALF_UP)
        .toString();
  }

  /** A percentage as a whole number, halves up. */
  static String percentage(long numerator, long denominator) {
    return Long.toString((200 * numerator + denominator) / (2 * denominator));
  }
}
