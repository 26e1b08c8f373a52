package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concordat.marts.secondopinion.Category;
import org.concordat.marts.secondopinion.SecondOpinion;
import org.concordat.marts.secondopinion.Slip;
import org.concordat.marts.secondopinion.World;
import org.concordat.marts.secondopinion.Worlds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Figures counted twice: by the SQL of the marts and by a second implementation written from the
 * counting rules alone, over many small worlds made by chance, all in one run. The system
 * properties {@code concordat.worlds-seed} and {@code concordat.worlds} make other or more worlds.
 */
class SecondOpinionTest {

  private static final long SEED = Long.getLong("concordat.worlds-seed", 20261025);
  private static final int WORLDS = Integer.getInteger("concordat.worlds", 1000);
  private static final Set<String> MARTS =
      Set.of("mha_detentions", "out_of_area_placements", "crisis_presentations");
  private static final int PRINTED = 3;

  private static List<World> worlds = List.of();
  private static Map<String, Map<String, Integer>> ofMarts = Map.of();

  @BeforeAll
  static void count_all_worlds_at_once() {
    worlds = IntStream.range(0, WORLDS).mapToObj(number -> Worlds.of(SEED, number)).toList();
    StepRun.ofMarts(
        ReportingMonth.of(Worlds.MONTH.toString()), StackedWorlds.tables(worlds), MARTS);
    ofMarts = MartFigures.ofLastRun();
  }

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @Test
  void both_count_the_same_at_every_provider_of_every_world() {
    List<Disagreement> found = disagreements(EnumSet.noneOf(Slip.class));
    assertThat(found)
        .as(
            () ->
                found.size()
                    + " worlds disagree, seed "
                    + SEED
                    + found.stream()
                        .limit(PRINTED)
                        .map(Disagreement::printed)
                        .collect(Collectors.joining()))
        .isEmpty();
  }

  @Test
  void both_count_the_same_for_england() {
    assertThat(secondForEngland()).isEqualTo(ofMarts.get(MartFigures.ENGLAND));
  }

  @Test
  void every_category_and_every_figure_occurs_in_many_worlds() {
    Map<String, Integer> england = secondForEngland();
    for (Category category : Category.values()) {
      String name = SecondOpinion.CATEGORY + category.code();
      assertThat(england.getOrDefault(name, 0)).as(name).isGreaterThanOrEqualTo(WORLDS / 100);
    }
    assertThat(worldsThatHave(SecondOpinion.DETENTIONS)).isGreaterThan(WORLDS / 3);
    assertThat(worldsThatHave(SecondOpinion.BED_DAYS)).isGreaterThan(WORLDS / 3);
    assertThat(worldsThatHave(SecondOpinion.BED_DAYS_PUBLISHED)).isGreaterThan(WORLDS / 3);
    assertThat(worldsThatHave(SecondOpinion.SEEN_IN_FOUR_HOURS)).isGreaterThan(WORLDS / 6);
  }

  @ParameterizedTest
  @EnumSource
  void a_rule_read_wrongly_makes_worlds_disagree(Slip slip) {
    assertThat(disagreements(EnumSet.of(slip))).isNotEmpty();
  }

  /** A world in which a provider's figures differ. */
  private record Disagreement(
      World world,
      Map<String, Map<String, Integer>> marts,
      Map<String, Map<String, Integer>> second) {

    private String printed() {
      List<String> lines = new ArrayList<>();
      for (String provider : world.providers()) {
        Map<String, Integer> first = marts.getOrDefault(provider, Map.of());
        Map<String, Integer> other = second.getOrDefault(provider, Map.of());
        if (!first.equals(other)) {
          lines.add("  " + provider + " marts  " + first);
          lines.add("  " + provider + " second " + other);
        }
      }
      return "\nworld " + world.number() + "\n" + String.join("\n", lines) + "\n" + world.printed();
    }

    @Override
    public String toString() {
      return "world " + world.number();
    }
  }

  private static List<Disagreement> disagreements(Set<Slip> slips) {
    SecondOpinion opinion = new SecondOpinion(Worlds.MONTH, slips);
    return worlds.stream()
        .map(world -> new Disagreement(world, ofMarts(world), opinion.figures(world)))
        .filter(both -> !both.marts().equals(both.second()))
        .toList();
  }

  private static Map<String, Map<String, Integer>> ofMarts(World world) {
    Map<String, Map<String, Integer>> figures = new TreeMap<>();
    for (String provider : world.providers()) {
      if (ofMarts.containsKey(provider)) {
        figures.put(provider, Objects.requireNonNull(ofMarts.get(provider)));
      }
    }
    return figures;
  }

  private static Map<String, Integer> secondForEngland() {
    SecondOpinion opinion = new SecondOpinion(Worlds.MONTH, EnumSet.noneOf(Slip.class));
    Map<String, Integer> england = new TreeMap<>();
    for (World world : worlds) {
      opinion
          .figures(world)
          .values()
          .forEach(of -> of.forEach((name, number) -> england.merge(name, number, Integer::sum)));
    }
    return england;
  }

  private static long worldsThatHave(String figure) {
    SecondOpinion opinion = new SecondOpinion(Worlds.MONTH, EnumSet.noneOf(Slip.class));
    return worlds.stream()
        .filter(
            world ->
                opinion.figures(world).values().stream().anyMatch(of -> of.containsKey(figure)))
        .count();
  }
}
