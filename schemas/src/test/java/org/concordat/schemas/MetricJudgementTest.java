package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The five outcomes of data-quality.md 2, the chance tests of 3.4 and the register of 3.7. */
final class MetricJudgementTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final MetricDefinitions METRICS = MetricDefinitions.load(CONTRACTS);
  private static final MetricJudgement JUDGEMENT =
      new MetricJudgement(METRICS, QualityThresholds.load(CONTRACTS));

  @Test
  void nothing_to_look_at_is_not_applicable_and_never_a_pass() {
    for (MetricDefinition metric : METRICS.all()) {
      assertThat(JUDGEMENT.of(metric.id(), null, null, MONTH, 0, 0))
          .isEqualTo(Applicability.NOT_APPLICABLE);
    }
  }

  @Test
  void all_right_passes_some_wrong_passes_with_failures_and_too_much_wrong_fails() {
    assertThat(valid(100)).isEqualTo(Applicability.PASS);
    assertThat(valid(99)).isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(valid(90)).isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(valid(89)).isEqualTo(Applicability.FAIL);
    assertThat(orphans(0, 200)).isEqualTo(Applicability.PASS);
    assertThat(orphans(2, 200)).isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(orphans(3, 200)).isEqualTo(Applicability.FAIL);
  }

  @Test
  void times_on_the_hour_fail_5_points_above_chance_and_from_20_rows_on() {
    // 1 in 60 by chance is 1.67 %, so 6.67 % is the limit: 2 of 30 passes, 3 of 30 does not.
    assertThat(onTheHour(2, 30)).isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(onTheHour(3, 30)).isEqualTo(Applicability.FAIL);
    assertThat(onTheHour(19, 19)).isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(onTheHour(20, 20)).isEqualTo(Applicability.FAIL);
  }

  @Test
  void the_limit_that_names_the_field_counts_and_only_from_its_month_on() {
    QualityThresholds thresholds =
        new QualityThresholds(
            List.of(
                new QualityThresholds.Bands(
                    MONTH, BigDecimal.valueOf(95), BigDecimal.valueOf(90), 20, "why")),
            List.of(),
            List.of(limit(null, "2024-04", 90), limit("Postcode", "2026-09", 99)));
    MetricJudgement judgement = new MetricJudgement(METRICS, thresholds);
    assertThat(judgement.of("vodim.valid", "MHS001MPI", "Postcode", MONTH, 95, 100))
        .isEqualTo(Applicability.FAIL);
    assertThat(judgement.of("vodim.valid", "MHS001MPI", "NHSNumber", MONTH, 95, 100))
        .isEqualTo(Applicability.PASS_WITH_FAILURES);
    assertThat(judgement.of("vodim.valid", "MHS001MPI", "Postcode", MONTH.plusMonths(-1), 95, 100))
        .isEqualTo(Applicability.PASS_WITH_FAILURES);
  }

  @Test
  void refuses_a_metric_without_words_and_a_limit_of_no_metric() {
    String line =
        "- {id: a.b, version: 1, dimension: validity, name: ' ', unit: rows, wanted: none,"
            + " source: s, definition: d}";
    assertThatThrownBy(() -> MetricDefinitions.read(Map.of("x.yaml", line), CONTRACTS))
        .hasMessageContaining("a.b needs a name");
    assertThatThrownBy(
            () ->
                MetricDefinitions.read(
                    Map.of("x.yaml", line.replace("' '", "n") + "\n" + line.replace("' '", "n")),
                    CONTRACTS))
        .hasMessageContaining("a.b stands there twice");
    assertThatThrownBy(() -> METRICS.metric("no.such")).hasMessageContaining("no.such");
  }

  @Test
  void an_organisation_is_expected_from_its_first_month_to_its_last() {
    ExpectationRegister register =
        ExpectationRegister.read(
            "organisation_code,family,table,valid_from,valid_to,reason\n"
                + "RX4,MH,,2026-08,2026-09,Closes in October\n");
    assertThat(register.isExpected("RX4", Family.MH, MONTH)).isTrue();
    assertThat(register.isExpected("RX4", Family.MH, MONTH.plusMonths(1))).isFalse();
    assertThat(register.isExpected("RX4", Family.MH, MONTH.plusMonths(-2))).isFalse();
    assertThat(register.isExpected("RX4", Family.AM, MONTH)).isFalse();
    assertThat(register.isKnown("RX4", Family.MH)).isTrue();
    assertThatThrownBy(
            () ->
                ExpectationRegister.read(
                    "organisation_code,family,table,valid_from,valid_to,reason\n"
                        + "RX4,MH,,2026-08,2026-07,Why\n"))
        .hasMessageContaining("months in order");
  }

  @Test
  void a_table_is_expected_where_the_register_names_it() {
    ExpectationRegister register =
        ExpectationRegister.read(
            "organisation_code,family,table,valid_from,valid_to,reason\n"
                + "RX4,MH,,2026-08,,Registered\n"
                + "RX4,MH,MHS101Referral,2026-09,,Runs a crisis team\n");
    assertThat(register.expectedTables("RX4", Family.MH, MONTH)).containsExactly("MHS101Referral");
    assertThat(register.expectedTables("RX4", Family.MH, MONTH.plusMonths(-1))).isEmpty();
    assertThat(register.expectedTables("RXM", Family.MH, MONTH)).isEmpty();
  }

  @Test
  void refuses_a_form_that_names_a_column_no_table_has() {
    String metric =
        "- {id: consistency.sum.x, version: 1, dimension: consistency, name: n, definition: d,"
            + " source: s, unit: u, wanted: higher, table: MHS201CareContact, among: 'true',"
            + " counts: 'true', form: {sum: {key: [NoSuch], in: MHS101Referral, as: [NoSuch]}}}";
    assertThatThrownBy(
            () -> MetricDefinitions.read(Map.of("x.yaml", metric), ContractCatalogue.load()))
        .hasMessageContaining("names NoSuch, which MHS201CareContact does not have");
  }

  private static QualityThresholds.Limit limit(@Nullable String field, String from, int percent) {
    return new QualityThresholds.Limit(
        "vodim.valid", null, field, ReportingMonth.of(from), BigDecimal.valueOf(percent), 0, "why");
  }

  private static Applicability valid(long numerator) {
    return JUDGEMENT.of("vodim.valid", "MHS001MPI", "NHSNumber", MONTH, numerator, 100);
  }

  private static Applicability orphans(long numerator, long denominator) {
    return JUDGEMENT.of(
        "integrity.parent.orphan", "MHS002GP", "LocalPatientID", MONTH, numerator, denominator);
  }

  private static Applicability onTheHour(long numerator, long denominator) {
    return JUDGEMENT.of(
        "integrity.time.on_hour",
        "MHS201CareContact",
        "CareContTime",
        MONTH,
        numerator,
        denominator);
  }
}
