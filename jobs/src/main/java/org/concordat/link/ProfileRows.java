package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The different ways in which records that hold a name write their entity down. */
final class ProfileRows {

  /**
   * A profile; {@code loads} counts its records per sender and month ({@code PF 10 2026-09 2}),
   * {@code first_row} is the earliest of them, its month first ({@code
   * 2026-09|PF-10-2026-09-001|…}).
   */
  static final StructType SCHEMA =
      new StructType()
          .add("entity", DataTypes.StringType)
          .add("is_numbered", DataTypes.BooleanType)
          .add("surname", DataTypes.StringType)
          .add("given", DataTypes.StringType)
          .add("date", DataTypes.StringType)
          .add("age_from", DataTypes.IntegerType)
          .add("age_to", DataTypes.IntegerType)
          .add("sex", DataTypes.StringType)
          .add("postcode", DataTypes.StringType)
          .add("surname_share", DataTypes.DoubleType)
          .add("given_share", DataTypes.DoubleType)
          .add("first_row", DataTypes.StringType)
          .add("loads", DataTypes.createArrayType(DataTypes.StringType));

  private static final List<String> IDENTIFIERS =
      List.of(
          "entity",
          "is_numbered",
          "surname",
          "given",
          "date",
          "age_from",
          "age_to",
          "sex",
          "postcode");

  /** What is compared of a profile: all of {@link #SCHEMA} but who sent it. */
  static final StructType COMPARED =
      new StructType(Arrays.copyOf(SCHEMA.fields(), SCHEMA.fieldIndex("first_row")));

  private ProfileRows() {}

  /**
   * @param records with entity, is_numbered, the prepared identifiers, age_years, reporting_month,
   *     family and organisation_code
   * @return the columns of {@link #SCHEMA} but shares; entities without any name have no row
   */
  static Dataset<Row> of(Dataset<Row> records) {
    Column[] identifiers = columns(IDENTIFIERS);
    return withAges(records.filter(col("surname").isNotNull().or(col("given").isNotNull())))
        .groupBy(append(identifiers, col("load")))
        .agg(
            count(lit(1)).as("rows"),
            min(concat_ws("|", col("reporting_month"), col("row_id"))).as("row"))
        .groupBy(identifiers)
        .agg(
            min("row").as("first_row"),
            functions
                .sort_array(collect_list(concat_ws(" ", col("load"), col("rows"))))
                .as("loads"));
  }

  private static Dataset<Row> withAges(Dataset<Row> records) {
    Column isAgeOnly = col("date").isNull().and(col("age_years").isNotNull());
    Column year = col("reporting_month").substr(1, 4).cast("int");
    return records
        .withColumn("age_from", when(isAgeOnly, year.minus(col("age_years")).minus(1)).otherwise(0))
        .withColumn("age_to", when(isAgeOnly, year.minus(col("age_years"))).otherwise(0))
        .withColumn(
            "load",
            concat_ws(" ", col("family"), col("organisation_code"), col("reporting_month")));
  }

  /**
   * The records of events in which somebody has no NHS number, each as a profile of its own, named
   * or not.
   *
   * @param links {@code row_id} and {@code root}, the same for the records of one event
   * @return columns of {@link #SCHEMA} and {@code root}
   */
  static Dataset<Row> ofEvents(Dataset<Row> records, Dataset<Row> links) {
    Column isOpen = min(col("is_numbered")).over(Window.partitionBy("root")).equalTo(false);
    List<String> wanted = new ArrayList<>(List.of(SCHEMA.fieldNames()));
    wanted.add("root");
    return withAges(records.join(links.select("row_id", "root"), "row_id"))
        .withColumn("is_open", isOpen)
        .filter(col("is_open"))
        .withColumn("surname_share", lit(0.0))
        .withColumn("given_share", lit(0.0))
        .withColumn("first_row", concat_ws("|", col("reporting_month"), col("row_id")))
        .withColumn("loads", functions.array(concat_ws(" ", col("load"), lit(1))))
        .select(columns(wanted));
  }

  /**
   * Adds what share of all profiles with a name bears the same one; 0 without a name.
   *
   * @param count how many profiles there are
   */
  static Dataset<Row> withShares(Dataset<Row> profiles, long count) {
    return profiles
        .withColumn("surname_share", share("surname", count))
        .withColumn("given_share", share("given", count))
        .select(columns(List.of(SCHEMA.fieldNames())));
  }

  private static Column share(String name, long count) {
    Column same = count(lit(1)).over(Window.partitionBy(name)).cast("double");
    return when(col(name).isNotNull(), same.divide(count)).otherwise(0.0);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(functions::col).toArray(Column[]::new);
  }

  private static Column[] append(Column[] columns, Column more) {
    Column[] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = more;
    return all;
  }

  /** Reads a row of {@link #SCHEMA} or of {@link #COMPARED}. */
  static Profile profile(Row row) {
    return new Profile(
        row.getString(0),
        row.getBoolean(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        row.getString(7),
        row.getString(8),
        row.getDouble(9),
        row.getDouble(10));
  }

  /** Month and name of the profile's first record. */
  static String firstRow(Row row) {
    return row.getString(11);
  }

  /** Records of a profile by sender and month. */
  static Map<String, Integer> loads(List<String> texts) {
    Map<String, Integer> loads = new TreeMap<>();
    for (String text : texts) {
      int space = text.lastIndexOf(' ');
      loads.put(text.substring(0, space), Integer.parseInt(text.substring(space + 1)));
    }
    return loads;
  }
}
