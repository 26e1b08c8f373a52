package org.concordat.link;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.config.WrongRequestException;

/**
 * Superseded NHS numbers and the numbers in their place: two numbers of one person become one
 * before anything is compared (linkage.md, "Preparation").
 */
final class NumberMerges implements Serializable {

  /** No number is superseded. */
  static final NumberMerges NONE = new NumberMerges(new TreeMap<>());

  /** Column for the number sent where another one was put in its place. */
  static final String SUPERSEDED = "superseded_number";

  private static final long serialVersionUID = 1L;
  private static final List<String> HEADER = List.of("superseded_nhs_number", "nhs_number");

  /** In order, so that a number is found by halving. */
  private final long[] superseded;

  private final long[] current;

  /** What one line says. */
  private record Merge(long line, long into) {}

  private NumberMerges(TreeMap<Long, Long> merges) {
    superseded = merges.keySet().stream().mapToLong(Long::longValue).toArray();
    current = merges.values().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Reads the file; a number that was superseded again leads to the last one.
   *
   * @param plain says which numbers are valid
   * @throws WrongRequestException when the file cannot be used: another header, an invalid number,
   *     a number merged into two, numbers that lead back to themselves
   */
  static NumberMerges read(NumberFile file, IdentifierPreparation plain) {
    Map<Long, Merge> merges = new HashMap<>();
    file.read(
        HEADER,
        plain,
        (line, numbers) -> {
          Merge before = merges.putIfAbsent(numbers[0], new Merge(line, numbers[1]));
          if (before != null && before.into() != numbers[1]) {
            throw file.wrong(
                line, "line " + before.line() + " merges this number into another one");
          }
        });
    TreeMap<Long, Long> resolved = new TreeMap<>();
    // In order, so that of several loops the same one is always named.
    for (long number : new TreeMap<>(merges).keySet()) {
      Set<Long> path = new LinkedHashSet<>();
      long last = number;
      while (merges.containsKey(last) && !resolved.containsKey(last)) {
        if (!path.add(last)) {
          throw file.wrong(closing(merges, last), "these merges lead back to the same number");
        }
        last = merges.getOrDefault(last, new Merge(0, last)).into();
      }
      long end = resolved.getOrDefault(last, last);
      path.forEach(one -> resolved.put(one, end));
    }
    return new NumberMerges(resolved);
  }

  /** The last line of a loop. */
  private static long closing(Map<Long, Merge> merges, long start) {
    long line = 0;
    long next = start;
    do {
      Merge merge = merges.getOrDefault(next, new Merge(0, start));
      line = Math.max(line, merge.line());
      next = merge.into();
    } while (next != start);
    return line;
  }

  boolean isEmpty() {
    return superseded.length == 0;
  }

  /** The number in place of a valid one, or itself. */
  String current(String number) {
    if (isEmpty()) {
      return number;
    }
    int at = Arrays.binarySearch(superseded, Long.parseLong(number));
    return at < 0 ? number : String.format("%010d", current[at]);
  }

  /**
   * How many records of each sender had a number replaced: {@code
   * 2026-09.people.nhs_number_superseded.MH.RX4}.
   *
   * @param records with {@link #SUPERSEDED} where anything is merged
   */
  Map<String, Long> counts(Dataset<Row> records) {
    Map<String, Long> counts = new TreeMap<>();
    if (!isEmpty()) {
      for (Row row :
          records
              .filter(functions.col(SUPERSEDED).isNotNull())
              .groupBy("reporting_month", "family", "organisation_code")
              .count()
              .collectAsList()) {
        counts.put(
            "%s.people.nhs_number_superseded.%s.%s"
                .formatted(row.getString(0), row.getString(1), row.getString(2)),
            row.getLong(3));
      }
    }
    return counts;
  }
}
