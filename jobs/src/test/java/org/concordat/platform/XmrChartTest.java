package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.concordat.platform.XmrChart.Limits;
import org.concordat.platform.XmrChart.Point;
import org.concordat.platform.XmrChart.Rebase;
import org.concordat.platform.XmrChart.Signal;
import org.concordat.platform.XmrChart.Unit;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

/** The rules of data-quality.md 5.1 on series small enough to reckon by hand. */
class XmrChartTest {

  private static final ReportingMonth FIRST = ReportingMonth.of("2024-04");
  private static final double[] REFERENCE = {
    50, 54, 48, 52, 47, 53, 51, 49, 55, 50, 46, 51, 52, 53, 54, 55, 56, 57, 58, 52, 66, 57, 58, 50
  };

  @Test
  void the_reference_series_gives_its_mean_limits_and_signals() {
    XmrChart chart = chart(REFERENCE);
    Limits limits = chart.limits().orElseThrow();
    assertThat(rounded(limits.mean(), 2)).isEqualTo("50.50");
    assertThat(rounded(limits.meanRange(), 4)).isEqualTo("4.4545");
    assertThat(rounded(limits.lower(), 2)).isEqualTo("38.65");
    assertThat(rounded(limits.upper(), 2)).isEqualTo("62.35");
    assertThat(rounded(limits.nearLower(), 2)).isEqualTo("42.60");
    assertThat(rounded(limits.nearUpper(), 2)).isEqualTo("58.40");
    assertThat(limits.isTrial()).isFalse();
    assertThat(monthsWith(chart, Signal.OUTSIDE)).containsExactly(21);
    assertThat(monthsWith(chart, Signal.RUN))
        .startsWith(18)
        .containsExactly(18, 19, 20, 21, 22, 23);
    assertThat(monthsWith(chart, Signal.TREND))
        .as("46 to 56 is the first rise of seven months")
        .containsExactly(17, 18, 19);
  }

  @Test
  void a_month_says_nothing_about_the_months_before_it() {
    for (int months = XmrChart.BASELINE; months < REFERENCE.length; months++) {
      XmrChart then = chart(Arrays.copyOf(REFERENCE, months));
      assertThat(then.months()).isEqualTo(chart(REFERENCE).months().subList(0, months));
    }
  }

  @Test
  void eleven_months_are_on_trial_and_four_have_no_limits() {
    Limits eleven = chart(Arrays.copyOf(REFERENCE, 11)).limits().orElseThrow();
    assertThat(eleven.isTrial()).isTrue();
    assertThat(chart(Arrays.copyOf(REFERENCE, 12)).limits().orElseThrow().isTrial()).isFalse();
    XmrChart four = chart(50, 54, 48, 900);
    assertThat(four.limits()).isEmpty();
    assertThat(four.months()).noneMatch(XmrChart.Judged::isFlagged);
  }

  @Test
  void limits_of_percentages_stay_between_0_and_100() {
    XmrChart chart = XmrChart.of(points(99, 90, 99, 90, 99), Unit.PERCENT, List.of());
    Limits limits = chart.limits().orElseThrow();
    assertThat(limits.upper()).isEqualByComparingTo("100");
    assertThat(limits.nearUpper()).isEqualByComparingTo("100");
    assertThat(chart(99, 90, 99, 90, 99).limits().orElseThrow().upper())
        .isGreaterThan(BigDecimal.valueOf(100));
    Limits low = XmrChart.of(points(1, 9, 1, 9, 1), Unit.PERCENT, List.of()).limits().orElseThrow();
    assertThat(low.lower()).isZero();
  }

  @Test
  void a_moving_range_above_3_267_averages_is_screened_out() {
    // Ten ranges of 2 and one of 10: average 30/11 = 2.727, and 10 is above 3.267 x 2.727 = 8.91.
    XmrChart chart = chart(12, 10, 12, 10, 12, 10, 20, 18, 20, 18, 20, 18);
    assertThat(chart.limits().orElseThrow().meanRange()).isEqualByComparingTo("2");
    assertThat(chart.limits().orElseThrow().mean()).isEqualByComparingTo("15");
  }

  @Test
  void a_flagged_month_neither_enters_the_baseline_nor_is_a_yardstick() {
    // 90 stands far outside: without it the mean is 50.5 as in the reference.
    double[] values = new double[13];
    System.arraycopy(REFERENCE, 0, values, 0, 6);
    values[6] = 90;
    System.arraycopy(REFERENCE, 6, values, 7, 6);
    XmrChart chart = chart(values);
    assertThat(rounded(chart.limits().orElseThrow().mean(), 2)).isEqualTo("50.50");
    assertThat(monthsWith(chart, Signal.OUTSIDE)).containsExactly(7);
    assertThat(chart.yardstick(FIRST.plusMonths(7)).orElseThrow().month())
        .isEqualTo(FIRST.plusMonths(5));
    assertThat(chart.limits().orElseThrow().isTrial()).isFalse();
  }

  @Test
  void two_of_three_months_beyond_the_near_limit_on_one_side_are_a_signal() {
    double[] values = Arrays.copyOf(REFERENCE, 15);
    values[12] = 59;
    values[13] = 50;
    values[14] = 60;
    assertThat(monthsWith(chart(values), Signal.NEAR_LIMIT)).containsExactly(15);
    values[14] = 42;
    assertThat(monthsWith(chart(values), Signal.NEAR_LIMIT)).isEmpty();
  }

  @Test
  void a_rebase_begins_a_new_baseline_and_says_why() {
    List<Point> points = points(10, 11, 10, 11, 10, 11, 30, 31, 30, 31, 30, 31);
    Rebase merger = new Rebase(FIRST.plusMonths(6), "Merged with another trust.");
    XmrChart chart = XmrChart.of(points, Unit.NUMBER, List.of(merger));
    assertThat(chart.months()).noneMatch(XmrChart.Judged::isFlagged);
    assertThat(chart.months().get(6).rebase()).isEqualTo(merger);
    assertThat(chart.limits().orElseThrow().mean()).isEqualByComparingTo("30.5");
    assertThatThrownBy(() -> new Rebase(FIRST, " ")).hasMessageContaining("reason");
  }

  private static XmrChart chart(double... values) {
    return XmrChart.of(points(values), Unit.NUMBER, List.of());
  }

  private static List<Point> points(double... values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Point(FIRST.plusMonths(i), BigDecimal.valueOf(values[i])))
        .toList();
  }

  /** Numbers of the months with a signal, from 1. */
  private static List<Integer> monthsWith(XmrChart chart, Signal signal) {
    List<Integer> months = new ArrayList<>();
    for (int i = 0; i < chart.months().size(); i++) {
      if (chart.months().get(i).signals().contains(signal)) {
        months.add(i + 1);
      }
    }
    return months;
  }

  private static String rounded(BigDecimal value, int digits) {
    return value.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
