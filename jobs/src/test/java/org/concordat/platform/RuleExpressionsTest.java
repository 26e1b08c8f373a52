package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans every SQL expression of the contracts and rules on an empty frame of its table. */
class RuleExpressionsTest {

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "month_start", Date.valueOf("2026-09-01"),
          "month_end", Date.valueOf("2026-09-30"),
          "created_at", Timestamp.valueOf("2026-10-03 09:00:00"),
          "organisation_code", "RX4");

  private final SparkSession spark = SharedSpark.session();
  private final ContractCatalogue contracts = ContractCatalogue.load();

  @BeforeEach
  void knowOneNumber() {
    UDF1<String, Boolean> isTheOne = n -> n == null ? null : n.equals("9434765919");
    spark.udf().register("is_nhs_number", isTheOne, DataTypes.BooleanType);
  }

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void every_rule_is_a_true_or_false_question_to_a_row_of_its_table() {
    QualityRules rules = QualityRules.load(contracts);
    for (TableContract table : contracts.landing()) {
      ContractFrames.empty(spark, ContractFrames.schema(table)).createOrReplaceTempView("t");
      for (QualityRule rule : rules.ofTable(table)) {
        if (rule.isRowRule()) {
          assertIsQuestion(rule.id(), rule.expression());
        }
      }
    }
  }

  @Test
  void every_required_when_is_a_true_or_false_question_to_a_row_of_its_table() {
    for (TableContract table : contracts.landing()) {
      ContractFrames.empty(spark, ContractFrames.schema(table)).createOrReplaceTempView("t");
      for (ColumnContract field : table.fields()) {
        if (field.requiredWhen() != null) {
          assertIsQuestion(table.name() + "." + field.name(), field.requiredWhen());
        }
      }
    }
  }

  private void assertIsQuestion(String name, @Nullable String expression) {
    Dataset<Row> answer = spark.sql("select (" + expression + ") as answer from t", PARAMETERS);
    assertThat(answer.schema().apply("answer").dataType())
        .as(name)
        .isEqualTo(DataTypes.BooleanType);
  }
}
