package org.concordat.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.TableContract;

/** The conditions of the rules and of the metrics, analysed by Spark once per run. */
final class Conditions {

  private Conditions() {}

  /**
   * Analyses the conditions of some tables.
   *
   * @param testNumbers whether NHS numbers kept for invented people count as valid
   */
  static HashMap<String, RowExpressions> analysed(
      SparkSession spark, Collection<TableContract> tables, boolean testNumbers) {
    UDF1<String, Boolean> isNhsNumber =
        text -> text == null ? null : NhsNumber.isValid(text, testNumbers);
    spark.udf().register("is_nhs_number", isNhsNumber, DataTypes.BooleanType);
    HashMap<String, RowExpressions> analysed = new HashMap<>();
    Rulebook rulebook = Rulebook.load();
    for (TableContract table : tables) {
      List<String> conditions = new ArrayList<>(TableRules.conditions(table, rulebook.rules()));
      conditions.addAll(RowMetrics.conditions(table, rulebook.metrics()));
      analysed.put(
          table.name(), RowExpressions.of(spark, TableRules.conditionSchema(table), conditions));
    }
    for (RelationRule rule : RelationRules.of(tables, rulebook.contracts(), rulebook.rules())) {
      analysed.put(
          RelationRule.name(rule.rule()),
          RowExpressions.of(spark, rule.schema(), rule.conditions()));
    }
    return analysed;
  }
}
