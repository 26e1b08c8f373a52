package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.link.Release;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample month's marts, released to two receivers. */
class ReleaseTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");
  private static final Set<String> MARTS =
      Set.of("crisis_presentations", "mha_detentions", "out_of_area_placements");

  @TempDir Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void two_releases_share_no_key_and_keep_what_their_own_keys_join() throws IOException {
    Release release = release(Map.of("one", key("one"), "two", key("two")));
    Map<String, Long> rows = release.run("one", SEPTEMBER, folder.resolve("one"));
    release.run("two", SEPTEMBER, folder.resolve("two"));

    assertThat(rows.keySet()).isEqualTo(MARTS);
    for (String mart : MARTS) {
      Dataset<Row> live = read(SampleMonth.run().lake().resolve("marts/live"), mart);
      Dataset<Row> one = read(folder.resolve("one"), mart);
      Dataset<Row> two = read(folder.resolve("two"), mart);
      assertThat(one.count()).isEqualTo(live.count()).isEqualTo(rows.get(mart));
      assertThat(people(one))
          .doesNotContainAnyElementsOf(people(two))
          .doesNotContainAnyElementsOf(people(live))
          .hasSameSizeAs(people(live))
          .hasSameSizeAs(people(two));
      assertThat(one.columns())
          .doesNotContain(
              "submission_ids",
              "source_submission_id",
              "source_table",
              "source_file",
              "source_line");
      assertThat(one.select("key_id").distinct().collectAsList())
          .singleElement()
          .extracting(row -> row.getString(0))
          .isEqualTo("one-2026");
    }
    // One person has one key in all marts of a release.
    assertThat(people(read(folder.resolve("one"), "mha_detentions")))
        .containsAnyElementsOf(people(read(folder.resolve("one"), "crisis_presentations")));
    assertThatThrownBy(() -> release.run("one", SEPTEMBER, folder.resolve("one")))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("there already");
  }

  @Test
  void refuses_a_release_nobody_named_and_a_key_used_twice() throws IOException {
    Settings.ReleaseKey key = key("one");
    assertThatThrownBy(() -> release(Map.of()).run("one", SEPTEMBER, folder.resolve("out")))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("they name none");
    assertThatThrownBy(
            () ->
                release(Map.of("one", key, "two", key))
                    .run("one", SEPTEMBER, folder.resolve("out")))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("used elsewhere");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static Release release(Map<String, Settings.ReleaseKey> releases) {
    Settings settings = Settings.defaults().with().releases(releases).done();
    return new Release(
        SharedSpark.session(), Lake.at(SampleMonth.run().lake(), settings), settings);
  }

  private static List<String> people(Dataset<Row> mart) {
    return mart.select("person_key").distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Dataset<Row> read(Path root, String mart) {
    return SharedSpark.session()
        .read()
        .parquet(root.resolve(mart).resolve("reporting_month=" + SEPTEMBER).toString());
  }

  private Settings.ReleaseKey key(String name) throws IOException {
    Path file = folder.resolve(name + ".key");
    Files.writeString(file, "the secret of release " + name);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new Settings.ReleaseKey(file.toString(), name + "-2026");
  }
}
