package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concordat.marts.secondopinion.SecondOpinion;
import org.concordat.marts.secondopinion.Slip;
import org.concordat.marts.secondopinion.World;
import org.concordat.marts.secondopinion.Worlds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Figures counted twice: by the SQL of the marts and by a second implementation written from the
 * counting rules alone, over many small worlds made by chance, all in one run.
 */
class SecondOpinionTest {

  private static final long SEED = Long.getLong("concordat.worlds-seed", 20261025);
  private static final int WORLDS = Integer.getInteger("concordat.worlds", 1000);
  private static final int PRINTED = 30;

  private static List<World> worlds = List.of();
  private static Map<String, Map<String, Integer>> counted = Map.of();

  @BeforeAll
  static void count_all_worlds_at_once() {
    worlds = IntStream.range(0, WORLDS).mapToObj(number -> Worlds.of(SEED, number)).toList();
    new StepRun(ReportingMonth.of(Worlds.MONTH.toString()), StackedWorlds.tables(worlds));
    counted = MartFigures.ofLastRun();
  }

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @Test
  void both_count_the_same_in_every_world() {
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

  /** A world in which a provider's figures differ. */
  private record Disagreement(
      World world,
      Map<String, Map<String, Integer>> marts,
      Map<String, Map<String, Integer>> second) {

    private String printed() {
      return "\nworld " + world.number() + "\n  marts  " + marts + "\n  second " + second + "\n"
          + world.printed();
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
      if (counted.containsKey(provider)) {
        figures.put(provider, counted.getOrDefault(provider, Map.of()));
      }
    }
    return figures;
  }
}
