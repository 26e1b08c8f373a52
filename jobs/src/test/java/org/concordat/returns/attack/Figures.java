package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Unknown whole numbers, each with a range, and sums over them that must lie between two limits.
 * Answers whether one of them can have a value, and shows a whole set of numbers when it can.
 *
 * <p>Ranges are tightened until nothing moves. Then one set of numbers that fits is looked for, and
 * each further question starts from the set found last: the number asked for is set, what no longer
 * fits is put right beside it, and so on. Every step either takes a move or forbids it, so a search
 * that ends without a set is a proof that there is none. Numbers that no open sum connects are
 * separate groups and are never searched together.
 */
final class Figures {

  /** What a search came to. */
  enum Answer {
    /** A set of numbers was found. */
    POSSIBLE,
    /** There is none. */
    IMPOSSIBLE,
    /** Neither within the budget. */
    OPEN
  }

  private static final int[] NOTHING = new int[0];
  private static final int ATTEMPTS = 6;

  private final List<int[]> ranges = new ArrayList<>();
  private final List<int[]> sumFigures = new ArrayList<>();
  private final List<int[]> sumFactors = new ArrayList<>();
  private final List<long[]> sumLimits = new ArrayList<>();

  private int[] low = NOTHING;
  private int[] high = NOTHING;
  private int[] rootLow = NOTHING;

  /** A set of numbers in the present ranges; it fits wherever no sum is in {@link #broken}. */
  private int[] value = NOTHING;

  private long[] total = new long[0];
  private int[][] sumsOf = new int[0][];
  private int[][] factorsOf = new int[0][];

  private int[] broken = NOTHING;
  private int[] brokenAt = NOTHING;
  private int brokenCount;

  private int[] groupOfFigure = NOTHING;
  private int[] groupOfSum = NOTHING;
  private List<List<Integer>> membersOf = new ArrayList<>();
  private boolean[] isContradicted = new boolean[0];
  private boolean[] isSolved = new boolean[0];
  private final List<Integer> contradictions = new ArrayList<>();

  /**
   * Which values a fitting set has shown, a bit each from the lowest possible; the last is more.
   */
  private long[] shown = new long[0];

  private int[] queue = NOTHING;
  private boolean[] isQueued = new boolean[0];
  private int queueStart;
  private int queueSize;

  private int[] trail = new int[4 * 1024];
  private int trailSize;
  private long steps;
  private boolean hasGivenUp;
  private int lastFailed;
  private Random random = new Random(1);

  /** Adds a number from least to most; gives its place. */
  int figure(int least, int most) {
    ranges.add(new int[] {least, most});
    return ranges.size() - 1;
  }

  /** Adds a sum of numbers times factors that lies between two limits. */
  void sum(int[] figures, int[] factors, long least, long most) {
    sumFigures.add(figures);
    sumFactors.add(factors);
    sumLimits.add(new long[] {least, most});
  }

  /** Of these numbers at least so many are not nought. */
  void notNought(int[] figures, int least) {
    sumFigures.add(figures);
    sumFactors.add(NOTHING);
    sumLimits.add(new long[] {least, figures.length});
  }

  /** Tightens all ranges and finds a set of numbers for every group that has one. */
  void settle(long budget) {
    lay();
    groups(false);
    int[] groupsBefore = groupOfFigure;
    boolean[] contradictedBefore = tighten();
    for (int group = 0; group < contradictedBefore.length; group++) {
      contradictedBefore[group] |= !tryEnds(group);
      trailSize = 0;
    }
    rootLow = low.clone();
    groups(true);
    for (int figure = 0; figure < low.length; figure++) {
      isContradicted[groupOfFigure[figure]] |= contradictedBefore[groupsBefore[figure]];
    }
    shown = new long[low.length];
    isSolved = new boolean[isContradicted.length];
    trailSize = 0;
    for (int group = 0; group < isContradicted.length; group++) {
      if (!isContradicted[group]) {
        solveFirst(group, budget);
      }
    }
  }

