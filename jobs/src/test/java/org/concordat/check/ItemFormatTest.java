package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ItemFormatTest {

  @Test
  void a_date_is_a_real_day_written_year_first() {
    assertThat(ItemFormat.DATE.read("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(ItemFormat.DATE.read("2026-02-29")).isNull();
    assertThat(ItemFormat.DATE.read("31/10/2025")).isNull();
    assertThat(ItemFormat.DATE.read("2026-9-1")).isNull();
  }

  @Test
  void a_time_without_offset_is_london_time_and_an_hour_that_never_was_is_refused() {
    assertThat(ItemFormat.DATE_TIME.read("2026-07-01T12:00:00"))
        .isEqualTo(Instant.parse("2026-07-01T11:00:00Z"));
    assertThat(ItemFormat.DATE_TIME.read("2026-10-25T01:30:00+00:00"))
        .isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
    assertThat(ItemFormat.DATE_TIME.read("2026-10-25T01:30:00+01:00"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(ItemFormat.DATE_TIME.read("2026-03-29T01:30:00")).isNull();
    assertThat(ItemFormat.DATE_TIME_OFFSET.read("2026-07-01T12:00:00")).isNull();
  }

  @Test
  void a_time_of_day_has_seconds_and_stays_below_midnight() {
    assertThat(ItemFormat.TIME.read("23:59:59")).isEqualTo("23:59:59");
    assertThat(ItemFormat.TIME.read("24:00:00")).isNull();
    assertThat(ItemFormat.TIME.read("09:15")).isNull();
  }

  @Test
  void an_nhs_number_has_its_check_digit() {
    assertThat(NhsNumber.isValid("9434765919", false)).isTrue();
    assertThat(NhsNumber.isValid("9434765918", false)).isFalse();
    assertThat(NhsNumber.isValid("1111111111", false)).isFalse();
    assertThat(NhsNumber.isValid("9990000018", true)).isTrue();
    assertThat(NhsNumber.isValid("9990000018", false)).isFalse();
  }
}
