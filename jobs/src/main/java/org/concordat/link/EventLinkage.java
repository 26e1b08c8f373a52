package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.SparkRuntime;
import org.concordat.schemas.EventLinkLimits;

/**
 * Joins the records of one event: by the reference numbers they quote, then detentions under
 * section 135 or 136 by place and time (linkage.md step 6).
 *
 * <p>The references are compared in Spark. The records of detentions, a few thousand a month, are
 * compared in this process; what comes of it goes back as a small table.
 */
final class EventLinkage implements AutoCloseable {

  private static final Column IS_PERIOD = col("source_table").equalTo(EventRecords.TRUST_PERIODS);
  private static final Column IS_DETENTION =
      col("source_table")
          .isin("police_mha_detention", "ambulance_incident", EventRecords.TRUST_PERIODS);

  private static final StructType PLACED =
      new StructType()
          .add("root", DataTypes.StringType, false)
          .add("event_root", DataTypes.StringType, false)
          .add("event_size", DataTypes.IntegerType, false)
          .add("is_placed", DataTypes.BooleanType, false)
          .add("is_doubtful", DataTypes.BooleanType, false);

  private static final StructType LINK =
      new StructType()
          .add("row_id", DataTypes.StringType, false)
          .add("root", DataTypes.StringType, false)
          .add("link_basis", DataTypes.StringType, false);

  private static final String QUOTED = "quoted_reference";
  private static final String PLACE_AND_TIME = "place_and_time";

  /** A record that no other one tells of. */
  static final String NONE = "none";

  private final Dataset<Row> quoted;
  private final Dataset<Row> joined;
  private final Dataset<Row> patients;
  private final SortedSet<String> warnings = new TreeSet<>();

  /**
   * Compares the records of all months that the tables hold.
   *
   * @param tables gives a checked table with its reporting_month
   */
  EventLinkage(
      Function<String, Dataset<Row>> tables,
      IdentifierPreparation preparation,
      EventLinkLimits limits) {
    quoted = SparkRuntime.kept(QuotedReferences.joined(EventRecords.of(tables, limits)));
    List<Sighting> sightings = sightings(Sightings.of(tables, limits), preparation, limits);
    List<DetentionEvent> events = new DetentionLinkage(sightings, limits).events();
    Dataset<Row> placed = quoted.sparkSession().createDataFrame(placed(events), PLACED);
    joined = joined(placed);
    patients = quoted.sparkSession().createDataFrame(patients(events, sightings), LINK);
  }

  /**
   * The event records with {@code event_key}, {@code link_basis}, {@code linked_event_count} and
   * {@code problem} (why a record joined nothing, or null).
   */
  Dataset<Row> keyed(PseudonymKey key) {
    return joined
        .withColumn(
            "event_key", PersonLinkage.pseudonym(key).apply(concat(lit("event|"), col("root"))))
        .drop("root", "row_id");
  }

  /**
   * Which person records tell of one event: {@code row_id} as {@link RowIds} names it (for a
   * trust's period the row of its patient), {@code root} (the same for every record of the event)
   * and {@code link_basis}. Only records that are joined to others, without contradiction; a
   * patient with two detentions has two rows.
   */
  Dataset<Row> personLinks() {
    Column isSure = coalesce(col("problem").notEqual("references_contradict"), lit(true));
    return joined
        .filter(col("link_basis").notEqual(NONE).and(IS_PERIOD.equalTo(false)).and(isSure))
        .select("row_id", "root", "link_basis")
        .unionByName(patients);
  }

  /** What the operator must be told. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Forgets the records kept for {@link #keyed} and {@link #personLinks}. */
  @Override
  public void close() {
    quoted.unpersist();
  }

  private List<Sighting> sightings(
      Dataset<Row> detentions, IdentifierPreparation preparation, EventLinkLimits limits) {
    Dataset<Row> rows =
        quoted
            .select(
                "row_id",
                "organisation_code",
                "reporting_month",
                "root",
                "linked_event_count",
                "has_ambulance",
                "problem")
            .join(SparkRuntime.forEveryTask(detentions), "row_id");
    List<Sighting> sightings = new ArrayList<>();
    // A few thousand rows a month: Sightings keeps one row of a day with more than can be true.
    for (Row row : rows.collectAsList()) {
      long ofDay = row.getAs("of_day");
      if (ofDay > limits.largestDay()) {
        warnings.add(
            "%s sent %d records of detentions for one day (%s); linked by quoted references only"
                .formatted(row.getAs("organisation_code"), ofDay, row.<String>getAs("start_date")));
      } else {
        sightings.add(Sighting.of(row, preparation, limits));
      }
    }
    return sightings;
  }

  /** The events that place and time changed, one row for each of the events they are made of. */
  private static List<Row> placed(List<DetentionEvent> events) {
    List<Row> rows = new ArrayList<>();
    for (DetentionEvent event : events) {
      for (String root : event.roots()) {
        if (event.roots().size() > 1 || event.isDoubtful(root)) {
          rows.add(
              RowFactory.create(
                  root, event.root(), event.size(), event.isLinked(), event.isDoubtful(root)));
        }
      }
    }
    return rows;
  }

  private static List<Row> patients(List<DetentionEvent> events, List<Sighting> sightings) {
    Map<String, String> rootOf = new HashMap<>();
    events.stream()
        .filter(DetentionEvent::isLinked)
        .forEach(event -> event.roots().forEach(root -> rootOf.put(root, event.root())));
    SortedSet<List<String>> links =
        new TreeSet<>(Comparator.comparing(link -> String.join(" ", link)));
    for (Sighting one : sightings) {
      String root = rootOf.get(one.root());
      String patient = one.patientRowId();
      if (root != null && patient != null) {
        links.add(List.of(patient, root, PLACE_AND_TIME));
      }
    }
    return links.stream().map(link -> RowFactory.create(link.toArray())).toList();
  }

  private Dataset<Row> joined(Dataset<Row> placed) {
    Column isQuoted = IS_PERIOD.equalTo(false).and(col("linked_event_count").gt(1));
    Column isDoubtful = IS_DETENTION.and(coalesce(col("is_doubtful"), lit(false)));
    return quoted
        .join(placed, new String[] {"root"}, "left")
        .withColumn(
            "link_basis",
            when(isQuoted, lit(QUOTED))
                .when(coalesce(col("is_placed"), lit(false)), lit(PLACE_AND_TIME))
                .otherwise(lit(NONE)))
        .withColumn(
            "problem", coalesce(when(isDoubtful, lit("place_and_time_ambiguous")), col("problem")))
        .withColumn("linked_event_count", coalesce(col("event_size"), col("linked_event_count")))
        .withColumn("root", coalesce(col("event_root"), col("root")))
        .drop("event_root", "event_size", "is_placed", "is_doubtful", "has_ambulance");
  }
}
