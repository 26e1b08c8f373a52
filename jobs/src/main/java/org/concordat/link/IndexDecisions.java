package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which person keeps which id when this month's evidence and the person index disagree: several
 * persons of the index turn out to be one (merge), or one to be several (split).
 *
 * <p>The oldest id goes first. Of several groups of records that hold it, the one with most of its
 * anchors keeps it; of several ids that one group holds, it keeps the oldest. Whoever is left
 * without gets a new id that nobody ever had.
 */
final class IndexDecisions {

  /**
   * What one group of records, one person by this month's evidence, holds of one id of the index.
   *
   * @param group the id the group would have without an index
   * @param known an id of the index; null for anchors the index does not know
   * @param anchors how many anchors of the group had that id
   * @param knownFrom month from which the index knows the id; null when the id is
   * @param firstMonth first month of the records concerned
   * @param lastMonth last month of the records concerned
   */
  record Holding(
      String group,
      @Nullable String known,
      long anchors,
      @Nullable String knownFrom,
      String firstMonth,
      String lastMonth) {

    /**
     * @throws IllegalStateException when the index does not know the anchors
     */
    String id() {
      if (known == null) {
        throw new IllegalStateException("Anchors without an id hold none");
      }
      return known;
    }
  }

  private final SortedMap<String, String> idOf = new TreeMap<>();
  private final SortedMap<String, String> merged = new TreeMap<>();
  private final List<PersonChange> changes = new ArrayList<>();

  /**
   * @param holdings of every group that holds an id other than its own, of every group that holds
   *     one of those ids, and of every group whose own id is one of them
   * @param newId makes an id nobody has from a group and the month
   * @param month month that is linked
   */
  IndexDecisions(Collection<Holding> holdings, BinaryOperator<String> newId, String month) {
    List<Holding> known = holdings.stream().filter(holding -> holding.known() != null).toList();
    for (String id : oldestFirst(known)) {
      known.stream()
          .filter(holding -> holding.id().equals(id) && !idOf.containsKey(holding.group()))
          .min(
              Comparator.comparingLong(Holding::anchors)
                  .reversed()
                  .thenComparing(holding -> !holding.group().equals(id))
                  .thenComparing(Holding::group))
          .ifPresent(keeper -> idOf.put(keeper.group(), id));
    }
    SortedSet<String> taken = new TreeSet<>(known.stream().map(Holding::id).toList());
    for (Holding holding : holdings) {
      boolean isFree = !taken.contains(holding.group());
      idOf.computeIfAbsent(holding.group(), group -> isFree ? group : newId.apply(group, month));
    }
    SortedSet<String> kept = new TreeSet<>(idOf.values());
    known.stream()
        .sorted(Comparator.comparing(Holding::id).thenComparing(Holding::group))
        .forEach(holding -> note(holding, kept.contains(holding.id())));
  }

  private static List<String> oldestFirst(List<Holding> known) {
    SortedMap<String, String> from = new TreeMap<>();
    for (Holding holding : known) {
      String month = holding.knownFrom() == null ? holding.firstMonth() : holding.knownFrom();
      from.merge(holding.id(), month, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
    return from.entrySet().stream()
        .sorted(
            Map.Entry.<String, String>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void note(Holding holding, boolean isStillHeld) {
    String now = idOf.getOrDefault(holding.group(), holding.group());
    if (now.equals(holding.id())) {
      return;
    }
    if (!isStillHeld) {
      merged.put(holding.id(), now);
    }
    changes.add(
        new PersonChange(
            isStillHeld ? PersonChange.SPLIT : PersonChange.MERGED,
            holding.id(),
            now,
            holding.anchors(),
            holding.firstMonth(),
            holding.lastMonth()));
  }

  /** The id of every group that does not simply have its own. */
  SortedMap<String, String> exceptions() {
    SortedMap<String, String> exceptions = new TreeMap<>(idOf);
    exceptions.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    return exceptions;
  }

  /** Ids that nobody has any more, and what became of them. */
  SortedMap<String, String> merged() {
    return merged;
  }

  /** What is different from what the index said, by id and group. */
  List<PersonChange> changes() {
    return List.copyOf(changes);
  }
}
