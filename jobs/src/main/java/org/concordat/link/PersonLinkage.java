package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Recognises the same person across partners and months: the deterministic steps 1 to 3, first
 * success wins. Each step is one pass over rows grouped by its key, so that no pair of rows is ever
 * joined; a key that more rows share than a person can have is bounded, not collected.
 *
 * <p>Rules kept throughout: a person never holds two valid NHS numbers; more than one candidate
 * means no link; what a person is called depends on the evidence only, not on partner or row order.
 */
final class PersonLinkage {

  /** Pairs of month and birth date looked at under one local patient number. */
  private static final int LARGEST_LOCAL = 64;

  private PersonLinkage() {}

  /**
   * @param records as {@link PersonRecords#of} gives them
   * @return the records with {@code person_key}, {@code link_step} and {@code problem} (why a
   *     record was not joined further, or null)
   */
  static Dataset<Row> keyed(Dataset<Row> records, PseudonymKey key) {
    Dataset<Row> named = byName(byNumber(byLocalNumber(records)));
    UserDefinedFunction pseudonym = pseudonym(key);
    return named.withColumn("person_key", pseudonym.apply(col("canonical")));
  }

  static UserDefinedFunction pseudonym(PseudonymKey key) {
    UDF1<String, String> function = key::pseudonym;
    return udf(function, DataTypes.StringType);
  }

  /**
   * Rows of one provider with the same local patient number are one record: they share an NHS
   * number and birth dates, unless the provider sent two valid numbers under it. A local number
   * with too many birth dates names no person and counts for nothing.
   */
  private static Dataset<Row> byLocalNumber(Dataset<Row> records) {
    Column local = trim(col("local_patient_id"));
    Column node =
        when(
                col("family").equalTo("MH").and(local.notEqual("")),
                concat(lit("local|"), col("organisation_code"), lit("|"), local))
            .otherwise(concat(lit("one-time|"), col("row_id")));
    WindowSpec all = Window.partitionBy("node");
    WindowSpec byDate = Window.partitionBy("node").orderBy("month_date");
    Column dated =
        when(col("date").isNotNull(), concat(col("reporting_month"), lit(":"), col("date")));
    Dataset<Row> grouped =
        records
            .withColumn("node", node)
            .withColumn("month_date", dated)
            .withColumn("date_rank", dense_rank().over(byDate))
            .withColumn(
                "month_dates",
                collect_set(when(col("date_rank").leq(LARGEST_LOCAL), col("month_date"))).over(all))
            .withColumn("least_number", min("number").over(all))
            .withColumn("greatest_number", max("number").over(all));
    UserDefinedFunction evidence = udf(new EvidenceText(), DataTypes.StringType);
    Column isOneNumber = col("least_number").equalTo(col("greatest_number"));
    return grouped
        .withColumn("is_person", evidence.apply(col("month_dates"), lit(null)).isNotNull())
        .withColumn(
            "problem",
            when(col("is_person").equalTo(false), lit("local_patient_id_shared"))
                .when(
                    col("least_number").notEqual(col("greatest_number")),
                    lit("local_patient_id_two_numbers")))
        .withColumn("own_number", col("number"))
        .withColumn("shares", col("is_person").and(coalesce(isOneNumber, lit(true))))
        .withColumn("number", when(col("shares"), col("least_number")).otherwise(col("own_number")))
        .withColumn(
            "evidence",
            when(
                col("number").isNotNull(),
                when(col("shares"), evidence.apply(col("month_dates"), col("surname")))
                    .otherwise(evidence.apply(oneDate(), col("surname")))))
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

  private static Column oneDate() {
    return org.apache.spark.sql.functions.array(col("month_date"));
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

  /**
   * Step 3: a record without a number joins the one person who has a record with the same family
   * name, first given name, birth date and full postcode; without such a person, records that agree
   * in all four are one person; with several, none is chosen.
   */
  private static Dataset<Row> byName(Dataset<Row> records) {
    WindowSpec all = Window.partitionBy("name_block");
    Column isUnmatched = col("person").isNull();
    Column hasName = col("name_key").isNotNull();
    Column isAmbiguous =
        isUnmatched.and(hasName).and(col("least_person").notEqual(col("greatest_person")));
    Dataset<Row> candidates =
        records
            .withColumn("name_block", coalesce(col("name_key"), col("node"), col("row_id")))
            .withColumn("least_person", min("person").over(all))
            .withColumn("greatest_person", max("person").over(all))
            .withColumn("is_ambiguous", coalesce(isAmbiguous, lit(false)));
    Column byName = isUnmatched.and(hasName).and(col("is_ambiguous").equalTo(false));
    Column isLocal = col("node").startsWith("local|");
    return candidates
        .withColumn(
            "problem", when(col("is_ambiguous"), lit("ambiguous_name")).otherwise(col("problem")))
        .withColumn(
            "canonical",
            when(byName, coalesce(col("least_person"), concat(lit("name|"), col("name_key"))))
                .otherwise(coalesce(col("person"), col("node"))))
        .withColumn(
            "link_step",
            when(byName, lit(LinkStep.NAME_BIRTH_DATE_POSTCODE.text()))
                .when(
                    isLocal.and(isUnmatched.or(col("own_number").isNull())),
                    lit(LinkStep.LOCAL_PATIENT_ID.text()))
                .otherwise(coalesce(col("number_step"), lit(LinkStep.ONE_TIME.text()))))
        .drop(
            "name_block",
            "least_person",
            "greatest_person",
            "is_ambiguous",
            "person",
            "number_step",
            "node",
            "number",
            "own_number",
            "date",
            "surname",
            "name_key",
            "row_id");
  }
}
