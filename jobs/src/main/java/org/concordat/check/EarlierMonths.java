package org.concordat.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one submission is judged beside: the months of its sender before its own, as far as a
 * submission is in force in them, and the accepted one of its own month that it would replace.
 *
 * @param accepted accepted rows per table, by how many months ago; nothing for a month without a
 *     submission in force
 * @param last what the month before left behind; null where it has no submission in force
 * @param replaces accepted rows of the submission it would replace; null where there is none
 */
record EarlierMonths(
    SortedMap<Integer, SortedMap<String, Long>> accepted,
    @Nullable MonthFacts last,
    @Nullable Long replaces)
    implements Serializable {

  /** Nothing came before. */
  static final EarlierMonths NONE = new EarlierMonths(new TreeMap<>(), null, null);

  EarlierMonths replacing(@Nullable Long rows) {
    return new EarlierMonths(accepted, last, rows);
  }

  /** Accepted rows of a table in each accepted month among the last ones. */
  List<Long> rows(String table, int months) {
    List<Long> rows = new ArrayList<>();
    accepted.headMap(months + 1).values().forEach(of -> rows.add(of.getOrDefault(table, 0L)));
    return rows;
  }

  /** Accepted rows of all tables in each accepted month among the last ones. */
  List<Long> rows(int months) {
    return accepted.headMap(months + 1).values().stream()
        .map(of -> of.values().stream().mapToLong(Long::longValue).sum())
        .toList();
  }

  /** Whether each of the last months was accepted. */
  boolean hasAll(int months) {
    return accepted.headMap(months + 1).size() == months;
  }

  /** The month before, where it was accepted. */
  Optional<MonthFacts> monthBefore() {
    return Optional.ofNullable(last);
  }
}
