package org.concordat.link;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.SparkRuntime;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person keep one id from month to month. The index remembers, under a key of its own, who
 * the anchors of earlier months are: a provider's local number, an NHS number with a birth date,
 * names with a birth date. Whoever holds a known anchor keeps its id; {@link IndexDecisions} says
 * what happens when ids meet or part.
 *
 * <p>The index of a month starts from the index of the latest month before it, so that linking a
 * month again gives the same ids again.
 */
final class PersonIndex {

  /** Name of the table. */
  static final String TABLE = "person_index";

  /** Columns of a record that {@link #assign} reads: who it is by this month's evidence alone. */
  static final String CANONICAL = "canonical";

  static final String ANCHORS = "anchors";

  private static final StructType EXCEPTIONS =
      new StructType().add("own_id", DataTypes.StringType).add("kept_id", DataTypes.StringType);
  private static final StructType MERGED =
      new StructType().add("person_id", DataTypes.StringType).add("became", DataTypes.StringType);

  private final SparkSession spark;
  private final PseudonymKey key;
  private final @Nullable Dataset<Row> earlier;

  /**
   * @param key of the index
   * @param earlier the index as the latest month before left it, made with the same key; null when
   *     there is none
   */
  PersonIndex(SparkSession spark, PseudonymKey key, @Nullable Dataset<Row> earlier) {
    this.spark = spark;
    this.key = key;
    this.earlier = earlier;
  }

  /**
   * What the records of a window say to the index.
   *
   * @param exceptions ids that are not the record's own, by the own one
   * @param changes what the index had otherwise
   * @param rows the index from now on: columns of {@code person_index}
   * @param kept what rows are made from
   */
  record Assigned(
      SortedMap<String, String> exceptions,
      List<PersonChange> changes,
      Dataset<Row> rows,
      Dataset<Row> kept)
      implements AutoCloseable {

    @Override
    public void close() {
      kept.unpersist();
    }
  }

  /** The id a person would have without an index. */
  UserDefinedFunction ownId() {
    UDF1<String, String> function = new Coded(key, "person|");
    return udf(function, DataTypes.StringType);
  }

  /**
   * @param identified records with reporting_month, canonical and anchors (null elements count for
   *     nothing)
   * @param month month that is linked
   */
  Assigned assign(Dataset<Row> identified, ReportingMonth month) {
    Dataset<Row> seen = seen(identified);
    if (earlier == null) {
      Dataset<Row> rows =
          seen.select(
              col("anchor"), col("own_id").as("person_id"), col("first_month"), col("last_month"));
      return new Assigned(Collections.emptySortedMap(), List.of(), stamped(rows, month), rows);
    }
    Dataset<Row> known =
        earlier.select(
            col("anchor"),
            col("person_id").as("known"),
            col("first_month").as("known_from"),
            col("last_month").as("known_to"));
    Dataset<Row> held = SparkRuntime.kept(seen.join(known, new String[] {"anchor"}, "left"));
    IndexDecisions decisions =
        new IndexDecisions(
            holdings(held),
            (group, of) -> code(key, "person|", group + "|" + of),
            month.toString());
    return new Assigned(
        decisions.exceptions(),
        decisions.changes(),
        stamped(rows(held, earlier, decisions), month),
        held);
  }

  /** One row per anchor of the window. */
  private Dataset<Row> seen(Dataset<Row> identified) {
    UserDefinedFunction anchor = udf(new Coded(key, "anchor|"), DataTypes.StringType);
    return identified
        .filter(not(col(CANONICAL).startsWith("one-time|")))
        .select(col(CANONICAL), col("reporting_month"), explode(col(ANCHORS)).as("text"))
        .filter(col("text").isNotNull())
        .groupBy("text")
        .agg(
            min(CANONICAL).as(CANONICAL),
            min("reporting_month").as("first_month"),
            max("reporting_month").as("last_month"))
        .select(
            anchor.apply(col("text")).as("anchor"),
            ownId().apply(col(CANONICAL)).as("own_id"),
            col("first_month"),
            col("last_month"));
  }

