package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.concordat.platform.Lake;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.MeasureFamilies;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What readers know from returns of earlier months: figures of three and of twelve months one month
 * apart tell of the months that joined and left them, and some figures repeat one of the month
 * before; a final return is read beside the performance return of its month (D8, D11). A relation
 * takes part where it holds in the exact figures; where records changed since, it tells a reader
 * nothing.
 */
final class EarlierFigures {

  private static final int QUARTER = 3;
  private static final int YEAR = 12;

  private final FigureTable table;
  private final Measures measures;
  private final ReportingMonth month;
  private final Function<Cell, Object> key;
  private final Set<Cell> now;
  private final Map<ReportingMonth, Set<Cell>> there = new HashMap<>();

  /** A figure of an earlier month. */
  private record Earlier(ReportingMonth month, Cell cell) {}

  /**
   * @param key key in the table of a figure of this month
   * @param now counts of this month's skeleton
   */
  EarlierFigures(
      FigureTable table,
      Measures measures,
      ReportingMonth month,
      Function<Cell, Object> key,
      Set<Cell> now) {
    this.table = table;
    this.measures = measures;
    this.month = month;
    this.key = key;
    this.now = now;
  }

  /** Adds the newest return of each earlier month and how this month's figures hang on it. */
  void add(Lake lake, ReturnStatus status, FigureSplits splits) {
    Set<String> wanted = new LinkedHashSet<>();
    for (MeasureFamilies.Window window : measures.families().windows()) {
      Stream.of(window.month(), window.quarter(), window.year())
          .flatMap(id -> Optional.ofNullable(id).stream())
          .forEach(wanted::add);
    }
    measures.families().before().forEach(before -> wanted.add(before.was()));
    EarlierMonths.ofSameMonth(lake, month, status)
        .ifPresent(told -> addSameMonth(told.read(lake), splits));
    EarlierMonths.told(lake, month, status)
        .forEach(told -> add(told.read(lake), told.month(), wanted, splits));
    measures.families().windows().forEach(this::window);
    measures.families().before().forEach(this::before);
  }

  private void add(
      ReturnVersion version, ReportingMonth of, Set<String> wanted, FigureSplits splits) {
    Map<List<String>, String> exact = version.exact().orElse(Map.of());
    Map<String, Map<String, List<Cell>>> cells = new LinkedHashMap<>();
    for (ReturnVersion.Figure figure : version.figures()) {
      String value = exact.get(figure.key(figure.measure()));
      Optional<Cell> cell = wanted.contains(figure.measure()) ? cell(figure) : Optional.empty();
      if (value != null && cell.isPresent()) {
        Earlier earlier = new Earlier(of, cell.get());
        if (value.isEmpty()) {
          table.absent(earlier);
        } else {
          table.published(earlier, Long.parseLong(value), figure.value());
        }
        there.computeIfAbsent(of, m -> new LinkedHashSet<>()).add(cell.get());
        cells
            .computeIfAbsent(figure.measure(), m -> new LinkedHashMap<>())
            .computeIfAbsent(cell.get().breakdown(), b -> new ArrayList<>())
            .add(cell.get());
      }
    }
    cells.forEach(
        (measure, some) ->
            splits.add(measure + " of " + of, some, cell -> new Earlier(of, cell), false));
  }

  /**
   * Adds what the earlier status of this month printed. A figure that did not change since is the
   * same figure for a reader; one that did is another, which added up with the others then.
   */
  private void addSameMonth(ReturnVersion version, FigureSplits splits) {
    Map<List<String>, String> exact = version.exact().orElse(Map.of());
    Map<String, Map<String, List<Cell>>> cells = new LinkedHashMap<>();
    Map<Cell, Object> keys = new HashMap<>();
    Set<String> counted = new HashSet<>();
    now.forEach(cell -> counted.add(cell.measure()));
    for (ReturnVersion.Figure figure : version.figures()) {
      String value = exact.get(figure.key(figure.measure()));
      Optional<Cell> cell = counted.contains(figure.measure()) ? cell(figure) : Optional.empty();
      if (value != null && cell.isPresent()) {
        keys.put(cell.get(), statusBefore(cell.get(), value, figure.value()));
        cells
            .computeIfAbsent(figure.measure(), m -> new LinkedHashMap<>())
            .computeIfAbsent(cell.get().breakdown(), b -> new ArrayList<>())
            .add(cell.get());
      }
    }
    cells.forEach(
        (measure, some) ->
            splits.add(
                measure + " of the status before",
                some,
                cell -> Objects.requireNonNull(keys.get(cell)),
                isDistinct(measure)));
  }

