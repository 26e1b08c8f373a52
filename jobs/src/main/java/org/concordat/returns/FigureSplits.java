package org.concordat.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/**
 * How one measure adds up over its breakdowns: England over organisations, groups and areas, groups
 * of five over groups of sixteen, regions over boards, organisations over their groups.
 */
final class FigureSplits {

  private static final String ETHNICITY = "ethnicity";
  private static final String ETHNICITY_16 = "ethnicity_16";
  private static final String REGION = "region";
  private static final String BOARD = "icb";
  private static final Map<String, String> NOT_GROUPED =
      Map.of("Z", "Not Stated", "99", "Not Known", Breakdown.UNKNOWN, Breakdown.UNKNOWN);

  private final FigureTable table;
  private final Measures measures;
  private final CodeList categories;
  private final CodeList boards;

  FigureSplits(FigureTable table, Measures measures, CodeLists codeLists) {
    this.table = table;
    this.measures = measures;
    this.categories = codeLists.list("nhs_ethnic_category_2001");
    this.boards = codeLists.list("icb_region");
  }

  /**
   * @param words what is counted
   * @param cells places by breakdown
   * @param key key of a place's figure
   * @param isDistinct whether people are counted, once in England and once in each organisation:
   *     then England is at most the sum, and each at most England
   */
  void add(
      String words, Map<String, List<Cell>> cells, Function<Cell, Object> key, boolean isDistinct) {
    List<Cell> england = cells.getOrDefault("england", List.of());
    cells.forEach(
        (id, some) -> {
          Breakdown breakdown = measures.breakdown(id);
          boolean isTwoWay =
              breakdown.secondaryLevel().isPresent() && breakdown.primary().constant() == null;
          if (isTwoWay) {
            twoWays(words, breakdown, some, cells, key);
          } else if (!england.isEmpty() && !some.equals(england)) {
            oneWay(words + " by " + id, key.apply(england.get(0)), keys(some, key), isDistinct);
            if (breakdown.primary().isOrganisation()) {
              table.contributors(key.apply(england.get(0)), keys(some, key));
            }
          }
        });
    if (!isDistinct) {
      if (!england.isEmpty() && hasGroupsOfCodes(england.get(0))) {
        ethnicity(words, cells, key);
      }
      regions(words, cells, key);
    }
  }

  private void oneWay(String words, Object whole, List<Object> parts, boolean isDistinct) {
    if (!isDistinct) {
      table.sum(words, whole, parts);
      return;
    }
    Object twice = List.of("known to several", words);
    long sum = parts.stream().mapToLong(table::value).sum();
    if (sum >= table.value(whole)) {
      table.unpublished(twice, sum - table.value(whole));
      table.balance(words, parts, List.of(whole, twice));
    }
    parts.forEach(part -> table.atMost(words + " " + part, whole, List.of(part)));
  }

  private void twoWays(
      String words,
      Breakdown breakdown,
      List<Cell> cells,
      Map<String, List<Cell>> all,
      Function<Cell, Object> key) {
    Map<Cell, List<Cell>> sums = new LinkedHashMap<>();
    for (Cell cell : cells) {
      beside(breakdown.primary(), null, all)
          .map(id -> new Cell(cell.measure(), id, cell.primary(), Breakdown.NONE))
          .ifPresent(whole -> sums.computeIfAbsent(whole, w -> new ArrayList<>()).add(cell));
      beside(null, breakdown.secondary(), all)
          .map(id -> new Cell(cell.measure(), id, ReturnFigures.ENGLAND, cell.secondary()))
          .ifPresent(whole -> sums.computeIfAbsent(whole, w -> new ArrayList<>()).add(cell));
    }
    sums.forEach(
        (whole, parts) -> table.sum(words + " at " + whole, key.apply(whole), keys(parts, key)));
  }

  /** The breakdown by one of two levels only: by the primary one, or England by the secondary. */
  private Optional<String> beside(
      Breakdown.@Nullable Level primary,
      Breakdown.@Nullable Level secondary,
      Map<String, List<Cell>> all) {
    return all.keySet().stream()
        .map(measures::breakdown)
        .filter(
            one ->
                primary == null
                    ? one.primary().constant() != null
                        && one.secondaryLevel().map(level -> level.equals(secondary)).orElse(false)
                    : one.secondaryLevel().isEmpty() && one.primary().equals(primary))
        .map(Breakdown::id)
        .findFirst();
  }

  /** Police groups also come from what officers saw, where no code was said (ethnicity.md). */
  private boolean hasGroupsOfCodes(Cell cell) {
    return measures.measure(cell.measure()).family() != Family.PF;
  }

  private void ethnicity(String words, Map<String, List<Cell>> cells, Function<Cell, Object> key) {
    Map<String, List<Object>> parts = new LinkedHashMap<>();
    for (Cell cell : cells.getOrDefault(ETHNICITY_16, List.of())) {
      String code = cell.secondary();
      String group =
          NOT_GROUPED.containsKey(code)
              ? NOT_GROUPED.get(code)
              : categories.text(code, "nhs_2001_group5").orElse(Breakdown.UNKNOWN);
      parts.computeIfAbsent(String.valueOf(group), g -> new ArrayList<>()).add(key.apply(cell));
    }
    for (Cell cell : cells.getOrDefault(ETHNICITY, List.of())) {
      if (parts.containsKey(cell.secondary())) {
        table.sum(words + " in " + cell.secondary(), key.apply(cell), parts.get(cell.secondary()));
      }
    }
  }

  /**
   * A region is its boards. Boards that no list puts into a region may be in any, so that regions
   * then are at least their known boards.
   */
  private void regions(String words, Map<String, List<Cell>> cells, Function<Cell, Object> key) {
    Map<String, List<Object>> parts = new LinkedHashMap<>();
    long unplaced = 0;
    for (Cell cell : cells.getOrDefault(BOARD, List.of())) {
      Optional<String> region = boards.text(cell.primary(), "region_ods_code");
      if (region.isPresent()) {
        parts.computeIfAbsent(region.get(), r -> new ArrayList<>()).add(key.apply(cell));
      } else if (!cell.primary().equals(Breakdown.UNKNOWN)) {
        unplaced += table.value(key.apply(cell));
      }
    }
    List<Cell> regions =
        cells.getOrDefault(REGION, List.of()).stream()
            .sorted(Comparator.comparing(Cell::primary))
            .toList();
    for (Cell cell : regions) {
      Object whole = key.apply(cell);
      List<Object> some = parts.getOrDefault(cell.primary(), List.of());
      long rest = table.value(whole) - some.stream().mapToLong(table::value).sum();
      if (some.isEmpty() || rest < 0) {
        continue; // an area table that puts boards elsewhere than the list
      }
      if (rest == 0 && unplaced == 0) {
        table.sum(words + " in region " + cell.primary(), whole, some);
      } else {
        table.atMost(words + " in region " + cell.primary(), whole, some);
      }
    }
  }

  private static List<Object> keys(List<Cell> cells, Function<Cell, Object> key) {
    return cells.stream().map(key).toList();
  }
}
