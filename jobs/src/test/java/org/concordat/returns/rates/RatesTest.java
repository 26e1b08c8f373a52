package org.concordat.returns.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The worked examples of rates.md, to the digit, and what lies at the edges. */
class RatesTest {

  private static final double[] POPULATION = {20_000, 50_000, 30_000};
  private static final double[] STANDARD = {25_000, 50_000, 25_000};

  @Test
  void a_crude_rate_has_byars_limits() {
    CrudeRate rate = new CrudeRate("all", 80, 100_000);
    assertThat(two(rate.value())).isEqualTo("80.00");
    assertThat(two(rate.limits())).isEqualTo("63.43 to 99.57");
    assertThat(two(rate.perYear(1))).isEqualTo("960.00");
    assertThat(two(rate.perYear(3))).isEqualTo("320.00");
  }

  @Test
  void a_standardised_rate_has_dobsons_limits() {
    StandardisedRate rate = StandardisedRate.of(cells(12, 60, 8));
    assertThat(rate.events()).isEqualTo(80);
    assertThat(two(rate.value())).isEqualTo("81.67");
    assertThat(two(rate.limits().orElseThrow())).isEqualTo("64.66 to 101.75");
  }

  @Test
  void events_of_the_same_people_make_the_interval_wider_and_leave_the_rate() {
    List<RateCell> cells =
        List.of(cell(0, people(8, 2, 0)), cell(1, people(42, 6, 2)), cell(2, people(6, 1, 0)));
    StandardisedRate rate = StandardisedRate.of(cells);
    assertThat(rate.events()).isEqualTo(80);
    assertThat(two(rate.value())).isEqualTo("81.67");
    assertThat(two(rate.limits().orElseThrow())).isEqualTo("61.72 to 105.22");
  }

  @Test
  void the_published_interval_is_symmetric_and_binomial() {
    assertThat(two(AsPublished.halfWidth(cells(12, 60, 8)))).isEqualTo("17.99");
  }

  @Test
  void a_ratio_of_standardised_rates_stands_beside_their_difference() {
    StandardisedRate reference =
        StandardisedRate.of(
            List.of(
                RateCell.ofEvents("young", 30, 200_000, STANDARD[0]),
                RateCell.ofEvents("middle", 200, 800_000, STANDARD[1]),
                RateCell.ofEvents("old", 40, 500_000, STANDARD[2])));
    assertThat(two(reference.value())).isEqualTo("18.25");
    Comparison comparison =
        Comparison.of(StandardisedRate.of(cells(12, 60, 8)), reference).orElseThrow();
    assertThat(two(comparison.ratio())).isEqualTo("4.47");
    assertThat(two(comparison.limits())).isEqualTo("3.47 to 5.76");
    assertThat(two(comparison.difference())).isEqualTo("63.42");
  }

  @Test
  void a_ratio_of_crude_rates_has_the_limits_of_the_logarithm() {
    Comparison comparison =
        Comparison.of(new CrudeRate("a", 20, 1_000), new CrudeRate("b", 50, 5_000)).orElseThrow();
    double spread = Math.exp(1.95996398454005 * Math.sqrt(1.0 / 20 + 1.0 / 50));
    assertThat(comparison.ratio()).isEqualTo(2, within(1e-12));
    assertThat(comparison.limits().lower()).isEqualTo(2 / spread, within(1e-12));
    assertThat(comparison.limits().upper()).isEqualTo(2 * spread, within(1e-12));
    assertThat(comparison.difference()).isEqualTo(1_000, within(1e-9));
  }

