package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.platform.PeerComparison.Figure;
import org.concordat.platform.PeerComparison.Funnel;
import org.concordat.platform.PeerComparison.Peers;
import org.concordat.platform.PeerComparison.Position;
import org.concordat.platform.PeerComparison.Standing;
import org.junit.jupiter.api.Test;

/** data-quality.md 5.2 on figures small enough to reckon by hand. */
class PeerComparisonTest {

  private static final Settings.Disclosure RULES = Settings.defaults().disclosure();

  @Test
  void the_nation_is_the_sum_of_numerators_over_the_sum_of_denominators() {
    // Percentages 90 and 10: their mean is 50, but 90 + 100 of 100 + 1,000 are 17.27.
    List<Figure> figures = List.of(figure("A", 90, 100), figure("B", 100, 1000));
    PeerComparison.Nation nation = new PeerComparison(figures, RULES).nation().orElseThrow();
    assertThat(nation.numerator()).isEqualTo(190);
    assertThat(nation.denominator()).isEqualTo(1100);
    assertThat(nation.percent().setScale(2, RoundingMode.HALF_UP)).hasToString("17.27");
  }

  @Test
  void peers_are_the_same_third_by_volume_without_oneself_or_else_the_family() {
    List<Figure> eighteen = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      eighteen.add(new Figure("T%02d".formatted(i), "MH", 100 * i, 50 + 5 * i, 200));
    }
    // The middle third is T06 to T11; T08's peers have 80 85 95 100 105 of 200: 40 to 52.5 %.
    Peers peers = standing(eighteen, eighteen.get(8)).peers().orElseThrow();
    assertThat(peers.isSameVolume()).isTrue();
    assertThat(peers.count()).isEqualTo(5);
    assertThat(peers.lowerQuartile()).isEqualByComparingTo("42.5");
    assertThat(peers.median()).isEqualByComparingTo("47.5");
    assertThat(peers.upperQuartile()).isEqualByComparingTo("50");

    Peers family = standing(eighteen.subList(0, 6), eighteen.get(0)).peers().orElseThrow();
    assertThat(family.isSameVolume()).isFalse();
    assertThat(family.count()).isEqualTo(5);

    Standing alone = standing(eighteen.subList(0, 5), eighteen.get(0));
    assertThat(alone.peers()).isEmpty();
    assertThat(alone.position()).isEqualTo(Position.CANNOT_TELL);
  }

  @Test
  void an_organisation_stands_in_a_quarter_of_its_peers_or_in_the_middle_half() {
    List<Figure> figures = peersOf50To70();
    assertThat(standing(figures, figure("A", 100, 200)).position())
        .isEqualTo(Position.LOWER_QUARTER);
    assertThat(standing(figures, figure("A", 120, 200)).position()).isEqualTo(Position.MIDDLE_HALF);
    assertThat(standing(figures, figure("A", 190, 200)).position())
        .isEqualTo(Position.UPPER_QUARTER);
    assertThat(standing(figures, figure("A", 0, 0)).position()).isEqualTo(Position.CANNOT_TELL);
  }

  @Test
  void only_a_point_outside_3_09_standard_errors_is_different() {
    // p = 50 % and n = 100: one standard error is 5 points.
    List<Figure> figures = List.of(figure("A", 40, 100), figure("B", 460, 900));
    Funnel funnel = standing(figures, figures.get(0)).funnel().orElseThrow();
    assertThat(funnel.nearLower()).isEqualByComparingTo("40.2");
    assertThat(funnel.nearUpper()).isEqualByComparingTo("59.8");
    assertThat(funnel.lower()).isEqualByComparingTo("34.55");
    assertThat(funnel.upper()).isEqualByComparingTo("65.45");
    assertThat(funnel.isDifferent()).isFalse();
    assertThat(standing(figures, figure("A", 34, 100)).funnel().orElseThrow().isDifferent())
        .isTrue();
  }

  @Test
  void another_partners_rows_change_nothing_while_no_published_figure_moves() {
    List<Figure> before = peersOf50To70();
    Figure own = figure("A", 123, 200);
    List<Figure> after = new ArrayList<>(before);
    after.set(1, figure("B", 101, 201));
    after.set(2, figure("C", 109, 199));
    assertThat(standing(after, own)).isEqualTo(standing(before, own));
    after.set(1, figure("B", 108, 201));
    assertThat(standing(after, own)).isNotEqualTo(standing(before, own));
  }

  @Test
  void small_counts_of_others_are_left_out_and_a_small_nation_is_hidden() {
    List<Figure> figures = new ArrayList<>(peersOf50To70());
    figures.add(figure("G", 4, 200));
    assertThat(standing(figures, figures.get(0)).peers().orElseThrow().count()).isEqualTo(5);
    assertThat(new PeerComparison(List.of(figure("A", 3, 9)), RULES).nation()).isEmpty();
  }

  /** A with 61.5 %, and five peers with 50, 55, 60, 65 and 70 % of 200. */
  private static List<Figure> peersOf50To70() {
    return List.of(
        figure("A", 123, 200),
        figure("B", 100, 200),
        figure("C", 110, 200),
        figure("D", 120, 200),
        figure("E", 130, 200),
        figure("F", 140, 200));
  }

  private static Standing standing(List<Figure> figures, Figure own) {
    return new PeerComparison(figures, RULES).of(own);
  }

  private static Figure figure(String organisation, long numerator, long denominator) {
    return new Figure(organisation, "MH", denominator, numerator, denominator);
  }
}
