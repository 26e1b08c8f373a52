package org.concordat.lineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.ParquetFooters;
import org.jspecify.annotations.Nullable;

/**
 * How much one month of a dataset is.
 *
 * @param rows number of rows; null where nobody counts them
 * @param bytes size of its files
 * @param files how many files
 * @param nulls rows without a value, by column, as the files' own footers tell; empty where they do
 *     not
 */
record TableSize(@Nullable Long rows, long bytes, long files, SortedMap<String, Long> nulls) {

  /** The size of files of which only bytes are known. */
  static TableSize ofBytes(Collection<Long> bytes) {
    return new TableSize(
        null, bytes.stream().mapToLong(Long::longValue).sum(), bytes.size(), new TreeMap<>());
  }

  /** The size of Parquet files; only their footers are read, and of those no value. */
  static TableSize ofParquet(List<Path> files) {
    long rows = 0;
    long bytes = 0;
    SortedMap<String, Long> nulls = new TreeMap<>();
    try {
      for (Path file : files) {
        ParquetFooters.Counts counts = ParquetFooters.counts(file);
        rows += counts.rows();
        bytes += Files.size(file);
        counts.nulls().forEach((column, count) -> nulls.merge(column, count, Long::sum));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the sizes of a table", e);
    }
    return new TableSize(rows, bytes, files.size(), nulls);
  }

  /** Writes the numbers; the two facets that hold them call bytes by different names. */
  void into(ObjectNode facet, String bytesName) {
    if (rows != null) {
      facet.put("rowCount", rows);
    }
    facet.put(bytesName, bytes).put("fileCount", files);
  }
}
