package org.concordat.marts;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.Folders;

/**
 * The temporary views of one run; closing drops them and what they kept.
 *
 * <p>A step that several files read is written to a folder of the restricted zone and read back:
 * whatever reads it plans from its rows on. Views on views would be planned anew, with everything
 * below them, at each mention.
 */
final class MartViews implements AutoCloseable {

  private final SparkSession spark;
  private final Path steps;
  private final Queue<String> names = new ConcurrentLinkedQueue<>();

  /**
   * @param steps folder for the rows of kept steps; removed before and after
   */
  MartViews(SparkSession spark, Path steps) {
    this.spark = spark;
    this.steps = steps;
    Folders.delete(steps);
  }

  void add(String name, Dataset<Row> table) {
    table.createOrReplaceTempView(name);
    names.add(name);
  }

  /** The same rows, computed now and read back from where they were written. */
  Dataset<Row> kept(String name, Dataset<Row> table) {
    String folder = steps.resolve(name).toString();
    table.write().parquet(folder);
    return spark.read().schema(table.schema()).parquet(folder);
  }

  @Override
  public void close() {
    names.forEach(spark.catalog()::dropTempView);
    Folders.delete(steps);
  }
}
