package org.concordat.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.MetricForm;
import org.concordat.schemas.SubmissionCalendar;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Months from the event of each row of a table to its receipt (data-quality.md 3.5): one byte a
 * row, kept until it is known which rows are accepted.
 */
final class EntryLag {

  private static final byte NO_DATE = -1;

  private final TableContract table;
  private final List<MetricDefinition> metrics = new ArrayList<>();
  private final YearMonth received;
  private int field = -1;
  private byte[] months = new byte[64];

  /**
   * @param receivedAt when the submission arrived
   */
  EntryLag(TableContract table, MetricDefinitions definitions, Instant receivedAt) {
    this.table = table;
    this.received = YearMonth.from(receivedAt.atZone(SubmissionCalendar.ZONE));
    for (MetricDefinition metric : definitions.withForm()) {
      MetricForm.Lag lag = lag(metric);
      String event = lag == null ? null : lag.events().get(table.name());
      if (event != null) {
        metrics.add(metric);
        field = table.fieldNumber(event) - 1;
      }
    }
    Arrays.fill(months, NO_DATE);
  }

  private static MetricForm.@Nullable Lag lag(MetricDefinition metric) {
    MetricForm form = metric.form();
    return form == null ? null : form.lag();
  }

  /** Takes a readable row. */
  void add(int row, JudgedItems judged) {
    if (field < 0) {
      return;
    }
    if (row >= months.length) {
      int before = months.length;
      months = Arrays.copyOf(months, Math.max(row + 1, before * 2));
      Arrays.fill(months, before, months.length, NO_DATE);
    }
    months[row] = months(judged.value(field));
  }

  /** A date after the receipt is in the month of its receipt at best; such rows are rejected. */
  private byte months(@Nullable Object value) {
    YearMonth event;
    if (value instanceof LocalDate day) {
      event = YearMonth.from(day);
    } else if (value instanceof Instant instant) {
      event = YearMonth.from(instant.atZone(SubmissionCalendar.ZONE));
    } else {
      return NO_DATE;
    }
    long between = ChronoUnit.MONTHS.between(event, received);
    return (byte) Math.max(0, Math.min(Byte.MAX_VALUE, between));
  }

  /** Shares of the accepted rows by lag; none where the table has no event. */
  List<MetricCount> counts(TableRows rows) {
    long[] of = new long[Byte.MAX_VALUE + 1];
    long all = 0;
    for (int row = 0; field >= 0 && row < Math.min(rows.size(), months.length); row++) {
      if (rows.isUsable(row) && months[row] != NO_DATE) {
        of[months[row]]++;
        all++;
      }
    }
    List<MetricCount> counts = new ArrayList<>();
    for (MetricDefinition metric : metrics) {
      MetricForm.Lag lag = lag(metric);
      if (lag != null) {
        int last = lag.orMore() ? Byte.MAX_VALUE : lag.months();
        long part = Arrays.stream(of, lag.months(), last + 1).sum();
        counts.add(new MetricCount(metric.id(), table.name(), null, part, all));
      }
    }
    return counts;
  }
}
