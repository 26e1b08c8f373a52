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

  /** 1 or -1 beside each relation of a figure: on which side of it the figure stands. */
  private final byte[][] signsOf;

  private final Relation[] relations;

  /** The figures of each relation, those of its one side first, and how many those are. */
  private final int[][] figuresOf;

  private final int[] plusOf;
  private final long[] lower;
  private final long[] upper;
  private final Narrowing narrowing;
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
    this.signsOf = Relation.signs(relations, relationsOf);
    this.figuresOf = new int[relations.length][];
    this.plusOf = new int[relations.length];
    for (int r = 0; r < relations.length; r++) {
      figuresOf[r] = relations[r].figures();
      plusOf[r] = relations[r].plus().length;
    }
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
    this.narrowing = new Narrowing(relationsOf, figuresOf, plusOf, lower, upper);
    this.isNought = Relation.noughts(table.relations, upper);
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
      if (away == 1 && narrowing.mostPossible(figure) < least) {
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

  private void tryValue(int figure, int away, int chains) {
    long wanted = table.value[figure] + away;
    boolean isKnown = (seen[figure] & 1 << FURTHEST + away) != 0;
    if (isKnown
        || wanted < lower[figure]
        || wanted > upper[figure]
        || narrowing.isImpossible(figure, wanted)) {
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
    int[] own = relationsOf[figure];
    for (int i = 0; i < own.length; i++) {
      int r = own[i];
      imbalance[r] += signsOf[figure][i] * by;
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
      int figure = moveBest(r, chainStart + change);
      if (figure >= 0) {
        lastChange[figure] = chainStart + change;
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
  private long step(int r, int figure, int sign) {
    long need = -imbalance[r] * sign;
    return need > 0
        ? Math.min(need, upper[figure] - now[figure])
        : Math.max(need, lower[figure] - now[figure]);
  }

  /**
   * Moves the figure of a relation that leaves least out of balance when it moves.
   *
   * @return the figure; -1 when none can move
   */
  private int moveBest(int r, long at) {
    int best = -1;
    long bestStep = 0;
    long least = Long.MAX_VALUE;
    int[] figures = figuresOf[r];
    for (int place = 0; place < figures.length; place++) {
      int figure = figures[place];
      long step = lastChange[figure] > at - REST ? 0 : step(r, figure, place < plusOf[r] ? 1 : -1);
      if (step != 0) {
        long rank = left(figure, step) * WEIGHT + random.nextInt(CHANCE);
        if (rank < least) {
          least = rank;
          best = figure;
          bestStep = step;
        }
      }
    }
    if (best >= 0) {
      move(best, now[best] + bestStep);
    }
    return best;
  }

  /** What a change puts out of balance less what it mends; large ones are all alike. */
  private long left(int figure, long step) {
    long change = 0;
    int[] own = relationsOf[figure];
    byte[] signs = signsOf[figure];
    for (int i = 0; i < own.length; i++) {
      long imbalanceNow = imbalance[own[i]];
      long before = Math.abs(imbalanceNow);
      long after = Math.abs(imbalanceNow + signs[i] * step);
      change += Math.min(LARGE, after) - Math.min(LARGE, before) + (before == 0 ? NEWLY_OPEN : 0);
    }
    return change;
  }
}
