package org.concordat.check;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.SubmissionCalendar;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * What metrics need to know of the rows of one table of one submission, kept until it is known
 * which rows are accepted: a few bits a row and no value (data-quality.md 3.2 to 3.4).
 */
final class RowMarks {

  /** What a time tells about how it was recorded. */
  private static final byte NO_TIME = 0;

  private static final byte ANY_TIME = 1;
  private static final byte ON_THE_HOUR = 2;
  private static final byte MIDNIGHT = 3;
  private static final byte MIDDAY = 4;

  private final TableContract table;
  private final List<MetricDefinition> items;
  private final int firstCondition;
  private final List<BitSet> among = new ArrayList<>();
  private final List<BitSet> counted = new ArrayList<>();
  private final int[] timeFields;
  private final byte[][] times;
  private final int numberField;
  private int[] numbers;
  private long[] contents = new long[64];
  private int rows;

  /**
   * @param items metrics counted by conditions over the rows of the table
   * @param firstCondition number of the first of their conditions: among and counts in turn
   */
  RowMarks(TableContract table, List<MetricDefinition> items, int firstCondition) {
    this.table = table;
    this.items = items;
    this.firstCondition = firstCondition;
    items.forEach(
        item -> {
          among.add(new BitSet());
          counted.add(new BitSet());
        });
    List<ColumnContract> fields = table.fields();
    timeFields =
        IntStream.range(0, fields.size())
            .filter(i -> List.of("time", "datetime").contains(fields.get(i).type()))
            .toArray();
    times = new byte[timeFields.length][64];
    numberField = numberField(table);
    numbers = new int[numberField < 0 ? 0 : 64];
  }

  /** The NHS number of a table with one row a person; -1 for other tables. */
  private static int numberField(TableContract table) {
    List<ColumnContract> fields = table.fields();
    boolean isOfPersons =
        table.primaryKey().size() == 1
            && table
                .column(table.primaryKey().get(0))
                .filter(c -> c.sensitive() == ColumnContract.Sensitivity.LOCAL_PERSON_ID)
                .isPresent();
    for (int i = 0; isOfPersons && i < fields.size(); i++) {
      if (fields.get(i).sensitive() == ColumnContract.Sensitivity.NHS_NUMBER) {
        return i;
      }
    }
    return -1;
  }

  /** Marks a readable row; rows come in the order of their numbers, unreadable ones left out. */
  void add(int row, JudgedItems judged, RowJudge judge, KeyIds keys) {
    grow(row);
    rows = row + 1;
    for (int i = 0; i < items.size(); i++) {
      if (judge.isTrue(firstCondition + 2 * i)) {
        among.get(i).set(row);
        counted.get(i).set(row, judge.isTrue(firstCondition + 2 * i + 1));
      }
    }
    for (int i = 0; i < timeFields.length; i++) {
      times[i][row] = recorded(judged.value(timeFields[i]));
    }
    if (numberField >= 0) {
      String number = judged.text(numberField);
      numbers[row] = number == null ? TableRows.NO_KEY : keys.of(number);
    }
    contents[row] = content(judged);
  }

  private void grow(int row) {
    if (row >= contents.length) {
      int more = Math.max(row + 1, contents.length * 2);
      contents = Arrays.copyOf(contents, more);
      numbers = Arrays.copyOf(numbers, numberField < 0 ? 0 : more);
      for (int i = 0; i < times.length; i++) {
        times[i] = Arrays.copyOf(times[i], more);
      }
    }
  }

  /** 64 bits of every text of a row: enough to tell apart the few rows that share a key. */
  private static long content(JudgedItems judged) {
    long content = 1125899906842597L;
    for (int field = 0; field < judged.size(); field++) {
      String text = judged.text(field);
      if (text != null) {
        for (int i = 0; i < text.length(); i++) {
          content = 31 * content + text.charAt(i);
        }
      }
      content = 31 * content + (text == null ? 0xFFFF : 0x1F);
    }
    return content;
  }

  private static byte recorded(@Nullable Object value) {
    if (value instanceof Instant instant) {
      if (instant.getEpochSecond() % 3600 != 0) {
        return ANY_TIME;
      }
      return recorded(instant.atZone(SubmissionCalendar.ZONE).toLocalTime());
    }
    if (value instanceof String text) {
      return text.length() < 8 || !text.startsWith("00:00", 3)
          ? ANY_TIME
          : recorded(LocalTime.parse(text.substring(0, 8)));
    }
    return NO_TIME;
  }

  private static byte recorded(LocalTime onTheHour) {
    return switch (onTheHour.getHour()) {
      case 0 -> MIDNIGHT;
      case 12 -> MIDDAY;
      default -> ON_THE_HOUR;
    };
  }

  /** Metrics of the accepted rows: those of conditions, of times and of persons. */
  List<MetricCount> counts(TableRows of) {
    BitSet usable = new BitSet();
    for (int row = 0; row < rows; row++) {
      usable.set(row, of.isUsable(row));
    }
    List<MetricCount> counts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).isCountedRowByRow()) {
        continue;
      }
      counts.add(
          new MetricCount(
              items.get(i).id(),
              table.name(),
              null,
              both(counted.get(i), usable),
              both(among.get(i), usable)));
    }
    for (int i = 0; i < timeFields.length; i++) {
      addTimes(times[i], table.fields().get(timeFields[i]).name(), usable, counts);
    }
    if (numberField >= 0) {
      BitSet distinct = new BitSet();
      long persons = 0;
      for (int row = 0; row < rows; row++) {
        if (usable.get(row) && numbers[row] != TableRows.NO_KEY) {
          persons++;
          distinct.set(numbers[row]);
        }
      }
      counts.add(
          new MetricCount(
              "uniqueness.person.nhs_number",
              table.name(),
              table.fields().get(numberField).name(),
              distinct.cardinality(),
              persons));
    }
    return counts;
  }

  private void addTimes(byte[] recorded, String field, BitSet usable, List<MetricCount> counts) {
    long[] of = new long[MIDDAY + 1];
    for (int row = 0; row < rows; row++) {
      if (usable.get(row)) {
        of[recorded[row]]++;
      }
    }
    long hour = of[ON_THE_HOUR] + of[MIDNIGHT] + of[MIDDAY];
    long all = hour + of[ANY_TIME];
    String name = table.name();
    counts.add(new MetricCount("integrity.time.on_hour", name, field, hour, all));
    counts.add(new MetricCount("integrity.time.midnight", name, field, of[MIDNIGHT], all));
    counts.add(new MetricCount("integrity.time.midday", name, field, of[MIDDAY], all));
  }

  private static long both(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both.cardinality();
  }

  /** Rows that satisfy the first condition of a metric of the table. */
  BitSet among(MetricDefinition metric) {
    return among.get(items.indexOf(metric));
  }

  /** The same for rows that say the same in every field. */
  long content(int row) {
    return row < contents.length ? contents[row] : 0;
  }
}
