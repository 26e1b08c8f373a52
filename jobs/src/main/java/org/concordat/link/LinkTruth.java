package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Holds linked people and events against the truth that only invented data have: which person and
 * event every record is about (linkage.md, "Measuring quality").
 *
 * <p>Pairs of records are counted from group sizes, never made: n records of one person are
 * n(n-1)/2 pairs. The figures of {@code people} are over pairs that can be recognised at all: both
 * records hold a usable NHS number, or both hold names and birth date; {@code people_all_pairs} are
 * over every pair. B-cubed is the mean over records of the share of its cluster that is its person
 * (precision), and of its person that is in its cluster (recall).
 */
final class LinkTruth {

  /** What figures over pairs that can be recognised at all are called. */
  static final String PEOPLE = "people";

  private final Dataset<Row> truth;

  /**
   * @param file CSV as the generator writes it with {@code --truth}
   */
  LinkTruth(SparkSession spark, Path file) {
    truth =
        spark
            .read()
            .option("header", true)
            .csv(file.toString())
            .withColumnRenamed("table", "source_table")
            .withColumn("record", col("record").cast("long"));
  }

  /** Precision, recall, F1 and B-cubed of people, by group, and of events. */
  List<QualityLine> lines(Dataset<Row> people, Dataset<Row> events) {
    List<QualityLine> lines = new ArrayList<>();
    Column[] keys = LinkedTables.KEY.stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> rows =
        people
            .select(append(keys, col("person_key"), col("identifiers")))
            .join(truth.filter(col("person").isNotNull()), names(LinkedTables.KEY), "inner")
            .withColumn("all", lit("all"))
            .withColumn("birth_decade", col("birth_year").substr(1, 3))
            .withColumn("is_numbered", col("identifiers").contains("nhs_number"))
            .withColumn(
                "is_told",
                col("identifiers").contains("name").and(col("identifiers").contains("birth_date")))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      for (String breakdown : List.of("all", "ethnic_group5", "sex", "birth_decade")) {
        addPairs(lines, rows, breakdown);
        addBcubed(lines, rows, breakdown);
      }
      addBcubed(lines, rows, "identifiers");
    } finally {
      rows.unpersist();
    }
    Dataset<Row> told =
        events
            .select(append(keys, col("event_key")))
            .join(truth.filter(col("event").isNotNull()), names(LinkedTables.KEY), "inner")
            .filter(
                col("source_table")
                    .isin("police_mha_detention", "ambulance_incident", "MHS401MHActPeriod"));
    addEvents(lines, told);
    lines.sort(QualityLine.IN_ORDER);
    return lines;
  }

  private static Column[] append(Column[] columns, Column... more) {
    List<Column> all = new ArrayList<>(List.of(columns));
    all.addAll(List.of(more));
    return all.toArray(Column[]::new);
  }

  private static String[] names(List<String> names) {
    return names.toArray(String[]::new);
  }

  /** Sizes that pairs are counted from: all records, those with a number, named ones, both. */
  private static Dataset<Row> sizes(Dataset<Row> rows, String... by) {
    Column[] columns = new Column[by.length];
    for (int i = 0; i < by.length; i++) {
      columns[i] = col(by[i]);
    }
    return rows.groupBy(columns)
        .agg(
            count(lit(1)).as("r"),
            sum(when(col("is_numbered"), 1).otherwise(0)).as("n"),
            sum(when(col("is_told"), 1).otherwise(0)).as("d"),
            sum(when(col("is_numbered").and(col("is_told")), 1).otherwise(0)).as("b"));
  }

  private static Column pairs(String size) {
    return col(size).cast("double").multiply(col(size).minus(1)).divide(2);
  }

  /** Both hold a number, or both hold names and birth date; who holds all is counted once. */
  private static Dataset<Row> withPairs(Dataset<Row> sizes) {
    return sizes
        .withColumn(PEOPLE, pairs("n").plus(pairs("d")).minus(pairs("b")))
        .withColumn("people_all_pairs", pairs("r"));
  }

  /**
   * Adds precision, recall and F1 by a breakdown.
   *
   * @param rows with person_key (what was found), person (the truth), the breakdown (the same in
   *     all rows of a person), is_numbered and is_told
   */
  static void addPairs(List<QualityLine> lines, Dataset<Row> rows, String by) {
    List<String> kinds = List.of(PEOPLE, "people_all_pairs");
    Dataset<Row> found = withPairs(sizes(rows, by, "person_key", "person"));
    Dataset<Row> actual = withPairs(sizes(rows, by, "person"));
    // Pairs of a cluster that touch the group: all its pairs less those among the others.
    Dataset<Row> inGroup = sizes(rows, by, "person_key");
    Dataset<Row> clusters =
        withPairs(sizes(rows, "person_key"))
            .select(
                col("person_key").as("cluster"),
                col("r").as("all_r"),
                col("n").as("all_n"),
                col("d").as("all_d"),
                col("b").as("all_b"),
                col(PEOPLE).as("all_people"),
                col("people_all_pairs").as("all_pairs"));
    Dataset<Row> joined = inGroup.join(clusters, col("person_key").equalTo(col("cluster")));
    for (String size : List.of("r", "n", "d", "b")) {
      joined = joined.withColumn(size, col("all_" + size).minus(col(size)));
    }
    Dataset<Row> predicted =
        withPairs(joined)
            .withColumn(PEOPLE, col("all_people").minus(col(PEOPLE)))
            .withColumn("people_all_pairs", col("all_pairs").minus(col("people_all_pairs")));
    for (String kind : kinds) {
      Dataset<Row> all =
          sums(found, by, kind, "found")
              .join(sums(actual, by, kind, "actual"), by)
              .join(sums(predicted, by, kind, "predicted"), by);
      for (Row row : all.select(by, "found", "actual", "predicted").collectAsList()) {
        add(
            lines,
            kind,
            by,
            row.getString(0),
            row.getDouble(1),
            row.getDouble(2),
            row.getDouble(3));
      }
    }
  }

  private static Dataset<Row> sums(Dataset<Row> sizes, String by, String kind, String name) {
    return sizes.groupBy(by).agg(sum(col(kind)).as(name));
  }

  private static void add(
      List<QualityLine> lines,
      String kind,
      String by,
      String value,
      double found,
      double actual,
      double predicted) {
    lines.add(new QualityLine(kind, "precision", by, value, found, predicted));
    lines.add(new QualityLine(kind, "recall", by, value, found, actual));
    lines.add(new QualityLine(kind, "f1", by, value, 2 * found, actual + predicted));
  }

  private static void addBcubed(List<QualityLine> lines, Dataset<Row> rows, String by) {
    Column both = count(lit(1)).over(Window.partitionBy("person_key", "person"));
    Column cluster = count(lit(1)).over(Window.partitionBy("person_key"));
    Column person = count(lit(1)).over(Window.partitionBy("person"));
    rows.withColumn("both", both)
        .withColumn("cluster", cluster)
        .withColumn("of_person", person)
        .groupBy(by)
        .agg(
            sum(col("both").divide(col("cluster"))),
            sum(col("both").divide(col("of_person"))),
            count(lit(1)))
        .collectAsList()
        .forEach(
            row -> {
              String value = row.isNullAt(0) ? "" : row.getString(0);
              lines.add(
                  new QualityLine(
                      PEOPLE, "bcubed_precision", by, value, row.getDouble(1), row.getLong(3)));
              lines.add(
                  new QualityLine(
                      PEOPLE, "bcubed_recall", by, value, row.getDouble(2), row.getLong(3)));
            });
  }

  /** Pairs of section 135 and 136 records of different kinds: an event has at most one of each. */
  private static void addEvents(List<QualityLine> lines, Dataset<Row> told) {
    Dataset<Row> rows = told.withColumn("all", lit("all"));
    Row found = eventPairs(rows.groupBy("event_key", "event").agg(count(lit(1)).as("r")));
    Row actual = eventPairs(rows.groupBy("event").agg(count(lit(1)).as("r")));
    Row predicted = eventPairs(rows.groupBy("event_key").agg(count(lit(1)).as("r")));
    add(
        lines,
        "events",
        "all",
        "all",
        found.getDouble(0),
        actual.getDouble(0),
        predicted.getDouble(0));
  }

  private static Row eventPairs(Dataset<Row> sizes) {
    return sizes.agg(functions.coalesce(sum(pairs("r")), lit(0.0))).head();
  }
}
