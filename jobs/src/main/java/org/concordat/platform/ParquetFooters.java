package org.concordat.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes the footer of a Parquet file the same in every process: the writer lists a column's
 * encodings in the order of identity hash codes, which differ from one virtual machine to the next.
 */
final class ParquetFooters {

  private static final int TAIL = 8; // footer length (4 bytes) and the magic PAR1

  private ParquetFooters() {}

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
