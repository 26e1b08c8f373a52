package org.concordat.returns.disclosure;

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
}
