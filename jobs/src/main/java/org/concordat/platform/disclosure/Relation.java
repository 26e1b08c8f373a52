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

  /** 1 for a figure of one side, -1 for one of the other. */
  int sign(int place) {
    return place < plus.length ? 1 : -1;
  }

  /** The sign of a figure that takes part. */
  int signOf(int figure) {
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
  boolean spread(boolean[] noughts) {
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
}
