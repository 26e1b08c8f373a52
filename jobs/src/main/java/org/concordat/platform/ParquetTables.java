package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Path raw = raw(folder);
    spread.sortWithinPartitions(keyColumns).write().mode("overwrite").parquet(raw.toString());
    publish(raw, Collections.nCopies(files, folder), name, versionId);
  }

  /**
   * Writes one table's month whose rows come in their final order already: one file per partition,
   * in the order of the partitions, without a shuffle.
   *
   * @param rows what to write; partitions and their order must depend on the inputs only
   */
  public static void writeInOrder(Dataset<Row> rows, Path folder, String name, String versionId) {
    List<Path> folders = Collections.nCopies(rows.rdd().getNumPartitions(), folder);
    writeInOrder(rows, folders, name, versionId);
  }

  /**
   * Writes several months of one table in one go, as {@link #writeInOrder(Dataset, Path, String,
   * String)} does for one.
   *
   * @param folders where each partition belongs, partitions of one folder following each other
   */
  public static void writeInOrder(
      Dataset<Row> rows, List<Path> folders, String name, String versionId) {
    Path raw = raw(folders.get(0));
    rows.write().mode("overwrite").parquet(raw.toString());
    publish(raw, folders, name, versionId);
  }

  private static Path raw(Path folder) {
    return folder.resolveSibling("." + folder.getFileName() + ".raw");
  }

  private static void publish(Path raw, List<Path> folders, String name, String versionId) {
    try {
      for (Path folder : folders) {
        Files.createDirectories(folder);
      }
      Map<Path, Integer> numbers = new HashMap<>();
      for (Path part : parts(raw)) {
        ParquetFooters.normalise(part);
        Path folder = folders.get(partition(part));
        int number = numbers.merge(folder, 1, Integer::sum) - 1;
        String file = String.format(Locale.ROOT, "%s-%s-%05d.parquet", name, versionId, number);
        Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Folders.delete(raw);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + raw, e);
    }
  }

  private static List<Path> parts(Path raw) throws IOException {
    try (Stream<Path> written = Files.list(raw)) {
      return written
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }

  /**
   * Spark names what it writes {@code part-00012-...}; a partition without rows may be left out.
   */
  private static int partition(Path part) {
    return Integer.parseInt(part.getFileName().toString().split("-")[1]);
  }

  /** Files a table of so many input bytes is written to: one per 128 MiB, at least one. */
  public static int filesFor(long inputBytes) {
    return (int) Math.max(1, Math.min(64, inputBytes / (128L << 20) + 1));
  }
}
