package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import org.concordat.schemas.Average;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means, medians and centiles that a reader can check by eye. */
class ValueCountsTest {

  private static ValueCounts of(String numbers) {
    ValueCounts values = new ValueCounts();
    if (!numbers.isEmpty()) {
      for (String number : numbers.split(" ")) {
        values.add("RX4", Long.parseLong(number), 1);
      }
    }
    return values;
  }

  private static Average how(String statistic, String unit) {
    return new Average(
        "MHS150",
        "mha_detentions",
        "true",
        Average.Statistic.valueOf(statistic),
        "length_days",
        Average.Unit.valueOf(unit));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', ''",
    "5, 5.0000, 5.0000, 5.0000",
    "2 9 4, 5.0000, 4.0000, 8.0000", // 9th of 10 steps of two: 4 + 0.8 x 5
    "1 2 4 9, 4.0000, 3.0000, 7.5000", // place 2.7: 4 + 0.7 x 5
    "1 1 2, 1.3333, 1.0000, 1.8000",
    "1 2 3 4 5 6 7 8 9 10 11, 6.0000, 6.0000, 10.0000", // place 10 is a value itself
    "1 2 3 4 5 6 7 8 9 10, 5.5000, 5.5000, 9.1000"
  })
  void three_four_one_and_no_values(String numbers, String mean, String median, String centile) {
    ValueCounts values = of(numbers);
    assertThat(values.exact(how("MEAN", "DAYS"))).isEqualTo(mean);
    assertThat(values.exact(how("MEDIAN", "DAYS"))).isEqualTo(median);
    assertThat(values.exact(how("CENTILE_90", "DAYS"))).isEqualTo(centile);
  }

  @Test
  void hours_are_sixty_minutes_and_are_rounded_once() {
    ValueCounts values = of("100 101");
    assertThat(values.exact(how("MEAN", "HOURS"))).isEqualTo("1.6750");
    // 100.5 minutes are 1.675 hours: 1.7 to a tenth, though 1.68 to a hundredth
    assertThat(values.rounded(how("MEAN", "HOURS"), new BigDecimal("0.1"))).isEqualTo("1.7");
    assertThat(values.rounded(how("MEAN", "MINUTES"), new BigDecimal("5"))).isEqualTo("100");
  }

  @Test
  void values_of_several_organisations_are_one_distribution() {
    ValueCounts values = of("1 1 1");
    ValueCounts others = new ValueCounts();
    others.add("NTN", 9, 2);
    values.addAll(others);
    assertThat(values.rowCount()).isEqualTo(5);
    assertThat(values.contributors()).isEqualTo(2);
    assertThat(values.exact(how("MEDIAN", "DAYS"))).isEqualTo("1.0000");
    assertThat(values.exact(how("MEAN", "DAYS"))).isEqualTo("4.2000");
  }

  @Test
  void nothing_has_no_average() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new ValueCounts().rounded(how("MEDIAN", "DAYS"), BigDecimal.ONE));
  }
}
