package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

class SparkRuntimeTest {

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
}
