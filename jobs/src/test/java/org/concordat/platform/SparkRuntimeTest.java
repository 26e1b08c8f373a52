package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkRuntimeTest {

  @TempDir private Path folder;

  @Test
  void what_can_change_an_answer_is_set_in_tests_as_in_production() {
    SparkSession spark = SharedSpark.session();
    assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
    assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(spark.conf().get("spark.sql.caseSensitive")).isEqualTo("true");
    assertThat(spark.conf().get("spark.sql.adaptive.enabled")).isEqualTo("false");
    assertThat(spark.conf().get("spark.sql.sources.partitionColumnTypeInference.enabled"))
        .isEqualTo("false");
  }

  @Test
  void spark_submit_decides_where_it_runs_then_the_settings_and_else_it_is_this_machine()
      throws IOException {
    Settings named =
        Settings.read(
            Files.writeString(
                folder.resolve("concordat.yaml"), "spark: {master: 'spark://ours:7077'}\n"));
    assertThat(SparkRuntime.cluster(Settings.defaults())).isNull();
    assertThat(SparkRuntime.cluster(named)).isEqualTo("spark://ours:7077");
    try {
      System.setProperty("spark.master", "spark://other:7077");
      assertThat(SparkRuntime.cluster(named)).isEqualTo("spark://other:7077");
      System.setProperty("spark.master", "local[2]");
      assertThat(SparkRuntime.cluster(named)).isNull();
    } finally {
      System.clearProperty("spark.master");
    }
  }
}
