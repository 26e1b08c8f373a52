package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasureUsesTest {

  private final MeasureUses uses = MeasureUses.load();

  @Test
  void every_counted_measure_but_a_part_of_another_says_which_rows_it_uses() {
    assertThat(
            Measures.load().all().stream()
                .filter(m -> m.counted().isPresent() && m.additiveParent() == null)
                .filter(
                    m -> !m.id().matches("OAP0[1-4]a")) // by bed type, which no spell's row holds
                .map(Measure::id))
        .containsExactlyInAnyOrderElementsOf(uses.ids());
  }

  @Test
  void names_measures_in_order_with_the_percentages_made_of_them() {
    long bits =
        uses.of("MHS101Referral").stream()
            .filter(item -> item.measures().contains("CCR117"))
            .mapToLong(uses::bits)
            .findFirst()
            .orElseThrow();
    assertThat(uses.named(bits)).isEqualTo("CCR117;CCR118;CCR119;CRS01;CRS02");
    assertThat(uses.named(0)).isNull();
    assertThat(uses.through("MHS201CareContact")).contains("MHS101Referral");
  }
}
