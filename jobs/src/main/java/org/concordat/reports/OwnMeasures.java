package org.concordat.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * Every organisation's own measures, counted exactly on the marts: one pass per mart for all
 * organisations. An organisation's exact figures go on its own page only.
 */
final class OwnMeasures {

  private final List<Measure> measures;
  private final Map<String, Map<String, Long>> counts;
  private final Settings.Disclosure disclosure;

  private OwnMeasures(
      List<Measure> measures,
      Map<String, Map<String, Long>> counts,
      Settings.Disclosure disclosure) {
    this.measures = measures;
    this.counts = counts;
    this.disclosure = disclosure;
  }

  /**
   * Counts the measures of a month; measures of a mart that is not there are left out.
   *
   * @param marts the marts' zone
   */
  static OwnMeasures count(
      SparkSession spark,
      VersionedTree marts,
      ReportingMonth month,
      Measures measures,
      Settings.Disclosure disclosure) {
    Map<String, List<Measure>> byMart = new LinkedHashMap<>();
    for (Measure measure : measures.inForce(month)) {
      measure
          .counted()
          .filter(counted -> marts.month(counted.mart(), month).isPresent())
          .ifPresent(
              counted ->
                  byMart.computeIfAbsent(counted.mart(), m -> new ArrayList<>()).add(measure));
    }
    Map<String, Map<String, Long>> counts = new HashMap<>();
    byMart.forEach(
        (mart, some) -> {
          String folder = marts.month(mart, month).orElseThrow().toString();
          for (Row row : rows(spark, folder, mart, some, month)) {
            String organisation = Cells.text(row, "organisation_code");
            for (Measure measure : some) {
              counts
                  .computeIfAbsent(measure.id(), id -> new HashMap<>())
                  .put(organisation, Cells.number(row, measure.id()));
            }
          }
          some.forEach(measure -> counts.computeIfAbsent(measure.id(), id -> new HashMap<>()));
        });
    return new OwnMeasures(measures.inForce(month), counts, disclosure);
  }

  private static List<Row> rows(
      SparkSession spark, String folder, String mart, List<Measure> some, ReportingMonth month) {
    String view = "own_measures_" + mart;
    StringBuilder sql = new StringBuilder("select organisation_code");
    for (Measure measure : some) {
      sql.append(", ")
          .append(expression(measure.counted().orElseThrow()))
          .append(" as `")
          .append(measure.id())
          .append('`');
    }
    sql.append(" from ").append(view).append(" group by organisation_code");
    spark.read().parquet(folder).createOrReplaceTempView(view);
    try {
      return spark
          .sql(
              sql.toString(),
              Map.of(
                  "month_start",
                  month.start(),
                  "month_end",
                  month.end(),
                  "month",
                  month.toString()))
          .collectAsList();
    } finally {
      spark.catalog().dropTempView(view);
    }
  }

  private static String expression(Measure.Counted counted) {
    String column = counted.column().orElse("1");
    String chosen = "case when " + counted.filter() + " then " + column + " end";
    return switch (counted.kind()) {
      case "distinct" -> "count(distinct " + chosen + ")";
      case "sum" -> "coalesce(sum(" + chosen + "), 0)";
      default -> "count(" + chosen + ")";
    };
  }

  /**
   * One measure of one partner.
   *
   * @param denominator empty for a measure that is a count
   */
  record Own(Measure measure, long numerator, Optional<Long> denominator, String published) {

    MeasureHistory.Count count(String submissionId) {
      return new MeasureHistory.Count(submissionId, measure.id(), numerator, denominator);
    }
  }

  /** Measures of one partner, exact, in the order of the registry. */
  List<Own> of(Partner partner) {
    List<Own> own = new ArrayList<>();
    for (Measure measure : measures) {
      if (measure.family() == partner.family() && isByOrganisation(measure)) {
        own(measure, partner).ifPresent(own::add);
      }
    }
    return own;
  }

  private static boolean isByOrganisation(Measure measure) {
    return measure.breakdowns().contains("provider")
        || measure.breakdowns().contains("police_force");
  }

  private Optional<Own> own(Measure measure, Partner partner) {
    if (measure.parts().isPresent()) {
      Measure.Parts parts = measure.parts().get();
      Optional<Long> part = value(parts.numerator(), partner);
      Optional<Long> whole = value(parts.denominator(), partner);
      if (part.isEmpty() || whole.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Own(
              measure,
              part.get(),
              whole,
              Figures.roundedPercent(part.get(), whole.get(), disclosure)));
    }
    return value(measure.id(), partner)
        .map(
            value -> new Own(measure, value, Optional.empty(), Figures.rounded(value, disclosure)));
  }

  private Optional<Long> value(String measure, Partner partner) {
    return Optional.ofNullable(counts.get(measure))
        .map(byOrganisation -> byOrganisation.getOrDefault(partner.code(), 0L));
  }
}
