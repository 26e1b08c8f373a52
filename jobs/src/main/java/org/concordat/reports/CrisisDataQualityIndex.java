package org.concordat.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Crisis Data Quality Index: the arithmetic of the NHS Data Quality Maturity Index
 * (data-quality.md 3.8) on our own items. It is never called DQMI.
 *
 * <p>Whole numbers in, decimals out: the same rows give the same index on every machine.
 */
final class CrisisDataQualityIndex {

  private static final MathContext PRECISE = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private CrisisDataQualityIndex() {}

  /**
   * One scored item for which data was sent.
   *
   * @param rows N
   * @param validAndComplete rows with a valid, other or default value
   * @param defaults rows with a default value
   * @param acceptedDefaults accepted share of defaults in percent; null where no default exists
   */
  record Item(
      long rows, long validAndComplete, long defaults, @Nullable BigDecimal acceptedDefaults) {

    static Item of(Vodim counts, Optional<BigDecimal> acceptedDefaults) {
      return new Item(
          counts.rows(),
          counts.validAndComplete(),
          counts.defaults(),
          acceptedDefaults.orElse(null));
    }

    /** Defaults above the accepted share: max(0, D - threshold x N). */
    BigDecimal excess() {
      if (acceptedDefaults == null) {
        return BigDecimal.ZERO;
      }
      BigDecimal accepted =
          acceptedDefaults.multiply(BigDecimal.valueOf(rows)).divide(HUNDRED, PRECISE);
      return BigDecimal.valueOf(defaults).subtract(accepted).max(BigDecimal.ZERO);
    }

    /** (valid and complete - excess) / N, as a percentage; N is above zero. */
    BigDecimal score() {
      return BigDecimal.valueOf(validAndComplete)
          .subtract(excess())
          .multiply(HUNDRED)
          .divide(BigDecimal.valueOf(rows), PRECISE);
    }
  }

  /**
   * Periods submitted over periods expected of one item's dataset.
   *
   * @param submitted expected periods for which a submission is in force
   * @param expected expected periods, above zero
   */
  record Coverage(long submitted, long expected) {

    static final Coverage FULL = new Coverage(1, 1);

    BigDecimal share() {
      return BigDecimal.valueOf(submitted).divide(BigDecimal.valueOf(expected), PRECISE);
    }
  }

  /**
   * Mean of the item scores times mean of the coverages, as a percentage.
   *
   * @param items items for which data was sent; items without rows are left out
   * @param coverages coverage of each item's dataset
   * @return empty when no item has rows
   */
  static Optional<BigDecimal> score(List<Item> items, List<Coverage> coverages) {
    List<Item> sent = items.stream().filter(item -> item.rows() > 0).toList();
    if (sent.isEmpty() || coverages.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal scores = mean(sent.stream().map(Item::score).toList());
    BigDecimal covered = mean(coverages.stream().map(Coverage::share).toList());
    return Optional.of(scores.multiply(covered, PRECISE));
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    return values.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.size()), PRECISE);
  }
}
