package org.concordat.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.TableContract;

/**
 * Which column of a contract a partner may have meant by another name: misspelt, in other case or
 * other separators, by its title or its name in the NHS Data Dictionary, or under the name another
 * table gives the same item ({@code PersonBirthDate} and {@code birth_date}). What it says is a
 * suggestion for a message; no column is ever taken for another one.
 */
final class ColumnNames {

  /** Names less alike than this are not suggested; 1 is the same name. */
  private static final double NEAR = 0.85;

  /** A misspelt name of another table says less than a misspelt name of this one. */
  private static final double FOREIGN = 0.99;

  private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

  private final Map<String, Set<String>> own = new LinkedHashMap<>();
  private final Map<String, Set<String>> foreign = new LinkedHashMap<>();

  /**
   * @param table contract whose columns are meant
   * @param landing every table partners send, for the names under which they hold the same items
   */
  ColumnNames(TableContract table, Collection<TableContract> landing) {
    for (ColumnContract column : table.fields()) {
      Set<String> names = new LinkedHashSet<>(List.of(plain(column.name()), plain(column.title())));
      Set<String> elsewhere = new LinkedHashSet<>();
      String item = column.dictionary();
      if (item != null) {
        names.add(plain(item));
        landing.stream()
            .flatMap(other -> other.fields().stream())
            .filter(other -> item.equals(other.dictionary()))
            .forEach(other -> elsewhere.add(plain(other.name())));
      }
      own.put(column.name(), names);
      foreign.put(column.name(), elsewhere);
    }
  }

  /** Whether a name is one of a column's names but for case and separators. */
  boolean isKnown(String name) {
    String plain = plain(name);
    return own.values().stream().anyMatch(names -> names.contains(plain))
        || foreign.values().stream().anyMatch(names -> names.contains(plain));
  }

  /** The column whose names are most like this one; empty when none comes near. */
  Optional<String> nearest(String name) {
    String best = null;
    double highest = NEAR;
    for (String column : own.keySet()) {
      double likeness = likeness(name, column);
      if (likeness > highest) {
        highest = likeness;
        best = column;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Pairs columns that are missing with names nobody knows, the most alike first, each once.
   *
   * @return found name by missing column
   */
  Map<String, String> renamed(Collection<String> missing, Collection<String> unknown) {
    record Pair(String column, String name, double likeness) {}
    List<Pair> pairs = new ArrayList<>();
    for (String column : missing) {
      for (String name : unknown) {
        double likeness = likeness(name, column);
        if (likeness > NEAR) {
          pairs.add(new Pair(column, name, likeness));
        }
      }
    }
    pairs.sort(
        (one, other) -> {
          int byLikeness = Double.compare(other.likeness(), one.likeness());
          int byColumn = one.column().compareTo(other.column());
          return byLikeness != 0
              ? byLikeness
              : byColumn != 0 ? byColumn : one.name().compareTo(other.name());
        });
    Map<String, String> renamed = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!renamed.containsKey(pair.column()) && taken.add(pair.name())) {
        renamed.put(pair.column(), pair.name());
      }
    }
    return renamed;
  }

  private double likeness(String name, String column) {
    String plain = plain(name);
    double best = 0;
    for (String known : own.getOrDefault(column, Set.of())) {
      best = Math.max(best, LIKENESS.apply(plain, known));
    }
    for (String known : foreign.getOrDefault(column, Set.of())) {
      best = Math.max(best, FOREIGN * LIKENESS.apply(plain, known));
    }
    return best;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9]", "");
  }
}
