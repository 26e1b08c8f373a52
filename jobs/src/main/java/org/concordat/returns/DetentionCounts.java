package org.concordat.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * New detentions, or community treatment orders, by ethnic group, gender, age band and how many a
 * person has: what the rates of a {@link RateMeasure} are made of, in one pass over the mart.
 */
final class DetentionCounts {

  /** Mart they are counted from. */
  static final String MART = "mha_detentions";

  private static final String VIEW = "rates_of_" + MART;
  private static final Comparator<DetentionCount> ORDER =
      Comparator.comparing(DetentionCount::code)
          .thenComparing(DetentionCount::group)
          .thenComparing(DetentionCount::gender)
          .thenComparing(DetentionCount::ageBand)
          .thenComparing(DetentionCount::events);

  private final Measures measures;
  private final Measure measure;
  private final CodeList ageBands;

  /**
   * @param measures as they are counted: characteristics are read as the main file reads them
   * @param measure id of the measure whose filter says which rows count
   * @param ageBands list age_bands_mha_statistics
   */
  DetentionCounts(Measures measures, String measure, CodeList ageBands) {
    this.measures = measures;
    this.measure = measures.measure(measure);
    this.ageBands = ageBands;
  }

  /**
   * @param rows one month of the mart
   * @return one count per group, gender, band and number of detentions, in a fixed order
   */
  List<DetentionCount> of(SparkSession spark, Dataset<Row> rows, ReportingMonth month) {
    rows.createOrReplaceTempView(VIEW);
    try {
      List<DetentionCount> counts = new ArrayList<>();
      spark
          .sql(
              sql(), Map.<String, Object>of("month_start", month.start(), "month_end", month.end()))
          .collectAsList()
          .forEach(row -> counts.add(count(row)));
      counts.sort(ORDER);
      return counts;
    } finally {
      spark.catalog().dropTempView(VIEW);
    }
  }

  /** Several detentions of one person are no independent events: people are counted by how many. */
  private String sql() {
    String unknown = "'" + Breakdown.UNKNOWN + "'";
    return """
        with detained_people as (
            select
                person_key,
                coalesce(%5$s, %1$s) as code,
                coalesce(%6$s, %1$s) as group,
                coalesce(%7$s, %1$s) as gender,
                %2$s as band,
                cast(count(*) as int) as events,
                collect_set(organisation_code) as organisations
            from %3$s
            where %4$s
            group by all
        )
        select
            code,
            group,
            gender,
            band,
            events,
            count(*) as people,
            array_distinct(flatten(collect_set(organisations))) as organisations
        from detained_people
        group by code, group, gender, band, events
        """
        .formatted(
            unknown,
            band(),
            VIEW,
            measure.counted().orElseThrow().filter(),
            measures.column(MART, "ethnicity_code"),
            measures.column(MART, "nhs_2001_group5"),
            measures.column(MART, "gender"));
  }

  /** SQL that gives the band of six of an age; the limits are those of the list. */
  private String band() {
    Map<String, String> lower = new LinkedHashMap<>();
    Map<String, String> upper = new LinkedHashMap<>();
    ageBands
        .rows()
        .values()
        .forEach(
            row -> {
              String band = row.getOrDefault("age_band_6", "");
              lower.putIfAbsent(band, row.getOrDefault("lower_age", ""));
              upper.put(band, row.getOrDefault("upper_age", ""));
            });
    StringBuilder sql = new StringBuilder("case");
    lower.forEach(
        (band, from) -> {
          String to = upper.getOrDefault(band, "");
          sql.append(" when age_years >= ").append(from);
          sql.append(to.isEmpty() ? "" : " and age_years <= " + to);
          sql.append(" then '").append(band).append("'");
        });
    return sql.append(" else '").append(Breakdown.UNKNOWN).append("' end").toString();
  }

  private static DetentionCount count(Row row) {
    return new DetentionCount(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        new TreeSet<>(row.<String>getList(6)));
  }
}
