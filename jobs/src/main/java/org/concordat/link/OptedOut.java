package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.concordat.schemas.EventLinkLimits;
import org.jspecify.annotations.Nullable;

/**
 * The records of people who opted out, taken out of everything that was linked (linkage.md,
 * "National data opt-out").
 *
 * <p>All records are linked first, since only so it is known whose those without a number are.
 * Whoever has one record with a listed number is removed with all records. A record that its
 * provider files under a local number with a listed and another NHS number goes, too, if it holds
 * neither.
 */
final class OptedOut implements AutoCloseable {

  /** Nobody opted out. */
  static final OptedOut NONE = new OptedOut(null, null);

  private static final String[] RECORD = {
    "reporting_month", "submission_id", "source_table", "record"
  };
  private static final String[] KEPT = {
    "reporting_month",
    "submission_id",
    "source_table",
    "record",
    "family",
    "organisation_code",
    "local_patient_id",
    "person_id",
    OptOutList.MARK
  };

  private final @Nullable Dataset<Row> records;
  private final @Nullable Dataset<Row> eventRecords;
  private final List<Dataset<Row>> kept = new ArrayList<>();

  private OptedOut(@Nullable Dataset<Row> records, @Nullable Dataset<Row> eventRecords) {
    this.records = records;
    this.eventRecords = eventRecords;
  }

