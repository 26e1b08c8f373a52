package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.concordat.config.Settings;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.MatchModel;

/**
 * How well people are recognised without their NHS number, on records that have one: records of one
 * number that steps 1 or 2 take for one person are the truth; the number is hidden from all records
 * that have a name, and they are linked by the rest (linkage.md, "Measuring quality").
 *
 * <p>Events do not take part: place and time look at numbers too. Nothing is written.
 */
final class HiddenNumbers {

  /** What the figures are called. */
  static final String OF = "people_without_number";

  private static final StructType NO_LINKS =
      new StructType().add("row_id", DataTypes.StringType).add("root", DataTypes.StringType);

  private static final String NOT_KNOWN = "not known";

  private final SparkSession spark;
  private final Settings.Linkage settings;
  private final MatchModel model;

  HiddenNumbers(SparkSession spark, Settings.Linkage settings, MatchModel model) {
    this.spark = spark;
    this.settings = settings;
    this.model = model;
  }

  /**
   * Precision, recall and F1, overall and by ethnic group.
   *
   * @param records as {@link PersonRecords#of} gives them
   */
  List<QualityLine> lines(Dataset<Row> records) {
    Column isNamed = col("surname").isNotNull().or(col("given").isNotNull());
    Dataset<Row> truth =
        withGroups(NumberedRecords.of(records))
            .filter(isNamed.and(col("own_number").isNotNull()))
            .select("row_id", "person", "ethnic_group5");
    Dataset<Row> hidden =
        records.withColumn(
            "number", when(isNamed, lit(null).cast("string")).otherwise(col("number")));
    Dataset<Row> entities =
        PersonLinkage.asEntities(NumberedRecords.of(hidden))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> rows = null;
    try {
      PersonMatches matches =
          PersonMatches.of(
              entities, () -> spark.createDataFrame(List.of(), NO_LINKS), settings, model);
      rows =
          PersonLinkage.identified(spark, entities, matches)
              .select(col("row_id"), col("canonical").as("person_key"))
              .join(truth, "row_id")
              .withColumn("all", lit("all"))
              .withColumn("is_numbered", lit(true))
              .withColumn("is_told", lit(true))
              .persist(StorageLevel.MEMORY_AND_DISK());
      return lines(rows, "all", "ethnic_group5");
    } finally {
      if (rows != null) {
        rows.unpersist();
      }
      entities.unpersist();
    }
  }

  private static List<QualityLine> lines(Dataset<Row> rows, String... breakdowns) {
    List<QualityLine> counted = new ArrayList<>();
    for (String by : breakdowns) {
      LinkTruth.addPairs(counted, rows, by);
    }
    return counted.stream()
        .filter(line -> line.of().equals(LinkTruth.PEOPLE))
        .map(
            line ->
                new QualityLine(
                    OF,
                    line.measure(),
                    line.breakdown(),
                    line.value(),
                    line.numerator(),
                    line.denominator()))
        .sorted(QualityLine.IN_ORDER)
        .toList();
  }

  /**
   * Records of a person with the ethnic group that all of the person's records state; not known
   * where none or different ones do.
   */
  private static Dataset<Row> withGroups(Dataset<Row> numbered) {
    Dataset<Row> people = numbered.filter(col("person").isNotNull());
    Dataset<Row> groups =
        people
            .groupBy("person")
            .agg(min(group()).as("least"), max(group()).as("greatest"))
            .select(
                col("person"),
                coalesce(when(col("least").equalTo(col("greatest")), col("least")), lit(NOT_KNOWN))
                    .as("ethnic_group5"));
    return people.join(groups, "person");
  }

  /** A second character of a national code is a local subdivision; the police have codes of two. */
  private static Column group() {
    CodeLists lists = CodeLists.load();
    CodeList national = lists.list("nhs_ethnic_category_2001");
    CodeList police = lists.list("police_self_defined_ethnicity");
    List<Column> entries = new ArrayList<>();
    for (String code : national.codes()) {
      national
          .text(code, "nhs_2001_group5")
          .filter(group -> !group.isEmpty())
          .ifPresent(group -> entries.add(functions.struct(lit("|" + code), lit(group))));
    }
    for (String code : police.codes()) {
      police
          .text(code, "nhs_ethnic_category_2001")
          .flatMap(of -> national.text(of, "nhs_2001_group5"))
          .filter(group -> !group.isEmpty())
          .ifPresent(group -> entries.add(functions.struct(lit("PF|" + code), lit(group))));
    }
    Column sent = upper(trim(col("ethnicity_as_sent")));
    Column key =
        when(col("family").equalTo("PF"), functions.concat(lit("PF|"), sent))
            .otherwise(functions.concat(lit("|"), substring(sent, 1, 1)));
    return functions.try_element_at(
        map_from_entries(functions.array(entries.toArray(Column[]::new))), key);
  }
}
