package org.concordat.platform.disclosure;

import java.util.Arrays;
import java.util.List;

/**
 * Figures that add up for every reader: the figures of one side together are the figures of the
 * other side together.
 *
 * @param words what it says, for the report of the attack
 * @param plus figures of one side; a single one is the whole of the parts on the other
 * @param minus figures of the other side
 */
record Relation(String words, int[] plus, int[] minus) {

  int size() {
    return plus.length + minus.length;
  }

  /** The figure by its place: those of one side first. */
  int figure(int place) {
    return place < plus.length ? plus[place] : minus[place - plus.length];
  }

  /** All figures by their places. */
  int[] figures() {
    int[] figures = Arrays.copyOf(plus, size());
    System.arraycopy(minus, 0, figures, plus.length, minus.length);
    return figures;
  }

  /** 1 for a figure of one side, -1 for one of the other. */
  int sign(int place) {
    return place < plus.length ? 1 : -1;
  }

  /** The sign of a figure that takes part. */
  private int signOf(int figure) {
    for (int one : plus) {
      if (one == figure) {
        return 1;
      }
    }
    return -1;
  }

  /**
   * Marks what must be nought because all of the other side is.
   *
   * @return whether anything was marked that was not
   */
  private boolean spread(boolean[] noughts) {
    return spread(plus, minus, noughts) | spread(minus, plus, noughts);
  }

  private static boolean spread(int[] from, int[] to, boolean[] noughts) {
    boolean isMore = false;
    if (Arrays.stream(from).allMatch(figure -> noughts[figure])) {
      for (int figure : to) {
        isMore |= !noughts[figure];
        noughts[figure] = true;
      }
    }
    return isMore;
  }

  /** Places in a list of the relations that each figure takes part in. */
  static int[][] byFigure(List<Relation> relations, int figures) {
    int[] counts = new int[figures];
    for (Relation relation : relations) {
      for (int place = 0; place < relation.size(); place++) {
        counts[relation.figure(place)]++;
      }
    }
    int[][] all = new int[figures][];
    for (int figure = 0; figure < figures; figure++) {
      all[figure] = new int[counts[figure]];
    }
    for (int r = relations.size() - 1; r >= 0; r--) {
      for (int place = 0; place < relations.get(r).size(); place++) {
        int figure = relations.get(r).figure(place);
        all[figure][--counts[figure]] = r;
      }
    }
    return all;
  }

  /** 1 or -1 beside each relation of each figure: the side of it on which the figure stands. */
  static byte[][] signs(Relation[] relations, int[][] relationsOf) {
    byte[][] signs = new byte[relationsOf.length][];
    for (int figure = 0; figure < signs.length; figure++) {
      signs[figure] = new byte[relationsOf[figure].length];
      for (int i = 0; i < signs[figure].length; i++) {
        signs[figure][i] = (byte) relations[relationsOf[figure][i]].signOf(figure);
      }
    }
    return signs;
  }

  /**
   * What is nought because a whole is shown as nought is known and nobody (D6).
   *
   * @param upper the greatest value of each figure
   */
  static boolean[] noughts(List<Relation> relations, long[] upper) {
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
}
