package org.concordat.platform.disclosure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The attack on a publication (D8): how many values of a hidden figure are still possible for a
 * reader who knows every relation and, of every asterisk, whether it hides a small count.
 *
 * <p>A value counts as possible only when it was shown to be: by other values of other figures,
 * each within what its published form allows, with which every relation holds. The search starts
 * from the true values, changes the figure and mends every relation that is then out of balance by
 * changing another figure in it. When it finds too few values within its budget the figure is taken
 * for unsafe, so it errs to the safe side only.
 */
final class Attack {

  /** Chains tried for a value before it is taken for impossible. */
  static final int MANY = 4;

  /** Chains tried to see quickly whether a cure helps. */
  static final int FEW = 2;

  /** Changes in one chain. */
  private static final int LONGEST = 1_000;

  /** Changes after which a figure may change again, so that chains do not go round in circles. */
  private static final int REST = 8;

  /** How much chance may weigh against what a change leaves out of balance, of {@link #WEIGHT}. */
  private static final int CHANCE = 150;

  private static final int WEIGHT = 64;
  private static final long LARGE = 9;
  private static final int NEWLY_OPEN = 2;
  private static final int FURTHEST = 4;

  private final FigureTable table;
  private final int least;
  private final int[][] relationsOf;
  private final Relation[] relations;
  private final long[] lower;
  private final long[] upper;
  private final boolean[] isNought;

  private final long[] now;
  private final boolean[] isMoved;
  private final long[] lastChange;
  private long chainStart = REST;
  private final int[] trail;
  private final long[] trailBefore;
  private int trailLength;
  private final long[] imbalance;
  private final int[] open;
  private final int[] openPlace;
  private int openLength;
  private SplittableRandom random = new SplittableRandom(0);

  /** Bit FURTHEST + d of a figure: its true value and d more was shown to be possible. */
  private final short[] seen;

  /**
   * @param least values that must stay possible
   */
  Attack(FigureTable table, int least) {
    this.table = table;
    this.least = least;
    int size = table.size();
    this.relations = table.relations.toArray(new Relation[0]);
    this.relationsOf = Relation.byFigure(table.relations, size);
    this.lower = new long[size];
    this.upper = new long[size];
    this.now = Arrays.copyOf(table.value, size);
    this.seen = new short[size];
    Arrays.fill(seen, (short) (1 << FURTHEST));
    this.isMoved = new boolean[size];
    this.lastChange = new long[size];
    this.trail = new int[size];
    this.trailBefore = new long[size];
    this.imbalance = new long[relations.length];
    this.open = new int[relations.length];
    this.openPlace = new int[relations.length];
    Arrays.fill(openPlace, -1);
    for (int figure = 0; figure < size; figure++) {
      formChanged(figure);
    }
    this.isNought = noughts();
  }

  int[] relationsOf(int figure) {
    return relationsOf[figure];
  }

  /** To be told when the table gives a figure another form. */
  void formChanged(int figure) {
    Range known = table.known(figure, table.form[figure]);
    lower[figure] = Math.min(known.least(), table.value[figure]);
    upper[figure] = Math.max(known.most(), table.value[figure]);
  }

