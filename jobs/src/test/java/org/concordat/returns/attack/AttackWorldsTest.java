package org.concordat.returns.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The attacker on two hundred invented countries: it must find what is there, and only that. */
class AttackWorldsTest {

  private static final List<World> WORLDS =
      LongStream.rangeClosed(1, 200).mapToObj(SmallWorlds::of).toList();

  /** D1, D2 and D6 and nothing more: each figure by itself. */
  private static final Treatment ONE_BY_ONE =
      world -> {
        Map<Key, String> texts = new TreeMap<>();
        world.cells().forEach(cell -> texts.put(cell.key(), cell.printed()));
        return texts;
      };

  /** Hides everything, England's noughts too. */
  private static final Treatment EVERYTHING =
      new Treatment() {
        @Override
        public Map<Key, String> publish(World world) {
          Map<Key, String> texts = new TreeMap<>();
          world.cells().forEach(cell -> texts.put(cell.key(), "*"));
          return texts;
        }

        @Override
        public boolean printsEnglandNoughts() {
          return false;
        }
      };

  @Test
  void figures_treated_one_by_one_leak_in_more_than_half_of_the_worlds() {
    int leaking = 0;
    for (World world : WORLDS) {
      Judgement judgement = Judgement.of(world, ONE_BY_ONE);
      assertThat(judgement.wrongTexts()).isEmpty();
      assertThat(judgement.misjudged()).isEmpty();
      judgement.results().values().forEach(result -> assertThat(result.contradictions()).isEmpty());
      leaking += judgement.faults().isEmpty() ? 0 : 1;
    }
    assertThat(leaking).isGreaterThanOrEqualTo(115);
  }

  @Test
  void a_world_of_which_all_is_hidden_tells_an_outsider_nothing() {
    List<String> faults = new ArrayList<>();
    for (World world : WORLDS) {
      PublishedTable table = world.table(EVERYTHING.publish(world), false);
      for (Reading reading : List.of(Reading.NAIVE, Reading.CAUTIOUS)) {
        Attack.on(table, reading).forbidden().forEach(finding -> faults.add(finding.toString()));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void the_same_seed_gives_the_same_world() {
    assertThat(SmallWorlds.of(7)).isEqualTo(SmallWorlds.of(7));
    assertThat(SmallWorlds.of(7)).isNotEqualTo(SmallWorlds.of(8));
  }

  @Test
  void worlds_hold_what_they_promise() {
    for (World world : WORLDS) {
      Map<Key, Integer> truth = world.truth();
      for (Relation relation : world.relations()) {
        if (relation instanceof Relation.Total total && truth.keySet().containsAll(total.keys())) {
          assertThat(total.parts().stream().mapToInt(truth::get).sum())
              .as(total.toString())
              .isEqualTo(truth.get(total.whole()));
        }
        if (relation instanceof Relation.AtMost most && truth.keySet().containsAll(most.keys())) {
          assertThat(most.parts().stream().mapToInt(truth::get).sum())
              .as(most.toString())
              .isLessThanOrEqualTo(truth.get(most.whole()));
        }
      }
    }
  }
}
