package org.concordat.marts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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

/** Shared steps and marts computed once over given rows; the views stay for further runs. */
final class StepRun {

  private final SparkSession spark = SharedSpark.session();
  private final Map<String, Object> parameters;
  private final Map<String, SqlFile> files = new LinkedHashMap<>();
  private final Map<String, List<Row>> results = new HashMap<>();
  private final Map<String, StructType> schemas = new HashMap<>();

  /** Runs every step and mart over given rows of every input table. */
  StepRun(ReportingMonth month, GivenTables given) {
    this(
        month,
        given,
        Stream.of(
                MartCatalogue.SHARED.stream().map(MartCatalogue.Step::sql),
                MartCatalogue.MARTS.stream(),
                Stream.of(MartCatalogue.LINKAGE_QUALITY))
            .flatMap(Function.identity())
            .toList());
  }

  private StepRun(ReportingMonth month, GivenTables given, List<SqlFile> steps) {
    parameters = MartInputs.parameters(month, "a key");
    steps.forEach(step -> files.put(step.name(), step));
    ContractCatalogue contracts = ContractCatalogue.load();
    Stream.concat(MartCatalogue.TRUST_TABLES.stream(), MartCatalogue.PARTNER_TABLES.stream())
        .forEach(t -> register(t, given, MartInputs.checkedSchema(contracts, t)));
    MartCatalogue.LINKED_TABLES.forEach(
        t -> register(t, given, MartInputs.linkedSchema(contracts, t)));
    MartCatalogue.EARLIER.forEach(
        earlier ->
            register(earlier.view(), given, MartInputs.linkedSchema(contracts, earlier.mart())));
    AreaKind.all().forEach(kind -> register(kind.id(), given, MartInputs.areaSchema(kind)));
    CodeLists lists = CodeLists.load();
    MartCatalogue.CODE_LISTS.forEach(
        list -> MartInputs.codeList(spark, lists, list).createOrReplaceTempView(list));
    files.values().forEach(file -> results.put(file.name(), keep(file)));
  }

  /** Runs some marts and what they read. */
  static StepRun ofMarts(ReportingMonth month, GivenTables given, Set<String> marts) {
    List<SqlFile> all =
        Stream.concat(
                MartCatalogue.SHARED.stream().map(MartCatalogue.Step::sql),
                MartCatalogue.MARTS.stream())
            .toList();
    Deque<SqlFile> needed = new ArrayDeque<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      SqlFile file = all.get(i);
      if (marts.contains(file.name()) || needed.stream().anyMatch(n -> n.names(file.name()))) {
        needed.addFirst(file);
      }
    }
    return new StepRun(month, given, List.copyOf(needed));
  }

  /** Steps and marts, each after those it reads. */
  List<SqlFile> files() {
    return List.copyOf(files.values());
  }

  SqlFile file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  /** What a step or mart gave. */
  List<Row> rows(String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  /** The same as a table. */
  Dataset<Row> table(String name) {
    return spark.createDataFrame(rows(name), Objects.requireNonNull(schemas.get(name), name));
  }

  /** What a changed step or mart gives on the views as they are now. */
  Dataset<Row> table(SqlFile file) {
    return file.table(spark, parameters);
  }

  /** Lets the steps after it see other rows of a step. */
  void show(String name, List<Row> rows, StructType schema) {
    spark.createDataFrame(rows, schema).createOrReplaceTempView(name);
  }

  /** Lets the steps after it see again what a step gave. */
  void restore(String name) {
    show(name, rows(name), Objects.requireNonNull(schemas.get(name), name));
  }

  private List<Row> keep(SqlFile file) {
    Dataset<Row> table = table(file);
    List<Row> rows = table.collectAsList();
    schemas.put(file.name(), table.schema());
    show(file.name(), rows, table.schema());
    return rows;
  }

  private void register(String table, GivenTables given, StructType schema) {
    show(table, given.rows(table, schema), schema);
  }
}
