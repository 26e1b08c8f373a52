package org.concordat.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.DeequMeasure;
import org.concordat.platform.DeequMetrics;
import org.concordat.platform.DeequMetrics.Measured;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Rows, completeness and the five states of every scored field (data-quality.md 3.1), for every
 * submission in force and the nation: all tables and months in one grouped pass over the states of
 * the checked rows. Rows with the same states are counted first, so that a large month is looked at
 * field by field only once per pattern of states; Deequ holds the counts as its own states, adds up
 * the nation from them and says where one could not be computed.
 */
final class FieldMetrics {

  /** One group of rows and what was measured in it. */
  record Group(
      ReportingMonth month,
      String family,
      String table,
      String field,
      String organisation,
      String submissionId,
      List<Measured> measured) {}

  private static final List<String> GROUP =
      List.of("reporting_month", "family", "table", "field", "organisation_code", "submission_id");
  private static final int NATIONAL = 4;
  private static final Map<String, String> STATES =
      new TreeMap<>(
          Map.of(
              "vodim.valid", "V",
              "vodim.other", "O",
              "vodim.default", "D",
              "vodim.invalid", "I",
              "vodim.missing", "M"));

  private final SparkSession spark;
  private final List<TableContract> tables;

  FieldMetrics(SparkSession spark, List<TableContract> tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /** Measures the live checked rows of some months; empty where there are none. */
  List<Group> of(Collection<ReportingMonth> months, Path checked) {
    List<String> folders = folders(months, checked);
    List<Group> groups = new ArrayList<>();
    if (folders.isEmpty()) {
      return groups;
    }
    DeequMetrics counted = DeequMetrics.ofCounted(fieldStates(folders), GROUP, measures(), "rows");
    SortedMap<String, List<List<String>>> nation = new TreeMap<>();
    for (List<String> group : counted.groups()) {
      groups.add(group(group, group.get(4), group.get(5), counted.of(group)));
      nation
          .computeIfAbsent(String.join("\n", group.subList(0, NATIONAL)), key -> new ArrayList<>())
          .add(group);
    }
    nation
        .values()
        .forEach(
            parts -> groups.add(group(parts.get(0), MetricRow.ENGLAND, "", counted.merged(parts))));
    return groups;
  }

  private static Group group(
      List<String> of, String organisation, String submissionId, List<Measured> measured) {
    String field = of.get(3);
    long states = 0;
    for (Measured one : measured) {
      states += STATES.containsKey(one.name()) ? one.numerator() : 0;
    }
    if (!field.isEmpty() && states != measured.get(0).numerator()) {
      throw new IllegalStateException(
          "The five states of %s.%s add up to %d of %d rows"
              .formatted(of.get(2), field, states, measured.get(0).numerator()));
    }
    List<Measured> wanted =
        measured.stream().filter(one -> one.name().equals("rows") == field.isEmpty()).toList();
    return new Group(
        ReportingMonth.of(of.get(0)),
        of.get(1),
        of.get(2),
        field,
        organisation,
        submissionId,
        wanted);
  }

  private List<String> folders(Collection<ReportingMonth> months, Path checked) {
    List<String> folders = new ArrayList<>();
    for (TableContract table : tables) {
      for (ReportingMonth month : months) {
        Path folder = checked.resolve(table.name()).resolve("reporting_month=" + month);
        if (Files.isDirectory(folder)) {
          folders.add(folder.toString());
        }
      }
    }
    return folders;
  }

  private static List<DeequMeasure> measures() {
    List<DeequMeasure> measures = new ArrayList<>();
    measures.add(DeequMeasure.rows("rows"));
    measures.add(DeequMeasure.compliance("completeness", "state <> 'M'"));
    STATES.forEach(
        (name, letter) -> measures.add(DeequMeasure.compliance(name, "state = '" + letter + "'")));
    return measures;
  }

  /**
   * One row per pattern of states and scored field, and one without a field that stands for the
   * row; {@code rows} says how many rows have the pattern.
   */
  private Dataset<Row> fieldStates(List<String> folders) {
    StructType provenance =
        new StructType()
            .add("submission_id", "string")
            .add("organisation_code", "string")
            .add("family", "string")
            .add("item_states", "string");
    return spark
        .read()
        .schema(provenance)
        .parquet(folders.toArray(String[]::new))
        .selectExpr(
            "submission_id",
            "organisation_code",
            "family",
            "item_states",
            "_metadata.file_path as file_path")
        .groupBy("file_path", "submission_id", "organisation_code", "family", "item_states")
        .agg(functions.count(functions.lit(1)).as("rows"))
        .selectExpr(
            "submission_id",
            "organisation_code",
            "family",
            "item_states",
            "rows",
            "regexp_extract(file_path, 'reporting_month=([0-9-]+)', 1) as reporting_month",
            "regexp_extract(file_path, '([^/]+)/reporting_month=', 1) as table")
        .selectExpr(
            "reporting_month",
            "family",
            "table",
            "organisation_code",
            "submission_id",
            "rows",
            "inline(" + statesByTable() + ")");
  }

  private String statesByTable() {
    String row = "named_struct('field', '', 'state', '')";
    StringBuilder sql = new StringBuilder("case table ");
    for (TableContract table : tables) {
      String fields =
          table.fields().stream()
              .filter(field -> field.isScored())
              .map(
                  field ->
                      "named_struct('field', '%s', 'state', substring(item_states, %d, 1))"
                          .formatted(field.name(), table.fieldNumber(field.name())))
              .collect(Collectors.joining(", "));
      if (!fields.isEmpty()) {
        sql.append("when '%s' then array(%s, %s) ".formatted(table.name(), row, fields));
      }
    }
    return sql.append("else array(").append(row).append(") end").toString();
  }
}
