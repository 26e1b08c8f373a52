package org.concordat.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.concordat.check.UnreadableFileException.Reason;
import org.jspecify.annotations.Nullable;

/** Reads flat Parquet row by row, every value as the text a CSV file would hold. */
final class ParquetPartnerFile implements PartnerFileReader {

  private final ParquetReader<Group> rows;
  private final List<String> columns;
  private long row;

  private ParquetPartnerFile(ParquetReader<Group> rows, List<String> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  static ParquetPartnerFile open(Path file, long mostBytes) throws IOException {
    if (Files.size(file) == 0) {
      throw new UnreadableFileException(Reason.EMPTY, 0, null);
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try {
      List<String> names;
      try (ParquetFileReader footer =
          ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration(false)))) {
        GroupType schema = footer.getFileMetaData().getSchema();
        requireFlat(schema);
        requireNotLarger(footer, schema, mostBytes);
        requireInside(footer, Files.size(file));
        names = schema.getFields().stream().map(field -> field.getName().strip()).toList();
      }
      Configuration configuration = new Configuration(false);
      return new ParquetPartnerFile(
          ParquetReader.builder(new GroupReadSupport(), path)
              .withConf(configuration)
              .withCodecFactory(new ParquetPages(configuration))
              .build(),
          names);
    } catch (IOException | RuntimeException e) {
      throw unreadable(0, e);
    }
  }

  private static void requireFlat(GroupType schema) throws UnreadableFileException {
    for (Type field : schema.getFields()) {
      if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
        throw new UnreadableFileException(Reason.NOT_PARQUET, 0, field.getName());
      }
    }
  }

  /** A row is at least a byte per column: a tiny file can repeat one value for ever. */
  private static void requireNotLarger(ParquetFileReader footer, GroupType schema, long mostBytes)
      throws UnreadableFileException {
    long bytes = 0;
    for (BlockMetaData rows : footer.getRowGroups()) {
      long least = (long) schema.getFieldCount() * rows.getRowCount();
      bytes += Math.max(rows.getTotalByteSize(), least);
      if (bytes > mostBytes) {
        throw new UnreadableFileException(Reason.TOO_LARGE, 0, Long.toString(mostBytes));
      }
    }
  }

  /** The library makes room for as many bytes as the footer names before it reads one. */
  private static void requireInside(ParquetFileReader footer, long fileBytes)
      throws UnreadableFileException {
    for (BlockMetaData rows : footer.getRowGroups()) {
      for (ColumnChunkMetaData column : rows.getColumns()) {
        long from = column.getStartingPos();
        long bytes = column.getTotalSize();
        if (from < 0 || bytes < 0 || from > fileBytes || bytes > fileBytes - from) {
          throw new UnreadableFileException(Reason.NOT_PARQUET, 0, null);
        }
      }
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable PartnerRecord next() throws IOException {
    try {
      Group group = rows.read();
      if (group == null) {
        return null;
      }
      row++;
      @Nullable String[] values = new String[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = group.getFieldRepetitionCount(i) == 0 ? null : ParquetText.of(group, i);
      }
      return PartnerRecord.of(row, row, values);
    } catch (IOException | RuntimeException e) {
      throw unreadable(row + 1, e);
    }
  }

  private static UnreadableFileException unreadable(long row, Exception cause) {
    if (cause instanceof UnreadableFileException known) {
      return known;
    }
    UnreadableFileException unreadable = new UnreadableFileException(Reason.NOT_PARQUET, row, null);
    unreadable.initCause(cause);
    return unreadable;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
