package org.concordat.marts;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** The temporary views of one run; closing drops them and frees what they kept. */
final class MartViews implements AutoCloseable {

  private final SparkSession spark;
  private final List<String> names = new ArrayList<>();
  private final List<Dataset<Row>> kept = new ArrayList<>();

  MartViews(SparkSession spark) {
    this.spark = spark;
  }

  void add(String name, Dataset<Row> table) {
    table.createOrReplaceTempView(name);
    names.add(name);
  }

  /** The same table, its rows kept once computed because several files read them. */
  Dataset<Row> kept(Dataset<Row> table) {
    Dataset<Row> persisted = table.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }

  @Override
  public void close() {
    names.forEach(spark.catalog()::dropTempView);
    kept.forEach(table -> table.unpersist(true));
  }
}
