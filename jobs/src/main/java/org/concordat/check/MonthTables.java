package org.concordat.check;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.TypedRows;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** Writes small tables that the driver holds, all months of a table in one go. */
final class MonthTables {

  /** How a part becomes rows. */
  interface RowsOf<T> extends Serializable {
    Iterator<Object[]> of(T part);
  }

  private MonthTables() {}

  /**
   * @param months rows of each month in their final order; a month without rows gets a file too
   */
  static void write(
      SparkSession spark,
      TableContract table,
      SortedMap<ReportingMonth, List<Object[]>> months,
      VersionedTree.Draft draft) {
    write(spark, table, months, row -> List.<Object[]>of(row).iterator(), draft);
  }

  /**
   * The same from parts that become rows only where they are written.
   *
   * @param rowsOf the rows of a part; runs in tasks
   */
  static <T> void write(
      SparkSession spark,
      TableContract table,
      SortedMap<ReportingMonth, List<T>> months,
      RowsOf<T> rowsOf,
      VersionedTree.Draft draft) {
    StructType schema = ContractFrames.schema(table);
    List<ArrayList<T>> partitions = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    months.forEach(
        (month, rows) -> {
          Path folder = draft.folder(table.name(), month);
          if (rows.isEmpty()) {
            ParquetTables.writeInOrder(
                TypedRows.frame(spark, List.<Object[]>of(), schema),
                folder,
                table.name(),
                draft.versionId());
          } else {
            partitions.add(new ArrayList<>(rows));
            folders.add(folder);
          }
        });
    if (!partitions.isEmpty()) {
      JavaRDD<Object[]> rows =
          JavaSparkContext.fromSparkContext(spark.sparkContext())
              .parallelize(partitions, partitions.size())
              .flatMap(List::iterator)
              .flatMap(rowsOf::of);
      ParquetTables.writeInOrder(
          TypedRows.frame(spark, rows, schema), folders, table.name(), draft.versionId());
    }
  }
}
