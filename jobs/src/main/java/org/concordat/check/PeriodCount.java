package org.concordat.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/** How many rows of a table are dated in the month it was sent for (FIL-020). */
final class PeriodCount {

  private final ReportingMonth month;
  private long inside;
  private @Nullable LocalDate earliest;

  PeriodCount(ReportingMonth month) {
    this.month = month;
  }

  /** Counts a date or date-time as sent; one that cannot be read counts nowhere. */
  void add(@Nullable String value) {
    LocalDate date = value == null ? null : date(value);
    if (date == null) {
      return;
    }
    if (!date.isBefore(month.start()) && !date.isAfter(month.end())) {
      inside++;
    }
    if (earliest == null || date.isBefore(earliest)) {
      earliest = date;
    }
  }

  long inside() {
    return inside;
  }

  @Nullable LocalDate earliest() {
    return earliest;
  }

  /** The day in England; the date part alone where there is no offset. */
  private static @Nullable LocalDate date(String value) {
    try {
      return value.length() > 19
          ? OffsetDateTime.parse(value).atZoneSameInstant(SubmissionCalendar.ZONE).toLocalDate()
          : LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
