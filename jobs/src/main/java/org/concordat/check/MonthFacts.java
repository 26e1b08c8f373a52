package org.concordat.check;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a submission leaves behind for judging the month after it: counts, and keys of open rows.
 *
 * @param codes rows per table, field and code
 * @param open open rows per table
 */
record MonthFacts(
    SortedMap<String, SortedMap<String, SortedMap<String, Long>>> codes,
    SortedMap<String, OpenEpisodes> open)
    implements Serializable {

  /** A month of which nothing is known yet. */
  static MonthFacts empty() {
    return new MonthFacts(new TreeMap<>(), new TreeMap<>());
  }

  /** Notes how often a code was sent. */
  void count(String table, String field, String code, long rows) {
    codes
        .computeIfAbsent(table, name -> new TreeMap<>())
        .computeIfAbsent(field, name -> new TreeMap<>())
        .put(code, rows);
  }

  /** The open rows of a table, to be added to. */
  OpenEpisodes openOf(String table) {
    return open.computeIfAbsent(table, name -> new OpenEpisodes());
  }
}
