package org.concordat.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a table on its way into a file: a text for every column of the contract, empty
 * where nothing is sent.
 */
final class Row {

  private final TableShape shape;
  private final String[] values;
  private @Nullable String raw;
  private final List<Map.Entry<String, String>> notes = new ArrayList<>();
  private Truth truth = Truth.NONE;

  Row(TableShape shape) {
    this.shape = shape;
    this.values = new String[shape.columns().size()];
    Arrays.fill(values, "");
  }

  private Row(Row other) {
    this.shape = other.shape;
    this.values = other.values.clone();
    this.raw = other.raw;
    this.notes.addAll(other.notes);
    this.truth = other.truth;
  }

  TableShape shape() {
    return shape;
  }

  /**
   * Puts a value in a column.
   *
   * @throws IllegalArgumentException if the contract has no such column
   */
  Row set(String column, @Nullable Object value) {
    values[shape.position(column)] = value == null ? "" : value.toString();
    return this;
  }

  String get(String column) {
    return values[shape.position(column)];
  }

  Row copy() {
    return new Row(this);
  }

  /** A copy with another value in one column. */
  Row with(String column, String value) {
    return copy().set(column, value);
  }

  /** A copy that is written exactly as given, whatever its columns hold. */
  Row asText(String text) {
    Row copy = copy();
    copy.raw = text;
    return copy;
  }

  /** Says which rule has to notice the row beside others, and why. */
  void note(String rule, String what) {
    notes.add(Map.entry(rule, what));
  }

  /** Rules that have to notice the row beside others, each with words. */
  List<Map.Entry<String, String>> notes() {
    return List.copyOf(notes);
  }

  /** A copy of which no rule has to notice anything. */
  Row withoutNotes() {
    Row copy = copy();
    copy.notes.clear();
    return copy;
  }

  /** Who and what the row is really about. */
  Truth truth() {
    return truth;
  }

  Row about(Person person) {
    truth = truth.about(person);
    return this;
  }

  Row partOf(String event) {
    truth = truth.partOf(event);
    return this;
  }

  /** Says what was got wrong in the row, by a name of the truth file. */
  Row wrong(String error) {
    truth = truth.wrong(error);
    return this;
  }

  /** Whether the record is written from its columns. */
  boolean isReadable() {
    return raw == null;
  }

  /** The record as one CSV record without its line end (RFC 4180). */
  String csv() {
    if (raw != null) {
      return raw;
    }
    StringBuilder text = new StringBuilder(values.length * 8);
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      appendQuoted(text, values[i]);
    }
    return text.toString();
  }

  private static void appendQuoted(StringBuilder text, String value) {
    boolean needsQuotes = false;
    for (int i = 0; i < value.length() && !needsQuotes; i++) {
      char c = value.charAt(i);
      needsQuotes = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    if (needsQuotes) {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      text.append(value);
    }
  }
}
