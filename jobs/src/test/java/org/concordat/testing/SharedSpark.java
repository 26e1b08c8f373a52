package org.concordat.testing;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.SparkRuntime;

/** One lazy Spark session for the whole test run; no test stops it. */
public final class SharedSpark {

  private static final class Holder {
    static final SparkSession SESSION =
        SparkRuntime.answers(SparkSession.builder())
            .appName("tests")
            .master("local[1]")
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.codegen.wholeStage", false)
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config(
                "spark.sql.warehouse.dir",
                Path.of("target", "warehouse").toAbsolutePath().toString())
            .getOrCreate();
  }

  private SharedSpark() {}

  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** Drops every temporary view and cached frame, so that no test sees another's. */
  public static void clean() {
    SparkSession spark = session();
    spark
        .sql("show views")
        .select("viewName")
        .collectAsList()
        .forEach(view -> spark.catalog().dropTempView(view.getString(0)));
    spark.catalog().clearCache();
  }
}
