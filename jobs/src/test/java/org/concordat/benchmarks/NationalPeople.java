package org.concordat.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.SecretFile;
import org.concordat.schemas.ContractCatalogue;

/**
 * Makes a lake with a national month of person records, checked, so that linkage can be measured at
 * a size the test range of NHS numbers (under a million) cannot give: numbers here start with 9 and
 * are not issued. Nobody in it exists.
 *
 * <p>Arguments: folder of the lake, people, person records. What to run then stands in
 * docs/performance.md.
 */
public final class NationalPeople {

  private static final String MONTH = "2026-09";

  /** Tables, and how many of a thousand records each has. */
  private static final List<Part> PARTS =
      List.of(
          new Part("MHS001MPI", "MH", 450, 0.02, 0, 0),
          new Part("MHS302MHDropInContact", "MH", 40, 0.1, 0, 0),
          new Part("ambulance_incident", "AM", 240, 0.35, 0.15, 0.03),
          new Part("police_mh_incident", "PF", 80, 0.97, 0.4, 0.08),
          new Part("police_mha_detention", "PF", 5, 0.97, 0.4, 0.08),
          new Part("ed_attendance", "ED", 110, 0.04, 0.02, 0.03),
          new Part("nhs111_call", "UC", 75, 0.25, 0.15, 0.03));

  private static final StructType MADE =
      new StructType()
          .add("record", DataTypes.LongType)
          .add("organisation_code", DataTypes.StringType)
          .add("number", DataTypes.StringType)
          .add("given", DataTypes.StringType)
          .add("surname", DataTypes.StringType)
          .add("birth", DataTypes.DateType)
          .add("age", DataTypes.IntegerType)
          .add("sex", DataTypes.StringType)
          .add("postcode", DataTypes.StringType)
          .add("local", DataTypes.StringType);

  /**
   * @param noNumber share of records without an NHS number
   * @param ageOnly share with an age instead of a birth date
   * @param typo share with a letter wrong in the surname
   */
  private record Part(
      String table, String family, int perMille, double noNumber, double ageOnly, double typo)
      implements Serializable {}

  private NationalPeople() {}

