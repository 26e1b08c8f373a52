package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.schemas.Family;

/**
 * Evidence that the file holds every row it must hold and every figure that was counted. It says
 * how many cells hold a figure for the whole return only: per row that would tell hidden zeros from
 * small numbers.
 *
 * @param rowsExpected rows of the skeleton
 * @param rowsWritten rows of the file
 * @param rowsMissing expected and not written
 * @param rowsUnexpected written and not expected
 * @param countedOutside counted figures that no row shows
 * @param isComplete whether the last three are nought
 * @param rowsByBreakdown rows of the file by BREAKDOWN text
 * @param organisationsExpected codes by family
 * @param organisationsNotReceived codes by family
 */
record SkeletonCheck(
    @JsonProperty("rows_expected") long rowsExpected,
    @JsonProperty("rows_written") long rowsWritten,
    @JsonProperty("rows_missing") long rowsMissing,
    @JsonProperty("rows_unexpected") long rowsUnexpected,
    @JsonProperty("counted_figures_outside") long countedOutside,
    @JsonProperty("is_complete") boolean isComplete,
    @JsonProperty("rows_by_breakdown") SortedMap<String, Long> rowsByBreakdown,
    @JsonProperty("organisations_expected")
        SortedMap<String, SortedSet<String>> organisationsExpected,
    @JsonProperty("organisations_not_received")
        SortedMap<String, SortedSet<String>> organisationsNotReceived) {

  static SkeletonCheck of(
      List<ReturnRow> skeleton,
      List<ReturnRow> published,
      Iterable<Cell> counted,
      Senders senders) {
    SortedMap<String, Long> byBreakdown = new TreeMap<>();
    SortedSet<List<String>> expected = keys(skeleton);
    SortedSet<List<String>> written = keys(published);
    TreeSet<Cell> cells = new TreeSet<>(Comparator.comparing(Cell::toString));
    published.forEach(
        row -> {
          byBreakdown.merge(row.breakdown().label(), 1L, Long::sum);
          cells.add(row.cell());
        });
    long outside = 0;
    for (Cell cell : counted) {
      outside += cells.contains(cell) ? 0 : 1;
    }
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    SortedMap<String, SortedSet<String>> absent = new TreeMap<>();
    for (Family family : Senders.FAMILIES) {
      all.put(family.name(), new TreeSet<>(senders.expected(family).keySet()));
      absent.put(family.name(), new TreeSet<>(senders.missing(family).keySet()));
    }
    long missing = expected.stream().filter(key -> !written.contains(key)).count();
    long unexpected = written.stream().filter(key -> !expected.contains(key)).count();
    return new SkeletonCheck(
        skeleton.size(),
        published.size(),
        missing,
        unexpected,
        outside,
        missing == 0 && unexpected == 0 && outside == 0 && expected.size() == published.size(),
        byBreakdown,
        all,
        absent);
  }

  private static SortedSet<List<String>> keys(List<ReturnRow> rows) {
    SortedSet<List<String>> keys = new TreeSet<>(Comparator.comparing(Object::toString));
    rows.forEach(row -> keys.add(row.key()));
    return keys;
  }
}
