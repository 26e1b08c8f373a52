package org.concordat.platform.disclosure;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What plain arithmetic says is impossible: the relations around a figure narrow each other's
 * ranges until one is empty. Never wrong when it says so, and far quicker than a search that finds
 * nothing; it says nothing of most of what is impossible.
 */
final class Narrowing {

  /** Figures looked at before it gives up. */
  private static final int MOST = 20_000;

  private final int[][] relationsOf;
  private final int[][] figuresOf;
  private final int[] plusOf;
  private final long[] lower;
  private final long[] upper;
  private final long[] least;
  private final long[] most;
  private final int[] narrowed;
  private final boolean[] isNarrowed;
  private int length;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final boolean[] isWaiting;

  /**
   * @param relationsOf relations of each figure
   * @param figuresOf figures of each relation, those of its one side first
   * @param plusOf how many figures those are
   * @param lower least value of each figure; may change between questions
   * @param upper greatest value of each figure; may change between questions
   */
  Narrowing(int[][] relationsOf, int[][] figuresOf, int[] plusOf, long[] lower, long[] upper) {
    this.relationsOf = relationsOf;
    this.figuresOf = figuresOf;
    this.plusOf = plusOf;
    this.lower = lower;
    this.upper = upper;
    this.least = new long[lower.length];
    this.most = new long[lower.length];
    this.narrowed = new int[lower.length];
    this.isNarrowed = new boolean[lower.length];
    this.isWaiting = new boolean[figuresOf.length];
  }

  /** How many values of a figure each relation alone leaves possible: no search finds more. */
  long mostPossible(int figure) {
    long from = lower[figure];
    long to = upper[figure];
    for (int relation : relationsOf[figure]) {
      int[] figures = figuresOf[relation];
      long low = 0;
      long high = 0;
      boolean isPlus = false;
      for (int place = 0; place < figures.length; place++) {
        int other = figures[place];
        boolean isOtherPlus = place < plusOf[relation];
        if (other == figure) {
          isPlus = isOtherPlus;
        } else {
          low += isOtherPlus ? lower[other] : -upper[other];
          high += isOtherPlus ? upper[other] : -lower[other];
        }
      }
      from = Math.max(from, isPlus ? -high : low);
      to = Math.min(to, isPlus ? -low : high);
    }
    return to - from + 1;
  }

  /** Whether a figure certainly cannot have a value. */
  boolean isImpossible(int figure, long value) {
    boolean isPossible = narrow(figure, value, value);
    int looked = 0;
    while (isPossible && !waiting.isEmpty() && looked < MOST) {
      int relation = waiting.remove();
      isWaiting[relation] = false;
      looked += figuresOf[relation].length;
      isPossible = narrow(relation);
    }
    while (!waiting.isEmpty()) {
      isWaiting[waiting.remove()] = false;
    }
    while (length > 0) {
      isNarrowed[narrowed[--length]] = false;
    }
    return !isPossible;
  }

  /** Narrows what stands in a relation; false when something has no value left. */
  private boolean narrow(int relation) {
    int[] figures = figuresOf[relation];
    long low = 0;
    long high = 0;
    for (int place = 0; place < figures.length; place++) {
      boolean isPlus = place < plusOf[relation];
      low += isPlus ? least(figures[place]) : -most(figures[place]);
      high += isPlus ? most(figures[place]) : -least(figures[place]);
    }
    if (low > 0 || high < 0) {
      return false;
    }
    for (int place = 0; place < figures.length; place++) {
      int figure = figures[place];
      long from = least(figure);
      long to = most(figure);
      // All others together lie between low and high without this one; with it they are nought.
      boolean isPlus = place < plusOf[relation];
      long newFrom = Math.max(from, isPlus ? to - high : to + low);
      long newTo = Math.min(to, isPlus ? from - low : from + high);
      if ((newFrom > from || newTo < to) && !narrow(figure, newFrom, newTo)) {
        return false;
      }
    }
    return true;
  }

  private boolean narrow(int figure, long from, long to) {
    if (!isNarrowed[figure]) {
      isNarrowed[figure] = true;
      narrowed[length++] = figure;
    }
    least[figure] = from;
    most[figure] = to;
    for (int relation : relationsOf[figure]) {
      if (!isWaiting[relation]) {
        isWaiting[relation] = true;
        waiting.add(relation);
      }
    }
    return from <= to;
  }

  private long least(int figure) {
    return isNarrowed[figure] ? least[figure] : lower[figure];
  }

  private long most(int figure) {
    return isNarrowed[figure] ? most[figure] : upper[figure];
  }
}
