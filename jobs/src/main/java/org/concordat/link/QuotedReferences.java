package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.concordat.platform.ShortPlan;

/**
 * Joins the records of one event where they quote each other's reference numbers, unique both ways.
 *
 * <p>An event is at most one ambulance incident with the records that quote it and one police log
 * with the records that hold or quote it. A number held by two records, or quoted by two records of
 * one kind, joins nothing; numbers that would draw two incidents or two logs into one event
 * contradict each other and join nothing across.
 */
final class QuotedReferences {

  private static final Column IS_AMBULANCE = kind("ambulance_incident");
  private static final Column IS_DETENTION = kind("police_mha_detention");
  private static final Column IS_INCIDENT = kind("police_mh_incident");
  private static final Column IS_CALL = kind("nhs111_call");

  private QuotedReferences() {}

  private static Column kind(String table) {
    return col("source_table").equalTo(table);
  }

  /**
   * @param records as {@link EventRecords#of} gives them
   * @return the records with {@code root} (what their event is called), {@code has_ambulance}
   *     (whether an ambulance incident is part of it), {@code linked_event_count} and {@code
   *     problem} (why a quoted number joined nothing, or null)
   */
  static Dataset<Row> joined(Dataset<Row> records) {
    Dataset<Row> asked = ShortPlan.of(withTrustOfCalls(ShortPlan.of(records)));
    return ShortPlan.of(byPoliceLog(ShortPlan.of(byAmbulanceIncident(asked))));
  }

  /** A 111 call's incident number gets its trust where only one trust has that number. */
  private static Dataset<Row> withTrustOfCalls(Dataset<Row> records) {
    WindowSpec all = Window.partitionBy("incident_block");
    Column held = when(IS_AMBULANCE, col("ambulance_key"));
    Column isQuoting = IS_CALL.and(col("incident_key").isNotNull());
    return records
        .withColumn("incident_block", coalesce(col("incident_key"), col("row_id")))
        .withColumn("least", min(held).over(all))
        .withColumn("greatest", max(held).over(all))
        .withColumn(
            "problem",
            when(isQuoting.and(col("least").isNull()), lit("reference_not_found"))
                .when(isQuoting.and(col("least").notEqual(col("greatest"))), ambiguous()))
        .withColumn(
            "ambulance_key",
            when(isQuoting.and(col("least").equalTo(col("greatest"))), col("least"))
                .otherwise(col("ambulance_key")))
        .drop("incident_block", "incident_key", "least", "greatest");
  }

  private static Column ambiguous() {
    return lit("reference_ambiguous");
  }

  /** Keeps the keys that are unique both ways; others become null. */
  private static Dataset<Row> byAmbulanceIncident(Dataset<Row> records) {
    Dataset<Row> logs = acceptedLogs(records);
    WindowSpec all = Window.partitionBy("block");
    WindowSpec sameKind = Window.partitionBy("block", "source_table");
    Column quotes = IS_AMBULANCE.equalTo(false).and(col("ambulance_key").isNotNull());
    Column isUnique = col("incidents").equalTo(1).and(col("of_kind").equalTo(1));
    Column accepted =
        col("ambulance_key")
            .isNotNull()
            .and(IS_AMBULANCE.and(col("incidents").equalTo(1)).or(quotes.and(isUnique)));
    return logs.withColumn("block", coalesce(col("ambulance_key"), col("row_id")))
        .withColumn("incidents", sum(when(IS_AMBULANCE, 1).otherwise(0)).over(all))
        .withColumn("of_kind", count(lit(1)).over(sameKind))
        .withColumn("is_accepted", accepted)
        .withColumn("incident", when(col("is_accepted"), col("ambulance_key")))
        .withColumn(
            "problem",
            when(
                    quotes.and(col("is_accepted").equalTo(false)),
                    when(col("incidents").equalTo(0), lit("reference_not_found"))
                        .otherwise(ambiguous()))
                .otherwise(col("problem")))
        .withColumn("least_log", min(when(col("is_accepted"), col("log"))).over(all))
        .withColumn("greatest_log", max(when(col("is_accepted"), col("log"))).over(all))
        .withColumn("of_incident", sum(when(col("is_accepted"), 1).otherwise(0)).over(all))
        .drop("block", "incidents", "of_kind");
  }

