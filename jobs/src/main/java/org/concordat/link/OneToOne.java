package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs the items of two sides one to one: best candidates first, and a pair only where each is the
 * other's only candidate of that rank. An item with several equally good candidates gets none, nor
 * a worse one; so does an item whose candidate is such an item.
 *
 * <p>The answer depends on the set of candidates only, never on its order.
 */
final class OneToOne {

  /**
   * An item of each side that may belong together.
   *
   * @param rank how well they agree; higher is better
   */
  record Candidate(int left, int right, int rank) {}

  private final List<Candidate> pairs = new ArrayList<>();
  private final Set<Integer> takenLeft = new HashSet<>();
  private final Set<Integer> takenRight = new HashSet<>();
  private final Set<Integer> doubtfulLeft = new HashSet<>();
  private final Set<Integer> doubtfulRight = new HashSet<>();

  /**
   * @param candidates each pair of items at most once
   */
  OneToOne(Collection<Candidate> candidates) {
    SortedMap<Integer, List<Candidate>> byRank = new TreeMap<>(Collections.reverseOrder());
    for (Candidate candidate : candidates) {
      byRank.computeIfAbsent(candidate.rank(), rank -> new ArrayList<>()).add(candidate);
    }
    byRank.values().forEach(this::pairEqual);
  }

  List<Candidate> pairs() {
    return List.copyOf(pairs);
  }

  /** Items of the left side with more than one equally good candidate. */
  Set<Integer> doubtfulLeft() {
    return Set.copyOf(doubtfulLeft);
  }

  /** Items of the right side with more than one equally good candidate. */
  Set<Integer> doubtfulRight() {
    return Set.copyOf(doubtfulRight);
  }

  private void pairEqual(List<Candidate> equal) {
    List<Candidate> open =
        equal.stream()
            .filter(c -> !takenLeft.contains(c.left()) && !takenRight.contains(c.right()))
            .toList();
    Map<Integer, Integer> ofLeft = new HashMap<>();
    Map<Integer, Integer> ofRight = new HashMap<>();
    for (Candidate candidate : open) {
      ofLeft.merge(candidate.left(), 1, Integer::sum);
      ofRight.merge(candidate.right(), 1, Integer::sum);
    }
    List<Candidate> chosen =
        open.stream()
            .filter(c -> ofLeft.getOrDefault(c.left(), 0) == 1)
            .filter(c -> ofRight.getOrDefault(c.right(), 0) == 1)
            .filter(c -> !doubtfulLeft.contains(c.left()) && !doubtfulRight.contains(c.right()))
            .toList();
    Set<Candidate> kept = new HashSet<>(chosen);
    for (Candidate candidate : open) {
      if (kept.contains(candidate)) {
        takenLeft.add(candidate.left());
        takenRight.add(candidate.right());
        pairs.add(candidate);
      } else {
        doubtfulLeft.add(candidate.left());
        doubtfulRight.add(candidate.right());
      }
    }
  }
}
