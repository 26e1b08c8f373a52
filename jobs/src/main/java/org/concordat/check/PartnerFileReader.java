package org.concordat.check;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table file as a partner sent it, record by record, in memory that does not grow with
 * the file: {@code .csv}, {@code .csv.gz}, {@code .csv.zst} (RFC 4180, UTF-8; a byte order mark and
 * CRLF are taken without a word) and {@code .parquet} (every value as text).
 *
 * <pre>{@code
 * try (PartnerFileReader reader = PartnerFileReader.open(object, "MHS101Referral.csv.gz")) {
 *   int id = reader.columns().indexOf("ServiceRequestID");
 *   for (PartnerRecord row = reader.next(); row != null; row = reader.next()) { ... }
 * }
 * }</pre>
 */
public interface PartnerFileReader extends Closeable {

  /** Column names as found, trimmed; may hold doubles and empty names. */
  List<String> columns();

  /**
   * The next data record; null after the last one. Blank lines are passed over.
   *
   * @throws UnreadableFileException when the bytes from here on are no text
   */
  @Nullable PartnerRecord next() throws IOException;

  /**
   * Says that from now on nobody looks at the values of any other column; they may be left null.
   *
   * @param column the only column looked at; -1 for none
   */
  default void lookOnlyAt(int column) {}

  /**
   * Opens a file and reads its header.
   *
   * @param bytes where the bytes lie
   * @param fileName name as sent, which tells the format; its case does not matter
   * @throws UnreadableFileException when there is no header to read
   * @throws IllegalArgumentException when the name has none of the four endings
   */
  static PartnerFileReader open(Path bytes, String fileName) throws IOException {
    return open(bytes, fileName, Long.MAX_VALUE);
  }

  /**
   * Opens a file of which nothing is known yet.
   *
   * @param mostBytes how large it may become when it is unpacked; a file that goes on beyond is
   *     unreadable
   */
  static PartnerFileReader open(Path bytes, String fileName, long mostBytes) throws IOException {
    FileFormat format =
        FileFormat.of(fileName)
            .orElseThrow(
                () -> new IllegalArgumentException(fileName + " is neither CSV nor Parquet"));
    return format == FileFormat.PARQUET
        ? ParquetPartnerFile.open(bytes, mostBytes)
        : CsvPartnerFile.open(bytes, format, mostBytes);
  }
}