  /** The police log of a record, where it is held once per kind and quoted once. */
  private static Dataset<Row> acceptedLogs(Dataset<Row> records) {
    WindowSpec all = Window.partitionBy("block");
    Column quotes = IS_AMBULANCE.and(col("police_key").isNotNull());
    Column isHeldOnce = col("detentions").equalTo(1).or(col("incidents").equalTo(1));
    Column accepted =
        col("police_key")
            .isNotNull()
            .and(
                IS_DETENTION
                    .and(col("detentions").equalTo(1))
                    .or(IS_INCIDENT.and(col("incidents").equalTo(1)))
                    .or(quotes.and(isHeldOnce).and(col("quoting").equalTo(1))));
    return records
        .withColumn("block", coalesce(col("police_key"), col("row_id")))
        .withColumn("detentions", sum(when(IS_DETENTION, 1).otherwise(0)).over(all))
        .withColumn("incidents", sum(when(IS_INCIDENT, 1).otherwise(0)).over(all))
        .withColumn("quoting", sum(when(IS_AMBULANCE, 1).otherwise(0)).over(all))
        .withColumn("log", when(accepted, col("police_key")))
        .withColumn(
            "problem",
            when(
                    quotes.and(col("log").isNull()),
                    when(
                            col("detentions").plus(col("incidents")).equalTo(0),
                            lit("reference_not_found"))
                        .otherwise(ambiguous()))
                .otherwise(col("problem")))
        .drop("block", "detentions", "incidents", "quoting", "police_key");
  }

  /** Joins incidents and logs one to one; the root names the event. */
  private static Dataset<Row> byPoliceLog(Dataset<Row> records) {
    WindowSpec all = Window.partitionBy("block");
    Column hasIncident = col("incident").isNotNull();
    Column isOneLog = col("least_log").equalTo(col("greatest_log"));
    Column log = when(hasIncident, when(isOneLog, col("least_log"))).otherwise(col("log"));
    Column isOneIncident =
        coalesce(col("least_incident").equalTo(col("greatest_incident")), lit(true));
    return records
        .withColumn("event_log", log)
        .withColumn("block", coalesce(col("event_log"), col("incident"), col("own_key")))
        .withColumn("least_incident", min("incident").over(all))
        .withColumn("greatest_incident", max("incident").over(all))
        .withColumn("is_consistent", isOneIncident)
        .withColumn("of_block", count(lit(1)).over(all))
        .withColumn(
            "event_incident",
            when(col("is_consistent"), col("least_incident")).otherwise(col("incident")))
        .withColumn("has_ambulance", col("event_incident").isNotNull())
        .withColumn(
            "root",
            coalesce(
                col("event_incident"),
                when(col("is_consistent"), col("event_log")),
                col("own_key")))
        .withColumn(
            "linked_event_count",
            when(col("is_consistent"), col("of_block"))
                .when(hasIncident, col("of_incident"))
                .otherwise(lit(1))
                .cast("int"))
        .withColumn(
            "problem",
            when(
                    col("is_consistent")
                        .equalTo(false)
                        .or(hasIncident.and(col("least_log").notEqual(col("greatest_log")))),
                    lit("references_contradict"))
                .otherwise(col("problem")))
        .drop(
            "event_log",
            "block",
            "least_incident",
            "greatest_incident",
            "is_consistent",
            "of_block",
            "of_incident",
            "least_log",
            "greatest_log",
            "is_accepted",
            "incident",
            "event_incident",
            "log",
            "own_key",
            "ambulance_key");
  }
}