  /** What is nought because a whole is shown as nought is known and nobody (D6). */
  private boolean[] noughts() {
    boolean[] noughts = new boolean[upper.length];
    for (int figure = 0; figure < noughts.length; figure++) {
      noughts[figure] = upper[figure] == 0;
    }
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (Relation relation : relations) {
        isMore |= relation.spread(noughts);
      }
    }
    return noughts;
  }

  /** Whether a figure is known to be nought because a published nought has it in it. */
  boolean isKnownNought(int figure) {
    return isNought[figure];
  }

  /**
   * Whether enough values of a figure were shown to be possible.
   *
   * @param chains chains tried for each value
   */
  boolean isSafe(int figure, int chains) {
    for (int away = 1; away <= FURTHEST && possible(figure) < least; away++) {
      if (away == 1 && mostPossible(figure) < least) {
        return false;
      }
      tryValue(figure, away, chains);
      if (possible(figure) < least) {
        tryValue(figure, -away, chains);
      }
    }
    return possible(figure) >= least;
  }

  /** How many values of a figure were shown to be possible so far. */
  int possible(int figure) {
    return Integer.bitCount(seen[figure]);
  }

  /** What each relation alone leaves possible: no search finds more. */
  private long mostPossible(int figure) {
    long from = lower[figure];
    long to = upper[figure];
    for (int r : relationsOf[figure]) {
      Relation relation = relations[r];
      int own = relations[r].signOf(figure);
      long low = 0;
      long high = 0;
      for (int place = 0; place < relation.size(); place++) {
        int other = relation.figure(place);
        if (other != figure) {
          boolean isSameSide = relation.sign(place) == own;
          low += isSameSide ? -upper[other] : lower[other];
          high += isSameSide ? -lower[other] : upper[other];
        }
      }
      from = Math.max(from, low);
      to = Math.min(to, high);
    }
    return to - from + 1;
  }

  private void tryValue(int figure, int away, int chains) {
    long wanted = table.value[figure] + away;
    boolean isKnown = (seen[figure] & 1 << FURTHEST + away) != 0;
    if (isKnown || wanted < lower[figure] || wanted > upper[figure]) {
      return;
    }
    for (int chain = 0; chain < chains; chain++) {
      random = new SplittableRandom(31L * figure + away + 1_000_003L * chain);
      move(figure, wanted);
      if (mend(figure) && table.hasContributors(now)) {
        for (int i = 0; i < trailLength; i++) {
          long moved = now[trail[i]] - table.value[trail[i]];
          if (Math.abs(moved) <= FURTHEST) {
            seen[trail[i]] |= (short) (1 << FURTHEST + moved);
          }
        }
        undo(0);
        return;
      }
      undo(0);
    }
  }

  private void move(int figure, long to) {
    long by = to - now[figure];
    if (!isMoved[figure]) {
      trail[trailLength] = figure;
      trailBefore[trailLength++] = now[figure];
      isMoved[figure] = true;
    }
    shift(figure, by);
  }

  private void undo(int length) {
    while (trailLength > length) {
      int figure = trail[--trailLength];
      isMoved[figure] = false;
      shift(figure, trailBefore[trailLength] - now[figure]);
    }
  }

  private void shift(int figure, long by) {
    now[figure] += by;
    for (int r : relationsOf[figure]) {
      imbalance[r] += relations[r].signOf(figure) * by;
      if (imbalance[r] != 0 && openPlace[r] < 0) {
        openPlace[r] = openLength;
        open[openLength++] = r;
      } else if (imbalance[r] == 0 && openPlace[r] >= 0) {
        int last = open[--openLength];
        open[openPlace[r]] = last;
        openPlace[last] = openPlace[r];
        openPlace[r] = -1;
      }
    }
  }

  /**
   * Brings every relation into balance again by one chain of changes, which may fail: each change
   * mends the smallest relation that is out of balance, or any, by the figure that leaves least out
   * of balance elsewhere, chance deciding between like ones.
   */
  private boolean mend(int kept) {
    chainStart += LONGEST + REST;
    lastChange[kept] = Long.MAX_VALUE;
    for (int change = 0; openLength > 0 && change < LONGEST; change++) {
      int r = random.nextBoolean() ? smallest() : open[random.nextInt(openLength)];
      int figure = best(r, chainStart + change);
      if (figure >= 0) {
        lastChange[figure] = chainStart + change;
        move(figure, now[figure] + step(r, figure));
      }
    }
    lastChange[kept] = 0;
    return openLength == 0;
  }

  private int smallest() {
    int smallest = open[0];
    for (int i = 1; i < openLength; i++) {
      if (relations[open[i]].size() < relations[smallest].size()) {
        smallest = open[i];
      }
    }
    return smallest;
  }

  /** How far a figure can go to bring a relation into balance; 0 when not at all. */
  private long step(int r, int figure) {
    long need = -imbalance[r] * relations[r].signOf(figure);
    return need > 0
        ? Math.min(need, upper[figure] - now[figure])
        : Math.max(need, lower[figure] - now[figure]);
  }

  /** The figure of a relation that leaves least out of balance when it moves; -1 for none. */
  private int best(int r, long at) {
    int best = -1;
    long least = Long.MAX_VALUE;
    Relation relation = relations[r];
    for (int place = 0; place < relation.size(); place++) {
      int figure = relation.figure(place);
      long step = lastChange[figure] > at - REST ? 0 : step(r, figure);
      if (step != 0) {
        long rank = left(figure, step) * WEIGHT + random.nextInt(CHANCE);
        if (rank < least) {
          least = rank;
          best = figure;
        }
      }
    }
    return best;
  }

  /** What a change puts out of balance less what it mends; large ones are all alike. */
  private long left(int figure, long step) {
    long change = 0;
    for (int other : relationsOf[figure]) {
      long before = Math.abs(imbalance[other]);
      long after = Math.abs(imbalance[other] + relations[other].signOf(figure) * step);
      change += Math.min(LARGE, after) - Math.min(LARGE, before) + (before == 0 ? NEWLY_OPEN : 0);
    }
    return change;
  }
}
