package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/**
 * The levels at which the figures of one mart stand: of each organisation, and of each
 * characteristic that a breakdown of the measures reads. One reading for whoever counts, averages
 * or compares figures, so that a row has the same level everywhere.
 */
final class MartLevels {

  private final Measures measures;
  private final String mart;
  private final SortedMap<String, Breakdown.Level> levels = new TreeMap<>();

  /**
   * @param of measures whose breakdowns are read, all of this mart
   */
  MartLevels(String mart, Measures measures, List<Measure> of) {
    this.mart = mart;
    this.measures = measures;
    of.stream()
        .flatMap(measure -> measures.breakdowns(measure).stream())
        .flatMap(breakdown -> breakdown.codeLevel().stream())
        .forEach(level -> levels.put(Objects.requireNonNull(level.column()), level));
  }

  /** Names of the characteristics, in name order. */
  List<String> characteristics() {
    return List.copyOf(levels.keySet());
  }

  /** SQL of each characteristic over the mart's columns, under its name, in name order. */
  List<String> selected() {
    List<String> selected = new ArrayList<>();
    levels.forEach(
        (name, level) ->
            selected.add(CountedSql.level(measures.column(mart, level)) + " as " + name));
    return selected;
  }

  /**
   * The breakdowns of a measure that a row's figure belongs to.
   *
   * @param at the row's level
   */
  List<Breakdown> breakdowns(Measure measure, At at) {
    return measures.breakdowns(measure).stream()
        .filter(
            breakdown ->
                Objects.equals(
                    breakdown.codeLevel().map(Breakdown.Level::column).orElse(null),
                    at.characteristic()))
        .toList();
  }

  /**
   * Where a row of figures stands.
   *
   * @param row has a column for each characteristic of which at most one is filled
   */
  At at(Row row) {
    for (String name : levels.keySet()) {
      @Nullable String level = row.getAs(name);
      if (level != null) {
        return new At(name, level);
      }
    }
    return new At(null, Breakdown.NONE);
  }

  /**
   * A level.
   *
   * @param characteristic null where a figure is of all levels together
   * @param level its code, {@link Breakdown#NONE} for all together
   */
  record At(@Nullable String characteristic, String level) {}
}