  /**
   * @param exact its exact value then; empty where nothing was received
   * @return its key in the table
   */
  private Object statusBefore(Cell cell, String exact, String text) {
    Earlier was = new Earlier(month, cell);
    if (exact.isEmpty()) {
      table.absent(was);
      return was;
    }
    long value = Long.parseLong(exact);
    boolean isSame = now.contains(cell) && table.value(key.apply(cell)) == value;
    Object figure = isSame ? key.apply(cell) : was;
    table.published(figure, value, text);
    return figure;
  }

  private boolean isDistinct(String measure) {
    return measures.measure(measure).counted().map(c -> c.kind().equals("distinct")).orElse(false);
  }

  private Optional<Cell> cell(ReturnVersion.Figure figure) {
    Measure measure = measures.measure(figure.measure());
    return measures.breakdowns(measure).stream()
        .filter(breakdown -> breakdown.label().equals(figure.breakdown()))
        .map(Breakdown::id)
        .map(id -> new Cell(figure.measure(), id, figure.primary(), figure.secondary()))
        .findFirst();
  }

  private void window(MeasureFamilies.Window window) {
    for (Cell cell : now) {
      if (cell.measure().equals(window.month())) {
        window(cell, window.quarter(), QUARTER);
        window(cell, window.year(), YEAR);
      }
    }
  }

  /**
   * @param figure measure over several months; null for none
   * @param months how many
   */
  private void window(Cell oneMonth, @Nullable String figure, int months) {
    if (figure == null || !now.contains(oneMonth.of(figure))) {
      return;
    }
    Cell cell = oneMonth.of(figure);
    List<Object> parts = new ArrayList<>(List.of(key.apply(oneMonth)));
    for (int ago = 1; ago < months; ago++) {
      earlier(ago, oneMonth).ifPresent(parts::add);
    }
    if (parts.size() == months) {
      balance(cell + " by month", List.of(key.apply(cell)), parts);
    }
    Optional<Object> before = earlier(1, cell);
    if (before.isPresent()) {
      List<Object> with = List.of(before.get(), key.apply(oneMonth));
      String words = cell + " a month on";
      Optional<Object> left = earlier(months, oneMonth);
      if (left.isPresent()) {
        balance(words, List.of(key.apply(cell), left.get()), with);
      } else if (value(with) >= value(List.of(key.apply(cell)))) {
        Object gone = List.of("left", cell);
        table.unpublished(gone, value(with) - value(List.of(key.apply(cell))));
        table.balance(words, List.of(key.apply(cell), gone), with);
      }
    }
  }

  private Optional<Object> earlier(int ago, Cell cell) {
    ReportingMonth of = month.plusMonths(-ago);
    return there.getOrDefault(of, Set.of()).contains(cell)
        ? Optional.of(new Earlier(of, cell))
        : Optional.empty();
  }

  private void before(MeasureFamilies.Before before) {
    for (Cell cell : now) {
      if (cell.measure().equals(before.measure())) {
        earlier(1, cell.of(before.was()))
            .ifPresent(was -> balance(cell + " before", List.of(key.apply(cell)), List.of(was)));
      }
    }
  }

  private void balance(String words, List<Object> plus, List<Object> minus) {
    if (value(plus) == value(minus)) {
      table.balance(words, plus, minus);
    }
  }

  private long value(List<Object> keys) {
    return keys.stream().mapToLong(table::value).sum();
  }
}
