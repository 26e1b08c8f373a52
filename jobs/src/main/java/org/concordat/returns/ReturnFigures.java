package org.concordat.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.concordat.platform.Lake;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Measure;
import org.concordat.schemas.MeasureFamilies;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * Puts a return's counts into the table that disclosure control treats, with every way in which
 * readers can add them up: splits, families of measures, ids of one figure (D7).
 */
final class ReturnFigures {

  static final String ENGLAND = "England";
  private static final String ENGLAND_BREAKDOWN = "england";

  private final FigureTable table;
  private final Measures measures;
  private final Map<Cell, CellCount> counts;
  private final FigureSplits splits;
  private final Map<Cell, Cell> oneFigure = new HashMap<>();
  private final Map<String, Map<String, List<Cell>>> cells = new LinkedHashMap<>();
  private final Map<String, Set<Cell>> places = new HashMap<>();

  /**
   * @param counts exact figures other than zero
   */
  ReturnFigures(
      FigureTable table, Measures measures, CodeLists codeLists, Map<Cell, CellCount> counts) {
    this.table = table;
    this.measures = measures;
    this.counts = counts;
    this.splits = new FigureSplits(table, measures, codeLists);
  }

  /**
   * Adds every count of the skeleton and every relation.
   *
   * @param senders who sent; what others should have counted is known to be nought
   * @param small organisations whose figures are all hidden (D12)
   */
  void add(List<ReturnRow> skeleton, Senders senders, Set<String> small) {
    List<ReturnRow> rows =
        skeleton.stream()
            .filter(row -> row.measure().suppression() == Measure.Suppression.COUNT)
            .toList();
    for (ReturnRow row : rows) {
      cells
          .computeIfAbsent(row.cell().measure(), m -> new LinkedHashMap<>())
          .computeIfAbsent(row.cell().breakdown(), b -> new ArrayList<>())
          .add(row.cell());
      places.computeIfAbsent(row.cell().measure(), m -> new HashSet<>()).add(row.cell());
    }
    measures.families().same().forEach(this::oneFigure);
    measures.families().sums().forEach(this::oneFigure);
    rows.forEach(row -> add(row, senders, small));
    cells.forEach(
        (measure, byBreakdown) -> splits.add(measure, byBreakdown, this::key, isDistinct(measure)));
    measures.families().sums().forEach(this::sum);
    measures.families().sums().forEach(this::restsWithin);
    measures.families().levels().forEach(this::levels);
    measures.families().balances().forEach(this::balance);
  }

  private void add(ReturnRow row, Senders senders, Set<String> small) {
    Cell key = key(row.cell());
    CellCount count = count(row.cell());
    boolean isOrganisation = row.breakdown().primary().isOrganisation();
    if (isOrganisation && !senders.isPresent(row.measure().family(), row.cell().primary())) {
      notReceived(key, count.value());
    } else if (row.breakdown().heldBack() != null
        || isOrganisation && small.contains(row.cell().primary())) {
      table.hidden(key, count.value());
    } else {
      table.figure(key, count.value(), count.contributors(), row.breakdown().free());
    }
  }

  /** Who sent nothing this month may be in figures of more months by what was sent before. */
  private void notReceived(Cell key, long exact) {
    if (exact == 0) {
      table.absent(key);
    } else {
      table.hidden(key, exact);
    }
  }

  /** Adds what earlier returns in the lake tell of this one. */
  void addEarlier(Lake lake, ReportingMonth month, ReturnStatus status) {
    Set<Cell> now = new LinkedHashSet<>();
    cells.values().forEach(all -> all.values().forEach(now::addAll));
    new EarlierFigures(table, measures, month, this::key, now).add(lake, status, splits);
  }

  /** The key of a cell's figure, which may stand in the return under several ids. */
  Cell key(Cell cell) {
    Cell key = cell;
    for (Cell next = oneFigure.get(key); next != null; next = oneFigure.get(key)) {
      key = next;
    }
    return key;
  }

  private CellCount count(Cell cell) {
    return counts.getOrDefault(cell, CellCount.NOTHING);
  }

  private boolean isDistinct(String measure) {
    return measures.measure(measure).counted().map(c -> c.kind().equals("distinct")).orElse(false);
  }

  private List<Cell> cells(String measure, String breakdown) {
    return Optional.ofNullable(cells.get(measure))
        .map(byBreakdown -> byBreakdown.get(breakdown))
        .orElse(List.of());
  }

  private Set<Cell> places(String measure) {
    return places.getOrDefault(measure, Set.of());
  }

  /** A snapshot has one figure for a month and for more months. */
  private void oneFigure(List<String> ids) {
    String first = ids.get(0);
    Set<Cell> there = places(first);
    for (String other : ids.subList(1, ids.size())) {
      places(other).stream()
          .filter(cell -> there.contains(cell.of(first)))
          .filter(cell -> count(cell).equals(count(cell.of(first))))
          .forEach(cell -> oneFigure.put(cell, cell.of(first)));
    }
  }

  /** A part of England by a level is that level of the whole, and so below England. */
  private void oneFigure(MeasureFamilies.Sum sum) {
    sum.levels()
        .ifPresent(
            by -> {
              for (String breakdown : by.breakdowns()) {
                for (Cell level : cells(sum.whole(), breakdown)) {
                  int part = by.levels().indexOf(level.secondary());
                  if (part >= 0) {
                    oneFigure(level, sum.parts().get(part));
                  }
                }
              }
            });
  }

