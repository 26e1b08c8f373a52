package org.concordat.returns.rates;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One cell of a standardisation, for example women of 18 to 34 of one group.
 *
 * @param name the cell in words, for refusals
 * @param people number of people by how many events each of them has; nobody is an empty map
 * @param population residents of the group in the cell
 * @param weight residents of the standard population in the cell
 */
public record RateCell(
    String name, SortedMap<Integer, Long> people, double population, double weight) {

  /**
   * @throws IllegalArgumentException naming the cell, if its group has no population, or a weight
   *     or a number of people is negative
   */
  public RateCell {
    if (!(population > 0)) {
      throw new IllegalArgumentException(
          "Cannot standardise: the cell " + name + " has no population");
    }
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("Cannot standardise: the cell " + name + " has no weight");
    }
    people.forEach(
        (events, number) -> {
          if (events < 1 || number < 0) {
            throw new IllegalArgumentException(
                "Cannot standardise: the cell " + name + " has a negative count");
          }
        });
    people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
  }

  /** A cell whose events are all of different people. */
  public static RateCell ofEvents(String name, long events, double population, double weight) {
    SortedMap<Integer, Long> people = new TreeMap<>();
    if (events != 0) {
      people.put(1, events);
    }
    return new RateCell(name, people, population, weight);
  }

  /** Events of all its people. */
  public long events() {
    return people.entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
  }

  /** The sum of f squared times the people with exactly f events, over all f. */
  double eventVariance() {
    double sum = 0;
    for (var entry : people.entrySet()) {
      double events = entry.getKey();
      sum += events * events * entry.getValue();
    }
    return sum;
  }
}
