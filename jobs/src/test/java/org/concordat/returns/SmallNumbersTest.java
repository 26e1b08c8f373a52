package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Average;
import org.concordat.schemas.Measures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of returns-and-disclosure.md 3 for D1, D2, D3, D5 and D6. */
class SmallNumbersTest {

  private final SmallNumbers smallNumbers = new SmallNumbers(Settings.defaults().disclosure());

  @ParameterizedTest
  @CsvSource({
    "0, *",
    "1, *",
    "4, *",
    "5, 5",
    "7, 5",
    "8, 10",
    "12, 10",
    "13, 15",
    "1002, 1000",
    "1003, 1005"
  })
  void a_protected_count_under_5_is_hidden_and_others_are_rounded_to_5(long exact, String shown) {
    assertThat(smallNumbers.count(new CellCount(exact, 20), false)).isEqualTo(shown);
  }

  /** The other regime (returns-and-disclosure.md 1.4): nought is shown, 1 to 7 are hidden. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, *", "7, *", "8, 10", "12, 10", "13, 15"})
  void by_the_rule_of_hes_nought_is_shown_and_seven_is_hidden(long exact, String shown) {
    SmallNumbers hes = new SmallNumbers(new Settings.Disclosure("hes", 5, 5, 8, 3, 20, 20, 8));
    assertThat(hes.count(new CellCount(exact, 20), false)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"6, 1, 5", "12, 9, 12", "12, 8, 12", "12, 7, 10", "3, 3, *", "0, 0, 0"})
  void a_free_count_is_exact_only_with_eight_contributors_and_none_is_shown(
      long exact, int contributors, String shown) {
    assertThat(smallNumbers.count(new CellCount(exact, contributors), true)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 10, 50",
    "*, 10, *",
    "5, *, *",
    "*, *, *",
    "0, 0, *",
    "0, 9, 0",
    "1, 8, 13",
    "2, 3, 67",
    "15, 14, 100",
    "10, 10, 100"
  })
  void a_percentage_is_taken_from_the_published_values(
      String numerator, String denominator, String shown) {
    assertThat(SmallNumbers.percentage(numerator, denominator)).isEqualTo(shown);
  }

  @Test
  void five_of_eight_is_50_percent_and_not_63() {
    String seen = smallNumbers.count(new CellCount(5, 1), false);
    String all = smallNumbers.count(new CellCount(8, 1), false);
    assertThat(seen).isEqualTo("5");
    assertThat(all).isEqualTo("10");
    assertThat(SmallNumbers.percentage(seen, all)).isEqualTo("50");
  }

  @Test
  void rounding_keeps_order_so_no_percentage_passes_100() {
    for (long numerator = 0; numerator <= 60; numerator++) {
      for (long denominator = numerator; denominator <= 60; denominator++) {
        String percentage =
            SmallNumbers.percentage(
                smallNumbers.count(new CellCount(numerator, 1), false),
                smallNumbers.count(new CellCount(denominator, 1), false));
        assertThat(percentage).matches("[*]|[0-9]|[1-9][0-9]|100");
      }
    }
  }

  /** The same value from so many rows of so many organisations, in minutes or days. */
  private static ValueCounts alike(long value, int rows, int organisations) {
    ValueCounts values = new ValueCounts();
    for (int row = 0; row < rows; row++) {
      values.add("ORG" + row % organisations, value, 1);
    }
    return values;
  }

  private static Average how(String measure) {
    return Measures.load().measure(measure).averaged().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "MHS150a, 12, 7, 1, *", // D5: seven are too few
    "MHS150a, 12, 8, 1, 12.0",
    "CRS53, 17, 7, 1, *",
    "CRS53, 17, 8, 1, 15.0", // minutes to 5: 17 is nearest to 15, 18 to 20
    "CRS53, 18, 8, 1, 20.0",
    "CRS05, 135, 8, 1, 2.3", // 135 minutes are 2.25 hours, halves up
    "CRS05, 134, 8, 1, 2.2"
  })
  void a_protected_average_needs_eight_values_and_is_rounded(
      String measure, long value, int rows, int organisations, String shown) {
    ValueCounts values = alike(value, rows, organisations);
    assertThat(smallNumbers.average(values, how(measure), "10", false)).isEqualTo(shown);
    assertThat(smallNumbers.average(values, how(measure), "10", true)).isEqualTo(shown);
    assertThat(smallNumbers.average(values, how(measure), "*", false)).isEqualTo("*");
  }

  @Test
  void days_are_rounded_to_half_a_day_and_england_to_one_decimal_from_eight_organisations() {
    ValueCounts values = alike(3, 7, 7);
    values.add("ORG7", 5, 1); // 26 days over 8 detentions are 3.25
    assertThat(smallNumbers.average(values, how("MHS150a"), "8", true)).isEqualTo("3.3");
    assertThat(smallNumbers.average(values, how("MHS150a"), "10", false)).isEqualTo("3.5");
    values.add("ORG7", 3, 1); // 29 over 9 are 3.22
    assertThat(smallNumbers.average(values, how("MHS150a"), "9", true)).isEqualTo("3.2");
    assertThat(smallNumbers.average(values, how("MHS150a"), "10", false)).isEqualTo("3.0");
    assertThat(smallNumbers.average(alike(3, 7, 7), how("MHS150a"), "7", true)).isEqualTo("*");
  }

  /** 53 of 1,060 residents are 50,000 per million; 1 of 20,000,000 is 0.05, a half, so up. */
  @Test
  void rates_have_one_decimal_and_need_a_shown_count_and_a_thousand_residents() {
    assertThat(SmallNumbers.rate("53", 1_000_000, 1_060)).isEqualTo("50000.0");
    assertThat(SmallNumbers.rate("1", 1_000_000, 20_000_000)).isEqualTo("0.1");
    assertThat(SmallNumbers.rate("0", 1_000_000, 20_000_000)).isEqualTo("0.0");
    assertThat(SmallNumbers.rate("*", 1_000_000, 20_000_000)).isEqualTo("*");
    assertThat(SmallNumbers.rate("53", 1_000_000, 1_000)).isEqualTo("53000.0");
    assertThat(SmallNumbers.rate("53", 1_000_000, 999)).isEqualTo("*");
  }

  @Test
  void a_negative_count_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> smallNumbers.count(new CellCount(-1, 1), false));
  }

  @Test
  void settings_that_protect_nothing_are_refused() {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> new SmallNumbers(new Settings.Disclosure("mhsds", 1, 5, 8, 3, 20, 20, 8)))
        .withMessageContaining("small-count 1");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () -> new SmallNumbers(new Settings.Disclosure("mhsds", 5, 0, 8, 3, 20, 20, 8)));
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> new SmallNumbers(new Settings.Disclosure("mhsds", 5, 5, 8, 3, 20, 20, 1)))
        .withMessageContaining("average-least 1");
  }
}
