package org.concordat.platform;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.Utils;
import org.concordat.config.Settings;
import org.jspecify.annotations.Nullable;

/** The one Spark session of a run, with everything that can change an answer set in one place. */
public final class SparkRuntime {

  /** Inputs below this are small: starting a task and compiling a query cost more than the rows. */
  private static final long SMALL_BYTES = 64L << 20;

  /** Tables below this are sent to every task of a join. */
  private static final long BROADCAST_BYTES = 64L << 20;

  /** Parts into which larger inputs are exchanged, at least. */
  private static final int PARTITIONS = 4;

  /** Compressed input for each of more parts, so that one can be sorted in memory. */
  private static final long PARTITION_BYTES = 16L << 20;

  private static final String LOOPBACK = "127.0.0.1";

  private SparkRuntime() {}

  /**
   * Starts or gives the session: on this machine, or on a cluster where settings or spark-submit
   * name one. Workers must see the lake under the same path; figures and bytes are the same.
   *
   * @param settings how many cores, or which cluster
   * @param scratch folder for Spark's own temporary files
   * @throws org.concordat.config.WrongRequestException when a key of the settings cannot be used
   */
  public static SparkSession session(Settings settings, Path scratch) {
    SparkSession.Builder builder =
        answers(SparkSession.builder())
            .appName("concordat")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
            // What the engine puts aside on disk holds the same columns; its key dies with it.
            .config("spark.io.encryption.enabled", ParquetEncryption.isOn(settings));
    String cluster = cluster(settings);
    SparkSession spark =
        (cluster != null ? onCluster(builder, cluster) : onThisMachine(builder, settings))
            .getOrCreate();
    ParquetEncryption.use(spark, settings);
    return spark;
  }

  private static SparkSession.Builder onThisMachine(
      SparkSession.Builder builder, Settings settings) {
    // Else the engine asks a name server for the name of this machine: nothing leaves it.
    Utils.setCustomHostname(LOOPBACK);
    int cores = settings.spark().cores();
    return builder.master(cores == 0 ? "local[*]" : "local[" + cores + "]");
  }

  /** The cluster to work on: spark-submit's word, else the settings'; null for this machine. */
  static @Nullable String cluster(Settings settings) {
    String submitted = System.getProperty("spark.master");
    String master = submitted == null ? settings.spark().master() : submitted;
    return master == null || master.startsWith("local") ? null : master;
  }

  /** What was given to spark-submit stays; the rest is as on one machine. */
  private static SparkSession.Builder onCluster(SparkSession.Builder builder, String master) {
    SparkConf given = new SparkConf();
    String host = given.get("spark.driver.host", Utils.localCanonicalHostName());
    return builder
        .master(master)
        .config("spark.driver.host", host)
        .config("spark.driver.bindAddress", given.get("spark.driver.bindAddress", host))
        .config(
            "spark.executor.extraJavaOptions",
            // Names of files and texts of pages are UTF-8 wherever a task runs.
            (given.get("spark.executor.extraJavaOptions", "") + " -Dfile.encoding=UTF-8").strip());
  }

  /**
   * Fits how queries are run to what they read; what they answer stays the same.
   *
   * @param inputBytes about how much is read
   */
  public static void fit(SparkSession spark, Settings settings, long inputBytes) {
    boolean isSmall = inputBytes < SMALL_BYTES;
    int partitions = settings.spark().shufflePartitions();
    int chosen = partitions > 0 ? partitions : isSmall ? 1 : partitions(inputBytes);
    spark.conf().set("spark.sql.shuffle.partitions", chosen);
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", isSmall ? -1 : BROADCAST_BYTES);
    spark.conf().set("spark.sql.codegen.wholeStage", !isSmall);
    spark.conf().set("spark.sql.codegen.factoryMode", isSmall ? "NO_CODEGEN" : "FALLBACK");
  }

  private static int partitions(long inputBytes) {
    return (int) Math.max(PARTITIONS, inputBytes / PARTITION_BYTES);
  }

  /**
   * The same rows, made once and kept until they are forgotten. Many rows go to disk: memory is for
   * what is sorted, and for what this process puts together itself.
   */
  public static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(isLarge(rows) ? StorageLevel.DISK_ONLY() : StorageLevel.MEMORY_AND_DISK());
  }

  /** Hands over all rows, in no order. They are made by all cores, and never all in memory. */
  public static void forEach(Dataset<Row> rows, Consumer<Row> use) {
    if (!isLarge(rows)) {
      rows.toLocalIterator().forEachRemaining(use);
      return;
    }
    // What is handed over partition by partition would also be made so, by one core.
    Dataset<Row> made = rows.persist(StorageLevel.DISK_ONLY());
    try {
      made.count();
      made.toLocalIterator().forEachRemaining(use);
    } finally {
      made.unpersist();
    }
  }

  private static boolean isLarge(Dataset<Row> rows) {
    String partitions = rows.sparkSession().conf().get("spark.sql.shuffle.partitions");
    return Integer.parseInt(partitions) >= PARTITIONS;
  }

  /**
   * A frame that is small, though Spark cannot tell from what it is made of: every task of a join
   * gets all of it. Over small inputs the task of the join makes it itself, without a job more.
   */
  public static Dataset<Row> forEveryTask(Dataset<Row> frame) {
    String threshold = frame.sparkSession().conf().get("spark.sql.autoBroadcastJoinThreshold");
    return threshold.equals("-1") ? frame : functions.broadcast(frame);
  }

  /** Settings that decide answers and bytes: the same in tests and in production. */
  public static SparkSession.Builder answers(SparkSession.Builder builder) {
    return builder
        .config("spark.ui.enabled", false)
        .config("spark.ui.showConsoleProgress", false)
        .config("spark.sql.ansi.enabled", true)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.caseSensitive", true)
        .config("spark.sql.adaptive.enabled", false)
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", false)
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .config("spark.sql.parquet.compression.codec", "zstd")
        // Looking for the best way to pack what is kept costs more than keeping it.
        .config("spark.sql.inMemoryColumnarStorage.compressed", false)
        .config("spark.sql.autoBroadcastJoinThreshold", BROADCAST_BYTES)
        // What is sent may take long to make, although it is small.
        .config("spark.sql.broadcastTimeout", "3600")
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
        .config("spark.sql.extensions", WithoutExchanges.class.getName())
        .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
        .config("spark.driver.host", LOOPBACK)
        .config("spark.driver.bindAddress", LOOPBACK)
        .config("spark.driver.maxResultSize", "2g");
  }
}
