package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.junit.jupiter.api.Test;

/** Counts of a page for everybody are treated together (returns-and-disclosure.md D9, D10). */
class PublicFiguresTest {

  private static final Settings.Disclosure RULES = Settings.defaults().disclosure();

  @Test
  void alone_a_count_is_rounded_and_a_small_one_hidden() {
    List<String> texts =
        PublicFigures.made(
            RULES,
            Map.of(),
            figures ->
                List.of(
                    figures.count("sent", 1_502),
                    figures.count("accepted", 1_498),
                    figures.count("rejected", 4),
                    figures.percent("accepted", 1_498, "sent", 1_502)));
    assertThat(texts).containsExactly("1,500", "1,500", "*", "100\u00a0%");
  }

  /** 10 rows less 8 valid ones would be the 2 hidden ones. */
  @Test
  void what_a_sum_would_give_away_is_told_less_exactly() {
    List<String> alone = texts(false);
    assertThat(alone).containsExactly("10", "8", "*");
    List<String> together = texts(true);
    assertThat(together).element(2).isEqualTo("*");
    assertThat(together.subList(0, 2)).isNotEqualTo(List.of("10", "8"));
  }

  private static List<String> texts(boolean isSum) {
    return PublicFigures.made(
        RULES,
        Map.of(),
        figures -> {
          List<String> texts =
              List.of(
                  figures.free("rows", 10, 8),
                  figures.free("valid", 8, 8),
                  figures.free("missing", 2, 1));
          if (isSum) {
            figures.sum("rows", List.of("valid", "missing"));
          }
          return texts;
        });
  }

  @Test
  void what_the_return_told_stands_as_it_stands_there() {
    Map<String, String> told = Map.of("exact", "1145", "hidden", "*", "older", "700");
    List<String> texts =
        PublicFigures.made(
            RULES,
            told,
            figures ->
                List.of(
                    figures.count("exact", 1_145),
                    figures.count("hidden", 1_204),
                    figures.count("older", 811)));
    assertThat(texts)
        .as("another number than the return's is not the return's figure")
        .containsExactly("1,145", "*", "810");
  }
}
