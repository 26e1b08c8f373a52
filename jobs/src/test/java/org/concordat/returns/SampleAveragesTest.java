package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Average;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Averages of the committed month against the functions of Spark that the national code uses. */
class SampleAveragesTest {

  private static final ReportingMonth MONTH = ReportingMonth.of(SampleMonth.MONTH);

  private final Lake lake = Lake.at(SampleMonth.run().lake(), Settings.defaults());
  private final Measures measures = Measures.load();

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void every_exact_average_is_what_avg_and_percentile_of_spark_give() {
    Map<List<String>, String> exact = exact();
    int compared = 0;
    for (Measure measure : measures.inForce(MONTH)) {
      if (measure.averaged().isPresent()) {
        for (Breakdown breakdown : measures.breakdowns(measure)) {
          for (Map.Entry<List<String>, String> one : bySpark(measure, breakdown).entrySet()) {
            assertThat(exact.remove(one.getKey()))
                .as(one.getKey().toString())
                .isEqualTo(one.getValue());
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(300);
    assertThat(exact.values()).as("averages that Spark does not give").containsOnly("");
  }

  /** What the raw twin holds for averages. */
  private Map<List<String>, String> exact() {
    Map<List<String>, String> exact = new TreeMap<>((one, other) -> compare(one, other));
    ReturnVersion.read(lake, MONTH, ReturnStatus.PERFORMANCE, null)
        .exact()
        .orElseThrow()
        .forEach(
            (key, value) -> {
              if (measures.measure(key.get(3)).averaged().isPresent()) {
                exact.put(key, value);
              }
            });
    return exact;
  }

  private static int compare(List<String> one, List<String> other) {
    return one.toString().compareTo(other.toString());
  }

  /** Averages that are not null, by the keys of their rows. */
  private Map<List<String>, String> bySpark(Measure measure, Breakdown breakdown) {
    Average how = measure.averaged().orElseThrow();
    SharedSpark.session()
        .read()
        .parquet(ReturnInputs.folder(lake.tree(Zone.MARTS), how.mart(), MONTH).toString())
        .createOrReplaceTempView("averaged");
    String function =
        switch (how.statistic()) {
          case MEAN -> "avg(" + how.column() + ")";
          case MEDIAN -> "percentile(" + how.column() + ", 0.5)";
          case CENTILE_90 -> "percentile(" + how.column() + ", 0.9)";
        };
    String primary = breakdown.primary().isOrganisation() ? MartCounts.ORGANISATION : "'England'";
    String secondary =
        breakdown
            .secondaryLevel()
            .map(Breakdown.Level::column)
            .map(CountedSql::level)
            .orElse("'NONE'");
    Map<List<String>, String> averages = new TreeMap<>((one, other) -> compare(one, other));
    for (Row row :
        SharedSpark.session()
            .sql(
                "select %s as p, %s as s, %s as average from averaged where %s group by 1, 2"
                    .formatted(primary, secondary, function, how.filter()))
            .collectAsList()) {
      if (!row.isNullAt(2)) {
        averages.put(
            List.of(breakdown.label(), row.getString(0), row.getString(1), measure.id()),
            inUnit(row.getDouble(2), how));
      }
    }
    return averages;
  }

  /** A double differs from the exact fraction in its last digits only, which 9 decimals cut off. */
  private static String inUnit(double average, Average how) {
    return BigDecimal.valueOf(average)
        .setScale(9, RoundingMode.HALF_UP)
        .divide(
            BigDecimal.valueOf(how.unit().size()), ValueCounts.EXACT_DECIMALS, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
