package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.junit.jupiter.api.Test;

/** What the public text says about causes: never an exact part, never more than values allow. */
class ChangeInWordsTest {

  private static final ReturnDifference.Side SIDE =
      new ReturnDifference.Side("", "", 1, new TreeMap<>());

  private static ReturnDifference.CellChange cell(
      String breakdown, String place, String was, String is, Map<Cause, Long> parts) {
    return new ReturnDifference.CellChange(
        "CCR70", "", breakdown, place, "", "NONE", "", "", "", was, is, new TreeMap<>(parts));
  }

  /** The sentence about England where each cause comes from so many providers. */
  private static String said(String was, String is, Map<Cause, Long> parts, int providers) {
    List<ReturnDifference.CellChange> cells = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      cells.add(cell("Provider", "P" + i, "", "", parts));
    }
    ReturnDifference difference =
        new ReturnDifference("", SIDE, SIDE, null, List.of(), cells, List.of(), List.of());
    return new ChangeInWords(Settings.defaults().disclosure(), difference)
        .of(cell("England", "England", was, is, parts));
  }

  @Test
  void causes_stand_in_order_of_size_where_three_organisations_are_behind_each() {
    Map<Cause, Long> parts =
        Map.of(Cause.LATE, 8L, Cause.CORRECTED, 30L, Cause.PARTNERS, 5L, Cause.WITHDRAWN, -9L);
    assertThat(said("100", "134", parts, 3))
        .isEqualTo(
            " Mostly from corrected rows, partly from late submissions and linkage and other partners;"
                + " against it withdrawn submissions.");
    assertThat(said("100", "134", parts, 2))
        .isEqualTo(
            " From late submissions, corrected rows and linkage and other partners; against it"
                + " withdrawn submissions.");
    assertThat(said("100", "114", Map.of(Cause.LATE, 7L, Cause.CORRECTED, 7L), 3))
        .isEqualTo(" Partly from late submissions and corrected rows.");
  }

  @Test
  void a_small_cause_a_small_change_and_a_hidden_value_are_not_explained() {
    assertThat(said("100", "112", Map.of(Cause.LATE, 8L, Cause.CORRECTED, 4L), 9))
        .isEqualTo(" From late submissions.");
    assertThat(said("100", "109", Map.of(Cause.LATE, 9L), 9)).isEmpty();
    assertThat(said("*", "20", Map.of(Cause.LATE, 18L), 9)).isEmpty();
    assertThat(said("20", "*", Map.of(Cause.LATE, -18L), 9)).isEmpty();
    assertThat(said("", "20", Map.of(Cause.RULE, 20L), 9)).isEmpty();
    assertThat(said("100", "112", Map.of(Cause.LATE, 4L, Cause.CORRECTED, 4L, Cause.RULE, 4L), 9))
        .isEmpty();
  }
}
