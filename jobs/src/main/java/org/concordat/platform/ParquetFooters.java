package org.concordat.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The footers of Parquet files: makes them the same in every process, where the writer lists a
 * column's encodings in the order of identity hash codes, and reads what they count.
 */
public final class ParquetFooters {

  private static final int TAIL = 8; // footer length (4 bytes) and the magic PAR1

  private ParquetFooters() {}

  /**
   * What a footer counts.
   *
   * @param rows rows of the file
   * @param nulls rows without a value, by column, of the columns for which the file tells it
   */
  public record Counts(long rows, SortedMap<String, Long> nulls) {}

  /** Counts of a file; its smallest and largest values, which stand there too, are left alone. */
  public static Counts counts(Path file) throws IOException {
    try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "r")) {
      byte[] tail = new byte[TAIL];
      parquet.seek(parquet.length() - TAIL);
      parquet.readFully(tail);
      byte[] footer = new byte[ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()];
      parquet.seek(parquet.length() - TAIL - footer.length);
      parquet.readFully(footer);
      FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
      SortedMap<String, Long> nulls = new TreeMap<>();
      for (RowGroup group : metadata.getRow_groups()) {
        for (ColumnChunk chunk : group.getColumns()) {
          ColumnMetaData column = chunk.getMeta_data();
          if (column.getPath_in_schema().size() == 1
              && column.isSetStatistics()
              && column.getStatistics().isSetNull_count()) {
            nulls.merge(
                column.getPath_in_schema().get(0),
                column.getStatistics().getNull_count(),
                Long::sum);
          }
        }
      }
      return new Counts(metadata.getNum_rows(), nulls);
    }
  }

  static void normalise(Path file) throws IOException {
    try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] tail = new byte[TAIL];
      parquet.seek(parquet.length() - TAIL);
      parquet.readFully(tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = parquet.length() - TAIL - length;
      byte[] footer = new byte[length];
      parquet.seek(start);
      parquet.readFully(footer);
      FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
      for (RowGroup group : metadata.getRow_groups()) {
        for (ColumnChunk chunk : group.getColumns()) {
          sortEncodings(chunk.getMeta_data());
        }
      }
      ByteArrayOutputStream sorted = new ByteArrayOutputStream(length);
      Util.writeFileMetaData(metadata, sorted);
      ByteBuffer end =
          ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN).putInt(sorted.size());
      end.put(tail, 4, 4);
      parquet.seek(start);
      parquet.write(sorted.toByteArray());
      parquet.write(end.array());
      parquet.setLength(parquet.getFilePointer());
    }
  }

  private static void sortEncodings(ColumnMetaData column) {
    column.getEncodings().sort(Comparator.naturalOrder());
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }
}
