package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.concordat.config.Settings;
import org.junit.jupiter.api.Test;

final class FiguresTest {

  private static final Settings.Disclosure RULES = Settings.defaults().disclosure();

  @Test
  void rounds_to_five_and_hides_under_five_as_the_return_does() {
    assertThat(Stream.of(0, 4, 5, 7, 8, 12, 13, 1002, 1003).map(n -> Figures.rounded(n, RULES)))
        .containsExactly("*", "*", "5", "5", "10", "10", "15", "1,000", "1,005");
    assertThat(Figures.roundedPercent(5, 8, RULES)).isEqualTo("50\u00a0%");
    assertThat(Figures.roundedPercent(4, 8, RULES)).isEqualTo("*");
  }

  @Test
  void writes_times_on_the_clocks_of_london() {
    assertThat(Figures.time(Instant.parse("2026-10-12T09:14:03Z")))
        .isEqualTo("12 October 2026 at 10:14 (London time)");
    assertThat(Figures.time(Instant.parse("2026-11-12T09:14:03Z")))
        .isEqualTo("12 November 2026 at 09:14 (London time)");
    assertThat(Figures.length(Duration.ofHours(-25))).isEqualTo("1 day 1 hour");
    assertThat(Figures.length(Duration.ofMinutes(-5))).isEqualTo("less than an hour");
  }

  @Test
  void bars_add_up_to_all_rows_and_to_the_whole_width() {
    VodimBar bar = VodimBar.of(new Vodim(1, 1, 1, 0, 4));
    assertThat(bar.segments()).extracting(VodimBar.Segment::x).startsWith("0.00", "14.29", "28.57");
    assertThat(bar.segments())
        .extracting(VodimBar.Segment::letter)
        .containsExactly("V", "O", "D", "M");
    assertThat(bar.segments().stream().mapToDouble(s -> Double.parseDouble(s.width())).sum())
        .isEqualTo(100.0);
    assertThat(bar.cells())
        .extracting(VodimBar.Cell::count)
        .containsExactly("1", "1", "1", "0", "4");
  }

  @Test
  void names_in_capitals_become_words() {
    assertThat(
            OrganisationNames.readable(
                "CUMBRIA, NORTHUMBERLAND, TYNE AND WEAR NHS FOUNDATION TRUST"))
        .isEqualTo("Cumbria, Northumberland, Tyne and Wear NHS Foundation Trust");
    assertThat(OrganisationNames.readable("Essex")).isEqualTo("Essex");
  }
}
