package org.concordat.platform;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Frames from plain Java values: String, Integer, Long, Double, Boolean, LocalDate, Instant,
 * BigDecimal (scale 6), List of String; one array per row, in the order of the schema.
 */
public final class TypedRows {

  private TypedRows() {}

  /** A frame of rows that tasks produce; nothing runs until it is used. */
  public static Dataset<Row> frame(SparkSession spark, JavaRDD<Object[]> rows, StructType schema) {
    JavaRDD<InternalRow> internal = rows.map(TypedRows::row);
    return spark.internalCreateDataFrame(internal.rdd(), schema, false);
  }

  /** A frame of a few rows that the driver holds. */
  public static Dataset<Row> frame(SparkSession spark, List<Object[]> rows, StructType schema) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return frame(spark, context.parallelize(rows, 1), schema);
  }

  private static InternalRow row(@Nullable Object[] values) {
    Object[] row = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      row[i] = internal(values[i]);
    }
    return new GenericInternalRow(row);
  }

  /** The value as Spark keeps it inside a row. */
  static @Nullable Object internal(@Nullable Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    }
    if (value instanceof Instant instant) {
      return TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
          + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }
    if (value instanceof BigDecimal number) {
      return Decimal.apply(number, 18, 6);
    }
    if (value instanceof List<?> list) {
      return new GenericArrayData(list.stream().map(TypedRows::internal).toArray());
    }
    return value;
  }
}
