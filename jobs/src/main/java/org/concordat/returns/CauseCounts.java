package org.concordat.returns;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What each cause adds to each cell of the measures of one mart: the same figures as {@link
 * MartCounts}, of the second return less the first, one pass over the rows that differ. People are
 * counted by person and cell (docs/diff.md, "People").
 */
final class CauseCounts {

  /** Ways of counting whose figures are made of what single rows give. */
  static final Set<String> SPLIT = Set.of("rows", "sum", "distinct");

  private static final String PEOPLE = "distinct";
  private static final String ROWS = "rows_that_differ";

  private final ReportingMonth month;
  private final List<Measure> counted;
  private final MartLevels levels;
  private final List<String> characteristics;
  private final Map<Cell, Map<Cause, Long>> parts = new HashMap<>();

  /**
   * @param measures measures by which the rows of both returns are counted
   */
  CauseCounts(String mart, Measures measures, ReportingMonth month) {
    this.month = month;
    this.counted =
        measures.inForce(month).stream()
            .filter(m -> m.counted().map(c -> c.mart().equals(mart)).orElse(false))
            .filter(measure -> SPLIT.contains(how(measure).kind()))
            .toList();
    this.levels = new MartLevels(mart, measures, counted);
    this.characteristics = levels.characteristics();
  }

  private static Measure.Counted how(Measure measure) {
    return measure.counted().orElseThrow();
  }

  /**
   * Parts by cell and cause; a cell or a cause without a part is left out.
   *
   * @param pairs rows of {@link RowCauses#pairs}
   */
  Map<Cell, Map<Cause, Long>> of(SparkSession spark, Dataset<Row> pairs) {
    Dataset<Row> rows = RowCauses.sides(pairs);
    addRows(spark, rows.where("not " + RowCauses.IS_SAME));
    Set<String> keys = new TreeSet<>();
    counted.stream()
        .filter(measure -> how(measure).kind().equals(PEOPLE))
        .forEach(measure -> keys.add(how(measure).column().orElseThrow()));
    keys.forEach(key -> addPeople(spark, rows, pairs, key));
    parts.values().forEach(byCause -> byCause.values().removeIf(part -> part == 0));
    parts.values().removeIf(Map::isEmpty);
    return parts;
  }

  /** Organisation, characteristics: the columns that figures are grouped by. */
  private String columns() {
    List<String> columns = new ArrayList<>(List.of(MartCounts.ORGANISATION));
    columns.addAll(levels.selected());
    return String.join(", ", columns);
  }

  private String names() {
    List<String> names = new ArrayList<>(List.of(MartCounts.ORGANISATION));
    names.addAll(characteristics);
    return String.join(", ", names);
  }

  private void addRows(SparkSession spark, Dataset<Row> rows) {
    List<Measure> some =
        counted.stream().filter(measure -> !how(measure).kind().equals(PEOPLE)).toList();
    if (some.isEmpty()) {
      return;
    }
    List<String> sets = new ArrayList<>();
    sets.add("(%s, %s)".formatted(RowCauses.CAUSE, MartCounts.ORGANISATION));
    for (String column : characteristics) {
      sets.add("(%s, %s, %s)".formatted(RowCauses.CAUSE, MartCounts.ORGANISATION, column));
    }
    String values =
        IntStream.range(0, some.size())
            .mapToObj(i -> CountedSql.value(how(some.get(i))) + " as v" + i)
            .collect(Collectors.joining(", "));
    String sums =
        IntStream.range(0, some.size())
            .mapToObj(i -> "coalesce(sum(cast(side * v%1$d as bigint)), 0) as m%1$d".formatted(i))
            .collect(Collectors.joining(", "));
    String sql =
        """
        select %1$s, %2$s, %3$s
        from (select %1$s, side, %4$s, %5$s from %6$s)
        group by grouping sets (%7$s)
        """
            .formatted(
                RowCauses.CAUSE, names(), sums, columns(), values, ROWS, String.join(", ", sets));
    int first = 2 + characteristics.size();
    for (Row row : CountedSql.over(spark, rows, ROWS, sql, month, Map.of()).collectAsList()) {
      for (int i = 0; i < some.size(); i++) {
        add(some.get(i), row, 1, Cause.values()[row.getInt(0)], row.getLong(first + i));
      }
    }
  }