  @Test
  void under_ten_events_the_limits_are_the_exact_ones_of_poisson() {
    assertThat(PoissonLimits.of(0).lower()).isZero();
    assertThat(PoissonLimits.of(0).upper()).isEqualTo(-Math.log(0.025), within(1e-9));
    assertThat(two(PoissonLimits.of(1))).isEqualTo("0.03 to 5.57");
    assertThat(two(PoissonLimits.of(5))).isEqualTo("1.62 to 11.67");
    assertThat(two(PoissonLimits.of(9))).isEqualTo("4.12 to 17.08");
    assertThat(two(PoissonLimits.of(10))).isEqualTo("4.79 to 18.39"); // Byar; exact 4.80 to 18.39
  }

  @Test
  void a_standardised_rate_is_published_from_ten_events_on() {
    assertThat(StandardisedRate.of(cells(3, 4, 2)).isPublishable()).isFalse();
    assertThat(StandardisedRate.of(cells(3, 4, 3)).isPublishable()).isTrue();
  }

  @Test
  void nothing_counted_is_a_rate_of_0_without_limits_or_ratio() {
    StandardisedRate none = StandardisedRate.of(cells(0, 0, 0));
    assertThat(none.value()).isZero();
    assertThat(none.limits()).isEmpty();
    assertThat(Comparison.of(none, StandardisedRate.of(cells(12, 60, 8)))).isEmpty();
    assertThat(Comparison.of(new CrudeRate("a", 0, 10), new CrudeRate("b", 1, 10))).isEmpty();
  }

  @Test
  void a_lower_limit_is_never_below_0() {
    StandardisedRate rate =
        StandardisedRate.of(List.of(cell(0, people(0, 1, 0)), cell(1, people(0, 0, 0))));
    assertThat(rate.limits().orElseThrow().lower()).isZero();
  }

  @Test
  void a_cell_without_events_keeps_its_weight() {
    assertThat(StandardisedRate.of(cells(12, 60, 0)).value())
        .isEqualTo(100_000 * (0.25 * 12 / 20_000 + 0.5 * 60 / 50_000), within(1e-9));
  }

  @Test
  void a_cell_without_population_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateCell.ofEvents("R, women, 16 to 17", 0, 0, 10))
        .withMessage("Cannot standardise: the cell R, women, 16 to 17 has no population");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrudeRate("R", 1, Double.NaN))
        .withMessage("Cannot make a rate of R: it has no population");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardisedRate.of(List.of()))
        .withMessageContaining("the standard population is empty");
    assertThatIllegalArgumentException().isThrownBy(() -> PoissonLimits.of(-1));
  }

  @Test
  void the_published_monthly_rate_is_the_crude_rate_of_the_cells_with_events() {
    assertThat(AsPublished.ownPopulationRate(cells(12, 60, 8))).isEqualTo(80, within(1e-9));
    assertThat(AsPublished.ownPopulationRate(cells(12, 60, 0)))
        .isEqualTo(72.0 / 70_000 * 100_000, within(1e-9));
    assertThat(AsPublished.ownPopulationRate(cells(0, 0, 0))).isZero();
  }

  @Test
  void halves_are_rounded_up_once() {
    assertThat(Rounded.rate(0.25)).isEqualTo("0.3");
    assertThat(Rounded.rate(-0.25)).isEqualTo("-0.3");
    assertThat(Rounded.rate(-0.04)).isEqualTo("0.0");
    assertThat(Rounded.ratio(4.465)).isEqualTo("4.47");
  }

  private static List<RateCell> cells(long... events) {
    List<RateCell> cells = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      cells.add(RateCell.ofEvents("cell " + i, events[i], POPULATION[i], STANDARD[i]));
    }
    return cells;
  }

  private static RateCell cell(int i, SortedMap<Integer, Long> people) {
    return new RateCell("cell " + i, people, POPULATION[i], STANDARD[i]);
  }

  private static SortedMap<Integer, Long> people(long once, long twice, long threeTimes) {
    return new TreeMap<>(Map.of(1, once, 2, twice, 3, threeTimes));
  }

  private static String two(Interval limits) {
    return two(limits.lower()) + " to " + two(limits.upper());
  }

  private static String two(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toString();
  }
}
