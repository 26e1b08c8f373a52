package org.concordat.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * The values of some columns of a table's rows, one number a value, and the texts that messages
 * quote: what rules that compare rows look at. Everything else of a row is forgotten.
 */
final class KeptColumns {

  private static final long BLANK = Long.MIN_VALUE;

  /**
   * What is kept of one table.
   *
   * @param keys column lists that find rows
   * @param values columns whose typed values are compared
   * @param quoted columns whose texts are quoted as sent
   */
  record Wanted(List<List<String>> keys, Set<String> values, Set<String> quoted) {

    static final Wanted NOTHING = new Wanted(List.of(), Set.of(), Set.of());

    /** What either wants. */
    Wanted and(Wanted other) {
      List<List<String>> bothKeys = new ArrayList<>(keys);
      bothKeys.addAll(other.keys);
      Set<String> bothValues = new TreeSet<>(values);
      bothValues.addAll(other.values);
      Set<String> bothQuoted = new TreeSet<>(quoted);
      bothQuoted.addAll(other.quoted);
      return new Wanted(bothKeys, bothValues, bothQuoted);
    }
  }

  /** How a value becomes a number. */
  private enum Kind {
    TEXT,
    DATE,
    INTEGER,
    INSTANT
  }

  private final KeyIds texts;
  private final int[] fields;
  private final Kind[] kinds;
  private final List<long[]> columns = new ArrayList<>();
  private final int[] quotedFields;
  private final List<int[]> quotedTexts = new ArrayList<>();

  KeptColumns(TableContract table, Wanted wanted, KeyIds texts) {
    this.texts = texts;
    fields = positions(table, wanted.values());
    kinds = new Kind[fields.length];
    for (int i = 0; i < fields.length; i++) {
      kinds[i] =
          switch (table.fields().get(fields[i]).type()) {
            case "date" -> Kind.DATE;
            case "datetime" -> Kind.INSTANT;
            case "integer" -> Kind.INTEGER;
            default -> Kind.TEXT;
          };
      columns.add(new long[64]);
    }
    quotedFields = positions(table, wanted.quoted());
    Arrays.stream(quotedFields).forEach(field -> quotedTexts.add(new int[64]));
  }

  private static int[] positions(TableContract table, Set<String> names) {
    return names.stream().mapToInt(name -> table.fieldNumber(name) - 1).sorted().toArray();
  }

  /** Keeps what is wanted of a row; {@code items} null for one that could not be read. */
  void put(int row, @Nullable JudgedItems items) {
    for (int i = 0; i < fields.length; i++) {
      if (row == columns.get(i).length) {
        columns.set(i, Arrays.copyOf(columns.get(i), row * 2));
      }
      columns.get(i)[row] = items == null ? BLANK : number(kinds[i], items.value(fields[i]));
    }
    for (int i = 0; i < quotedFields.length; i++) {
      if (row == quotedTexts.get(i).length) {
        quotedTexts.set(i, Arrays.copyOf(quotedTexts.get(i), row * 2));
      }
      String text = items == null ? null : items.text(quotedFields[i]);
      quotedTexts.get(i)[row] = text == null ? -1 : texts.of(text);
    }
  }

  private long number(Kind kind, @Nullable Object value) {
    if (value == null) {
      return BLANK;
    }
    return switch (kind) {
      case TEXT -> texts.of(value.toString());
      case DATE -> ((LocalDate) value).toEpochDay();
      case INTEGER -> ((Integer) value).longValue();
      case INSTANT -> micros((Instant) value);
    };
  }

  private static long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
  }

  /** Where a column stands among the kept ones. */
  int slot(int field) {
    int slot = Arrays.binarySearch(fields, field);
    if (slot < 0) {
      throw new IllegalArgumentException("Field " + field + " is not kept");
    }
    return slot;
  }

  /** The typed value of a row; null when it is missing or was not usable. */
  @Nullable Object value(int slot, int row) {
    long number = columns.get(slot)[row];
    if (number == BLANK) {
      return null;
    }
    return switch (kinds[slot]) {
      case TEXT -> texts.text((int) number);
      case DATE -> LocalDate.ofEpochDay(number);
      case INTEGER -> (int) number;
      case INSTANT -> Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(number));
    };
  }

  /** A quoted column's text as sent; null when it was empty. */
  @Nullable String text(int field, int row) {
    int slot = Arrays.binarySearch(quotedFields, field);
    int id = slot < 0 ? -1 : quotedTexts.get(slot)[row];
    return id < 0 ? null : texts.text(id);
  }
}