  private void oneFigure(Cell level, String part) {
    Breakdown breakdown = measures.breakdown(level.breakdown());
    cells.getOrDefault(part, Map.of()).values().stream()
        .flatMap(List::stream)
        .filter(cell -> cell.primary().equals(level.primary()))
        .filter(cell -> cell.secondary().equals(Breakdown.NONE))
        .filter(cell -> measures.breakdown(cell.breakdown()).primary().equals(breakdown.primary()))
        .filter(cell -> count(cell).equals(count(level)))
        .findFirst()
        .ifPresent(cell -> oneFigure.put(level, cell));
  }

  /** What a sum leaves: nowhere published, but it adds up like any figure. */
  private record Rest(List<String> parts, Cell of) {}

  private void sum(MeasureFamilies.Sum sum) {
    Map<String, List<Cell>> places = new LinkedHashMap<>();
    for (Cell place :
        cells.getOrDefault(sum.whole(), Map.of()).values().stream()
            .flatMap(List::stream)
            .toList()) {
      if (sum.parts().stream().allMatch(part -> places(part).contains(place.of(part)))) {
        places.computeIfAbsent(place.breakdown(), b -> new ArrayList<>()).add(place);
      }
    }
    boolean fits = true;
    for (Cell place : places.values().stream().flatMap(List::stream).toList()) {
      fits &= sum(sum, place);
    }
    boolean isAdditive =
        !isDistinct(sum.whole()) && sum.parts().stream().noneMatch(this::isDistinct);
    if (fits && !sum.complete() && isAdditive) {
      splits.add(
          "what " + sum.parts() + " leave of " + sum.whole(), places, c -> rest(sum, c), false);
    }
  }

  /**
   * Whether the parts are not more than the whole; where they are, the table tells it as broken.
   */
  private boolean sum(MeasureFamilies.Sum sum, Cell place) {
    List<Object> parts = new ArrayList<>();
    sum.parts().forEach(part -> parts.add(key(place.of(part))));
    String words = sum.parts() + " of " + place;
    if (!sum.complete()) {
      long rest =
          count(place).value()
              - sum.parts().stream().mapToLong(part -> count(place.of(part)).value()).sum();
      if (rest < 0) {
        table.sum(words, key(place), parts);
        return false;
      }
      Object key = rest(sum, place);
      if (!table.has(key)) {
        table.unpublished(key, rest);
      }
      parts.add(key);
    }
    table.sum(words, key(place), parts);
    return true;
  }

  private Object rest(MeasureFamilies.Sum sum, Cell place) {
    return sum.levels()
        .filter(by -> by.rest() != null && place.breakdown().equals(ENGLAND_BREAKDOWN))
        .map(
            by -> new Cell(sum.whole(), by.breakdowns().get(0), ENGLAND, String.valueOf(by.rest())))
        .filter(cell -> cells(cell.measure(), cell.breakdown()).contains(cell))
        .<Object>map(this::key)
        .orElseGet(() -> new Rest(sum.parts(), place));
  }

  /** What ages leave of a subset, say of those seen, is at most what they leave of all. */
  private void restsWithin(MeasureFamilies.Sum subset) {
    if (subset.parts().size() != 1 || subset.complete()) {
      return;
    }
    byLevels(subset.whole())
        .ifPresent(
            outer -> byLevels(subset.parts().get(0)).ifPresent(inner -> restsWithin(outer, inner)));
  }

  private Optional<MeasureFamilies.Sum> byLevels(String whole) {
    return measures.families().sums().stream()
        .filter(sum -> sum.whole().equals(whole))
        .filter(sum -> sum.levels().map(by -> by.rest() != null).orElse(false))
        .findFirst();
  }

  private void restsWithin(MeasureFamilies.Sum outer, MeasureFamilies.Sum inner) {
    places(inner.whole()).stream()
        .sorted(Comparator.comparing(Cell::toString))
        .forEach(
            place -> {
              Object within = rest(inner, place);
              Object of = rest(outer, place.of(outer.whole()));
              if (table.has(within) && table.has(of)) {
                table.atMost("unknown ages of " + place, of, List.of(within));
              }
            });
  }

  private void levels(MeasureFamilies.LevelSum sum) {
    for (Cell whole : cells(sum.whole(), ENGLAND_BREAKDOWN)) {
      List<Cell> parts =
          cells(sum.of(), sum.breakdown()).stream()
              .filter(cell -> !sum.except().contains(cell.secondary()))
              .map(this::key)
              .toList();
      if (!parts.isEmpty()) {
        table.sum(whole + " by levels of " + sum.of(), key(whole), parts);
      }
    }
  }

  private void balance(MeasureFamilies.Balance balance) {
    String first = balance.plus().get(0);
    for (Cell place :
        places(first).stream().sorted(Comparator.comparing(Cell::toString)).toList()) {
      List<Cell> plus = balance.plus().stream().map(place::of).toList();
      List<Cell> minus = balance.minus().stream().map(place::of).toList();
      boolean isThere =
          plus.stream().allMatch(cell -> places(cell.measure()).contains(cell))
              && minus.stream().allMatch(cell -> places(cell.measure()).contains(cell));
      if (isThere) {
        table.balance(
            "balance of " + place,
            plus.stream().map(this::key).toList(),
            minus.stream().map(this::key).toList());
      }
    }
  }
}
