package org.concordat.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.DeequMeasure;
import org.concordat.platform.DeequMetrics;
import org.concordat.platform.DeequMetrics.Applicability;
import org.concordat.platform.DeequMetrics.Measured;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.TypedRows;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Rows, completeness and the five states of every scored field (data-quality 2 and 3.1), for every
 * submission in force and the nation, all tables and months in one pass by Deequ over the checked
 * rows. The national figure is the sum of numerators over the sum of denominators; an organisation
 * that sent nothing has no row.
 */
final class QualityMetrics {

  private static final String ENGLAND = "ENGLAND";
  private static final List<String> GROUP =
      List.of("reporting_month", "family", "table", "field", "organisation_code", "submission_id");
  private static final double ACT_BELOW = 0.9; // data-quality section 4: below 90 % somebody acts
  private static final Map<String, String> STATES =
      new TreeMap<>(
          Map.of(
              "vodim.valid", "V",
              "vodim.other", "O",
              "vodim.default", "D",
              "vodim.invalid", "I",
              "vodim.missing", "M"));

  private final SparkSession spark;
  private final Rulebook rulebook;

  QualityMetrics(SparkSession spark, Rulebook rulebook) {
    this.spark = spark;
    this.rulebook = rulebook;
  }

  /**
   * Computes and writes the table {@code metrics} of some months.
   *
   * @param checked version of the checked tables to measure
   */
  void write(Set<ReportingMonth> months, Path checked, VersionedTree.Draft metrics) {
    Map<String, List<Object[]>> rows = new TreeMap<>();
    months.forEach(month -> rows.put(month.toString(), new ArrayList<>()));
    List<String> folders = folders(months, checked);
    if (!folders.isEmpty()) {
      DeequMetrics counted = DeequMetrics.of(fieldStates(folders), GROUP, measures());
      TreeSet<String> national = new TreeSet<>();
      for (List<String> group : counted.groups()) {
        rows.getOrDefault(group.get(0), new ArrayList<>())
            .addAll(rowsOf(group.subList(1, 4), group.get(4), group.get(5), counted.of(group)));
        national.add(String.join("\n", group.subList(0, 4)));
      }
      for (String key : national) {
        List<String> group = List.of(key.split("\n", -1));
        List<Measured> whole = counted.merged(each -> each.subList(0, 4).equals(group));
        rows.getOrDefault(group.get(0), new ArrayList<>())
            .addAll(rowsOf(group.subList(1, 4), ENGLAND, null, whole));
      }
    }
    StructType schema = ContractFrames.schema(rulebook.contracts().table("metrics"));
    rows.forEach(
        (month, ofMonth) ->
            ParquetTables.writeInOrder(
                TypedRows.frame(spark, ofMonth, schema),
                metrics.folder("metrics", ReportingMonth.of(month)),
                "metrics",
                metrics.versionId()));
  }

  private List<String> folders(Set<ReportingMonth> months, Path checked) {
    List<String> folders = new ArrayList<>();
    for (TableContract table : rulebook.contracts().landing()) {
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
    measures.add(DeequMeasure.compliance("completeness", "state <> 'M'").atLeast(ACT_BELOW));
    STATES.forEach(
        (name, letter) -> {
          DeequMeasure measure = DeequMeasure.compliance(name, "state = '" + letter + "'");
          measures.add(letter.equals("V") ? measure.atLeast(ACT_BELOW) : measure);
        });
    return measures;
  }

  /** One row per checked row and scored field, and one without a field that stands for the row. */
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
            "regexp_extract(_metadata.file_path, 'reporting_month=([0-9-]+)', 1) as reporting_month",
            "regexp_extract(_metadata.file_path, '([^/]+)/reporting_month=', 1) as table")
        .selectExpr(
            "reporting_month",
            "family",
            "table",
            "organisation_code",
            "submission_id",
            "inline(" + statesByTable() + ")");
  }

  private String statesByTable() {
    String row = "named_struct('field', '', 'state', '')";
    StringBuilder sql = new StringBuilder("case table ");
    for (TableContract table : rulebook.contracts().landing()) {
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

  private static List<Object[]> rowsOf(
      List<String> group,
      String organisation,
      @Nullable String submissionId,
      List<Measured> measured) {
    List<Object[]> rows = new ArrayList<>();
    String field = group.get(2);
    long states = 0;
    for (Measured one : measured) {
      boolean isRows = one.name().equals("rows");
      if (isRows == field.isEmpty()) {
        states += STATES.containsKey(one.name()) ? one.numerator() : 0;
        rows.add(
            new Object[] {
              one.name(),
              1,
              isRows ? "coverage" : one.name().equals("completeness") ? "completeness" : "validity",
              organisation,
              group.get(0),
              group.get(1),
              field.isEmpty() ? null : field,
              submissionId,
              one.numerator(),
              one.denominator(),
              isRows || one.denominator() == 0
                  ? null
                  : (Double) ((double) one.numerator() / one.denominator()),
              applicability(one).name()
            });
      }
    }
    if (!field.isEmpty() && states != measured.get(0).numerator()) {
      throw new IllegalStateException(
          "The five states of %s.%s add up to %d of %d rows"
              .formatted(group.get(1), field, states, measured.get(0).numerator()));
    }
    return rows;
  }

  /** What should not be there passes only where it is not there. */
  private static Applicability applicability(Measured one) {
    boolean isWanted =
        one.name().equals("rows")
            || one.name().equals("completeness")
            || one.name().equals("vodim.valid");
    if (isWanted || one.denominator() == 0) {
      return one.applicability();
    }
    return one.numerator() == 0 ? Applicability.PASS : Applicability.PASS_WITH_FAILURES;
  }
}
