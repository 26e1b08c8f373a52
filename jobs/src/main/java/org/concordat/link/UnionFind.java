package org.concordat.link;

import java.util.stream.IntStream;

/** Connected components of a few items. */
final class UnionFind {

  /** Whether two items belong together. */
  @FunctionalInterface
  interface Edge {
    boolean joins(int one, int other);
  }

  private UnionFind() {}

  /** For each item the smallest item of its component. */
  static int[] components(int items, Edge edge) {
    int[] component = IntStream.range(0, items).toArray();
    for (int i = 0; i < items; i++) {
      for (int j = i + 1; j < items; j++) {
        if (component[i] != component[j] && edge.joins(i, j)) {
          int kept = Math.min(component[i], component[j]);
          int gone = Math.max(component[i], component[j]);
          for (int k = 0; k < items; k++) {
            if (component[k] == gone) {
              component[k] = kept;
            }
          }
        }
      }
    }
    return component;
  }
}
