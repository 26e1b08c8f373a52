package org.concordat.returns;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/** The cells of two returns side by side. */
final class TwoReturns {

  private final Measures measures;
  private final boolean isOneRule;
  private final Map<List<String>, ReturnVersion.Figure> before = new LinkedHashMap<>();
  private final Map<List<String>, ReturnVersion.Figure> after = new LinkedHashMap<>();

  /**
   * @param measures measures that rows of both were counted by
   * @param isOneRule whether both returns were counted by these
   */
  TwoReturns(Measures measures, boolean isOneRule, ReturnVersion before, ReturnVersion after) {
    this.measures = measures;
    this.isOneRule = isOneRule;
    before.figures().forEach(figure -> this.before.put(figure.key(figure.measure()), figure));
    after.figures().forEach(figure -> this.after.put(figure.key(figure.measure()), figure));
  }

  /** Cells of the second return in its order, then those that only the first has. */
  Set<List<String>> keys() {
    Set<List<String>> keys = new LinkedHashSet<>(after.keySet());
    keys.addAll(before.keySet());
    return keys;
  }

  /**
   * A cell with its difference split.
   *
   * @param was exact value in the first return; empty for none
   * @param is exact value in the second
   * @param byRows what rows that differ add, by cause
   */
  ReturnDifference.CellChange cell(
      List<String> key, String was, String is, Map<Cause, Long> byRows) {
    String measure = key.get(key.size() - 1);
    ReturnVersion.Figure one = before.get(key);
    ReturnVersion.Figure other = after.get(key);
    ReturnVersion.Figure words = Objects.requireNonNull(other == null ? one : other);
    return new ReturnDifference.CellChange(
        measure,
        measures.has(measure) ? measures.measure(measure).name() : measure,
        words.breakdown(),
        words.primary(),
        words.primaryWords(),
        words.secondary(),
        words.secondaryWords(),
        was,
        is,
        one == null ? "" : one.value(),
        other == null ? "" : other.value(),
        isSplit(measure, was, is) ? parts(was, is, byRows, rest(one, other)) : null);
  }

  /**
   * What stands behind the part of a difference that no row explains: rules; but an organisation
   * that did not send for the month has no value, though rows of its earlier months may be counted,
   * so its value comes and goes with its submission.
   */
  private Cause rest(ReturnVersion.@Nullable Figure one, ReturnVersion.@Nullable Figure other) {
    boolean wasThere = isReceived(one);
    boolean isThere = isReceived(other);
    return wasThere == isThere ? Cause.RULE : isThere ? Cause.LATE : Cause.WITHDRAWN;
  }

  /** By other rules a row may be missing because its measure is. */
  private boolean isReceived(ReturnVersion.@Nullable Figure figure) {
    return figure == null ? !isOneRule : !figure.note().equals(ReturnRow.NOT_RECEIVED);
  }

  private static SortedMap<Cause, Long> parts(
      String was, String is, Map<Cause, Long> byRows, Cause restOf) {
    SortedMap<Cause, Long> parts = new TreeMap<>(byRows);
    long explained = byRows.values().stream().mapToLong(Long::longValue).sum();
    long rest = ReturnDifference.number(is) - ReturnDifference.number(was) - explained;
    if (rest != 0) {
      parts.merge(restOf, rest, Long::sum);
      parts.values().removeIf(part -> part == 0);
    }
    if (parts.isEmpty() && !was.equals(is)) {
      parts.put(restOf, 0L); // A zero came or went, such as with a first submission.
    }
    return parts;
  }

  /** Of a measure that nobody knows any more, whole numbers are taken for counts. */
  private boolean isSplit(String id, String was, String is) {
    return measures.has(id)
        ? measures
            .measure(id)
            .counted()
            .map(Measure.Counted::kind)
            .map(CauseCounts.SPLIT::contains)
            .orElse(false)
        : (was + is).matches("[0-9]*");
  }
}
