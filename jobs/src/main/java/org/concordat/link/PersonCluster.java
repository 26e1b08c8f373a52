package org.concordat.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A group of entities that are one person so far. */
final class PersonCluster {

  /** Records of one sender in one month that one person may have without review. */
  private static final int MOST_RECORDS = 10;

  // There are millions of these, nearly all of one entity, one year and one sender.
  private final List<String> entities = new ArrayList<>(1);
  private @Nullable String numbered;
  private int[] years = {};
  private final Map<String, Integer> loads = new TreeMap<>();

  /** Why two clusters cannot be one person; null when they can. */
  @Nullable String conflict(PersonCluster other) {
    if (numbered != null && other.numbered != null) {
      return "two_numbers";
    }
    if (years.length > 0 && other.years.length > 0 && yearsApart(other) > 1) {
      return "birth_years_apart";
    }
    boolean isTooLarge =
        loads.entrySet().stream()
            .anyMatch(
                load ->
                    other.loads.containsKey(load.getKey())
                        && load.getValue() + other.loads.get(load.getKey()) > MOST_RECORDS);
    return isTooLarge ? "cluster_too_large" : null;
  }

  /**
   * A number may hold a mistyped birth date: then the nearest years count. Without a number the
   * whole span does, so that no chain of small steps joins the old and the young.
   */
  private int yearsApart(PersonCluster other) {
    if (numbered == null && other.numbered == null) {
      return Math.max(years[years.length - 1], other.years[other.years.length - 1])
          - Math.min(years[0], other.years[0]);
    }
    int nearest = Integer.MAX_VALUE;
    for (int year : years) {
      for (int another : other.years) {
        nearest = Math.min(nearest, Math.abs(year - another));
      }
    }
    return nearest;
  }

  PersonCluster(String entity) {
    entities.add(entity);
  }

  /** What belongs together so far. */
  List<String> entities() {
    return entities;
  }

  /** The entity that has an NHS number; null when none has. */
  @Nullable String numbered() {
    return numbered;
  }

  boolean isNumbered() {
    return numbered != null;
  }

  /**
   * Learns another way its entity was written down.
   *
   * @param number the entity where an NHS number names it; else null
   * @param birthDate yyyy-MM-dd; null when not known
   */
  void add(@Nullable String number, @Nullable String birthDate, Map<String, Integer> more) {
    if (number != null) {
      numbered = number;
    }
    if (birthDate != null && !IdentifierPreparation.isDefaultLike(birthDate)) {
      addYears(Integer.parseInt(birthDate, 0, 4, 10));
    }
    more.forEach((load, rows) -> loads.merge(load, rows, Integer::sum));
  }

  private void addYears(int... more) {
    years =
        IntStream.concat(Arrays.stream(years), Arrays.stream(more)).distinct().sorted().toArray();
  }

  /** Takes in all that another one holds; the two must not conflict. */
  void take(PersonCluster gone) {
    entities.addAll(gone.entities);
    numbered = numbered == null ? gone.numbered : numbered;
    addYears(gone.years);
    gone.loads.forEach((load, rows) -> loads.merge(load, rows, Integer::sum));
  }
}