  /** Sums that cannot hold whatever the numbers are, in the order they were found. */
  List<Integer> contradictions() {
    return List.copyOf(contradictions);
  }

  /** Whether the group of a number has no set of numbers that fits. */
  boolean isContradicted(int figure) {
    return isContradicted[groupOfFigure[figure]];
  }

  /** Whether a set of numbers was found for the group of a number. */
  boolean isSolved(int figure) {
    return isSolved[groupOfFigure[figure]];
  }

  /** Smallest value left by tightening. */
  int least(int figure) {
    return low[figure];
  }

  /** Largest value left by tightening. */
  int most(int figure) {
    return high[figure];
  }

  /** The number in the set found last. */
  int present(int figure) {
    return value[figure];
  }

  /** Whether a fitting set was shown in which the number has this value. */
  boolean isShown(int figure, int wanted) {
    int bit = wanted - rootLow[figure];
    return bit < 63 && (shown[figure] >> bit & 1) == 1;
  }

  /** Different values of the number in the sets shown so far; far values count as one. */
  int shownValues(int figure) {
    return Long.bitCount(shown[figure]);
  }

  /**
   * Whether the number can have a value; a yes leaves the set that shows it behind.
   *
   * @param isThorough whether to try the ends of all other ranges before searching, and to search
   *     several times with moves in another order
   */
  Answer ask(int figure, int wanted, long budget, boolean isThorough) {
    int group = groupOfFigure[figure];
    int mark = trailSize;
    boolean isLeft = narrow(figure, wanted, wanted) && tightenQueued();
    clearQueue();
    isLeft = isLeft && (!isThorough || tryEnds(group));
    Answer answer = isLeft ? Answer.OPEN : Answer.IMPOSSIBLE;
    for (int attempt = 0;
        answer == Answer.OPEN && attempt < (isThorough ? ATTEMPTS : 1);
        attempt++) {
      answer = searched(group, budget);
    }
    if (answer == Answer.POSSIBLE) {
      for (int at = mark; at < trailSize; at += 4) {
        show(trail[at]);
      }
    }
    back(mark, answer == Answer.POSSIBLE);
    return answer;
  }

  private Answer searched(int group, long budget) {
    steps = budget;
    hasGivenUp = false;
    boolean found = search(group);
    clearQueue();
    return found ? Answer.POSSIBLE : hasGivenUp ? Answer.OPEN : Answer.IMPOSSIBLE;
  }

