package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.concordat.reports.CrisisDataQualityIndex.Coverage;
import org.concordat.reports.CrisisDataQualityIndex.Item;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked example of the published method (data-quality.md 3.8). */
final class CrisisDataQualityIndexTest {

  private static final List<Item> WORKED =
      List.of(
          item(2500, 2400, 100, "2"),
          item(2500, 2500, 100, "100"),
          item(2500, 2000, 100, "0"),
          item(1000, 900, 900, "0"),
          item(1000, 800, 800, "100"),
          item(1000, 900, 450, "0"),
          item(1000, 1000, 100, "3.5"),
          item(10000, 10000, 0, null),
          item(10000, 10000, 0, null),
          item(50000, 50000, 100, "2"),
          item(50000, 49000, 5000, "100"),
          item(50000, 45000, 5000, "3.5"));

  @Test
  void scores_each_item_of_the_worked_example() {
    assertThat(WORKED.stream().map(item -> rounded(item.score())))
        .containsExactly(
            "94.0", "100.0", "76.0", "0.0", "80.0", "45.0", "93.5", "100.0", "100.0", "100.0",
            "98.0", "83.5");
    assertThat(WORKED.stream().map(item -> item.excess().stripTrailingZeros().toPlainString()))
        .containsExactly("50", "0", "100", "900", "0", "450", "65", "0", "0", "0", "0", "3250");
  }

  @Test
  void gives_47_2_for_the_worked_example() {
    List<Coverage> coverages = new ArrayList<>();
    coverages.addAll(Collections.nCopies(3, new Coverage(1, 1)));
    coverages.addAll(Collections.nCopies(6, new Coverage(1, 3)));
    coverages.addAll(Collections.nCopies(3, new Coverage(2, 3)));
    assertThat(CrisisDataQualityIndex.score(WORKED, coverages).map(score -> rounded(score)))
        .contains("47.2");
  }

  @Test
  void leaves_out_items_without_rows_and_says_nothing_when_none_has_any() {
    Item empty = item(0, 0, 0, "2");
    assertThat(
            CrisisDataQualityIndex.score(
                    List.of(empty, item(100, 90, 0, null)), List.of(Coverage.FULL))
                .map(score -> rounded(score)))
        .contains("90.0");
    assertThat(CrisisDataQualityIndex.score(List.of(empty), List.of(Coverage.FULL))).isEmpty();
  }

  private static Item item(
      long rows, long validAndComplete, long defaults, @Nullable String accepted) {
    return new Item(
        rows, validAndComplete, defaults, accepted == null ? null : new BigDecimal(accepted));
  }

  private static String rounded(BigDecimal value) {
    return value.setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
