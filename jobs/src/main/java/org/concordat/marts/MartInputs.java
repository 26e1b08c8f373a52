package org.concordat.marts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.Folders;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.AreaRows;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables that the marts' SQL names: checked and linked tables, code lists, areas,
 * parameters.
 */
final class MartInputs {

  private static final String MONTH = "reporting_month";

  private MartInputs() {}

  /**
   * Values of the SQL's parameters for a month.
   *
   * @param keyId name of the key that person keys were made with
   */
  static Map<String, Object> parameters(ReportingMonth month, String keyId) {
    return Map.of(
        "key_id", keyId,
        "month", month.toString(),
        "month_start", Date.valueOf(month.start()),
        "month_end", Date.valueOf(month.end()),
        "quarter_start", Date.valueOf(month.plusMonths(-2).start()),
        "year_start", Date.valueOf(month.plusMonths(-11).start()),
        "uniq_month_id", month.uniqMonthId());
  }

  /** Name of the key a table's person keys of a month were made with; empty when it says none. */
  static Optional<String> keyId(
      SparkSession spark, VersionedTree tree, String table, ReportingMonth month) {
    return tree.month(table, month).stream()
        .flatMap(
            folder ->
                spark
                    .read()
                    .schema("key_id string")
                    .parquet(folder.toString())
                    .limit(1)
                    .collectAsList()
                    .stream())
        .flatMap(row -> Stream.ofNullable(row.getString(0)))
        .findFirst();
  }

  /** Columns of a checked table as the SQL sees it. */
  static StructType checkedSchema(ContractCatalogue contracts, String table) {
    return ContractFrames.checkedSchema(contracts.table(table))
        .add(MONTH, DataTypes.StringType, true);
  }

  /** Columns of a linked table as the SQL sees it. */
  static StructType linkedSchema(ContractCatalogue contracts, String table) {
    return ContractFrames.schema(contracts.table(table)).add(MONTH, DataTypes.StringType, true);
  }

  /**
   * The months of a window of a live table; a table nobody sent has no rows.
   *
   * @param schema its columns, {@code reporting_month} last
   * @param from first month
   * @param to last month
   */
  static Dataset<Row> window(
      SparkSession spark,
      VersionedTree tree,
      String table,
      StructType schema,
      ReportingMonth from,
      ReportingMonth to) {
    Path live = tree.live();
    Path folder = Files.exists(live) ? settled(live).resolve(table) : live;
    if (!Files.isDirectory(folder)) {
      return ContractFrames.empty(spark, schema);
    }
    return spark
        .read()
        .schema(schema)
        .parquet(folder.toString())
        .where(functions.col(MONTH).between(from.toString(), to.toString()));
  }

  /** Files of the earlier months that a month is compared with; their names say their versions. */
  static String earlier(VersionedTree marts, ReportingMonth month) {
    List<String> files = new ArrayList<>();
    for (MartCatalogue.Earlier earlier : MartCatalogue.EARLIER) {
      for (int back = 1; back <= earlier.months(); back++) {
        marts
            .month(earlier.mart(), month.plusMonths(-back))
            .ifPresent(
                folder -> Folders.filesBelow(folder).forEach(file -> files.add(file.toString())));
      }
    }
    return String.join(" ", files);
  }

  /** Digests of the same files, by names that say mart, month and file. */
  static SortedMap<String, String> earlierFiles(VersionedTree marts, ReportingMonth month) {
    SortedMap<String, String> files = new TreeMap<>();
    for (MartCatalogue.Earlier earlier : MartCatalogue.EARLIER) {
      for (int back = 1; back <= earlier.months(); back++) {
        ReportingMonth before = month.plusMonths(-back);
        marts
            .month(earlier.mart(), before)
            .ifPresent(
                folder -> files.putAll(EarlierFiles.digests(earlier.mart(), before, folder)));
      }
    }
    return files;
  }

  /**
   * The rows of the earlier months of a mart; none of them made gives the same empty table in every
   * lake, since the columns of a file depend on how Spark planned it.
   */
  static Dataset<Row> earlier(
      SparkSession spark,
      VersionedTree marts,
      MartCatalogue.Earlier earlier,
      StructType schema,
      ReportingMonth month) {
    ReportingMonth first = month.plusMonths(-earlier.months());
    ReportingMonth last = month.plusMonths(-1);
    return marts.liveMonths().stream()
            .filter(made -> made.compareTo(first) >= 0 && made.compareTo(last) <= 0)
            .anyMatch(made -> marts.month(earlier.mart(), made).isPresent())
        ? window(spark, marts, earlier.mart(), schema, first, last)
        : ContractFrames.empty(spark, schema);
  }

  /** A code list as a table of texts; what is not known is null. */
  static Dataset<Row> codeList(SparkSession spark, CodeLists lists, String name) {
    CodeList list = lists.list(name);
    StructType schema =
        DataTypes.createStructType(
            list.columns().stream()
                .map(column -> DataTypes.createStructField(column, DataTypes.StringType, true))
                .toArray(StructField[]::new));
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : list.rows().values()) {
      rows.add(
          RowFactory.create(
              list.columns().stream()
                  .map(column -> row.getOrDefault(column, ""))
                  .map(text -> text.isEmpty() ? null : text)
                  .toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  /** Columns of a table of areas as the SQL sees it. */
  static StructType areaSchema(AreaKind kind) {
    return DataTypes.createStructType(
        kind.columns().stream()
            .map(column -> DataTypes.createStructField(column, areaType(column), true))
            .toArray(StructField[]::new));
  }

  private static DataType areaType(String column) {
    return switch (column) {
      case "valid_from", "valid_to" -> DataTypes.DateType;
      case "easting", "northing" -> DataTypes.IntegerType;
      default -> DataTypes.StringType;
    };
  }

  /** A table of areas; what is not known is null. */
  static Dataset<Row> areas(SparkSession spark, AreaRows areas) {
    StructType schema = areaSchema(areas.table().areaKind());
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : areas.rows()) {
      rows.add(
          RowFactory.create(
              Stream.of(schema.fields())
                  .map(field -> areaValue(row.getOrDefault(field.name(), ""), field.dataType()))
                  .toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  private static @Nullable Object areaValue(String text, DataType type) {
    if (text.isEmpty()) {
      return null;
    }
    if (type.equals(DataTypes.DateType)) {
      return Date.valueOf(text);
    }
    return type.equals(DataTypes.IntegerType) ? Integer.valueOf(text) : text;
  }

  /** Follows the live link once, so that a switch during the run changes nothing. */
  private static Path settled(Path live) {
    try {
      return live.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot follow the link " + live, e);
    }
  }
}
