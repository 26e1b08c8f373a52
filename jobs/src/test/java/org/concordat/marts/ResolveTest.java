package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.SqlFile;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans every SQL file on empty tables made from the contracts: our compiler for SQL. */
class ResolveTest {

  private final SparkSession spark = SharedSpark.session();
  private final ContractCatalogue contracts = ContractCatalogue.load();

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void every_mart_gives_the_columns_of_its_contract() {
    MartCatalogue.TRUST_TABLES.forEach(
        table -> register(table, MartInputs.checkedSchema(contracts, table)));
    MartCatalogue.PARTNER_TABLES.forEach(
        table -> register(table, MartInputs.checkedSchema(contracts, table)));
    MartCatalogue.LINKED_TABLES.forEach(
        table -> register(table, MartInputs.linkedSchema(contracts, table)));
    MartCatalogue.EARLIER.forEach(
        earlier -> register(earlier.view(), MartInputs.linkedSchema(contracts, earlier.mart())));
    AreaKind.all().forEach(kind -> register(kind.id(), MartInputs.areaSchema(kind)));
    CodeLists lists = CodeLists.load();
    MartCatalogue.CODE_LISTS.forEach(
        list -> MartInputs.codeList(spark, lists, list).createOrReplaceTempView(list));
    Map<String, Object> parameters = MartInputs.parameters(ReportingMonth.of("2026-09"), "a key");
    for (MartCatalogue.Step step : MartCatalogue.SHARED) {
      // An empty table of the same columns: what reads it is not planned on the step's own text
      // again.
      register(step.sql().name(), step.sql().table(spark, parameters).schema());
    }
    List<SqlFile> tables = new ArrayList<>(MartCatalogue.MARTS);
    tables.add(MartCatalogue.LINKAGE_QUALITY);
    for (SqlFile mart : tables) {
      Dataset<Row> table = mart.table(spark, parameters);
      assertThat(columns(table.schema()))
          .as("columns of %s.sql against its contract", mart.name())
          .isEqualTo(columns(ContractFrames.schema(contracts.table(mart.name()))));
    }
  }

  private void register(String table, StructType schema) {
    ContractFrames.empty(spark, schema).createOrReplaceTempView(table);
  }

  private static String columns(StructType schema) {
    return String.join(
        "\n",
        Arrays.stream(schema.fields())
            .map(field -> field.name() + " " + field.dataType().catalogString())
            .toList());
  }
}
