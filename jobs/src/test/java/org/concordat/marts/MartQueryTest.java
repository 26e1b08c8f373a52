package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about the sample's marts. */
class MartQueryTest {

  private static final String BY_TYPE =
      "select family, count(*) as events from crisis_presentations where reporting_month = '2026-09'"
          + " group by family order by family";

  private static MartQuery marts;
  private static Path lake;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    lake = SampleMonth.run().lake();
    marts =
        new MartQuery(
            SharedSpark.session(), Lake.at(lake, Settings.defaults()), Settings.defaults());
  }

  @Test
  void answers_are_rows_of_text_in_the_order_asked_for() {
    MartQuery.Answer answer = marts.answer(BY_TYPE, 100);
    assertThat(answer.columns()).containsExactly("family", "events");
    assertThat(answer.rows())
        .extracting(row -> row.get(0))
        .containsExactly("AM", "ED", "MH", "PF", "UC");
    assertThat(answer.rows()).extracting(row -> Long.parseLong(row.get(1))).allMatch(n -> n > 0);
    assertThat(answer.hasMore()).isFalse();
    assertThat(marts.answer(BY_TYPE, 2).rows()).hasSize(2);
    assertThat(marts.answer(BY_TYPE, 2).hasMore()).isTrue();
  }

  @Test
  void whole_answers_are_written_as_csv_and_parquet_and_never_over_another_file()
      throws IOException {
    Path csv = folder.resolve("a.csv");
    assertThat(marts.write(BY_TYPE, csv)).isEqualTo(5);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(6).startsWith("family,events");

    Path parquet = folder.resolve("a.parquet");
    assertThat(marts.write(BY_TYPE, parquet)).isEqualTo(5);
    assertThat(SharedSpark.session().read().parquet(parquet.toString()).count()).isEqualTo(5);

    assertThatThrownBy(() -> marts.write(BY_TYPE, csv))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("it is there already");
    assertThatThrownBy(() -> marts.write(BY_TYPE, folder.resolve("a.txt")))
        .hasMessageContaining(".csv or .parquet");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("a.csv"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void nothing_but_the_marts_can_be_read_and_nothing_can_be_changed() {
    String restricted = lake.resolve("linked/live/people").toString();
    for (String forbidden :
        List.of(
            "select * from parquet.`" + restricted + "`",
            "create table t as select 1",
            "insert into crisis_presentations select * from crisis_presentations",
            "drop view crisis_presentations",
            "create temporary view p using parquet options (path '" + restricted + "')",
            "select no_such_column from crisis_presentations",
            "select from where",
            "select 1 / 0",
            "select * from people")) {
      assertThatThrownBy(() -> marts.answer(forbidden, 10))
          .as(forbidden)
          .isInstanceOf(WrongRequestException.class)
          .hasMessageNotContaining("\n");
    }
    assertThat(marts.answer("select count(*) from crisis_presentations", 1).rows()).hasSize(1);
  }

  @Test
  void every_table_says_what_it_holds() {
    assertThat(marts.tables())
        .containsKeys("crisis_presentations", "mha_detentions", "out_of_area_placements")
        .allSatisfy((table, holds) -> assertThat(holds).isNotBlank());
  }

  @Test
  void a_lake_without_marts_is_a_wrong_request() {
    Lake empty = Lake.at(folder, Settings.defaults());
    assertThatThrownBy(() -> new MartQuery(SharedSpark.session(), empty, Settings.defaults()))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("run concordat run first");
  }
}
