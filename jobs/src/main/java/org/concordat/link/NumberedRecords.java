package org.concordat.link;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.concordat.platform.ShortPlan;

/**
 * Who records with a number are about: the local patient number of a provider, then the NHS number
 * (steps 1 and 2). Each is one pass over rows grouped by the number, so that no pair of rows is
 * ever joined; a number that more rows share than a person can have is bounded, not collected.
 */
final class NumberedRecords {

  /** Pairs of month and birth date looked at under one local patient number. */
  private static final int LARGEST_LOCAL = 64;

  /** Problem of records under a local patient number that was sent with two NHS numbers. */
  static final String TWO_NUMBERS = "local_patient_id_two_numbers";

  private static final Column LOCAL = trim(col("local_patient_id"));

  private NumberedRecords() {}

  /**
   * @param records as {@link PersonRecords#of} gives them
   * @return the records with {@code node} (what is one so far), {@code number} (the NHS number that
   *     counts for it), {@code own_number}, {@code person} and {@code number_step} (null unless the
   *     number says who it is), {@code problem}
   */
  static Dataset<Row> of(Dataset<Row> records) {
    Column hasLocal = coalesce(isOfTrust().and(LOCAL.notEqual("")), lit(false));
    Dataset<Row> local = byLocalNumber(ShortPlan.of(records.filter(hasLocal)));
    Dataset<Row> others = withoutLocalNumber(ShortPlan.of(records.filter(not(hasLocal))));
    return ShortPlan.of(byNumber(ShortPlan.of(local.unionByName(others))));
  }

  private static Column isOfTrust() {
    return col("family").equalTo("MH");
  }

  /** Records that stand alone so far; most of them are other partners', and nothing is sorted. */
  private static Dataset<Row> withoutLocalNumber(Dataset<Row> records) {
    UserDefinedFunction evidence = udf(new EvidenceText(), DataTypes.StringType);
    return records
        .withColumn("node", concat(lit("one-time|"), col("row_id")))
        .withColumn("own_number", col("number"))
        .withColumn("problem", lit(null).cast("string"))
        .withColumn(
            "evidence",
            when(
                col("number").isNotNull(),
                evidence.apply(array(monthDate()), col("surname"), born())));
  }

  /**
   * Rows of one provider with the same local patient number are one record: they share an NHS
   * number and birth dates, unless the provider sent two valid numbers under it. A local number
   * with too many birth dates names no person and counts for nothing.
   */
  private static Dataset<Row> byLocalNumber(Dataset<Row> records) {
    Column node = concat(lit("local|"), col("organisation_code"), lit("|"), LOCAL);
    WindowSpec all = Window.partitionBy("node");
    WindowSpec byDate = Window.partitionBy("node").orderBy("month_date");
    Dataset<Row> grouped =
        records
            .withColumn("node", node)
            .withColumn("month_date", monthDate())
            .withColumn("date_rank", dense_rank().over(byDate))
            .withColumn(
                "month_dates",
                collect_set(when(col("date_rank").leq(LARGEST_LOCAL), col("month_date"))).over(all))
            .withColumn("least_number", min("number").over(all))
            .withColumn("greatest_number", max("number").over(all));
    UserDefinedFunction evidence = udf(new EvidenceText(), DataTypes.StringType);
    Column isOneNumber = col("least_number").equalTo(col("greatest_number"));
    return grouped
        .withColumn(
            "is_person", evidence.apply(col("month_dates"), lit(null), lit(null)).isNotNull())
        .withColumn(
            "problem",
            when(col("is_person").equalTo(false), lit("local_patient_id_shared"))
                .when(col("least_number").notEqual(col("greatest_number")), lit(TWO_NUMBERS)))
        .withColumn("own_number", col("number"))
        .withColumn("shares", col("is_person").and(coalesce(isOneNumber, lit(true))))
        .withColumn("number", when(col("shares"), col("least_number")).otherwise(col("own_number")))
        .withColumn(
            "evidence",
            when(
                col("number").isNotNull(),
                when(col("shares"), evidence.apply(col("month_dates"), col("surname"), born()))
                    .otherwise(evidence.apply(oneDate(), col("surname"), born()))))
        .withColumn(
            "node",
            when(col("is_person").equalTo(false), concat(lit("one-time|"), col("row_id")))
                .when(col("shares").or(col("own_number").isNull()), col("node"))
                // Of two numbers under one local number each keeps its own rows.
                .otherwise(concat(col("node"), lit("|nhs|"), col("own_number"))))
        .drop(
            "month_date",
            "date_rank",
            "month_dates",
            "least_number",
            "greatest_number",
            "is_person",
            "shares");
  }

  /** Earlier of the two years somebody of the age sent may be born in. */
  private static Column born() {
    return col("reporting_month").substr(1, 4).cast("int").minus(col("age_years")).minus(1);
  }

  private static Column monthDate() {
    return when(col("date").isNotNull(), concat(col("reporting_month"), lit(":"), col("date")));
  }

  private static Column oneDate() {
    return array(col("month_date"));
  }

  /** Steps 1 and 2 among the rows of one NHS number. */
  private static Dataset<Row> byNumber(Dataset<Row> records) {
    WindowSpec all = Window.partitionBy("block");
    WindowSpec byEvidence = Window.partitionBy("block").orderBy("evidence");
    UserDefinedFunction identity = udf(new NumberIdentity(), NumberIdentity.SCHEMA);
    Column bounded = when(col("evidence_rank").leq(NumberBlock.LARGEST + 1), col("evidence"));
    return records
        .withColumn("block", coalesce(col("number"), col("node")))
        .withColumn("evidence_rank", dense_rank().over(byEvidence))
        .withColumn("block_evidence", collect_set(bounded).over(all))
        .withColumn(
            "identity",
            when(
                col("number").isNotNull(),
                identity.apply(col("number"), col("evidence"), col("block_evidence"))))
        .withColumn("person", col("identity.person"))
        .withColumn("number_step", col("identity.step"))
        .withColumn("problem", coalesce(col("identity.problem"), col("problem")))
        .drop("block", "evidence_rank", "block_evidence", "identity", "evidence");
  }
}
