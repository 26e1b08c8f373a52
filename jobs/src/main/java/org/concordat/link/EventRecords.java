package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.schemas.EventLinkLimits;

/**
 * Every event record in one shape, with the reference numbers it holds or quotes.
 *
 * <p>Two kinds of reference exist: an ambulance trust's incident number and a police force's log
 * number. NHS 111 quotes the incident number without the trust. A trust's place of safety period
 * holds none; it is sent again each month until it ends, so the period names the event, not the
 * row.
 */
final class EventRecords {

  /** Table of legal status periods of trusts; those in a place of safety are events. */
  static final String TRUST_PERIODS = "MHS401MHActPeriod";

  /** Tables whose rows are events. */
  static final List<String> TABLES =
      List.of(
          "ambulance_incident",
          "police_mha_detention",
          "police_mh_incident",
          "ed_attendance",
          "nhs111_call",
          TRUST_PERIODS);

  private static final Map<String, Column> AMBULANCE =
      Map.of(
          "ambulance_incident", pair("ambulance|", "submitter_org_code", "incident_id"),
          "police_mha_detention",
              pair("ambulance|", "ambulance_trust_code", "ambulance_incident_id"),
          "ed_attendance", pair("ambulance|", "ambulance_trust_code", "ambulance_incident_id"));

  private static final Map<String, Column> POLICE =
      Map.of(
          "ambulance_incident", pair("police|", "police_force_code", "police_incident_reference"),
          "police_mha_detention", pair("police|", "force_code", "incident_reference"),
          "police_mh_incident", pair("police|", "force_code", "incident_reference"));

  private static final Map<String, Column> INCIDENT =
      Map.of(
          "ambulance_incident", reference("incident_id"),
          "nhs111_call", reference("ambulance_incident_id"));

  private static final Column PERIOD =
      concat(
          lit("period|"),
          col("organisation_code"),
          lit("|"),
          trim(col("MHActLegalStatusClassPeriodID")));

  private EventRecords() {}

  /**
   * All event records.
   *
   * @param tables gives a checked table with its reporting_month
   * @return where the row comes from, {@code row_id}, {@code own_key} (what the event is called
   *     while no other record tells of it), {@code ambulance_key}, {@code police_key} and {@code
   *     incident_key}
   */
  static Dataset<Row> of(Function<String, Dataset<Row>> tables, EventLinkLimits limits) {
    Dataset<Row> all = null;
    for (String table : TABLES) {
      Dataset<Row> rows =
          rows(tables, table, limits)
              .select(
                  col("reporting_month"),
                  col("family"),
                  col("organisation_code"),
                  col("submission_id"),
                  lit(table).as("source_table"),
                  col("record"),
                  RowIds.of(table).as("row_id"),
                  (table.equals(TRUST_PERIODS) ? PERIOD : RowIds.of(table)).as("own_key"),
                  key(AMBULANCE, table).as("ambulance_key"),
                  key(POLICE, table).as("police_key"),
                  key(INCIDENT, table).as("incident_key"));
      all = all == null ? rows : all.unionByName(rows);
    }
    return Objects.requireNonNull(all);
  }

  private static Dataset<Row> rows(
      Function<String, Dataset<Row>> tables, String table, EventLinkLimits limits) {
    Dataset<Row> rows = tables.apply(table);
    return table.equals(TRUST_PERIODS) ? placeOfSafetyPeriods(rows, limits) : rows;
  }

  /** Legal status periods under section 135 or 136. */
  static Dataset<Row> placeOfSafetyPeriods(Dataset<Row> periods, EventLinkLimits limits) {
    return periods.filter(trim(col("LegalStatusCode")).isInCollection(limits.trustLegalStatus()));
  }

  private static Column key(Map<String, Column> keys, String table) {
    return keys.getOrDefault(table, lit(null)).cast("string");
  }

  private static Column pair(String kind, String organisation, String reference) {
    return concat(lit(kind), reference(organisation), lit("|"), reference(reference));
  }

  /** A number as it is compared: without spaces, upper case; blank is null. */
  private static Column reference(String column) {
    Column packed = upper(regexp_replace(col(column), "\\s", ""));
    return when(packed.notEqual(""), packed);
  }
}
