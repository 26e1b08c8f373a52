package org.concordat.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something in a patient's history that a trust sends: an event in its month only, anything else
 * every month while it is open and once more in the month it ends (trust-data.md section 5). Its
 * end is only known from the month it happens.
 */
final class Item {

  private final String table;
  private final LocalDate from;
  private @Nullable LocalDate to;
  private @Nullable LocalDate lastSent;
  private final boolean isEvent;
  private final List<String> fields = new ArrayList<>();
  private final List<String> closing = new ArrayList<>();

  private Item(String table, LocalDate from, boolean isEvent) {
    this.table = table;
    this.from = from;
    this.isEvent = isEvent;
  }

  /** Something that lasts. */
  static Item lasting(String table, LocalDateTime from) {
    return new Item(table, from.toLocalDate(), false);
  }

  /** Something that happens once. */
  static Item event(String table, LocalDateTime on) {
    return new Item(table, on.toLocalDate(), true);
  }

  Item with(String column, @Nullable Object value) {
    fields.add(column);
    fields.add(value == null ? "" : value.toString());
    return this;
  }

  /** A column filled in only from the month of the end on. */
  Item closing(String column, @Nullable Object value) {
    closing.add(column);
    closing.add(value == null ? "" : value.toString());
    return this;
  }

  Item until(@Nullable LocalDateTime end) {
    to = end == null ? null : end.toLocalDate();
    return this;
  }

  /** Sent for the last time in the month of a day, although it never ended (trap 2). */
  Item lostAfter(LocalDate day) {
    lastSent = day;
    return this;
  }

  String table() {
    return table;
  }

  boolean isSentIn(Dates.Period period) {
    if (isEvent) {
      return period.holds(from);
    }
    return !from.isAfter(period.end())
        && (to == null || !to.isBefore(period.start()))
        && (lastSent == null || !lastSent.isBefore(period.start()));
  }

  Row row(Map<String, TableShape> shapes, Dates.Period period) {
    TableShape shape = shapes.get(table);
    if (shape == null) {
      throw new IllegalArgumentException("There is no table " + table);
    }
    Row row = new Row(shape);
    fill(row, fields);
    if (isEvent || (to != null && !to.isAfter(period.end()))) {
      fill(row, closing);
    }
    return row;
  }

  private static void fill(Row row, List<String> columns) {
    for (int i = 0; i < columns.size(); i += 2) {
      row.set(columns.get(i), columns.get(i + 1));
    }
  }
}
