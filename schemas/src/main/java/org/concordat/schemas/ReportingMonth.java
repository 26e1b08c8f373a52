package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One calendar month of activity, written {@code yyyy-MM}. */
public record ReportingMonth(YearMonth month) implements Comparable<ReportingMonth> {

  private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}-[0-9]{2}");

  /**
   * Reads {@code yyyy-MM}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  @JsonCreator
  public static ReportingMonth of(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a month written yyyy-MM");
    }
    try {
      return new ReportingMonth(YearMonth.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a month written yyyy-MM", e);
    }
  }

  public LocalDate start() {
    return month.atDay(1);
  }

  public LocalDate end() {
    return month.atEndOfMonth();
  }

  /**
   * National month number: months since April 1900, that month being 1 (trust-data.md section 2);
   * April 2024 is 1489.
   */
  public int uniqMonthId() {
    return (month.getYear() - 1900) * 12 + month.getMonthValue() - 3;
  }

  public ReportingMonth plusMonths(int months) {
    return new ReportingMonth(month.plusMonths(months));
  }

  /** This month and the {@code count - 1} months before it, oldest first. */
  public List<ReportingMonth> window(int count) {
    return IntStream.range(0, count).mapToObj(i -> plusMonths(i - count + 1)).toList();
  }

  @Override
  public int compareTo(ReportingMonth other) {
    return month.compareTo(other.month);
  }

  @Override
  @JsonValue
  public String toString() {
    return month.toString();
  }
}
