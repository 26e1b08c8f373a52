package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.MetricSeries.Figure;
import org.concordat.platform.MetricSeries.Key;
import org.concordat.platform.XmrChart.Signal;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month judged again finds what it found the first time (data-quality.md 7.1, pitfall 5). */
class MetricSeriesTest {

  private static final ReportingMonth FIRST = ReportingMonth.of("2025-08");
  private static final StructType SCHEMA =
      ContractFrames.schema(ContractCatalogue.load().table("metrics"));
  private static final Key VALID =
      new Key("vodim.valid", "RX4", "MH", "MHS001MPI", "EthnicCategory");
  private static final Key ROWS = new Key("rows", "RX4", "MH", "MHS001MPI", null);
  private static final int[] PERCENTS = {90, 91, 90, 91, 90, 91, 90, 91, 90, 91, 90, 91, 60, 91};

  @TempDir Path root;

  @Test
  void a_month_measured_again_and_newer_months_leave_its_signals_as_they_were() {
    VersionedTree metrics = new VersionedTree(root);
    publish(metrics, "one", 13);
    ReportingMonth fallen = FIRST.plusMonths(12);
    List<XmrChart.Judged> first = read(metrics).shares(VALID, fallen, List.of()).months();
    assertThat(first.get(12).signals()).containsExactly(Signal.OUTSIDE);
    publish(metrics, "two", 13);
    assertThat(read(metrics).shares(VALID, fallen, List.of()).months()).isEqualTo(first);
    publish(metrics, "three", 14);
    MetricSeries series = read(metrics);
    assertThat(series.shares(VALID, fallen, List.of()).months()).isEqualTo(first);
    assertThat(series.shares(VALID, fallen.plusMonths(1), List.of()).yardstick(fallen))
        .map(XmrChart.Point::month)
        .contains(fallen.plusMonths(-1));
    assertThat(series.of(VALID)).hasSize(14).containsEntry(fallen, new Figure(120, 200));
    assertThat(series.numbers(ROWS, fallen, List.of()).months()).hasSize(13);
    assertThat(series.organisations(VALID, fallen)).containsOnlyKeys("RX4");
  }

  private static MetricSeries read(VersionedTree metrics) {
    return MetricSeries.read(
        SharedSpark.session(),
        metrics,
        FIRST.plusMonths(13).window(14),
        List.of("rows", "vodim.valid"));
  }

  private static void publish(VersionedTree metrics, String version, int months) {
    VersionedTree.Draft draft = metrics.draft(version);
    Set<ReportingMonth> written = new TreeSet<>();
    for (int i = 0; i < months; i++) {
      List<Object[]> rows = new ArrayList<>();
      for (String organisation : List.of("RX4", "ENGLAND")) {
        rows.add(row("rows", organisation, null, 200 + i, 200 + i, version));
        rows.add(
            row("vodim.valid", organisation, "EthnicCategory", 2L * PERCENTS[i], 200, version));
      }
      ParquetTables.writeInOrder(
          TypedRows.frame(SharedSpark.session(), rows, SCHEMA),
          draft.folder("metrics", FIRST.plusMonths(i)),
          "metrics",
          version);
      written.add(FIRST.plusMonths(i));
    }
    draft.publish(written);
  }

  private static Object[] row(
      String metric,
      String organisation,
      @Nullable String field,
      long numerator,
      long denominator,
      String version) {
    return new Object[] {
      metric,
      1,
      "validity",
      organisation,
      "MH",
      "MHS001MPI",
      field,
      null,
      numerator,
      denominator,
      (double) numerator / denominator,
      "PASS",
      "performance",
      version
    };
  }
}
