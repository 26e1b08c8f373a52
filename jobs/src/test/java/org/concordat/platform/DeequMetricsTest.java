package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.checks.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.DeequMetrics.Measured;
import org.concordat.schemas.Applicability;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeequMetricsTest {

  private static final StructType SCHEMA =
      StructType.fromDDL("organisation_code STRING, item_states STRING, sex STRING, age INT");
  private static final List<DeequMeasure> MEASURES =
      List.of(
          DeequMeasure.rows("rows").atLeast(1),
          DeequMeasure.completeness("completeness.sex", "sex").atLeast(0.5),
          DeequMeasure.completeness("completeness.age", "age").where("sex = '1'").atLeast(0.9),
          DeequMeasure.compliance("vodim.valid", "substring(item_states, 1, 1) = 'V'").atLeast(0.4),
          DeequMeasure.compliance("vodim.missing", "substring(item_states, 1, 1) = 'M'"),
          DeequMeasure.compliance("age.plausible", "age between 0 and 130")
              .where("age is not null"),
          DeequMeasure.compliance("nobody", "age > 5").where("sex = 'Q'").atLeast(1));

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void grouped_metrics_equal_direct_runs_for_every_partner_and_the_nation() {
    Dataset<Row> rows = rows(400);
    DeequMetrics metrics = DeequMetrics.of(rows, List.of("organisation_code"), MEASURES);
    assertThat(metrics.groups())
        .containsExactly(List.of("RRU"), List.of("RV5"), List.of("RX4"), List.of("RX6"));
    for (List<String> group : metrics.groups()) {
      assertEqualToDirectRun(
          metrics.of(group), rows.where(functions.col("organisation_code").equalTo(group.get(0))));
    }
    assertEqualToDirectRun(metrics.whole(), rows);
  }

  @Test
  void rows_counted_by_pattern_give_the_metrics_of_every_row_for_itself() {
    List<DeequMeasure> counted =
        List.of(
            DeequMeasure.rows("rows"),
            DeequMeasure.compliance("first", "sex = '1'"),
            DeequMeasure.compliance("nobody", "sex = 'Q'"));
    Dataset<Row> rows = rows(400);
    List<String> group = List.of("organisation_code");
    DeequMetrics each = DeequMetrics.of(rows, group, counted);
    DeequMetrics patterns =
        DeequMetrics.ofCounted(
            rows.groupBy("organisation_code", "sex").count(), group, counted, "count");
    assertThat(patterns.groups()).isEqualTo(each.groups());
    each.groups().forEach(of -> assertThat(patterns.of(of)).isEqualTo(each.of(of)));
    assertThat(patterns.whole()).isEqualTo(each.whole());
  }

  @Test
  void numerators_and_denominators_are_whole_and_add_up() {
    DeequMetrics metrics = DeequMetrics.of(rows(400), List.of("organisation_code"), MEASURES);
    for (int i = 0; i < MEASURES.size(); i++) {
      long numerator = 0;
      long denominator = 0;
      for (List<String> group : metrics.groups()) {
        numerator += metrics.of(group).get(i).numerator();
        denominator += metrics.of(group).get(i).denominator();
      }
      assertThat(metrics.whole().get(i).numerator()).isEqualTo(numerator);
      assertThat(metrics.whole().get(i).denominator()).isEqualTo(denominator);
    }
    assertThat(metrics.whole().get(0).numerator()).isEqualTo(400);
  }

  @Test
  void a_measure_without_rows_is_not_applicable_and_never_a_pass() {
    DeequMetrics metrics = DeequMetrics.of(rows(40), List.of("organisation_code"), MEASURES);
    assertThat(metrics.whole().get(6))
        .isEqualTo(
            new Measured(
                "nobody", "Compliance", "nobody", 0, 0, null, Applicability.NOT_APPLICABLE, null));
    DeequMetrics empty = DeequMetrics.of(rows(0), List.of("organisation_code"), MEASURES);
    assertThat(empty.groups()).isEmpty();
    assertThat(empty.whole()).isEmpty();
  }

  @Test
  void a_gate_lets_sound_rows_pass_and_names_each_failure_in_words() {
    Dataset<Row> rows = rows(40).withColumn("id", functions.monotonically_increasing_id());
    List<GateCheck> sound =
        List.of(
            GateCheck.notEmpty(),
            GateCheck.complete("organisation_code"),
            GateCheck.unique("id", "organisation_code"),
            GateCheck.contained("organisation_code", List.of("RX4", "RX6", "RV5", "RRU")),
            GateCheck.satisfies("ages are not negative", "coalesce(age, 0) >= 0"));
    assertThat(DeequGate.require("mart x", rows, sound))
        .allMatch(result -> result.outcome() == DeequGate.Outcome.PASS);
    List<GateCheck> broken =
        List.of(
            GateCheck.complete("sex"),
            GateCheck.unique("organisation_code"),
            GateCheck.contained("organisation_code", List.of("RX4", "RX6", "RV5")),
            GateCheck.satisfies("nobody is older than 20", "age <= 20 or age is null"));
    assertThatThrownBy(() -> DeequGate.require("mart x 2026-09", rows, broken))
        .isInstanceOf(GateHeldException.class)
        .hasMessage(
            "Held back mart x 2026-09: sex is never blank: not so for 8 of 40 rows;"
                + " organisation_code is one row only: not so for 40 of 40 rows; organisation_code"
                + " holds a known value: not so for 10 of 40 rows; nobody is older than 20: not so"
                + " for 14 of 40 rows");
  }

  @Test
  void a_gate_without_rows_judges_nothing_but_their_absence() {
    List<GateCheck> checks =
        List.of(GateCheck.complete("sex"), GateCheck.unique("organisation_code"));
    assertThat(DeequGate.require("mart x", rows(0), checks))
        .isNotEmpty()
        .allMatch(result -> result.outcome() == DeequGate.Outcome.NOT_APPLICABLE);
    assertThatThrownBy(() -> DeequGate.require("mart x", rows(0), List.of(GateCheck.notEmpty())))
        .hasMessage("Held back mart x: there are no rows");
  }

  private static void assertEqualToDirectRun(List<Measured> measured, Dataset<Row> rows) {
    List<Check> checks = MEASURES.stream().map(DeequChecks::check).toList();
    VerificationResult direct = DirectRun.of(rows, checks);
    for (int i = 0; i < checks.size(); i++) {
      Measured mine = measured.get(i);
      var outcome = direct.checkResults().apply(checks.get(i));
      if (mine.applicability() != Applicability.NOT_APPLICABLE) {
        var metric = Objects.requireNonNull(DeequChecks.metric(outcome));
        assertThat(mine.analyzer()).isEqualTo(metric.name());
        assertThat(mine.instance()).isEqualTo(metric.instance());
        assertThat(mine.value()).isEqualTo(metric.value().get());
        assertThat(mine.applicability() != Applicability.FAIL)
            .isEqualTo(DeequChecks.succeeded(outcome));
      }
    }
  }

  private static Dataset<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    String[] organisations = {"RX4", "RX6", "RV5", "RRU"};
    String states = "VODIM";
    for (int i = 0; i < count; i++) {
      rows.add(
          RowFactory.create(
              organisations[i % 4],
              String.valueOf(states.charAt(i * 7 % 11 % 5)),
              i % 5 == 0 ? null : String.valueOf(i % 3),
              i % 9 == 0 ? null : (Integer) (i % 37)));
    }
    return SharedSpark.session().createDataFrame(rows, SCHEMA);
  }
}
