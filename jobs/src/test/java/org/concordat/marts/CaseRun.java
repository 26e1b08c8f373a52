package org.concordat.marts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.SqlFile;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;

/** All cases run at once: every step computed once over the given rows of all cases. */
public final class CaseRun {

  private static final Pattern MARK = Pattern.compile("c([0-9]{3})~");

  private final SparkSession spark = SharedSpark.session();
  private final Map<String, Object> parameters =
      MartInputs.parameters(ReportingMonth.of(CaseTables.MONTH), "a key");
  private final List<SqlCase> cases = SqlCase.all();
  private final Map<String, SqlFile> files = new LinkedHashMap<>();
  private final Map<String, List<Row>> results = new HashMap<>();
  private final Map<String, StructType> schemas = new HashMap<>();

  /** Runs every step and mart over the given rows of all cases. */
  public CaseRun() {
    MartCatalogue.SHARED.forEach(step -> files.put(step.sql().name(), step.sql()));
    MartCatalogue.MARTS.forEach(mart -> files.put(mart.name(), mart));
    files.put(MartCatalogue.LINKAGE_QUALITY.name(), MartCatalogue.LINKAGE_QUALITY);
    ContractCatalogue contracts = ContractCatalogue.load();
    CaseTables given = new CaseTables(cases);
    Stream.concat(MartCatalogue.TRUST_TABLES.stream(), MartCatalogue.PARTNER_TABLES.stream())
        .forEach(t -> register(t, given, MartInputs.checkedSchema(contracts, t)));
    MartCatalogue.LINKED_TABLES.forEach(
        t -> register(t, given, MartInputs.linkedSchema(contracts, t)));
    AreaKind.all().forEach(kind -> register(kind.id(), given, MartInputs.areaSchema(kind)));
    CodeLists lists = CodeLists.load();
    MartCatalogue.CODE_LISTS.forEach(
        list -> MartInputs.codeList(spark, lists, list).createOrReplaceTempView(list));
    files.values().forEach(file -> results.put(file.name(), keep(file)));
  }

  /** Cases that expect rows of a step or mart. */
  List<SqlCase> cases() {
    return cases.stream().filter(one -> !one.target().equals(SqlCase.MEASURES)).toList();
  }

  /** Cases that expect figures. */
  public List<SqlCase> measureCases() {
    return cases.stream().filter(one -> one.target().equals(SqlCase.MEASURES)).toList();
  }

  /** The rows of a mart, of all cases. */
  public Dataset<Row> mart(String name) {
    return spark.createDataFrame(rows(name), Objects.requireNonNull(schemas.get(name)));
  }

  SqlFile file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  /** What a case's target gave, in the columns the case names, one line per row, sorted. */
  List<String> actual(SqlCase one) {
    return lines(one, rows(one.target()));
  }

  List<String> expected(SqlCase one) {
    return one.expected().stream().map(row -> String.join(",", row.values())).sorted().toList();
  }

  /**
   * Runs one changed SQL file and everything that depends on it.
   *
   * @return the first case that no longer holds; empty text when all still hold
   */
  String firstBrokenBy(SqlFile changed) {
    List<String> changedNames = new ArrayList<>();
    try {
      for (SqlFile file : files.values()) {
        boolean isChanged = file.name().equals(changed.name());
        if (!isChanged && changedNames.stream().noneMatch(file::names)) {
          continue;
        }
        Dataset<Row> table = (isChanged ? changed : file).table(spark, parameters);
        List<Row> rows = table.collectAsList();
        List<Row> before = rows(file.name());
        if (rows.size() == before.size() && sorted(rows).equals(sorted(before))) {
          continue;
        }
        for (SqlCase one : cases()) {
          if (one.target().equals(file.name()) && !lines(one, rows).equals(expected(one))) {
            return one.target() + "/" + one.name();
          }
        }
        spark.createDataFrame(rows, table.schema()).createOrReplaceTempView(file.name());
        changedNames.add(file.name());
      }
      return "";
    } catch (RuntimeException e) {
      return "it does not run";
    } finally {
      changedNames.forEach(
          name ->
              spark
                  .createDataFrame(rows(name), Objects.requireNonNull(schemas.get(name)))
                  .createOrReplaceTempView(name));
    }
  }

  private List<Row> rows(String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  private List<Row> keep(SqlFile file) {
    Dataset<Row> table = file.table(spark, parameters);
    List<Row> rows = table.collectAsList();
    schemas.put(file.name(), table.schema());
    spark.createDataFrame(rows, table.schema()).createOrReplaceTempView(file.name());
    return rows;
  }

  private void register(String table, CaseTables given, StructType schema) {
    spark.createDataFrame(given.rows(table, schema), schema).createOrReplaceTempView(table);
  }

  private static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  static List<String> lines(SqlCase one, List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      Matcher mark = MARK.matcher(row.toString());
      if (mark.find() && Integer.parseInt(mark.group(1)) == one.number()) {
        lines.add(
            String.join(
                ",",
                one.expectedColumns().stream()
                    .map(c -> text(row.get(row.fieldIndex(c))))
                    .toList()));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof java.sql.Timestamp instant) {
      return instant.toInstant().toString();
    }
    if (value instanceof scala.collection.Seq<?> array) {
      return SqlCase.plain(array.mkString(";"));
    }
    return SqlCase.plain(value.toString());
  }
}
