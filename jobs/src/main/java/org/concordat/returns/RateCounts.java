package org.concordat.returns;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.concordat.config.Settings;
import org.concordat.returns.rates.PoissonLimits;
import org.concordat.schemas.Population.Stratum;

/** Which numerators of rates are shown, and how: exact for the twin, protected for everybody. */
interface RateCounts {

  /** A count that stands beside no rate. */
  String count(CellCount count);

  /** Numerator of a group's rates. */
  String numerator(RateGrouping grouping, RateGroup group, long residents);

  /** A group of unknown ethnicity, which has a count and no rate. */
  String unknown(RateGrouping grouping, RateGroup group);

  /** Whether its standardised rate is shown, given that its numerator is. */
  boolean isStandardised(RateGrouping grouping, RateGroup group, List<Stratum> strata);

  /** Everything as it is. */
  RateCounts EXACT =
      new RateCounts() {
        @Override
        public String count(CellCount count) {
          return Long.toString(count.value());
        }

        @Override
        public String numerator(RateGrouping grouping, RateGroup group, long residents) {
          return count(group.inRates());
        }

        @Override
        public String unknown(RateGrouping grouping, RateGroup group) {
          return count(group.all());
        }

        @Override
        public boolean isStandardised(
            RateGrouping grouping, RateGroup group, List<Stratum> strata) {
          return true;
        }
      };

  /**
   * Rules D4 and D6 of returns-and-disclosure.md 3, and the gap to the main file: it shows a group
   * with the people whose sex or age is not known, so an exact numerator here would tell how many
   * those are, which is a figure by two characteristics. Where any are left out, the numerator is
   * rounded like a protected one; and to the multiple below, where less than three numerators under
   * the main file's figure would be rounded to it (D8). What the main file hides or rounds for the
   * sake of another figure is hidden or rounded here as well (D9).
   */
  final class Protected implements RateCounts {

    private static final int LEAST_POSSIBLE = 3;

    private final Settings.Disclosure settings;
    private final SmallNumbers smallNumbers;
    private final BiFunction<RateGrouping, RateGroup, Optional<String>> main;

    /**
     * @param main text of a group in the main file; empty where it has no such figure
     */
    Protected(
        Settings.Disclosure settings, BiFunction<RateGrouping, RateGroup, Optional<String>> main) {
      this.settings = settings;
      this.main = main;
      this.smallNumbers = new SmallNumbers(settings);
    }

    @Override
    public String count(CellCount count) {
      return smallNumbers.count(count, true);
    }

    @Override
    public String numerator(RateGrouping grouping, RateGroup group, long residents) {
      if (residents < SmallNumbers.LEAST_RESIDENTS) {
        return SmallNumbers.HIDDEN;
      }
      if (main.apply(grouping, group).map(SmallNumbers.HIDDEN::equals).orElse(false)) {
        return SmallNumbers.HIDDEN;
      }
      if (!isExactInMain(grouping, group)) {
        return smallNumbers.count(group.inRates(), false);
      }
      long leftOut = group.all().value() - group.inRates().value();
      if (leftOut == 0 || group == grouping.all() && isExact(grouping.withoutStratum().all())) {
        return count(group.inRates());
      }
      String rounded = smallNumbers.count(group.inRates(), false);
      return rounded.equals(SmallNumbers.HIDDEN) || !isExact(group.all())
          ? rounded
          : besideExact(Long.parseLong(rounded), group.all().value());
    }

    @Override
    public String unknown(RateGrouping grouping, RateGroup group) {
      return main.apply(grouping, group).orElseGet(() -> count(group.all()));
    }

    /** All groups together tell of those of unknown ethnicity, which the main file may hide. */
    private boolean isExactInMain(RateGrouping grouping, RateGroup group) {
      List<RateGroup> told = group == grouping.all() ? grouping.unknown() : List.of(group);
      return told.stream()
          .allMatch(
              one ->
                  main.apply(grouping, one)
                      .map(text -> text.equals(Long.toString(one.all().value())))
                      .orElse(true));
    }

    /** Never hides because of few possible numerators: that alone would tell which they are. */
    private String besideExact(long rounded, long all) {
      long half = settings.roundTo() / 2;
      long possible = Math.min(rounded + half, all - 1) - (rounded - half) + 1;
      long shown = possible < LEAST_POSSIBLE ? rounded - settings.roundTo() : rounded;
      return shown <= 0 ? SmallNumbers.HIDDEN : Long.toString(shown);
    }

    private boolean isExact(CellCount count) {
      return count.contributors() >= settings.freeContributors();
    }

    /**
     * D4: ten events, and five in every stratum, of all groups together. England's own rate is its
     * crude rate, so it is shown only beside an exact numerator.
     */
    @Override
    public boolean isStandardised(RateGrouping grouping, RateGroup group, List<Stratum> strata) {
      boolean isNumeratorExact =
          group.all().value() == group.inRates().value()
              || isExact(grouping.withoutStratum().all());
      return isExact(group.inRates())
          && isExactInMain(grouping, group)
          && (group != grouping.all() || isNumeratorExact)
          && group.inRates().value() >= PoissonLimits.ENOUGH
          && strata.stream()
              .allMatch(stratum -> grouping.all().events(stratum) >= settings.smallCount());
    }
  }
}
