package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Every measure of one mart counted for each organisation and each level, in one pass over the
 * mart. Figures of England and of areas are the sums of the organisations' figures, so that they
 * agree and the number of contributors is known. People are counted once in England, once in each
 * area and once in each organisation that knows them, so their figures do not add up
 * (counting-rules.md 1).
 */
final class MartCounts {

  /** Column of every mart that says whose row it is. */
  static final String ORGANISATION = "organisation_code";

  private final String mart;
  private final List<Measure> counted;
  private final MartLevels levels;
  private final List<String> characteristics;

  /**
   * @param mart name of the mart
   * @param measures all measures; those counted from this mart in the month are taken
   */
  MartCounts(String mart, Measures measures, ReportingMonth month) {
    this.mart = mart;
    this.counted =
        measures.inForce(month).stream()
            .filter(m -> m.counted().map(c -> c.mart().equals(mart)).orElse(false))
            .toList();
    this.levels = new MartLevels(mart, measures, counted);
    this.characteristics = levels.characteristics();
  }

  /** Marts that measures of a month are counted from, in name order. */
  static Set<String> marts(Measures measures, ReportingMonth month) {
    return measures.inForce(month).stream()
        .flatMap(measure -> measure.counted().stream())
        .map(Measure.Counted::mart)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * One row per organisation, and per organisation and level of each characteristic: the column of
   * the characteristic is filled, the others are null. Where people are counted, the same once more
   * without an organisation, for England. One column per measure, {@code m0}, {@code m1} and so on.
   *
   * @param rows one month of the mart
   */
  Dataset<Row> perOrganisation(SparkSession spark, Dataset<Row> rows, ReportingMonth month) {
    String view = "return_of_" + mart;
    return CountedSql.over(spark, rows, view, sql(view), month, Map.of());
  }

  private String sql(String view) {
    List<String> selected = new ArrayList<>(List.of(ORGANISATION));
    List<String> columns = new ArrayList<>(List.of(ORGANISATION));
    boolean hasPeople = counted.stream().anyMatch(MartCounts::isDistinct);
    List<String> sets = new ArrayList<>(List.of("(" + ORGANISATION + ")"));
    if (hasPeople) {
      sets.add("()");
    }
    selected.addAll(levels.selected());
    columns.addAll(characteristics);
    for (String column : characteristics) {
      sets.add("(" + ORGANISATION + ", " + column + ")");
      if (hasPeople) {
        sets.add("(" + column + ")");
      }
    }
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      Measure.Counted how = counted.get(i).counted().orElseThrow();
      selected.add(CountedSql.value(how) + " as v" + i);
      figures.add(CountedSql.together(how, "v" + i) + " as m" + i);
    }
    return "select %s, %s from (select %s from %s) group by grouping sets (%s)"
        .formatted(
            String.join(", ", columns),
            String.join(", ", figures),
            String.join(", ", selected),
            view,
            String.join(", ", sets));
  }

  private static boolean isDistinct(Measure measure) {
    return measure.counted().map(c -> c.kind().equals("distinct")).orElse(false);
  }

  /**
   * Adds the figures of these organisations to cells: their own, and England's.
   *
   * @param perOrganisation rows of {@link #perOrganisation}
   */
  void addTo(Map<Cell, CellCount> cells, List<Row> perOrganisation) {
    perOrganisation.stream().filter(row -> !row.isNullAt(0)).forEach(row -> add(cells, row));
    perOrganisation.stream().filter(row -> row.isNullAt(0)).forEach(row -> add(cells, row));
  }

  private void add(Map<Cell, CellCount> cells, Row row) {
    @Nullable String organisation = row.isNullAt(0) ? null : row.getString(0);
    MartLevels.At level = levels.at(row);
    for (int i = 0; i < counted.size(); i++) {
      long value = row.getLong(1 + characteristics.size() + i);
      if (value != 0) {
        for (Breakdown breakdown : levels.breakdowns(counted.get(i), level)) {
          add(cells, counted.get(i), breakdown, organisation, level.level(), value);
        }
      }
    }
  }

  /**
   * @param organisation whose figure it is; null for England's own, or an area's own, of people
   */
  private static void add(
      Map<Cell, CellCount> cells,
      Measure measure,
      Breakdown breakdown,
      @Nullable String organisation,
      String level,
      long value) {
    if (organisation != null) {
      cells.merge(
          cell(measure, breakdown, organisation, level),
          CellCount.NOTHING.plus(value),
          (before, one) -> before.plus(value));
    } else if (!breakdown.primary().isOrganisation() && isDistinct(measure)) {
      cells.computeIfPresent(
          cell(measure, breakdown, null, level),
          (cell, sum) -> new CellCount(value, sum.contributors()));
    }
  }

  /**
   * The place that a figure at a level belongs to: England, an area or the organisation's own.
   *
   * @param organisation null where the place is not an organisation's own
   */
  static Cell cell(
      Measure measure, Breakdown breakdown, @Nullable String organisation, String level) {
    @Nullable String together = breakdown.isByArea() ? level : breakdown.primary().constant();
    return new Cell(
        measure.id(),
        breakdown.id(),
        together == null ? Objects.requireNonNull(organisation) : together,
        breakdown.isByArea() ? Breakdown.NONE : level);
  }
}
