package org.concordat.marts;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows of input tables written as texts by column; a column left out or empty is null. */
final class GivenTables {

  private final Map<String, List<Map<String, String>>> tables = new TreeMap<>();

  void add(String table, Map<String, String> row) {
    tables.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
  }

  /** All rows of a table, in columns of its schema. */
  List<Row> rows(String table, StructType schema) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> given : tables.getOrDefault(table, List.of())) {
      List<@Nullable Object> values = new ArrayList<>();
      for (StructField field : schema.fields()) {
        values.add(value(given.getOrDefault(field.name(), ""), field.dataType()));
      }
      rows.add(RowFactory.create(values.toArray()));
    }
    return rows;
  }

  private static @Nullable Object value(String text, DataType type) {
    if (text.isEmpty()) {
      return null;
    }
    if (type.equals(DataTypes.DateType)) {
      return Date.valueOf(text);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.parse(text));
    }
    if (type.equals(DataTypes.IntegerType)) {
      return Integer.valueOf(text);
    }
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(text);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Boolean.valueOf(text);
    }
    if (type.equals(DataTypes.createArrayType(DataTypes.StringType))) {
      return text.split(";");
    }
    return text;
  }
}
