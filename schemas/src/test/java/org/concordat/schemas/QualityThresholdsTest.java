package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QualityThresholdsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");

  @Test
  void every_scored_field_with_default_codes_has_a_threshold_and_a_reason() {
    QualityThresholds thresholds = QualityThresholds.load(ContractCatalogue.load());
    assertThat(thresholds.defaults()).allSatisfy(entry -> assertThat(entry.note()).isNotBlank());
    assertThat(thresholds.acceptedDefaults("MHS001MPI", "EthnicCategory", MONTH))
        .contains(BigDecimal.valueOf(5));
    assertThat(thresholds.acceptedDefaults("MHS001MPI", "NHSNumber", MONTH)).isEmpty();
    assertThat(thresholds.bands(MONTH).smallestDenominator()).isEqualTo(20);
  }

  @Test
  void a_later_entry_leaves_earlier_months_as_they_were() {
    ReportingMonth change = MONTH.plusMonths(1);
    QualityThresholds thresholds =
        new QualityThresholds(
            List.of(bands(change, 97), bands(MONTH, 95)),
            List.of(defaults(MONTH, 5), defaults(change, 3)),
            List.of());
    assertThat(thresholds.bands(MONTH).good()).isEqualTo(BigDecimal.valueOf(95));
    assertThat(thresholds.bands(change.plusMonths(3)).good()).isEqualTo(BigDecimal.valueOf(97));
    assertThat(thresholds.acceptedDefaults("t", "f", MONTH)).contains(BigDecimal.valueOf(5));
    assertThat(thresholds.acceptedDefaults("t", "f", change)).contains(BigDecimal.valueOf(3));
  }

  @Test
  void refuses_bands_out_of_order_and_a_field_named_twice() {
    assertThatThrownBy(() -> new QualityThresholds(List.of(bands(MONTH, 80)), List.of(), List.of()))
        .hasMessageContaining("not in order");
    assertThatThrownBy(
            () ->
                new QualityThresholds(
                    List.of(bands(MONTH, 95)),
                    List.of(defaults(MONTH, 5), defaults(MONTH, 3)),
                    List.of()))
        .hasMessageContaining("t.f stands there twice");
  }

  private static QualityThresholds.Bands bands(ReportingMonth from, int good) {
    return new QualityThresholds.Bands(
        from, BigDecimal.valueOf(good), BigDecimal.valueOf(90), 20, "why");
  }

  private static QualityThresholds.Defaults defaults(ReportingMonth from, int percent) {
    return new QualityThresholds.Defaults("t", "f", from, BigDecimal.valueOf(percent), "why");
  }
}
