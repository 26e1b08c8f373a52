package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which earlier months follow when September 2026 is linked; the year before closed in May. */
class OpenMonthsTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");
  private static final List<String> MADE =
      List.of("2026-03", "2026-04", "2026-07", "2026-08", "2026-09");

  private final SparkSession spark = SharedSpark.session();

  @TempDir Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void nothing_follows_where_nobody_changed() {
    assertThat(following(lake("none", "k1", "k1", ""), 12)).isEmpty();
  }

  @Test
  void open_months_that_look_back_on_a_changed_record_follow() {
    Lake lake = lake("changed", "k1", "k1", "'2026-07' as first_month, '2026-07' as last_month");

    // April cannot see a record of July; March is closed.
    assertThat(following(lake, 12)).containsExactly("2026-07", "2026-08");
    assertThat(following(lake, 1)).containsExactly("2026-07");
  }

  @Test
  void a_change_that_reaches_back_concerns_every_open_month_after_it() {
    Lake lake = lake("long", "k1", "k1", "'2026-01' as first_month, '2026-09' as last_month");

    assertThat(following(lake, 12)).containsExactly("2026-04", "2026-07", "2026-08");
  }

  @Test
  void another_key_concerns_every_open_month() {
    assertThat(following(lake("rekeyed", "k1", "k2", ""), 12))
        .containsExactly("2026-04", "2026-07", "2026-08");
  }

  private List<String> following(Lake lake, int windowMonths) {
    return OpenMonths.toFollow(spark, lake, windowMonths, SEPTEMBER).stream()
        .map(ReportingMonth::toString)
        .toList();
  }

  /** A lake whose marts and people hold nothing but their key, and the changes given. */
  private Lake lake(String name, String keyOfMarts, String keyOfPeople, String change) {
    Lake lake = Lake.at(folder.resolve(name), Settings.defaults());
    VersionedTree.Draft marts = lake.tree(Zone.MARTS).draft("v1");
    VersionedTree.Draft linked = lake.tree(Zone.LINKED).draft("v1");
    for (String made : MADE) {
      write(
          marts, "mha_detentions", made, spark.sql("select '%s' as key_id".formatted(keyOfMarts)));
      write(linked, "people", made, spark.sql("select '%s' as key_id".formatted(keyOfPeople)));
    }
    if (!change.isEmpty()) {
      write(linked, "person_changes", "2026-09", spark.sql("select " + change + ", 'k' as key_id"));
    }
    TreeSet<ReportingMonth> months = new TreeSet<>(MADE.stream().map(ReportingMonth::of).toList());
    marts.publish(months);
    linked.publish(months);
    return lake;
  }

  private static void write(
      VersionedTree.Draft draft, String table, String month, Dataset<Row> rows) {
    ParquetTables.write(
        rows, draft.folder(table, ReportingMonth.of(month)), table, "v1", 1, List.of("key_id"));
  }
}
