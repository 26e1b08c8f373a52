package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.metrics.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every metric that check computed for the sample in its one grouped pass, against a direct run of
 * Deequ's VerificationSuite over the accepted rows of one partner, or of all.
 */
@Tag("proof")
class DeequSampleProofTest {

  private static final List<String> PARTNERS = List.of("RX4", "RX6", "10");
  private static final String ENGLAND = "ENGLAND";
  private static final double ACT_BELOW = 0.9;

  private record Key(String metric, String organisation, String table, String field) {}

  @Test
  void stored_metrics_equal_direct_runs_for_partners_and_the_nation() {
    Map<Key, Row> stored = stored();
    int compared = 0;
    for (TableContract table : ContractCatalogue.load().landing()) {
      Path folder = month("checked", table.name());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      Dataset<Row> rows = SharedSpark.session().read().parquet(folder.toString()).cache();
      for (String partner : PARTNERS) {
        Dataset<Row> own = rows.where("organisation_code = '" + partner + "'");
        if (!own.isEmpty()) {
          compared += compare(table, partner, own, stored);
        }
      }
      if (!rows.isEmpty()) {
        compared += compare(table, ENGLAND, rows, stored);
      }
      rows.unpersist();
    }
    assertThat(compared).isGreaterThan(400);
  }

  private static int compare(
      TableContract table, String organisation, Dataset<Row> rows, Map<Key, Row> stored) {
    List<Key> keys = new ArrayList<>();
    List<DeequMeasure> measures = new ArrayList<>();
    keys.add(new Key("rows", organisation, table.name(), ""));
    measures.add(DeequMeasure.rows("rows"));
    for (ColumnContract field : table.fields()) {
      if (!field.isScored()) {
        continue;
      }
      String state = "substring(item_states, " + table.fieldNumber(field.name()) + ", 1)";
      Map<String, String> conditions =
          Map.of(
              "completeness", state + " <> 'M'",
              "vodim.valid", state + " = 'V'",
              "vodim.other", state + " = 'O'",
              "vodim.default", state + " = 'D'",
              "vodim.invalid", state + " = 'I'",
              "vodim.missing", state + " = 'M'");
      conditions.forEach(
          (metric, condition) -> {
            keys.add(new Key(metric, organisation, table.name(), field.name()));
            DeequMeasure measure = DeequMeasure.compliance(metric + " " + field.name(), condition);
            boolean isLimited = metric.equals("completeness") || metric.equals("vodim.valid");
            measures.add(isLimited ? measure.atLeast(ACT_BELOW) : measure);
          });
    }
    List<Check> checks = measures.stream().map(DeequChecks::check).toList();
    VerificationResult direct = DirectRun.of(rows, checks);
    for (int i = 0; i < checks.size(); i++) {
      Row mine = Objects.requireNonNull(stored.get(keys.get(i)), keys.get(i).toString());
      var outcome = direct.checkResults().apply(checks.get(i));
      Metric<?> metric = Objects.requireNonNull(DeequChecks.metric(outcome));
      double value = ((Number) metric.value().get()).doubleValue();
      double numerator = mine.<Long>getAs("numerator");
      double denominator = mine.<Long>getAs("denominator");
      boolean isRows = keys.get(i).metric().equals("rows");
      assertThat(isRows ? numerator : numerator / denominator)
          .as(keys.get(i).toString())
          .isEqualTo(value);
      if (measures.get(i).atLeast() != null) {
        assertThat(!mine.<String>getAs("applicability").equals("FAIL"))
            .as(keys.get(i).toString())
            .isEqualTo(DeequChecks.succeeded(outcome));
      }
    }
    return checks.size();
  }

  private static Map<Key, Row> stored() {
    Map<Key, Row> rows = new HashMap<>();
    for (Row row :
        SharedSpark.session()
            .read()
            .parquet(month("metrics", "metrics").toString())
            .collectAsList()) {
      String field = row.getAs("field");
      rows.put(
          new Key(
              row.getAs("metric_id"),
              row.getAs("organisation_code"),
              row.getAs("table"),
              field == null ? "" : field),
          row);
    }
    return rows;
  }

  private static Path month(String zone, String table) {
    return SampleMonth.run()
        .lake()
        .resolve(zone)
        .resolve("live")
        .resolve(table)
        .resolve("reporting_month=" + SampleMonth.MONTH);
  }
}
