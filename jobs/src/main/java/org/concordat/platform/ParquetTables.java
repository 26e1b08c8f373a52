package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes a frame as Parquet files whose bytes and names depend on its rows only, not on cores,
 * heap, time or process.
 */
public final class ParquetTables {

  private ParquetTables() {}

  /**
   * Writes one table's month.
   *
   * @param rows what to write; rows that agree in every key column must be equal
   * @param folder folder to create
   * @param name table name, starts every file name
   * @param versionId follows it, so that a reader overtaken by a switch fails instead of mixing
   *     versions
   * @param files how many files; take it from the inputs' size, never from cores
   * @param key columns that order rows totally and spread them over files
   */
  public static void write(
      Dataset<Row> rows, Path folder, String name, String versionId, int files, List<String> key) {
    Column[] keyColumns = key.stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> spread = files == 1 ? rows.repartition(1) : rows.repartition(files, keyColumns);
    publish(spread.sortWithinPartitions(keyColumns), folder, name, versionId);
  }

  /**
   * Writes one table's month whose rows come in their final order already: one file per partition,
   * in the order of the partitions, without a shuffle.
   *
   * @param rows what to write; partitions and their order must depend on the inputs only
   */
  public static void writeInOrder(Dataset<Row> rows, Path folder, String name, String versionId) {
    publish(rows, folder, name, versionId);
  }

  private static void publish(Dataset<Row> rows, Path folder, String name, String versionId) {
    Path raw = folder.resolveSibling("." + folder.getFileName() + ".raw");
    rows.write().mode("overwrite").parquet(raw.toString());
    try {
      Files.createDirectories(folder);
      List<Path> parts = new ArrayList<>();
      try (Stream<Path> written = Files.list(raw)) {
        written
            .filter(file -> file.getFileName().toString().endsWith(".parquet"))
            .sorted()
            .forEach(parts::add);
      }
      for (int i = 0; i < parts.size(); i++) {
        ParquetFooters.normalise(parts.get(i));
        String file = String.format(Locale.ROOT, "%s-%s-%05d.parquet", name, versionId, i);
        Files.move(parts.get(i), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Folders.delete(raw);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    }
  }

  /** Files a table of so many input bytes is written to: one per 128 MiB, at least one. */
  public static int filesFor(long inputBytes) {
    return (int) Math.max(1, Math.min(64, inputBytes / (128L << 20) + 1));
  }
}
