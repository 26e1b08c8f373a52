package org.concordat.check;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Small tables of the sample as Parquet: as they should be, and in ways nobody should send. */
final class ParquetSamples {

  static final CompressionCodecName[] PACKED = {
    CompressionCodecName.UNCOMPRESSED,
    CompressionCodecName.SNAPPY,
    CompressionCodecName.GZIP,
    CompressionCodecName.ZSTD,
    CompressionCodecName.LZ4_RAW
  };

  private enum Kind {
    TEXT,
    WHOLE,
    DAY,
    MOMENT,
    NUMBER,
    YES_NO,
    BYTES,
    LIST,
    GROUP
  }

  private ParquetSamples() {}

  /**
   * One file with every column as text, then others in which columns are missing, doubled or of
   * another type.
   *
   * @param csv the table as a CSV file
   * @param folder where it may write
   */
  static List<byte[]> of(byte[] csv, int others, SplittableRandom random, Path folder)
      throws IOException {
    String text = new String(csv, StandardCharsets.UTF_8).replace("\uFEFF", "");
    List<CsvRecord> records = CsvReader.builder().ofCsvRecord(text).stream().toList();
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i <= others; i++) {
      boolean isSound = i == 0;
      List<String> columns = new ArrayList<>();
      List<Kind> kinds = new ArrayList<>();
      for (String column : records.get(0).getFields()) {
        boolean isMissing = !isSound && random.nextInt(20) == 0;
        boolean isOdd = !isSound && random.nextInt(6) == 0;
        if (!isMissing && !columns.contains(column)) {
          columns.add(!isSound && random.nextInt(30) == 0 ? column + " " : column);
          int last = random.nextInt(4) == 0 ? Kind.values().length : Kind.LIST.ordinal();
          kinds.add(isOdd ? Kind.values()[random.nextInt(last)] : Kind.TEXT);
        }
      }
      files.add(
          written(columns, kinds, records, PACKED[i % PACKED.length], folder.resolve("p" + i)));
    }
    return files;
  }

  private static byte[] written(
      List<String> columns,
      List<Kind> kinds,
      List<CsvRecord> records,
      CompressionCodecName packed,
      Path file)
      throws IOException {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      types.add(type(columns.get(i), kinds.get(i)));
    }
    MessageType schema = new MessageType("table", types);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration(false))
            .withType(schema)
            .withCompressionCodec(packed)
            .build()) {
      List<String> header = records.get(0).getFields();
      for (CsvRecord record : records.subList(1, records.size())) {
        Group row = new SimpleGroup(schema);
        for (int i = 0; i < columns.size(); i++) {
          int from = header.indexOf(columns.get(i).strip());
          String value = from < record.getFieldCount() ? record.getField(from) : "";
          if (!value.isEmpty()) {
            put(row, i, kinds.get(i), value);
          }
        }
        writer.write(row);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    return bytes;
  }

  private static Type type(String name, Kind kind) {
    return switch (kind) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DAY ->
          Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(name);
      case MOMENT ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
              .named(name);
      case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case YES_NO -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
      case BYTES -> Types.optional(PrimitiveTypeName.BINARY).named(name);
      case LIST ->
          Types.repeated(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case GROUP ->
          Types.optionalGroup().required(PrimitiveTypeName.INT32).named("inner").named(name);
    };
  }

  private static void put(Group row, int field, Kind kind, String value) {
    int odd = value.hashCode();
    switch (kind) {
      case TEXT, BYTES, LIST -> row.add(field, value);
      case WHOLE, MOMENT -> row.add(field, odd * 1_000_003L * 1_000_003L);
      case DAY -> row.add(field, odd);
      case NUMBER -> row.add(field, odd % 7 == 0 ? Double.NaN : odd / 7.0);
      case YES_NO -> row.add(field, odd % 2 == 0);
      case GROUP -> row.addGroup(field).add(0, odd);
    }
  }
}
