package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureUsesTest {

  /** Measures that messages about a lost row do not name, and why. */
  private static final List<String> NOT_BY_ROW =
      List.of(
          "(OAP|CRS)[0-9]+a?[QY]|MHS15[78]|CRS99", // 3 and 12 months move with the month's figure
          "(OAP0[1-4]|CRS11[0-3])aM", // by bed type, which no spell's row holds
          "CRS11[0-3]M", // all spells: what shares are taken of
          "MHS0[89]|MHS1[01]|MHS15[0-5]", // what is open depends on several rows
          "MHS145|CRS9[5-8]|CRS10[01]", // splits of detentions and placements
          "CRS3[0-7]", // from one month end to the next
          "CRS06", // whether a time is missing depends on the contact too
          "CRS4[0-9]|CRS50", // whether an incident is a mental health crisis is told by code lists
          "CRS8[0-6]"); // chained across partners

  private final MeasureUses uses = MeasureUses.load();

  @Test
  void every_counted_measure_but_a_part_of_another_says_which_rows_it_uses() {
    assertThat(
            Measures.load().all().stream()
                .filter(m -> m.counted().isPresent() && m.additiveParent() == null)
                .map(Measure::id)
                .filter(id -> NOT_BY_ROW.stream().noneMatch(id::matches)))
        .containsExactlyInAnyOrderElementsOf(uses.ids());
  }

  @Test
  void names_measures_in_order_with_the_percentages_and_averages_made_of_them() {
    long bits =
        uses.of("MHS101Referral").stream()
            .filter(item -> item.measures().contains("CCR117"))
            .mapToLong(uses::bits)
            .findFirst()
            .orElseThrow();
    assertThat(uses.named(bits)).isEqualTo("CCR117;CCR118;CCR119;CRS01;CRS02;CRS05");
    assertThat(uses.named(uses.bit("OAP03M"))).isEqualTo("OAP03M;OAP06M;OAP10M");
    assertThat(uses.named(0)).isNull();
    assertThat(uses.through("MHS201CareContact")).contains("MHS101Referral");
  }
}
