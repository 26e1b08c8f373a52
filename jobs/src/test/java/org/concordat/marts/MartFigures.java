package org.concordat.marts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.marts.secondopinion.SecondOpinion;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.testing.SharedSpark;

/** The figures of a second opinion as the marts of a run give them, by provider. */
final class MartFigures {

  /** Where the figures of all providers together are. */
  static final String ENGLAND = "England";

  private static final String PROVIDER = "organisation_code";

  private final Map<String, Map<String, Integer>> figures = new TreeMap<>();

  private MartFigures() {}

  /** Figures by name of each provider and of England; figures that are zero are left out. */
  static Map<String, Map<String, Integer>> ofLastRun() {
    MartFigures counted = new MartFigures();
    Measures measures = Measures.load();
    for (String id :
        List.of(
            SecondOpinion.DETENTIONS, SecondOpinion.BED_DAYS, SecondOpinion.SEEN_IN_FOUR_HOURS)) {
      Measure.Counted measure = measures.measure(id).counted().orElseThrow();
      Column number =
          measure.column().map(functions::sum).orElse(functions.count(functions.lit(1)));
      counted.add(measure.mart(), measure.filter(), functions.lit(id), number);
    }
    counted.add(
        "out_of_area_placements",
        "appropriateness = 'inappropriate' and bed_days_month_published > 0",
        functions.lit(SecondOpinion.BED_DAYS_PUBLISHED),
        functions.sum("bed_days_month_published"));
    counted.add(
        "mha_detentions",
        "is_started_in_month and has_spell",
        functions.concat(functions.lit(SecondOpinion.CATEGORY), functions.col("category")),
        functions.count(functions.lit(1)));
    return counted.figures;
  }

  /**
   * @param name of the figure
   * @param number how the rows of the mart that pass the filter are counted
   */
  private void add(String mart, String filter, Column name, Column number) {
    Dataset<Row> rows = SharedSpark.session().table(mart).where(filter);
    for (Column unit : List.of(functions.col(PROVIDER), functions.lit(ENGLAND))) {
      for (Row row : rows.groupBy(unit, name).agg(number.cast("int")).collectAsList()) {
        figures
            .computeIfAbsent(row.getString(0), p -> new TreeMap<>())
            .put(row.getString(1), row.getInt(2));
      }
    }
  }
}
