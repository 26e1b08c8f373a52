package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * mart. Figures of England are the sums of the organisations' figures, so that they agree and the
 * number of contributors is known; a key that is counted distinct therefore must belong to one
 * organisation.
 */
final class MartCounts {

  /** Column of every mart that says whose row it is. */
  static final String ORGANISATION = "organisation_code";

  private final String mart;
  private final Measures measures;
  private final List<Measure> counted;
  private final List<String> characteristics;

  /**
   * @param mart name of the mart
   * @param measures all measures; those counted from this mart in the month are taken
   */
  MartCounts(String mart, Measures measures, ReportingMonth month) {
    this.mart = mart;
    this.measures = measures;
    this.counted =
        measures.inForce(month).stream()
            .filter(m -> m.counted().map(c -> c.mart().equals(mart)).orElse(false))
            .toList();
    this.characteristics =
        counted.stream()
            .flatMap(measure -> measures.breakdowns(measure).stream())
            .flatMap(breakdown -> breakdown.secondaryLevel().stream())
            .flatMap(level -> Optional.ofNullable(level.column()).stream())
            .distinct()
            .sorted()
            .toList();
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
   * the characteristic is filled, the others are null. One column per measure, {@code m0}, {@code
   * m1} and so on.
   *
   * @param rows one month of the mart
   */
  Dataset<Row> perOrganisation(SparkSession spark, Dataset<Row> rows, ReportingMonth month) {
    String view = "return_of_" + mart;
    rows.createOrReplaceTempView(view);
    try {
      return spark.sql(
          sql(view),
          Map.<String, Object>of("month_start", month.start(), "month_end", month.end()));
    } finally {
      spark.catalog().dropTempView(view);
    }
  }

  private String sql(String view) {
    List<String> selected = new ArrayList<>(List.of(ORGANISATION));
    List<String> columns = new ArrayList<>(List.of(ORGANISATION));
    List<String> sets = new ArrayList<>(List.of("(" + ORGANISATION + ")"));
    for (String column : characteristics) {
      selected.add(
          "if(%1$s is null or lower(%1$s) = 'unknown', '%2$s', %1$s) as %1$s"
              .formatted(column, Breakdown.UNKNOWN));
      columns.add(column);
      sets.add("(" + ORGANISATION + ", " + column + ")");
    }
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      Measure.Counted how = counted.get(i).counted().orElseThrow();
      String column = how.column().orElse("1");
      column = how.kind().equals("sum") ? "cast(" + column + " as bigint)" : column;
      selected.add("case when %s then %s end as v%d".formatted(how.filter(), column, i));
      figures.add(
          switch (how.kind()) {
            case "sum" -> "coalesce(sum(v%1$d), 0) as m%1$d".formatted(i);
            case "distinct" -> "count(distinct v%1$d) as m%1$d".formatted(i);
            default -> "count(v%1$d) as m%1$d".formatted(i);
          });
    }
    return "select %s, %s from (select %s from %s) group by grouping sets (%s)"
        .formatted(
            String.join(", ", columns),
            String.join(", ", figures),
            String.join(", ", selected),
            view,
            String.join(", ", sets));
  }

  /**
   * Adds the figures of these organisations to cells: their own, and England's.
   *
   * @param perOrganisation rows of {@link #perOrganisation}
   */
  void addTo(Map<Cell, CellCount> cells, List<Row> perOrganisation) {
    for (Row row : perOrganisation) {
      String organisation = row.getString(0);
      @Nullable String characteristic = null;
      String level = Breakdown.NONE;
      for (int i = 0; i < characteristics.size(); i++) {
        if (!row.isNullAt(i + 1)) {
          characteristic = characteristics.get(i);
          level = row.getString(i + 1);
        }
      }
      for (int i = 0; i < counted.size(); i++) {
        long value = row.getLong(1 + characteristics.size() + i);
        if (value != 0) {
          add(cells, counted.get(i), organisation, characteristic, level, value);
        }
      }
    }
  }

  private void add(
      Map<Cell, CellCount> cells,
      Measure measure,
      String organisation,
      @Nullable String characteristic,
      String level,
      long value) {
    for (Breakdown breakdown : measures.breakdowns(measure)) {
      @Nullable String wanted =
          breakdown.secondaryLevel().map(Breakdown.Level::column).orElse(null);
      if (Objects.equals(wanted, characteristic)) {
        String primary =
            breakdown.primary().isOrganisation()
                ? organisation
                : Objects.requireNonNull(breakdown.primary().constant());
        Cell cell = new Cell(measure.id(), breakdown.id(), primary, level);
        cells.merge(cell, CellCount.NOTHING.plus(value), (before, one) -> before.plus(value));
      }
    }
  }
}