  /**
   * Finds the records.
   *
   * @param people linked records, those with a listed number marked by {@link OptOutList#marked}
   * @param tables gives a checked table with its reporting_month
   */
  static OptedOut of(
      OptOutList list,
      Dataset<Row> people,
      Function<String, Dataset<Row>> tables,
      EventLinkLimits limits) {
    if (list.isEmpty()) {
      return NONE;
    }
    Dataset<Row> listed =
        people
            .filter(col(OptOutList.MARK))
            .select("person_id", "family", "organisation_code", "local_patient_id")
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> records = records(people, listed).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> patients =
        records
            .filter(col("source_table").equalTo("MHS001MPI"))
            .select(col("submission_id"), col("local_patient_id").as("LocalPatientID"));
    Dataset<Row> periods =
        EventRecords.placeOfSafetyPeriods(tables.apply(EventRecords.TRUST_PERIODS), limits)
            .join(patients, new String[] {"submission_id", "LocalPatientID"}, "left_semi")
            .withColumn("source_table", lit(EventRecords.TRUST_PERIODS));
    Dataset<Row> eventRecords =
        records
            .select(columns(RECORD))
            .unionByName(periods.select(columns(RECORD)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    OptedOut optedOut = new OptedOut(records, eventRecords);
    optedOut.kept.addAll(List.of(listed, records));
    optedOut.kept.add(eventRecords);
    return optedOut;
  }

  private static Column[] columns(String[] names, String... more) {
    return Stream.concat(Stream.of(names), Stream.of(more))
        .map(functions::col)
        .toArray(Column[]::new);
  }

  /** Reads all people twice: who is listed, then whose records are theirs. */
  private static Dataset<Row> records(Dataset<Row> people, Dataset<Row> listed) {
    Column local = trim(col("local_patient_id"));
    Dataset<Row> persons = listed.select("person_id").distinct().withColumn("is_person", lit(true));
    Dataset<Row> locals =
        listed
            .filter(col("family").equalTo("MH").and(local.notEqual("")))
            .select(col("organisation_code"), local.as("local"))
            .distinct()
            .withColumn("is_local", lit(true));
    Column isDoubtful =
        col("is_local")
            .and(col("problem").equalTo(NumberedRecords.TWO_NUMBERS))
            .and(not(col("identifiers").contains("nhs_number")));
    return people
        .select(columns(KEPT, "problem", "identifiers"))
        .withColumn("local", local)
        .join(persons, new String[] {"person_id"}, "left")
        .join(locals, new String[] {"organisation_code", "local"}, "left")
        .filter(coalesce(col("is_person"), isDoubtful, lit(false)))
        .select(columns(KEPT));
  }

  /** People without those who opted out. */
  Dataset<Row> people(Dataset<Row> people) {
    return records == null
        ? people
        : people.join(records.select(columns(RECORD)), RECORD, "left_anti");
  }

  /**
   * Event records without those of people who opted out. What is left of an event counts what is
   * left, and is joined to nothing once it stands alone.
   *
   * @param events as {@link EventLinkage#keyed} gives them
   */
  Dataset<Row> events(Dataset<Row> events) {
    if (eventRecords == null) {
      return events;
    }
    Dataset<Row> left = events.join(eventRecords, RECORD, "left_anti");
    Dataset<Row> shared =
        events
            .filter(col("linked_event_count").gt(1))
            .join(eventRecords, RECORD, "left_semi")
            .select("event_key")
            .distinct();
    Dataset<Row> changed =
        left.join(shared, new String[] {"event_key"}, "left_semi")
            .groupBy("event_key")
            .agg(
                count(lit(1)).cast("int").as("left_count"),
                count_distinct(col("source_table")).as("left_kinds"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(changed);
    return left.join(changed, new String[] {"event_key"}, "left")
        .withColumn("linked_event_count", coalesce(col("left_count"), col("linked_event_count")))
        .withColumn(
            "link_basis",
            when(col("left_kinds").equalTo(1), lit(EventLinkage.NONE)).otherwise(col("link_basis")))
        .drop("left_count", "left_kinds");
  }

  /** Pairs without those in which somebody opted out. */
  List<MatchPair> pairs(List<MatchPair> pairs) {
    if (records == null || pairs.isEmpty()) {
      return pairs;
    }
    Set<String> rows = new TreeSet<>();
    pairs.forEach(pair -> rows.addAll(List.of(pair.oneRow(), pair.otherRow())));
    Set<String> removed = amongst(rows, concat_ws("|", columns(RECORD)), records);
    return pairs.stream()
        .filter(pair -> !removed.contains(pair.oneRow()) && !removed.contains(pair.otherRow()))
        .toList();
  }

  /** The index without anchors and changes of people who opted out. */
  PersonIndex.Assigned index(PersonIndex.Assigned known) {
    if (records == null) {
      return known;
    }
    Set<String> ids = new TreeSet<>();
    known.changes().forEach(change -> ids.addAll(List.of(change.before(), change.after())));
    Set<String> removed = amongst(ids, col("person_id"), records);
    return new PersonIndex.Assigned(
        known.exceptions(),
        known.changes().stream()
            .filter(one -> !removed.contains(one.before()) && !removed.contains(one.after()))
            .toList(),
        known.rows().join(records.select("person_id"), new String[] {"person_id"}, "left_anti"),
        known.kept());
  }

  /** Those of some texts that the records removed have. */
  private static Set<String> amongst(Set<String> texts, Column text, Dataset<Row> records) {
    Set<String> found = new HashSet<>();
    if (!texts.isEmpty()) {
      records
          .sparkSession()
          .createDataset(List.copyOf(texts), Encoders.STRING())
          .toDF("text")
          .join(records.select(text.as("text")), new String[] {"text"}, "left_semi")
          .collectAsList()
          .forEach(row -> found.add(row.getString(0)));
    }
    return found;
  }

  /**
   * How many records of each sender were removed: {@code 2026-09.people.opt_out_before.MH.RX4}
   * because they hold a listed number, {@code 2026-09.people.opt_out_after.PF.10} because linkage
   * found whose they are.
   */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    if (records != null) {
      for (Row row :
          records
              .groupBy("reporting_month", "family", "organisation_code", OptOutList.MARK)
              .count()
              .collectAsList()) {
        counts.put(
            "%s.people.opt_out_%s.%s.%s"
                .formatted(
                    row.getString(0),
                    row.getBoolean(3) ? "before" : "after",
                    row.getString(1),
                    row.getString(2)),
            row.getLong(4));
      }
    }
    return counts;
  }

  /** What the operator must be told. */
  List<String> warnings() {
    return records == null
        ? List.of()
        : List.of(
            "Records of people who opted out were removed. One without an NHS number, as most of"
                + " the police's are, is found only where it is linked to one that has it.");
  }

  /** Forgets the records. */
  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}
