package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture of what causes cost (data-quality.md section 6, part 2). */
class ParetoTest {

  @Test
  void bars_stand_for_their_part_of_all_and_the_line_for_the_causes_so_far() {
    Pareto pareto = Pareto.of(List.of(50L, 25L, 0L), 100, "rows lost");

    assertThat(pareto.bars()).extracting(Pareto.Bar::height).containsExactly(36, 18);
    assertThat(pareto.bars()).extracting(Pareto.Bar::x).containsExactly("5.00", "55.00");
    assertThat(pareto.bars()).extracting(Pareto.Bar::sum).containsExactly(44, 26);
    assertThat(pareto.steps()).containsExactly(new Pareto.Step("25.00", 44, "75.00", 26));
    assertThat(pareto.words())
        .isEqualTo(
            "Bars: rows lost by cause, the first costs 50 of 100. Line: the causes up to each bar"
                + " together; the 2 causes shown cost 75 (75.0\u00a0%).");
  }

  @Test
  void one_cause_needs_no_picture() {
    assertThat(Pareto.of(List.of(3L, 0L), 3, "rows lost").hasBars()).isFalse();
    assertThat(Pareto.of(List.of(), 0, "rows lost").hasBars()).isFalse();
  }
}
