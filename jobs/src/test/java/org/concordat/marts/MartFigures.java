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

  private static final String PROVIDER = "organisation_code";

  private final Map<String, Map<String, Integer>> figures = new TreeMap<>();

  private MartFigures() {}

  /** Figures by name of each provider; figures that are zero are left out. */
  static Map<String, Map<String, Integer>> ofLastRun() {
    MartFigures counted = new MartFigures();
    Measures measures = Measures.load();
    for (String id :
        List.of(
            SecondOpinion.DETENTIONS, SecondOpinion.BED_DAYS, SecondOpinion.SEEN_IN_FOUR_HOURS)) {
      Measure.Counted measure = measures.measure(id).counted().orElseThrow();
      Column number =
          measure.column().map(functions::sum).orElse(functions.count(functions.lit(1)));
      counted.add(
          SharedSpark.session()
              .table(measure.mart())
              .where(measure.filter())
              .groupBy(functions.col(PROVIDER), functions.lit(id))
              .agg(number.cast("int")));
    }
    counted.add(
        SharedSpark.session()
            .table("out_of_area_placements")
            .where("appropriateness = 'inappropriate' and bed_days_month_published > 0")
            .groupBy(functions.col(PROVIDER), functions.lit(SecondOpinion.BED_DAYS_PUBLISHED))
            .agg(functions.sum("bed_days_month_published").cast("int")));
    counted.add(
        SharedSpark.session()
            .table("mha_detentions")
            .where("is_started_in_month and has_spell")
            .groupBy(
                functions.col(PROVIDER),
                functions.concat(
                    functions.lit(SecondOpinion.CATEGORY), functions.col("category")))
            .agg(functions.count(functions.lit(1)).cast("int")));
    return counted.figures;
  }

  /** Adds rows of provider, name of the figure and figure. */
  private void add(Dataset<Row> rows) {
    for (Row row : rows.collectAsList()) {
      figures
          .computeIfAbsent(row.getString(0), p -> new TreeMap<>())
          .put(row.getString(1), row.getInt(2));
    }
  }
}
