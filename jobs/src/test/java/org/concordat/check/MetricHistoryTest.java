package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.schemas.Applicability;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One live row per metric, what it supersedes, and thresholds tried on what is stored. */
class MetricHistoryTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String KEY = "metric_id, organisation_code, family, table, field";

  @TempDir Path root;

  @Test
  void a_new_figure_supersedes_the_old_one_and_other_thresholds_need_no_data() throws IOException {
    Lake lake = Lake.at(root.resolve("lake"), Settings.defaults());
    land(lake, "001", "2026-10-12T09:00:00Z", 25);
    String first = check(lake, null);
    assertThat(history(lake)).isEmpty();
    assertThat(rows(lake)).containsExactly(25L, 25L);
    assertThat(check(lake, null)).isEqualTo(first);
    assertThat(history(lake)).isEmpty();

    land(lake, "002", "2026-10-13T09:00:00Z", 24);
    String second = check(lake, null);
    assertOneLiveRow(lake);
    assertThat(rows(lake)).containsExactly(24L, 24L);
    List<Row> superseded = history(lake);
    assertThat(superseded).isNotEmpty();
    assertThat(superseded).allMatch(row -> row.<String>getAs("superseded_by").equals(second));
    assertThat(superseded).allMatch(row -> row.<String>getAs("version_id").equals(first));
    assertThat(superseded.stream().filter(row -> row.getAs("metric_id").equals("rows")))
        .allMatch(row -> row.<Long>getAs("numerator") == 25)
        .hasSize(2);

    check(lake, Instant.parse("2026-10-12T10:00:00Z"));
    assertOneLiveRow(lake);
    assertThat(rows(lake)).containsExactly(25L, 25L);
    assertThat(history(lake).size()).isGreaterThan(superseded.size());

    rejudges(lake);
  }

  /** On the hour 25 of 25: fails at 6.67 %, passes with failures where 100 % are allowed. */
  private void rejudges(Lake lake) throws IOException {
    Folders.delete(lake.root(Zone.CHECKED));
    Folders.delete(lake.root(Zone.LANDING));
    Folders.delete(lake.root(Zone.FINDINGS));
    String own =
        new String(
            Objects.requireNonNull(
                    getClass().getResourceAsStream("/thresholds/quality.yaml"), "thresholds")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    Path same = Files.writeString(root.resolve("same.yaml"), own);
    assertThat(rejudged(lake, same).changes()).isEmpty();
    assertThat(rejudged(lake, same).judged()).isPositive();

    Path loose = Files.writeString(root.resolve("loose.yaml"), own.replace("6.67", "100"));
    List<Rejudgement.Change> changes = rejudged(lake, loose).changes();
    assertThat(changes)
        .extracting(Rejudgement.Change::organisation)
        .containsExactly("10", "ENGLAND");
    assertThat(changes)
        .allMatch(
            change ->
                change.metric().equals("integrity.time.on_hour")
                    && Objects.equals(change.field(), "detention_datetime")
                    && change.numerator() == 25
                    && change.was() == Applicability.FAIL
                    && change.wouldBe() == Applicability.PASS_WITH_FAILURES);

    Path wrong = Files.writeString(root.resolve("wrong.yaml"), own + "unknown: 1\n");
    assertThatThrownBy(() -> rejudged(lake, wrong))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("wrong.yaml");
    assertThatThrownBy(() -> rejudged(lake, root.resolve("none.yaml")))
        .isInstanceOf(WrongRequestException.class);
    assertThatThrownBy(
            () -> Rejudgement.of(SharedSpark.session(), lake, ReportingMonth.of("2026-01"), same))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("2026-01");
  }

  private static Rejudgement.Result rejudged(Lake lake, Path thresholds) {
    return Rejudgement.of(SharedSpark.session(), lake, MONTH, thresholds);
  }

  private void land(Lake lake, String seq, String receivedAt, int rows) throws IOException {
    List<Map<String, String>> detentions = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      detentions.add(
          Map.of(
              "force_code", "10",
              "extract_period", "2026-09",
              "record_version", "1",
              "submitted_datetime", "2026-10-07T01:15:20+01:00",
              "detention_reference", "D" + i,
              "mha_power", "s136",
              "detention_datetime", "2026-09-09T13:00:00+01:00"));
    }
    new SubmissionFolder(root, Family.PF, "10", MONTH)
        .receivedAt(receivedAt)
        .table("police_mha_detention", detentions)
        .land(lake.root(Zone.LANDING), seq);
  }

  private static String check(Lake lake, @Nullable Instant asOf) {
    return new Check(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(MONTH, "performance", asOf)
        .versionId();
  }

  private static void assertOneLiveRow(Lake lake) {
    Dataset<Row> metrics = metrics(lake);
    assertThat(metrics.selectExpr(KEY.split(", ")).distinct().count()).isEqualTo(metrics.count());
  }

  /** Numerators of the metric rows: the force's and the nation's. */
  private static List<Long> rows(Lake lake) {
    return metrics(lake).where("metric_id = 'rows'").collectAsList().stream()
        .map(row -> row.<Long>getAs("numerator"))
        .toList();
  }

  private static Dataset<Row> metrics(Lake lake) {
    Path folder = lake.tree(Zone.METRICS).month("metrics", MONTH).orElseThrow();
    return SharedSpark.session().read().parquet(folder.toString());
  }

  private static List<Row> history(Lake lake) {
    return MetricHistory.tree(lake)
        .month(MetricHistory.TABLE, MONTH)
        .map(folder -> SharedSpark.session().read().parquet(folder.toString()).collectAsList())
        .orElse(List.of());
  }
}