  /** Makes the lake. */
  public static void main(String[] arguments) throws IOException {
    Path lake = Path.of(arguments[0]).toAbsolutePath();
    long people = Long.parseLong(arguments[1]);
    long records = Long.parseLong(arguments[2]);
    Path version = lake.resolve("checked/versions/v1");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 8)
            .getOrCreate()) {
      for (Part part : PARTS) {
        write(spark, version, part, people, records * part.perMille() / 1000);
      }
    }
    Files.createSymbolicLink(lake.resolve("checked/live"), Path.of("versions", "v1"));
    Path key = lake.resolve("benchmark.key");
    SecretFile.write(key, "the key of a benchmark\n");
    Files.writeString(
        lake.resolve("settings.yaml"),
        "linkage:\n  key-file: " + key + "\n  key-id: benchmark\n  test-numbers: false\n");
  }

  private static void write(
      SparkSession spark, Path version, Part part, long people, long records) {
    boolean isTrust = part.family().equals("MH");
    Dataset<Row> made =
        spark
            .range(0, records, 1, 16)
            .map((MapFunction<Long, Row>) id -> new Maker(part, people).row(id), Encoders.row(MADE))
            .withColumn("family", lit(part.family()))
            .withColumn("submission_id", col("organisation_code"))
            .withColumn("file", lit(part.table() + ".csv"))
            .withColumn("line", col("record"))
            .withColumn(isTrust ? "NHSNumber" : "nhs_number", col("number"))
            .withColumn(isTrust ? "PersonBirthDate" : "birth_date", col("birth"))
            .withColumn(isTrust ? "GenderIDCode" : "sex_code", col("sex"))
            .withColumn(isTrust ? "Postcode" : "home_postcode", col("postcode"))
            .withColumn(isTrust ? "LocalPatientID" : "incident_id", col("local"))
            .withColumn("given_name", col("given"))
            .withColumn("family_name", col("surname"))
            .withColumn("age_years", col("age"));
    StructType schema = ContractFrames.checkedSchema(ContractCatalogue.load().table(part.table()));
    List<String> there = Arrays.asList(made.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      Column column = there.contains(field.name()) ? col(field.name()) : lit(null);
      columns.add(column.cast(field.dataType()).as(field.name()));
    }
    made.select(columns.toArray(Column[]::new))
        .write()
        .parquet(version.resolve(part.table()).resolve("reporting_month=" + MONTH).toString());
  }

  /** Draws records of one table. */
  private static final class Maker {
    private static final String[] HEADS = {
      "bar", "cal", "den", "fal", "gor", "har", "jen", "kar", "lam", "mor", "nor", "pat", "ran",
      "sid", "tan", "wal", "abd", "oke", "sin", "zha", "ell", "cro", "ash", "win", "gre"
    };
    private static final String[] MIDDLES = {
      "a", "e", "i", "o", "u", "ing", "er", "an", "el", "is", "ow", "ar", "um", "et", "ol"
    };
    private static final String[] TAILS = {
      "son", "ton", "ley", "man", "ford", "well", "shaw", "by", "hi", "kar", "ski", "wa", "ez",
      "din", "gate", "more", "field", "stone", "lin", "ra", "worth", "ham", "den", "vik", "ou"
    };

    private final Part part;
    private final long people;

    Maker(Part part, long people) {
      this.part = part;
      this.people = people;
    }

    Row row(long id) {
      SplittableRandom of = new SplittableRandom(id * 31 + part.table().hashCode());
      boolean isTrust = part.family().equals("MH");
      boolean isMaster = part.table().equals("MHS001MPI");
      // A trust has one record of each patient; other records are of anybody.
      long person = isMaster ? id % people : of.nextLong(people);
      SplittableRandom who = new SplittableRandom(person * 7_919 + 1);
      String sex = who.nextBoolean() ? "1" : "2";
      String given = name(who, 1_200, 20, 0);
      String surname = name(who, 9_000, 30, 5_000);
      LocalDate birth = LocalDate.of(1930, 1, 1).plusDays(who.nextInt(84 * 365));
      String postcode = postcode(who);
      String number = number(person);
      if (of.nextDouble() < part.typo()) {
        surname = typo(of, surname);
      }
      if (of.nextDouble() < 0.015) {
        birth = birth.plusDays(of.nextInt(9) - 4L);
      }
      if (of.nextDouble() < 0.08) {
        postcode = postcode(of);
      }
      boolean isSwapped = of.nextDouble() < 0.01;
      boolean hasAgeOnly = of.nextDouble() < part.ageOnly();
      boolean hasNumber = of.nextDouble() >= part.noNumber();
      if (of.nextDouble() < 0.01) {
        birth = LocalDate.of(birth.getYear(), 1, 1);
      }
      long organisation = isTrust ? (person + id / people) % 50 : of.nextInt(40);
      return RowFactory.create(
          id + 1,
          part.family() + organisation,
          hasNumber ? number : null,
          isSwapped ? surname : given,
          isSwapped ? given : surname,
          hasAgeOnly ? null : Date.valueOf(birth),
          hasAgeOnly ? 2026 - birth.getYear() : null,
          sex,
          postcode,
          isTrust ? "P" + person : "I" + id);
    }

    /** A name as people bear it: how often falls with its place (one over place plus a number). */
    private static String name(SplittableRandom random, int names, int evenness, int from) {
      double whole = Math.log((names + evenness) / (double) evenness);
      int place = (int) (evenness * Math.exp(random.nextDouble() * whole) - evenness);
      int number = (from + place) * 17;
      return HEADS[number % HEADS.length]
          + MIDDLES[number / HEADS.length % MIDDLES.length]
          + TAILS[number / HEADS.length / MIDDLES.length % TAILS.length];
    }

    private static String typo(SplittableRandom random, String name) {
      int at = 1 + random.nextInt(name.length() - 1);
      return name.substring(0, at) + (char) ('a' + random.nextInt(26)) + name.substring(at + 1);
    }

    private static String postcode(SplittableRandom random) {
      String[] areas = {"NE", "LS", "M", "B", "SE", "N", "BS", "CB", "PL", "NR", "DE", "S"};
      String letters = "ABDEFGHJLNPQRSTUWXYZ";
      return areas[random.nextInt(areas.length)]
          + (1 + random.nextInt(60))
          + " "
          + random.nextInt(10)
          + letters.charAt(random.nextInt(20))
          + letters.charAt(random.nextInt(20));
    }

    /** The number of a person: the first of its thirteen that has a check digit. */
    private static String number(long person) {
      for (long nine = 900_000_000L + person * 13; ; nine++) {
        String digits = Long.toString(nine);
        int sum = 0;
        for (int i = 0; i < 9; i++) {
          sum += (digits.charAt(i) - '0') * (10 - i);
        }
        int check = 11 - sum % 11;
        if (check != 10) {
          return digits + (check == 11 ? 0 : check);
        }
      }
    }
  }
}
