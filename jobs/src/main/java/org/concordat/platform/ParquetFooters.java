package org.concordat.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * Footers of Parquet files, read and written without the engine.
 *
 * <p>A footer is made the same in every process: the writer lists a column's encodings in the order
 * of identity hash codes, which differ from one virtual machine to the next.
 */
public final class ParquetFooters {

  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final int TAIL = 4 + MAGIC.length; // the length of the footer goes before

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
      FileMetaData metadata = metadata(footer(parquet));
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

  /**
   * How a file is kept.
   *
   * @param isSensitive whether it has columns that contracts mark as sensitive
   * @param mark mark of the key they are encrypted with; empty where they are not
   */
  record Kept(boolean isSensitive, Optional<String> mark) {}

  static Kept kept(Path file) throws IOException {
    try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "r")) {
      FileMetaData metadata = metadata(footer(parquet));
      List<String> columns = metadata.getSchema().stream().map(SchemaElement::getName).toList();
      return new Kept(!SensitiveColumns.among(columns).isEmpty(), mark(metadata));
    }
  }

  private static Optional<String> mark(FileMetaData metadata) throws IOException {
    return metadata.isSetFooter_signing_key_metadata()
        ? Optional.of(
            Json.mapper()
                .readTree(metadata.getFooter_signing_key_metadata())
                .path("masterKeyID")
                .asText())
        : Optional.empty();
  }

  /**
   * Whether two files hold the same. Encrypted ones never have the same bytes, since every writing
   * draws its own random numbers: of those made from the same inputs and with the same key, as many
   * bytes are the same.
   */
  static boolean same(Path one, Path other) throws IOException {
    if (Files.mismatch(one, other) < 0) {
      return true;
    }
    if (!one.toString().endsWith(".parquet") || Files.size(one) != Files.size(other)) {
      return false;
    }
    Optional<String> mark = kept(one).mark();
    return mark.isPresent() && mark.equals(kept(other).mark());
  }

  /** Sorts what the writer did not; an encrypted file's footer is signed and stays as it is. */
  static void normalise(Path file) throws IOException {
    try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] footer = footer(parquet);
      FileMetaData metadata = metadata(footer);
      if (metadata.isSetEncryption_algorithm()) {
        return;
      }
      for (RowGroup group : metadata.getRow_groups()) {
        for (ColumnChunk chunk : group.getColumns()) {
          sortEncodings(chunk.getMeta_data());
        }
      }
      ByteArrayOutputStream sorted = new ByteArrayOutputStream(footer.length);
      Util.writeFileMetaData(metadata, sorted);
      ByteBuffer end =
          ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN).putInt(sorted.size()).put(MAGIC);
      parquet.seek(parquet.length() - TAIL - footer.length);
      parquet.write(sorted.toByteArray());
      parquet.write(end.array());
      parquet.setLength(parquet.getFilePointer());
    }
  }

  private static byte[] footer(RandomAccessFile parquet) throws IOException {
    byte[] tail = new byte[TAIL];
    parquet.seek(Math.max(0, parquet.length() - TAIL));
    parquet.readFully(tail);
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (!Arrays.equals(tail, 4, TAIL, MAGIC, 0, MAGIC.length)
        || length < 0
        || length > parquet.length() - TAIL) {
      throw new IOException("This is no Parquet file");
    }
    byte[] footer = new byte[length];
    parquet.seek(parquet.length() - TAIL - length);
    parquet.readFully(footer);
    return footer;
  }

  private static FileMetaData metadata(byte[] footer) throws IOException {
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
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
