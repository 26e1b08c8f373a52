package org.concordat.platform.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NarrowingTest {

  /** Whole 0, parts 1 and 2; part 2 is whole 2 of parts 3 and 4. */
  private static final List<Relation> TREE =
      List.of(
          new Relation("", new int[] {0}, new int[] {1, 2}),
          new Relation("", new int[] {2}, new int[] {3, 4}));

  @Test
  void a_part_is_the_whole_less_the_other_parts() {
    // Whole 9 and part 2 = 5 are known, so part 1 is 4 and nothing else.
    Narrowing narrowing = of(TREE, new long[] {9, 0, 5, 0, 0}, new long[] {9, 7, 5, 7, 7});
    assertThat(narrowing.isImpossible(1, 4)).isFalse();
    assertThat(narrowing.isImpossible(1, 3)).isTrue();
    assertThat(narrowing.isImpossible(1, 5)).isTrue();
    assertThat(narrowing.mostPossible(1)).isEqualTo(1);
  }

  @Test
  void a_figure_two_relations_away_narrows_it() {
    // Parts 3 and 4 are 2 and 3: part 2 is 5, so part 1 of 9 is 4.
    Narrowing narrowing = of(TREE, new long[] {9, 0, 0, 2, 3}, new long[] {9, 7, 7, 2, 3});
    assertThat(narrowing.isImpossible(1, 3)).isTrue();
    assertThat(narrowing.isImpossible(1, 4)).isFalse();
    // One relation alone leaves 2 to 7 of part 1.
    assertThat(narrowing.mostPossible(1)).isEqualTo(6);
  }

  @Test
  void nothing_that_is_possible_is_called_impossible() {
    SplittableRandom random = new SplittableRandom(7);
    int impossible = 0;
    for (int world = 0; world < 300; world++) {
      long[] lower = new long[5];
      long[] upper = new long[5];
      for (int figure = 0; figure < 5; figure++) {
        lower[figure] = random.nextInt(4);
        upper[figure] = lower[figure] + random.nextInt(4);
      }
      Narrowing narrowing = of(TREE, lower, upper);
      for (int figure = 0; figure < 5; figure++) {
        for (long value = lower[figure]; value <= upper[figure]; value++) {
          if (narrowing.isImpossible(figure, value)) {
            impossible++;
            assertThat(isPossible(figure, value, lower, upper)).isFalse();
          }
        }
      }
    }
    assertThat(impossible).isPositive();
  }

  /** By trying all values of parts 1, 3 and 4. */
  private static boolean isPossible(int figure, long value, long[] lower, long[] upper) {
    for (long one = lower[1]; one <= upper[1]; one++) {
      for (long three = lower[3]; three <= upper[3]; three++) {
        for (long four = lower[4]; four <= upper[4]; four++) {
          long[] all = {one + three + four, one, three + four, three, four};
          if (all[figure] == value
              && all[0] >= lower[0]
              && all[0] <= upper[0]
              && all[2] >= lower[2]
              && all[2] <= upper[2]) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Narrowing of(List<Relation> relations, long[] lower, long[] upper) {
    int[][] figures = relations.stream().map(Relation::figures).toArray(int[][]::new);
    int[] plus = relations.stream().mapToInt(relation -> relation.plus().length).toArray();
    return new Narrowing(Relation.byFigure(relations, lower.length), figures, plus, lower, upper);
  }
}
