package org.concordat.returns.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.concordat.returns.attack.Figures.Answer;
import org.junit.jupiter.api.Test;

/** The solver against trying every combination. */
class FiguresTest {

  private static final int NUMBERS = 6;
  private static final int MOST = 4;

  /** A sum of numbers with factors -2 to 2; with no factors, how many are not nought. */
  private record Sum(int[] factors, boolean isCount, int least, int most) {
    boolean holds(int[] numbers) {
      int total = 0;
      for (int i = 0; i < numbers.length; i++) {
        total += isCount ? (numbers[i] > 0 && factors[i] != 0 ? 1 : 0) : factors[i] * numbers[i];
      }
      return total >= least && (isCount || total <= most);
    }
  }

  @Test
  void possible_values_are_those_of_every_combination() {
    int impossibleSystems = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Sum[] sums = new Sum[3 + random.nextInt(4)];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sum(random);
      }
      Figures figures = new Figures();
      for (int i = 0; i < NUMBERS; i++) {
        figures.figure(0, MOST);
      }
      for (Sum sum : sums) {
        add(figures, sum);
      }
      figures.settle(1_000);
      for (int number = 0; number < NUMBERS; number++) {
        Set<Integer> expected = new TreeSet<>();
        tryAll(new int[NUMBERS], 0, sums, number, expected);
        Set<Integer> found = new TreeSet<>();
        for (int value = 0; value <= MOST; value++) {
          if (!isWhollyContradicted(figures)
              && value >= figures.least(number)
              && value <= figures.most(number)
              && figures.ask(number, value, 10_000, value % 2 == 0) == Answer.POSSIBLE) {
            found.add(value);
          }
        }
        assertThat(found).as("seed %d, number %d", seed, number).isEqualTo(expected);
        impossibleSystems += expected.isEmpty() && number == 0 ? 1 : 0;
      }
    }
    // Both kinds are tried: systems that fit something and systems that fit nothing.
    assertThat(impossibleSystems).isBetween(20, 380);
  }

  /** One group without a set leaves the whole system without one. */
  private static boolean isWhollyContradicted(Figures figures) {
    for (int number = 0; number < NUMBERS; number++) {
      if (figures.isContradicted(number)) {
        return true;
      }
    }
    return !figures.contradictions().isEmpty();
  }

  private static Sum sum(Random random) {
    int[] factors = new int[NUMBERS];
    int used = 0;
    for (int i = 0; i < NUMBERS; i++) {
      factors[i] = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0;
      used += factors[i] == 0 ? 0 : 1;
    }
    if (random.nextInt(6) == 0) {
      return new Sum(factors, true, Math.min(used, 1 + random.nextInt(3)), NUMBERS);
    }
    int least = random.nextInt(9) - 3;
    return new Sum(factors, false, least, least + random.nextInt(3));
  }

  private static void add(Figures figures, Sum sum) {
    int[] members = new int[NUMBERS];
    int[] factors = new int[NUMBERS];
    int used = 0;
    for (int i = 0; i < NUMBERS; i++) {
      if (sum.factors[i] != 0) {
        members[used] = i;
        factors[used++] = sum.factors[i];
      }
    }
    members = java.util.Arrays.copyOf(members, used);
    if (sum.isCount) {
      figures.notNought(members, sum.least);
    } else {
      figures.sum(members, java.util.Arrays.copyOf(factors, used), sum.least, sum.most);
    }
  }

  private static void tryAll(int[] numbers, int at, Sum[] sums, int asked, Set<Integer> possible) {
    if (at == NUMBERS) {
      for (Sum sum : sums) {
        if (!sum.holds(numbers)) {
          return;
        }
      }
      possible.add(numbers[asked]);
      return;
    }
    for (int value = 0; value <= MOST; value++) {
      numbers[at] = value;
      tryAll(numbers, at + 1, sums, asked, possible);
    }
  }
}
