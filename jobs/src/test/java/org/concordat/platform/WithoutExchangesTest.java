package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WithoutExchangesTest {

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String QUESTION =
      """
      select parity, count(*) as numbers, max(number) as largest, max(other) as other
      from (select id as number, id % 2 as parity from range(0, 10, 1, 3))
      left join (select id as other from range(0, 5, 1, 2)) on number = other
      group by parity order by parity
      """;

  private final SparkSession spark = SharedSpark.session();

  @AfterEach
  void small() {
    spark.conf().set(PARTITIONS, 1);
    SharedSpark.clean();
  }

  @Test
  void a_question_over_small_inputs_is_one_task_with_the_same_answer() {
    Dataset<Row> inOneTask = spark.sql(QUESTION);
    List<Row> answer = inOneTask.collectAsList();
    assertThat(plan(inOneTask)).doesNotContain("Exchange hashpartitioning", "Exchange range");

    spark.conf().set(PARTITIONS, 3);
    Dataset<Row> spread = spark.sql(QUESTION);
    assertThat(plan(spread)).contains("Exchange hashpartitioning");
    assertThat(spread.collectAsList())
        .isEqualTo(answer)
        .extracting(Row::toString)
        .containsExactly("[0,5,8,4]", "[1,5,9,3]");
  }

  private static String plan(Dataset<Row> question) {
    return question.queryExecution().executedPlan().toString();
  }
}