  /**
   * Tightens a group by trying the two ends of every range: an end that contradicts itself goes.
   * False when a range is left empty.
   */
  private boolean tryEnds(int group) {
    List<Integer> members = membersOf.get(group);
    boolean hasMoved = true;
    for (int round = 0; hasMoved && round < 4; round++) {
      hasMoved = false;
      for (int figure : members) {
        for (boolean isLow : new boolean[] {true, false}) {
          while (low[figure] < high[figure] && (isLow || high[figure] < PublishedCell.Range.ANY)) {
            int end = isLow ? low[figure] : high[figure];
            int mark = trailSize;
            boolean isPossible = narrow(figure, end, end) && tightenQueued();
            clearQueue();
            back(mark, false);
            if (isPossible) {
              break;
            }
            hasMoved = true;
            boolean isLeft =
                isLow
                    ? narrow(figure, end + 1, high[figure])
                    : narrow(figure, low[figure], end - 1);
            if (!isLeft || !tightenQueued()) {
              clearQueue();
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  /** Takes a value at the end of a number's range away for good, once it was proved impossible. */
  void ruleOut(int figure, int impossible) {
    if (low[figure] == high[figure]) {
      return;
    }
    boolean isLeft =
        impossible == low[figure]
            ? narrow(figure, impossible + 1, high[figure])
            : impossible != high[figure] || narrow(figure, low[figure], impossible - 1);
    if (!isLeft || !tightenQueued()) {
      throw new IllegalStateException("A set of numbers was shown and is impossible");
    }
    trailSize = 0;
  }

  private void show(int figure) {
    shown[figure] |= 1L << Math.min(63, value[figure] - rootLow[figure]);
  }

  private void lay() {
    int figures = ranges.size();
    int sums = sumFigures.size();
    low = new int[figures];
    high = new int[figures];
    value = new int[figures];
    int[] counts = new int[figures];
    for (int[] members : sumFigures) {
      for (int figure : members) {
        counts[figure]++;
      }
    }
    sumsOf = new int[figures][];
    factorsOf = new int[figures][];
    for (int figure = 0; figure < figures; figure++) {
      low[figure] = ranges.get(figure)[0];
      high[figure] = ranges.get(figure)[1];
      value[figure] =
          high[figure] == PublishedCell.Range.ANY
              ? low[figure]
              : low[figure] + (high[figure] - low[figure]) / 2;
      sumsOf[figure] = new int[counts[figure]];
      factorsOf[figure] = new int[counts[figure]];
    }
    Arrays.fill(counts, 0);
    for (int sum = 0; sum < sums; sum++) {
      int[] members = sumFigures.get(sum);
      for (int i = 0; i < members.length; i++) {
        int at = counts[members[i]]++;
        sumsOf[members[i]][at] = sum;
        factorsOf[members[i]][at] = isCount(sum) ? 0 : sumFactors.get(sum)[i];
      }
    }
    total = new long[sums];
    broken = new int[sums];
    brokenAt = new int[sums];
    Arrays.fill(brokenAt, -1);
    for (int sum = 0; sum < sums; sum++) {
      total[sum] = presentTotal(sum);
      noteBroken(sum);
    }
    queue = new int[sums];
    isQueued = new boolean[sums];
  }

  private boolean isCount(int sum) {
    return sumFactors.get(sum).length == 0;
  }

  private long presentTotal(int sum) {
    int[] members = sumFigures.get(sum);
    long result = 0;
    for (int i = 0; i < members.length; i++) {
      int present = value[members[i]];
      result += isCount(sum) ? (present > 0 ? 1 : 0) : (long) sumFactors.get(sum)[i] * present;
    }
    return result;
  }

  private void noteBroken(int sum) {
    boolean isBroken = excess(sum, total[sum]) != 0;
    int at = brokenAt[sum];
    if (isBroken && at < 0) {
      brokenAt[sum] = brokenCount;
      broken[brokenCount++] = sum;
    } else if (!isBroken && at >= 0) {
      int last = broken[--brokenCount];
      broken[at] = last;
      brokenAt[last] = at;
      brokenAt[sum] = -1;
    }
  }

  /** How far a total lies above (positive) or below (negative) what it may be. */
  private long excess(int sum, long present) {
    long[] limits = sumLimits.get(sum);
    return present < limits[0] ? present - limits[0] : Math.max(0, present - limits[1]);
  }

  /** Numbers that share a sum which is still open are one group. */
  private void groups(boolean onlyOpenSums) {
    int[] parent = new int[low.length];
    for (int figure = 0; figure < parent.length; figure++) {
      parent[figure] = figure;
    }
    int sums = sumFigures.size();
    for (int sum = 0; sum < sums; sum++) {
      if (onlyOpenSums && alwaysHolds(sum)) {
        continue;
      }
      int first = -1;
      for (int figure : sumFigures.get(sum)) {
        if (low[figure] < high[figure]) {
          if (first < 0) {
            first = root(parent, figure);
          } else {
            parent[root(parent, figure)] = first;
          }
        }
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    groupOfFigure = new int[low.length];
    for (int figure = 0; figure < low.length; figure++) {
      int top = root(parent, figure);
      Integer number = numbers.get(top);
      if (number == null) {
        number = numbers.size();
        numbers.put(top, number);
      }
      groupOfFigure[figure] = number;
    }
    groupOfSum = new int[sums];
    for (int sum = 0; sum < sums; sum++) {
      groupOfSum[sum] = -1;
      for (int figure : sumFigures.get(sum)) {
        if (low[figure] < high[figure]) {
          groupOfSum[sum] = groupOfFigure[figure];
        }
      }
    }
    isContradicted = new boolean[numbers.size()];
    membersOf = new ArrayList<>();
    for (int group = 0; group < isContradicted.length; group++) {
      membersOf.add(new ArrayList<>());
    }
    for (int figure = 0; figure < low.length; figure++) {
      membersOf.get(groupOfFigure[figure]).add(figure);
    }
  }

  private static int root(int[] parent, int figure) {
    int at = figure;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private boolean alwaysHolds(int sum) {
    long[] limits = sumLimits.get(sum);
    return smallest(sum) >= limits[0] && largest(sum) <= limits[1];
  }

  private long smallest(int sum) {
    int[] members = sumFigures.get(sum);
    int[] factors = sumFactors.get(sum);
    long result = 0;
    for (int i = 0; i < members.length; i++) {
      int figure = members[i];
      if (isCount(sum)) {
        result += low[figure] > 0 ? 1 : 0;
      } else {
        result += (long) factors[i] * (factors[i] > 0 ? low[figure] : high[figure]);
      }
    }
    return result;
  }

  private long largest(int sum) {
    int[] members = sumFigures.get(sum);
    int[] factors = sumFactors.get(sum);
    long result = 0;
    for (int i = 0; i < members.length; i++) {
      int figure = members[i];
      if (isCount(sum)) {
        result += high[figure] > 0 ? 1 : 0;
      } else {
        result += (long) factors[i] * (factors[i] > 0 ? high[figure] : low[figure]);
      }
    }
    return result;
  }

  /** Tightens group by group, so that a contradiction in one says nothing of another. */
  private boolean[] tighten() {
    List<List<Integer>> sums = new ArrayList<>();
    for (int group = 0; group < isContradicted.length; group++) {
      sums.add(new ArrayList<>());
    }
    for (int sum = 0; sum < sumFigures.size(); sum++) {
      if (groupOfSum[sum] >= 0) {
        sums.get(groupOfSum[sum]).add(sum);
      } else if (!alwaysHolds(sum)) {
        contradictions.add(sum);
      }
    }
    boolean[] result = new boolean[sums.size()];
    for (int group = 0; group < result.length; group++) {
      sums.get(group).forEach(this::enqueue);
      if (!tightenQueued()) {
        result[group] = true;
        contradictions.add(lastFailed);
      }
      clearQueue();
      trailSize = 0;
    }
    return result;
  }

  private void solveFirst(int group, long budget) {
    for (int attempt = 1; attempt <= 5 * ATTEMPTS && !isSolved[group]; attempt++) {
      random = new Random(attempt);
      int mark = trailSize;
      Answer answer = searched(group, attempt < 5 * ATTEMPTS ? budget : 20 * budget);
      back(mark, answer == Answer.POSSIBLE);
      if (answer == Answer.POSSIBLE) {
        isSolved[group] = true;
        membersOf.get(group).forEach(this::show);
      } else if (answer == Answer.IMPOSSIBLE) {
        isContradicted[group] = true;
        return;
      } else {
        for (int figure : membersOf.get(group)) {
          int width = Math.min(6, high[figure] - low[figure]);
          put(figure, low[figure] + (width == 0 ? 0 : random.nextInt(width + 1)));
        }
      }
    }
  }

  /** Puts right what is broken in a group, depth first; false when it cannot be or gives up. */
  private boolean search(int group) {
    int sum = brokenSum(group);
    if (sum < 0) {
      return true;
    }
    if (--steps < 0) {
      hasGivenUp = true;
      return false;
    }
    Move move = bestMove(sum);
    if (move == null) {
      return false;
    }
    int figure = move.figure;
    int before = value[figure];
    int mark = trailSize;
    boolean found =
        move.isUp
            ? narrow(figure, before + move.by, high[figure])
            : narrow(figure, low[figure], before - move.by);
    if (found && tightenQueued() && search(group)) {
      return true;
    }
    clearQueue();
    back(mark, false);
    if (hasGivenUp) {
      return false;
    }
    found =
        move.isUp
            ? narrow(figure, low[figure], before + move.by - 1)
            : narrow(figure, before - move.by + 1, high[figure]);
    if (found && tightenQueued() && search(group)) {
      return true;
    }
    clearQueue();
    back(mark, false);
    return false;
  }

  private record Move(int figure, boolean isUp, int by) {}

  private int brokenSum(int group) {
    int best = -1;
    int looked = 0;
    for (int at = brokenCount - 1; at >= 0 && looked < 12; at--) {
      int sum = broken[at];
      if (groupOfSum[sum] == group) {
        looked++;
        if (best < 0 || sumFigures.get(sum).length < sumFigures.get(best).length) {
          best = sum;
        }
      }
    }
    return best;
  }

  private @Nullable Move bestMove(int sum) {
    int[] members = sumFigures.get(sum);
    long excess = excess(sum, total[sum]);
    Move best = null;
    long bestCost = Long.MAX_VALUE;
    for (int i = 0; i < members.length; i++) {
      int figure = members[i];
      if (low[figure] == high[figure]) {
        continue;
      }
      int factor = isCount(sum) ? 1 : sumFactors.get(sum)[i];
      if (isCount(sum) && value[figure] > 0) {
        continue;
      }
      boolean isUp = (excess < 0) == (factor > 0);
      int room = isUp ? high[figure] - value[figure] : value[figure] - low[figure];
      if (room == 0) {
        continue;
      }
      long size = Math.abs(factor);
      int by = isCount(sum) ? 1 : (int) Math.min(room, (Math.abs(excess) + size - 1) / size);
      long cost = cost(figure, isUp ? by : -by) * 16 + random.nextInt(8);
      if (cost < bestCost) {
        bestCost = cost;
        best = new Move(figure, isUp, by);
      }
    }
    return best;
  }

  /** How much more the sums of a number would be out after a move, each at most as ten. */
  private long cost(int figure, int by) {
    long result = 0;
    int[] sums = sumsOf[figure];
    for (int i = 0; i < sums.length; i++) {
      int sum = sums[i];
      long after =
          isCount(sum)
              ? total[sum] + (value[figure] + by > 0 ? 1 : 0) - (value[figure] > 0 ? 1 : 0)
              : total[sum] + (long) factorsOf[figure][i] * by;
      long worse = Math.abs(excess(sum, after)) - Math.abs(excess(sum, total[sum]));
      result += Math.max(-10, Math.min(10, worse)) + (worse > 0 ? 5 : 0);
    }
    return result;
  }

  private boolean narrow(int figure, int least, int most) {
    if (least > most) {
      return false;
    }
    if (least <= low[figure] && most >= high[figure]) {
      return true;
    }
    if (trailSize + 4 > trail.length) {
      trail = Arrays.copyOf(trail, trail.length * 2);
    }
    trail[trailSize] = figure;
    trail[trailSize + 1] = low[figure];
    trail[trailSize + 2] = high[figure];
    trail[trailSize + 3] = value[figure];
    trailSize += 4;
    low[figure] = Math.max(low[figure], least);
    high[figure] = Math.min(high[figure], most);
    if (low[figure] > high[figure]) {
      return false;
    }
    put(figure, Math.max(low[figure], Math.min(high[figure], value[figure])));
    for (int sum : sumsOf[figure]) {
      enqueue(sum);
    }
    return true;
  }

  private void put(int figure, int wanted) {
    int before = value[figure];
    if (before == wanted) {
      return;
    }
    value[figure] = wanted;
    int[] sums = sumsOf[figure];
    for (int i = 0; i < sums.length; i++) {
      int sum = sums[i];
      total[sum] +=
          isCount(sum)
              ? (wanted > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
              : (long) factorsOf[figure][i] * (wanted - before);
      noteBroken(sum);
    }
  }

  /** Takes ranges back to a mark; the present numbers too unless they are to be kept. */
  private void back(int mark, boolean keepNumbers) {
    while (trailSize > mark) {
      trailSize -= 4;
      int figure = trail[trailSize];
      low[figure] = trail[trailSize + 1];
      high[figure] = trail[trailSize + 2];
      if (!keepNumbers) {
        put(figure, trail[trailSize + 3]);
      }
    }
  }

  private void enqueue(int sum) {
    if (!isQueued[sum]) {
      isQueued[sum] = true;
      queue[(queueStart + queueSize++) % queue.length] = sum;
    }
  }

  private void clearQueue() {
    while (queueSize > 0) {
      isQueued[queue[queueStart]] = false;
      queueStart = (queueStart + 1) % queue.length;
      queueSize--;
    }
  }

  private boolean tightenQueued() {
    // Two sums can push each other up for ever by one; leaving off early only tightens less.
    long rounds = 200_000;
    while (queueSize > 0 && rounds-- > 0) {
      int sum = queue[queueStart];
      queueStart = (queueStart + 1) % queue.length;
      queueSize--;
      isQueued[sum] = false;
      if (!(isCount(sum) ? tightenCount(sum) : tightenSum(sum))) {
        lastFailed = sum;
        return false;
      }
    }
    return true;
  }

  private boolean tightenSum(int sum) {
    int[] members = sumFigures.get(sum);
    int[] factors = sumFactors.get(sum);
    long[] limits = sumLimits.get(sum);
    long smallest = smallest(sum);
    long largest = largest(sum);
    if (smallest > limits[1] || largest < limits[0]) {
      return false;
    }
    if (smallest >= limits[0] && largest <= limits[1]) {
      return true;
    }
    for (int i = 0; i < members.length; i++) {
      int figure = members[i];
      if (low[figure] == high[figure]) {
        continue;
      }
      long size = Math.abs(factors[i]);
      // How far the figure may lie from the end of its range that makes the sum small, or large.
      long fromSmall = Math.floorDiv(limits[1] - smallest, size);
      long fromLarge = Math.floorDiv(largest - limits[0], size);
      long least;
      long most;
      if (factors[i] > 0) {
        most = Math.min(high[figure], low[figure] + fromSmall);
        least = Math.max(low[figure], high[figure] - fromLarge);
      } else {
        least = Math.max(low[figure], high[figure] - fromSmall);
        most = Math.min(high[figure], low[figure] + fromLarge);
      }
      if (least > low[figure] || most < high[figure]) {
        if (least > most) {
          return false;
        }
        int lowBefore = low[figure];
        int highBefore = high[figure];
        if (!narrow(figure, (int) least, (int) most)) {
          return false;
        }
        long up = low[figure] - lowBefore;
        long down = highBefore - high[figure];
        smallest += size * (factors[i] > 0 ? up : down);
        largest -= size * (factors[i] > 0 ? down : up);
      }
    }
    return true;
  }

  private boolean tightenCount(int sum) {
    int[] members = sumFigures.get(sum);
    int can = 0;
    for (int figure : members) {
      can += high[figure] > 0 ? 1 : 0;
    }
    long least = sumLimits.get(sum)[0];
    if (can < least) {
      return false;
    }
    if (can == least) {
      for (int figure : members) {
        if (high[figure] > 0 && !narrow(figure, 1, high[figure])) {
          return false;
        }
      }
    }
    return true;
  }
}
