package org.concordat.reports;

import org.apache.spark.sql.Row;

/** Values of a row by column name; a null text is empty, a null number zero, a null flag false. */
final class Cells {

  private Cells() {}

  static String text(Row row, String column) {
    Object value = row.get(row.fieldIndex(column));
    return value == null ? "" : value.toString();
  }

  static long number(Row row, String column) {
    Object value = row.get(row.fieldIndex(column));
    return value instanceof Number number ? number.longValue() : 0;
  }

  static boolean flag(Row row, String column) {
    return Boolean.TRUE.equals(row.get(row.fieldIndex(column)));
  }
}
