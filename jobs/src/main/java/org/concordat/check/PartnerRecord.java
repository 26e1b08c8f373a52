package org.concordat.check;

import org.jspecify.annotations.Nullable;

/**
 * One data record of a partner's file: its text values, or why it has none.
 *
 * <p>Values are trimmed, and empty ones are null, before anything judges them.
 */
public final class PartnerRecord {

  /** Why a record gives no values (FIL-013). */
  public enum Fault {
    /** It has more or fewer values than the header has columns. */
    WRONG_NUMBER_OF_VALUES("wrong number of values"),
    /** A quote is opened and not closed; the record is its first physical line only. */
    UNCLOSED_QUOTE("a quote is opened and never closed"),
    /** Something other than a comma or the line's end follows a closing quote. */
    TEXT_AFTER_QUOTE("text follows a closing quote"),
    /** The record is longer than any row of the specification can be. */
    TOO_LONG("the line is too long");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final long line;
  private final long record;
  private final int valueCount;
  private final @Nullable String[] values;
  private final @Nullable Fault fault;

  private PartnerRecord(
      long line, long record, int valueCount, @Nullable String[] values, @Nullable Fault fault) {
    this.line = line;
    this.record = record;
    this.valueCount = valueCount;
    this.values = values;
    this.fault = fault;
  }

  /** A record that can be read; trims the values in place. */
  static PartnerRecord of(long line, long record, @Nullable String[] values) {
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      values[i] = value == null ? null : trimmed(value);
    }
    return ofTrimmed(line, record, values);
  }

  /** A record whose values {@link #trimmed} gave. */
  static PartnerRecord ofTrimmed(long line, long record, @Nullable String[] values) {
    return new PartnerRecord(line, record, values.length, values, null);
  }

  /** A value without the blanks around it; null where nothing is left. */
  static @Nullable String trimmed(String value) {
    String trimmed = value.strip();
    return trimmed.isEmpty() ? null : trimmed;
  }

  /** A record that cannot be read. */
  static PartnerRecord broken(long line, long record, int valueCount, Fault fault) {
    return new PartnerRecord(line, record, valueCount, new String[0], fault);
  }

  /** Physical line the record starts on, counted from 1; in Parquet the row number. */
  public long line() {
    return line;
  }

  /** Number of the data record, counted from 1, unreadable ones included, the header not. */
  public long record() {
    return record;
  }

  /** Values found on it, also where that is the wrong number. */
  public int valueCount() {
    return valueCount;
  }

  /** Why it cannot be read; null for a good record. */
  public @Nullable Fault fault() {
    return fault;
  }

  public boolean isReadable() {
    return fault == null;
  }

  /**
   * Value of a column, by its position in {@link PartnerFileReader#columns()}; null where blank.
   */
  public @Nullable String value(int column) {
    return values[column];
  }
}