  /**
   * Somebody who is counted in a cell of only one of the two returns, with the first cause of the
   * rows that put him there.
   */
  private void addPeople(SparkSession spark, Dataset<Row> rows, Dataset<Row> pairs, String key) {
    List<Measure> some =
        counted.stream()
            .filter(measure -> how(measure).kind().equals(PEOPLE))
            .filter(measure -> how(measure).column().orElseThrow().equals(key))
            .toList();
    List<String> sets = new ArrayList<>(List.of("(person)", "(person, organisation_code)"));
    for (String column : characteristics) {
      sets.add("(person, %s)".formatted(column));
      sets.add("(person, organisation_code, %s)".formatted(column));
    }
    List<String> values = new ArrayList<>();
    List<String> sides = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      values.add("coalesce(%s, false) as v%d".formatted(how(some.get(i)).filter(), i));
      sides.add(
          """
          max(if(v%1$d, side, null)) as last%1$d,
          min(if(v%1$d, side, null)) as first%1$d,
          min(if(v%1$d, cause, null)) as cause%1$d
          """
              .formatted(i));
      // In one return only: 1 or -1; in both: first + last is 0; in none: null.
      changes.add(
          "named_struct('measure', %1$d, 'cause', cause%1$d, 'part', (first%1$d + last%1$d) div 2)"
              .formatted(i));
    }
    String sql =
        """
        select %1$s, one.measure, one.cause, sum(one.part) as part
        from (
            select %1$s, explode(array(%2$s)) as one
            from (
                select %1$s, person, %3$s
                from (select person, side, cause, %4$s, %5$s from %6$s)
                group by grouping sets (%7$s)
            )
        )
        where one.part <> 0
        group by %1$s, one.measure, one.cause
        """
            .formatted(
                names(),
                String.join(", ", changes),
                String.join(", ", sides),
                columns(),
                String.join(", ", values),
                ROWS,
                String.join(", ", sets));
    int first = 1 + characteristics.size();
    Dataset<Row> known = people(rows, pairs, key);
    for (Row row : CountedSql.over(spark, known, ROWS, sql, month, Map.of()).collectAsList()) {
      add(
          some.get(row.getInt(first)),
          row,
          0,
          Cause.values()[row.getInt(first + 1)],
          row.getLong(first + 2));
    }
  }

  /**
   * The rows with a column {@code person}: the key, but where somebody's rows all have one other
   * key in the second return, and only his, that key stands for both. So a new key for everybody,
   * or for one, moves nobody.
   */
  private static Dataset<Row> people(Dataset<Row> rows, Dataset<Row> pairs, String key) {
    Dataset<Row> renamed =
        pairs
            .selectExpr("a.`" + key + "` as was", "b.`" + key + "` as now")
            .where("was is not null and now is not null")
            .distinct()
            .selectExpr(
                "was",
                "now",
                "count(*) over (partition by was) as keys_now",
                "count(*) over (partition by now) as keys_before")
            .where("keys_now = 1 and keys_before = 1 and was <> now")
            .select("was", "now");
    Dataset<Row> taken = renamed.selectExpr("now as taken");
    return rows.where("`" + key + "` is not null")
        .join(
            renamed,
            rows.col(key).equalTo(renamed.col("was")).and(rows.col("side").equalTo(-1)),
            "left")
        .join(
            taken,
            rows.col(key).equalTo(taken.col("taken")).and(rows.col("side").equalTo(-1)),
            "left")
        .withColumn(
            "person",
            functions.expr(
                "case when now is not null then now when taken is not null then concat('before ', `"
                    + key
                    + "`) else `"
                    + key
                    + "` end"))
        .drop("was", "now", "taken");
  }

  /**
   * @param at where the row's organisation stands, before its characteristics
   */
  private void add(Measure measure, Row row, int at, Cause cause, long part) {
    if (part == 0) {
      return;
    }
    @Nullable String organisation = row.isNullAt(at) ? null : row.getString(at);
    MartLevels.At level = levels.at(row);
    for (Breakdown breakdown : levels.breakdowns(measure, level)) {
      cell(measure, breakdown, organisation, level.level())
          .ifPresent(
              cell ->
                  parts
                      .computeIfAbsent(cell, c -> new EnumMap<>(Cause.class))
                      .merge(cause, part, Long::sum));
    }
  }

  /** The cell a figure belongs to; people of England or an area are counted there, not added up. */
  private static Optional<Cell> cell(
      Measure measure, Breakdown breakdown, @Nullable String organisation, String level) {
    @Nullable String together = breakdown.isByArea() ? level : breakdown.primary().constant();
    boolean isPeople = how(measure).kind().equals(PEOPLE);
    if (isPeople && (together == null) == (organisation == null)) {
      return Optional.empty();
    }
    String primary = together == null ? organisation : together;
    return Optional.ofNullable(primary)
        .map(
            code ->
                new Cell(
                    measure.id(),
                    breakdown.id(),
                    code,
                    breakdown.isByArea() ? Breakdown.NONE : level));
  }
}
