package org.concordat.link;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.concordat.config.Settings;
import org.concordat.platform.SparkRuntime;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;

/**
 * Recognises the same person across partners and months, first success wins. Local patient number
 * and NHS number (steps 1 and 2) are passes over rows grouped by the number, so that no pair of
 * rows is ever joined; a number that more rows share than a person can have is bounded, not
 * collected. What has no number goes on to {@link PersonMatches}.
 *
 * <p>Rules kept throughout: a person never holds two valid NHS numbers; more than one candidate
 * means no link; what a person is called depends on the evidence only, not on partner or row order.
 */
final class PersonLinkage {

  private static final String[] WORKING = {
    "canonical",
    "anchors",
    "own_id",
    "entity",
    "is_numbered",
    "own_step",
    "told_step",
    "match_person",
    "match_step",
    "match_problem",
    "person",
    "number_step",
    "node",
    "number",
    "own_number",
    "date",
    "surname",
    "given",
    "sex",
    "postcode",
    "row_id"
  };

  private final SparkSession spark;
  private final Settings.Linkage settings;
  private final MatchModel model;
  private final PseudonymKey key;

  PersonLinkage(SparkSession spark, Settings.Linkage settings, MatchModel model, PseudonymKey key) {
    this.spark = spark;
    this.settings = settings;
    this.model = model;
    this.key = key;
  }

  /**
   * People of some records.
   *
   * @param people the records with {@code person_key}, {@code person_id} (what the index calls the
   *     person), {@code link_step} and {@code problem} (why a record was not joined further, or
   *     null)
   * @param matches what was compared and what is left for review
   * @param index who is known from now on, and who turned out to be somebody else
   * @param kept what people is read from, again and again
   */
  record Linked(
      Dataset<Row> people,
      PersonMatches matches,
      PersonIndex.Assigned index,
      List<Dataset<Row>> kept)
      implements AutoCloseable {

    @Override
    public void close() {
      index.close();
      kept.forEach(Dataset::unpersist);
    }
  }

