package org.concordat.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Folders;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;

/** The checked tables of some months, in one version of the checked zone. */
final class CheckedTables {

  private final SparkSession spark;
  private final ContractCatalogue contracts;
  private final Path version;
  private final List<ReportingMonth> months;

  /**
   * @param version folder of the version; a real path, so that a switch meanwhile changes nothing
   */
  CheckedTables(
      SparkSession spark,
      ContractCatalogue contracts,
      Path version,
      Collection<ReportingMonth> months) {
    this.spark = spark;
    this.contracts = contracts;
    this.version = version;
    this.months = List.copyOf(months);
  }

  /** Columns of a checked table and its month. */
  static StructType schema(ContractCatalogue contracts, String table) {
    return ContractFrames.checkedSchema(contracts.table(table))
        .add("reporting_month", DataTypes.StringType);
  }

  /** The table's rows with column reporting_month; no rows when nobody sent it. */
  Dataset<Row> rows(String table) {
    StructType schema = schema(contracts, table);
    if (!Files.isDirectory(version.resolve(table))) {
      return ContractFrames.empty(spark, schema);
    }
    Column isWanted =
        functions
            .col("reporting_month")
            .isInCollection(months.stream().map(ReportingMonth::toString).toList());
    return spark.read().schema(schema).parquet(version.resolve(table).toString()).filter(isWanted);
  }

  /** Size of some tables' files in one month. */
  long bytes(Collection<String> tables, ReportingMonth month) {
    long bytes = 0;
    for (String table : tables) {
      Path folder = version.resolve(table).resolve("reporting_month=" + month);
      for (Path file : Folders.filesBelow(folder)) {
        try {
          bytes += Files.size(folder.resolve(file));
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read " + file, e);
        }
      }
    }
    return bytes;
  }
}