  /** All that is needed to decide about ids that are not their holder's own; mostly little. */
  private List<IndexDecisions.Holding> holdings(Dataset<Row> held) {
    Set<String> concerned = new HashSet<>();
    for (Row row :
        held.filter(not(col("known").equalTo(col("own_id"))))
            .select("own_id", "known")
            .distinct()
            .collectAsList()) {
      concerned.add(row.getString(0));
      concerned.add(row.getString(1));
    }
    if (concerned.isEmpty()) {
      return List.of();
    }
    UDF2<String, String, Boolean> function = new Concerned(concerned);
    UserDefinedFunction isConcerned = udf(function, DataTypes.BooleanType);
    List<IndexDecisions.Holding> holdings = new ArrayList<>();
    held.filter(isConcerned.apply(col("own_id"), col("known")))
        .groupBy("own_id", "known")
        .agg(count(lit(1)), min("known_from"), min("first_month"), max("last_month"))
        .toLocalIterator()
        .forEachRemaining(
            row ->
                holdings.add(
                    new IndexDecisions.Holding(
                        row.getString(0),
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
    return holdings;
  }

  /** Anchors of the window with their ids, and those of earlier months that nobody held now. */
  private Dataset<Row> rows(Dataset<Row> held, Dataset<Row> before, IndexDecisions decisions) {
    Dataset<Row> now =
        withKept(held, decisions.exceptions())
            .select(
                col("anchor"),
                col("person_id"),
                least(col("first_month"), col("known_from")).as("first_month"),
                greatest(col("last_month"), col("known_to")).as("last_month"));
    Dataset<Row> others =
        before
            .select("anchor", "person_id", "first_month", "last_month")
            .join(held.select("anchor"), new String[] {"anchor"}, "left_anti");
    if (!decisions.merged().isEmpty()) {
      others =
          others
              .join(
                  broadcast(frame(decisions.merged(), MERGED)), new String[] {"person_id"}, "left")
              .select(
                  col("anchor"),
                  coalesce(col("became"), col("person_id")).as("person_id"),
                  col("first_month"),
                  col("last_month"));
    }
    return now.unionByName(others);
  }

  /**
   * Says which id each record has.
   *
   * @param rows with column own_id
   * @param exceptions as {@link #assign} found them
   * @return the rows with person_id
   */
  Dataset<Row> withKept(Dataset<Row> rows, Map<String, String> exceptions) {
    if (exceptions.isEmpty()) {
      return rows.withColumn("person_id", col("own_id"));
    }
    return rows.join(broadcast(frame(exceptions, EXCEPTIONS)), new String[] {"own_id"}, "left")
        .withColumn("person_id", coalesce(col("kept_id"), col("own_id")))
        .drop("kept_id");
  }

  private Dataset<Row> frame(Map<String, String> pairs, StructType schema) {
    List<Row> rows = new ArrayList<>();
    pairs.forEach((from, to) -> rows.add(RowFactory.create(from, to)));
    return spark.createDataFrame(rows, schema);
  }

  private Dataset<Row> stamped(Dataset<Row> rows, ReportingMonth month) {
    return rows.withColumn("key_id", lit(key.id()))
        .withColumn("reporting_month", lit(month.toString()))
        .withColumn("key_check", lit(key.fingerprint()))
        .withColumn("preparation_version", lit(IdentifierPreparation.VERSION));
  }

  private static String code(PseudonymKey key, String kind, String text) {
    return key.pseudonym(kind + text).substring(0, 32);
  }

  /** Half of a keyed code: enough for any number of people, and half as much to store. */
  private static final class Coded implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;
    private final PseudonymKey key;
    private final String kind;

    Coded(PseudonymKey key, String kind) {
      this.key = key;
      this.kind = kind;
    }

    @Override
    public String call(String text) {
      return code(key, kind, text);
    }
  }

  private static final class Concerned implements UDF2<String, String, Boolean> {
    private static final long serialVersionUID = 1L;
    private final HashSet<String> ids;

    Concerned(Set<String> ids) {
      this.ids = new HashSet<>(ids);
    }

    @Override
    public Boolean call(String ownId, @Nullable String known) {
      return ids.contains(ownId) || (known != null && ids.contains(known));
    }
  }
}
