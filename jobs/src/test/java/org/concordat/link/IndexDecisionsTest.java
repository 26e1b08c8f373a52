package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.concordat.link.IndexDecisions.Holding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who keeps which id, worked by hand; groups are written in capitals, as are the ids they own. */
class IndexDecisionsTest {

  @Test
  void keeps_the_id_a_person_had_though_its_own_would_be_another() {
    IndexDecisions decisions =
        decide(holding("NEW", "OLD", 2, "2026-03"), holding("NEW", null, 1, null));

    assertThat(decisions.exceptions()).isEqualTo(Map.of("NEW", "OLD"));
    assertThat(decisions.changes()).isEmpty();
    assertThat(decisions.merged()).isEmpty();
  }

  @Test
  void merges_into_the_older_id() {
    IndexDecisions decisions =
        decide(holding("B", "B", 5, "2026-05"), holding("B", "A", 1, "2026-03"));

    assertThat(decisions.exceptions()).isEqualTo(Map.of("B", "A"));
    assertThat(decisions.merged()).isEqualTo(Map.of("B", "A"));
    assertThat(decisions.changes())
        .containsExactly(new PersonChange("merged", "B", "A", 5, "2026-07", "2026-09"));
  }

  @Test
  void splits_and_leaves_the_id_with_the_larger_part() {
    IndexDecisions decisions =
        decide(holding("A", "A", 1, "2026-03"), holding("C", "A", 3, "2026-03"));

    // C holds more of A's anchors and becomes A; the rest cannot have that id and gets a new one.
    assertThat(decisions.exceptions()).isEqualTo(Map.of("A", "A in 2026-09", "C", "A"));
    assertThat(decisions.merged()).isEmpty();
    assertThat(decisions.changes())
        .containsExactly(new PersonChange("split", "A", "A in 2026-09", 1, "2026-07", "2026-09"));
  }

  @Test
  void an_even_split_leaves_the_id_with_whose_own_it_is() {
    IndexDecisions decisions =
        decide(holding("A", "B", 2, "2026-03"), holding("B", "B", 2, "2026-03"));

    assertThat(decisions.exceptions()).isEmpty();
    assertThat(decisions.changes())
        .containsExactly(new PersonChange("split", "B", "A", 2, "2026-07", "2026-09"));
  }

  @Test
  void a_group_that_loses_one_id_falls_back_on_another_it_holds() {
    IndexDecisions decisions =
        decide(
            holding("X", "A", 1, "2026-01"),
            holding("Y", "A", 2, "2026-01"),
            holding("X", "B", 1, "2026-02"));

    assertThat(decisions.exceptions()).isEqualTo(Map.of("X", "B", "Y", "A"));
    assertThat(decisions.changes())
        .containsExactly(new PersonChange("split", "A", "B", 1, "2026-07", "2026-09"));
  }

  @Test
  void never_gives_one_id_to_two_groups_and_never_depends_on_order() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<Holding> holdings = new ArrayList<>();
      for (int group = 0; group < 5; group++) {
        for (int id = 0; id < 5; id++) {
          if (random.nextInt(3) == 0) {
            holdings.add(
                holding("" + group, "" + id, 1 + random.nextInt(3), "2026-0" + (1 + id % 3)));
          }
        }
        if (random.nextInt(3) == 0) {
          holdings.add(holding("" + group, null, 1, null));
        }
      }
      IndexDecisions decisions = decide(holdings.toArray(Holding[]::new));
      List<String> groups = holdings.stream().map(Holding::group).distinct().toList();
      assertThat(groups.stream().map(group -> decisions.exceptions().getOrDefault(group, group)))
          .doesNotHaveDuplicates();
      Collections.shuffle(holdings, random);
      IndexDecisions again = decide(holdings.toArray(Holding[]::new));
      assertThat(again.exceptions()).isEqualTo(decisions.exceptions());
      assertThat(again.changes()).isEqualTo(decisions.changes());
      // Linked again with what the index now says, nothing changes any more.
      List<Holding> after =
          groups.stream()
              .map(
                  group ->
                      holding(
                          group, decisions.exceptions().getOrDefault(group, group), 1, "2026-09"))
              .toList();
      IndexDecisions next = decide(after.toArray(Holding[]::new));
      assertThat(next.exceptions()).isEqualTo(decisions.exceptions());
      assertThat(next.changes()).isEmpty();
    }
  }

  private static Holding holding(
      String group, @Nullable String known, long anchors, @Nullable String knownFrom) {
    return new Holding(group, known, anchors, knownFrom, "2026-07", "2026-09");
  }

  private static IndexDecisions decide(Holding... holdings) {
    return new IndexDecisions(
        List.of(holdings), (group, month) -> group + " in " + month, "2026-09");
  }
}
