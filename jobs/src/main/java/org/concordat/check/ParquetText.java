package org.concordat.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** One Parquet value as the text that a CSV file of the same table would hold. */
final class ParquetText {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  private ParquetText() {}

  static String of(Group row, int field) {
    PrimitiveType type = row.getType().getType(field).asPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> String.valueOf(row.getBoolean(field, 0));
      case INT32 -> ofWhole(row.getInteger(field, 0), meaning);
      case INT64 -> ofWhole(row.getLong(field, 0), meaning);
      case FLOAT -> plain(new BigDecimal(Float.toString(row.getFloat(field, 0))));
      case DOUBLE -> plain(BigDecimal.valueOf(row.getDouble(field, 0)));
      case INT96 -> ofInt96(row.getInt96(field, 0));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> ofBinary(row.getBinary(field, 0), meaning);
    };
  }

  private static String ofWhole(long value, LogicalTypeAnnotation meaning) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
      Instant instant = Instant.EPOCH.plus(value, unit(timestamp.getUnit()));
      String text = SECONDS.format(instant.atOffset(ZoneOffset.UTC));
      return timestamp.isAdjustedToUTC() ? text + "Z" : text;
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return LocalTime.MIDNIGHT
          .plus(value, unit(time.getUnit()))
          .truncatedTo(ChronoUnit.SECONDS)
          .format(DateTimeFormatter.ISO_LOCAL_TIME);
    }
    return Long.toString(value);
  }

  private static ChronoUnit unit(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  private static String ofBinary(Binary value, LogicalTypeAnnotation meaning) {
    return meaning instanceof DecimalLogicalTypeAnnotation decimal
        ? new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString()
        : value.toStringUsingUTF8();
  }

  /** The old timestamp of Spark and Hive: nanoseconds of the day, then the Julian day, in UTC. */
  private static String ofInt96(Binary value) {
    ByteBuffer parts = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = parts.getLong();
    long day = parts.getInt() - JULIAN_DAY_OF_EPOCH;
    Instant instant = Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos);
    return SECONDS.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
