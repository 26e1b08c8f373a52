package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.marts.secondopinion.SecondOpinion;
import org.concordat.marts.secondopinion.Slip;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed month's raw return against the second implementation on the accepted rows. */
class SampleSecondOpinionTest {

  private static Map<String, Map<String, Integer>> second = Map.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        SecondOpinion.DETENTIONS,
        SecondOpinion.BED_DAYS,
        SecondOpinion.SEEN_IN_FOUR_HOURS
      })
  void the_raw_return_holds_what_the_second_implementation_counts(String measure) {
    Map<String, Integer> counted = new TreeMap<>();
    int england = 0;
    for (Map.Entry<String, Map<String, Integer>> provider : figures().entrySet()) {
      int number = provider.getValue().getOrDefault(measure, 0);
      england += number;
      if (number > 0) {
        counted.put(provider.getKey(), number);
      }
    }
    assertThat(england).isPositive();
    assertThat(returned(measure, "Provider")).isEqualTo(counted);
    assertThat(returned(measure, "England").values()).containsExactly(england);
  }

  private static Map<String, Map<String, Integer>> figures() {
    if (second.isEmpty()) {
      Lake lake = Lake.at(SampleMonth.run().lake(), Settings.defaults());
      second =
          new SecondOpinion(YearMonth.parse(SampleMonth.MONTH), EnumSet.noneOf(Slip.class))
              .figures(SentWorld.of(lake, ReportingMonth.of(SampleMonth.MONTH)));
    }
    return second;
  }

  /** Figures above zero of the raw return by the code of a breakdown's first level. */
  private static Map<String, Integer> returned(String measure, String breakdown) {
    List<Row> rows =
        SharedSpark.session()
            .read()
            .option("header", true)
            .csv(
                SampleMonth.run()
                    .lake()
                    .resolve("raw/" + SampleMonth.MONTH + "/performance/v1")
                    .toString())
            .filter("MEASURE_ID = '" + measure + "' and BREAKDOWN = '" + breakdown + "'")
            .select("PRIMARY_LEVEL", "MEASURE_VALUE")
            .collectAsList();
    Map<String, Integer> returned = new TreeMap<>();
    for (Row row : rows) {
      int number = Integer.parseInt(row.getString(1));
      if (number > 0) {
        returned.put(row.getString(0), number);
      }
    }
    return returned;
  }
}
