package org.concordat.returns.rates;

import java.util.List;

/**
 * Figures as NHS England's released code makes them, to reproduce its publications and for nothing
 * else: use {@link StandardisedRate} for ours.
 */
public final class AsPublished {

  private static final double Z = 1.96;

  private AsPublished() {}

  /**
   * Half of the width of the interval of the yearly Mental Health Act statistics (rates.md, NHS
   * England's published interval): symmetric and binomial, as if nobody could be detained twice.
   *
   * @return per 100,000
   */
  public static double halfWidth(List<RateCell> cells) {
    double standard = 0;
    double sum = 0;
    for (RateCell cell : cells) {
      double rate = cell.events() / cell.population();
      standard += cell.weight();
      sum += cell.weight() * cell.weight() * rate * (1 - rate) / cell.population();
    }
    return Z * Math.sqrt(sum) / standard * CrudeRate.PER;
  }

  /**
   * The rate that the monthly statistics call standardised (counting-rules.md 5.1, QUIRK, as read
   * in the released code): each cell is weighted by the group's own share of population. That makes
   * it the crude rate over the cells that have events, so it standardises nothing.
   *
   * @return per 100,000; 0 where no cell has events
   */
  public static double ownPopulationRate(List<RateCell> cells) {
    double population = 0;
    for (RateCell cell : cells) {
      population += cell.events() == 0 ? 0 : cell.population();
    }
    double rate = 0;
    for (RateCell cell : cells) {
      if (cell.events() != 0) {
        rate += cell.population() / population * (cell.events() / cell.population());
      }
    }
    return rate * CrudeRate.PER;
  }
}