  /**
   * The model of the probabilistic step, estimated on some records.
   *
   * @param records as {@link PersonRecords#of} gives them
   * @param version what the model shall be called
   */
  static MatchModel estimated(Dataset<Row> records, String version) {
    Dataset<Row> profiles =
        ProfileRows.withShares(ProfileRows.of(asEntities(NumberedRecords.of(records))), 1)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      TrainingPairs pairs = new TrainingPairs(profiles);
      ModelEstimation estimation = new ModelEstimation(pairs.random());
      estimation.bornAlike(pairs.bornAlike());
      estimation.namedAlike(pairs.namedAlike());
      return estimation.model(version, profiles.count() + " profiles with a name");
    } finally {
      profiles.unpersist();
    }
  }

  /**
   * @param records as {@link PersonRecords#of} gives them
   * @param personLinks records of one event, as {@link EventLinkage#personLinks} gives them; asked
   *     for when everything else is done
   * @param index who was known before
   * @param month month that is linked
   */
  Linked link(
      Dataset<Row> records,
      Supplier<Dataset<Row>> personLinks,
      PersonIndex index,
      ReportingMonth month) {
    Dataset<Row> entities = SparkRuntime.kept(asEntities(NumberedRecords.of(records)));
    PersonMatches matches = PersonMatches.of(entities, personLinks, settings, model);
    // Read three times, and what it is joined from is dear.
    Dataset<Row> identified = SparkRuntime.kept(identified(spark, entities, matches));
    PersonIndex.Assigned assigned = index.assign(identified, month);
    Dataset<Row> people =
        index
            .withKept(
                identified.withColumn("own_id", index.ownId().apply(col("canonical"))),
                assigned.exceptions())
            .withColumn("person_key", pseudonym(key).apply(col("person_id")))
            .drop(WORKING);
    return new Linked(people, matches, assigned, List.of(entities, identified));
  }

  static UserDefinedFunction pseudonym(PseudonymKey key) {
    UDF1<String, String> function = key::pseudonym;
    return udf(function, DataTypes.StringType);
  }

  /**
   * What is one for the steps that follow: the person of an NHS number, a local patient number, or
   * all records that agree in both names, birth date, postcode and sex. A record that knows too
   * little of these stands alone.
   */
  static Dataset<Row> asEntities(Dataset<Row> records) {
    Column isDefaultLike = col("date").endsWith("-01-01");
    Column hasHome = col("postcode").isNotNull();
    Column hasSex = col("sex").isNotNull().and(not(isDefaultLike));
    Column isTold =
        col("surname")
            .isNotNull()
            .and(col("given").isNotNull())
            .and(col("date").isNotNull())
            .and(hasHome.or(hasSex));
    Column told =
        concat_ws(
            "|",
            lit("name"),
            col("surname"),
            col("given"),
            col("date"),
            coalesce(col("postcode"), lit("")),
            coalesce(col("sex"), lit("")));
    Column entity =
        coalesce(
            col("person"),
            when(col("node").startsWith("local|"), col("node")),
            when(isTold, told),
            col("node"));
    return records
        .withColumn("entity", entity)
        .withColumn("is_numbered", col("number").isNotNull())
        .withColumn(
            "own_step",
            when(
                    col("node")
                        .startsWith("local|")
                        .and(col("person").isNull().or(col("own_number").isNull())),
                    lit(LinkStep.LOCAL_PATIENT_ID.text()))
                .when(col("person").isNotNull(), col("number_step")))
        .withColumn(
            "told_step",
            when(isTold.and(hasHome), lit(LinkStep.NAME_BIRTH_DATE_POSTCODE.text()))
                .when(isTold, lit(LinkStep.NAME_BIRTH_DATE_SEX.text()))
                .otherwise(lit(LinkStep.ONE_TIME.text())));
  }

  /** Which identifiers a record held that can be used; their names only. */
  private static Column identifiers() {
    Column isNamed = col("surname").isNotNull().and(col("given").isNotNull());
    return concat_ws(
        ",",
        when(col("own_number").isNotNull(), lit("nhs_number")),
        when(isNamed, lit("name")),
        when(col("date").isNotNull(), lit("birth_date")),
        when(col("date").isNull().and(col("age_years").isNotNull()), lit("age")),
        when(col("sex").isNotNull(), lit("sex")),
        when(col("postcode").isNotNull(), lit("postcode")));
  }

  /** What a person can be known by again in later months. */
  private static Column anchors(boolean hasMerges) {
    Column numbered = numberAnchor("own_number");
    Column local = when(col("node").startsWith("local|"), col("node"));
    Column named = when(col("entity").startsWith("name|"), col("entity"));
    // Who was known by the superseded number is known by the one in its place from now on.
    return hasMerges
        ? array(numbered, numberAnchor(NumberMerges.SUPERSEDED), local, named)
        : array(numbered, local, named);
  }

  private static Column numberAnchor(String number) {
    return when(
        col("person").isNotNull().and(col(number).isNotNull()).and(col("date").isNotNull()),
        concat_ws("|", lit("nhs"), col(number), col("date")));
  }

  /** Who every record is about by its window's evidence, once entities are put together. */
  static Dataset<Row> identified(SparkSession spark, Dataset<Row> records, PersonMatches matches) {
    Column isApart = col("match_problem").equalTo(lit(PersonClusters.AMBIGUOUS_NAME));
    return records
        .join(matches.outcomes(spark), new String[] {"entity"}, "left")
        .withColumn(
            "canonical",
            when(coalesce(isApart, lit(false)), concat(lit("one-time|"), col("row_id")))
                .otherwise(coalesce(col("match_person"), col("entity"))))
        .withColumn(
            "link_step",
            coalesce(
                col("own_step"),
                when(isApart, lit(LinkStep.ONE_TIME.text())),
                col("match_step"),
                col("told_step")))
        .withColumn("problem", coalesce(col("match_problem"), col("problem")))
        .withColumn("identifiers", identifiers())
        .withColumn(
            "anchors", anchors(List.of(records.columns()).contains(NumberMerges.SUPERSEDED)));
  }
}
