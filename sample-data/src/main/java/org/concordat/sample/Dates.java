package org.concordat.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Months, moments and the way they are written. */
final class Dates {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private Dates() {}

  /** One calendar month. */
  record Period(YearMonth month) {

    LocalDate start() {
      return month.atDay(1);
    }

    LocalDate end() {
      return month.atEndOfMonth();
    }

    boolean holds(LocalDate day) {
      return YearMonth.from(day).equals(month);
    }

    /** Months since year 0: a number that rises by one each month. */
    int number() {
      return (int) month.getLong(java.time.temporal.ChronoField.PROLEPTIC_MONTH);
    }

    Period plus(int months) {
      return new Period(month.plusMonths(months));
    }

    /** A moment on a day of the following month, as the channels write it. */
    String nextMonth(int day, String time) {
      return month.plusMonths(1).atDay(day) + "T" + time + "Z";
    }
  }

  /** London's clock at an instant written with Z. */
  static LocalDateTime londonTime(String instant) {
    return Instant.parse(instant).atZone(LONDON).toLocalDateTime();
  }

  static String time(LocalDateTime moment) {
    return TIME.format(moment);
  }

  static String local(LocalDateTime moment) {
    return LOCAL.format(moment);
  }

  /** With the offset London had then. */
  static String offset(LocalDateTime moment) {
    return OFFSET.format(moment.atZone(LONDON));
  }

  /** A moment in a month; nights and evenings are as likely as in an emergency service. */
  static LocalDateTime momentIn(Period period, Dice dice) {
    int day = dice.between(1, period.month().lengthOfMonth());
    int hour = dice.percent(70) ? dice.between(8, 23) : dice.below(24);
    return period.month().atDay(day).atTime(hour, dice.below(60), dice.below(60));
  }
}
