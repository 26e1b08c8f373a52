package org.concordat.check;

import java.nio.charset.StandardCharsets;
import org.concordat.schemas.ItemCheck;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ItemRules} found out about one record; one object is filled again and again, so
 * nobody keeps it beyond the record.
 */
final class JudgedItems {

  private final @Nullable Object[] values;
  private final @Nullable String[] texts;
  private final byte[] states;
  private final @Nullable ItemCheck[] faults;

  JudgedItems(int fields) {
    values = new Object[fields];
    texts = new String[fields];
    states = new byte[fields];
    faults = new ItemCheck[fields];
  }

  /** How many fields there are. */
  int size() {
    return values.length;
  }

  /** The typed value of a field; null when it is missing or was not usable. */
  @Nullable Object value(int field) {
    return values[field];
  }

  /** The text of a field as sent, trimmed; null when it was empty. */
  @Nullable String text(int field) {
    return texts[field];
  }

  /** The fault of a field, when it has one. */
  @Nullable ItemCheck fault(int field) {
    return faults[field];
  }

  /** The VODIM letter of a field. */
  char state(int field) {
    return (char) states[field];
  }

  /** One VODIM letter per field: valid, other, default, invalid, missing. */
  String states() {
    return new String(states, StandardCharsets.US_ASCII);
  }

  void set(
      int field, @Nullable String text, @Nullable Object value, char state, @Nullable ItemCheck f) {
    texts[field] = text;
    values[field] = value;
    states[field] = (byte) state;
    faults[field] = f;
  }

  /** A row rule found the value unusable: it is not kept and counts as invalid. */
  void clear(int field) {
    values[field] = null;
    if (texts[field] != null) {
      states[field] = 'I';
    }
  }
}
