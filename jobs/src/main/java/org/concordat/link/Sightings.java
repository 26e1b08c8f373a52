package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.concordat.platform.SparkRuntime;
import org.concordat.schemas.EventLinkLimits;

/**
 * Records of detentions under section 135 or 136 in one shape: police detentions, ambulance
 * incidents and trusts' periods, with the person each is about.
 *
 * <p>They are a few thousand a month in England. A sender's day with more of them than can be true
 * is cut down to one row, so that their number stays bounded whatever is sent.
 */
final class Sightings {

  /** The column of each table that a column of ours comes from; columns left out are null. */
  private static final Map<String, String> DETENTION =
      Map.of(
          "partner", "ambulance_trust_code",
          "place", "place_of_safety_org_code",
          "place_type", "place_of_safety_type",
          "arrival", "arrival_place_of_safety_datetime",
          "start", "detention_datetime");

  private static final Map<String, String> INCIDENT =
      Map.of(
          "partner", "police_force_code",
          "place", "destination_org_code",
          "place_type", "destination_type",
          "arrival", "destination_arrival_datetime",
          "start", "call_connect_datetime");

  private Sightings() {}

  /**
   * @param tables gives a checked table with its reporting_month
   * @return one row a record, named by {@code row_id}; {@code of_day} counts the records of its
   *     sender and day, of which only one is kept where they are too many
   */
  static Dataset<Row> of(Function<String, Dataset<Row>> tables, EventLinkLimits limits) {
    Dataset<Row> detentions =
        partner(tables.apply("police_mha_detention"), "police_mha_detention", "FORCE", DETENTION);
    Column isSection = col("mha_section").isInCollection(limits.ambulanceSections());
    Column isSuite = col("destination_type").isInCollection(limits.ambulanceDestinations());
    Dataset<Row> incidents =
        partner(
            tables.apply("ambulance_incident").filter(isSection.or(isSuite)),
            "ambulance_incident",
            "AMBULANCE",
            INCIDENT);
    Dataset<Row> all = detentions.unionByName(incidents).unionByName(periods(tables, limits));
    Column day = to_date(col("start_date"));
    return all.filter(col("start_date").isNotNull())
        .withColumn(
            "of_day",
            count(lit(1)).over(Window.partitionBy(col("kind"), col("organisation_code"), day)))
        .withColumn(
            "rank_of_day",
            row_number()
                .over(
                    Window.partitionBy(col("kind"), col("organisation_code"), day)
                        .orderBy("row_id")))
        .filter(col("of_day").leq(limits.largestDay()).or(col("rank_of_day").equalTo(1)))
        .drop("rank_of_day", "organisation_code");
  }

  private static Dataset<Row> partner(
      Dataset<Row> rows, String table, String kind, Map<String, String> sources) {
    Column start = col(sources.getOrDefault("start", ""));
    List<Column> columns = new ArrayList<>();
    columns.add(lit(kind).as("kind"));
    columns.add(RowIds.of(table).as("row_id"));
    for (String text : List.of("partner", "place", "place_type")) {
      columns.add(col(sources.getOrDefault(text, "")).as(text));
    }
    columns.add(col(sources.getOrDefault("arrival", "")).cast("long").as("arrival"));
    columns.add(start.cast("long").as("start"));
    columns.add(to_date(start).cast("string").as("start_date"));
    columns.add(missing("start_time", "string"));
    columns.add(col("birth_date").cast("string").as("birth_date"));
    columns.add(col("birth_date_precision"));
    columns.add(col("age_years").cast("int").as("age_years"));
    for (String kept : List.of("sex_code", "nhs_number", "home_postcode")) {
      columns.add(col(kept));
    }
    columns.add(missing("patient", "string"));
    columns.add(missing("patient_row_id", "string"));
    columns.add(col("organisation_code"));
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Periods with their patients; the periods are few, so no patient is moved to join them. */
  private static Dataset<Row> periods(
      Function<String, Dataset<Row>> tables, EventLinkLimits limits) {
    Dataset<Row> periods =
        EventRecords.placeOfSafetyPeriods(tables.apply(EventRecords.TRUST_PERIODS), limits)
            .select(
                RowIds.of(EventRecords.TRUST_PERIODS).as("row_id"),
                col("submission_id"),
                col("LocalPatientID"),
                col("organisation_code"),
                col("StartDateMHActLegalStatusClass").cast("string").as("start_date"),
                col("StartTimeMHActLegalStatusClass").cast("string").as("start_time"),
                concat_ws(
                        "|",
                        col("organisation_code"),
                        trim(col("LocalPatientID")),
                        col("StartDateMHActLegalStatusClass").cast("string"),
                        trim(col("LegalStatusCode")))
                    .as("patient"));
    // The stated gender comes before the gender identity: the other partners send sex.
    Column sex =
        when(trim(col("Gender")).isin("1", "2"), col("Gender")).otherwise(col("GenderIDCode"));
    Dataset<Row> patients =
        tables
            .apply("MHS001MPI")
            .select(
                col("submission_id"),
                col("LocalPatientID"),
                RowIds.of("MHS001MPI").as("patient_row_id"),
                col("PersonBirthDate").cast("string").as("birth_date"),
                sex.as("sex_code"),
                col("NHSNumber").as("nhs_number"),
                col("Postcode").as("home_postcode"));
    return patients
        .join(SparkRuntime.forEveryTask(periods), new String[] {"submission_id", "LocalPatientID"})
        .select(
            lit("TRUST").as("kind"),
            col("row_id"),
            missing("partner", "string"),
            col("organisation_code").as("place"),
            missing("place_type", "string"),
            missing("arrival", "long"),
            missing("start", "long"),
            col("start_date"),
            col("start_time"),
            col("birth_date"),
            missing("birth_date_precision", "string"),
            missing("age_years", "int"),
            col("sex_code"),
            col("nhs_number"),
            col("home_postcode"),
            col("patient"),
            col("patient_row_id"),
            col("organisation_code"));
  }

  private static Column missing(String column, String type) {
    return lit(null).cast(type).as(column);
  }
}
