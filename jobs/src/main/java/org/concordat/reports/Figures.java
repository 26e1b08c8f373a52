package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.ProtectedCount;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/** Numbers and times as every page writes them. */
final class Figures {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK)
          .withZone(SubmissionCalendar.ZONE);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

  private static final DateTimeFormatter SHORT_MONTH =
      DateTimeFormatter.ofPattern("MMM uuuu", Locale.UK);

  private Figures() {}

  /** A whole number with commas, for example 12,345. */
  static String count(long number) {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
  }

  /** A number and what it counts, for example {@code 1 row} or {@code 2,000 rows}. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** A percentage with one decimal, for example 94.0 %. Halves round up. */
  static String percent(BigDecimal percent) {
    return percent.setScale(1, RoundingMode.HALF_UP).toPlainString() + "\u00a0%";
  }

  /** A number with one decimal, for example 2.5. Halves round up. */
  static String decimal(BigDecimal number) {
    return number.setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  /** Part of a whole as a percentage with one decimal; a dash when the whole is zero. */
  static String percent(long part, long whole) {
    return whole == 0 ? "–" : percent(share(part, whole));
  }

  /** Part of a whole in percent; zero when the whole is zero. */
  static BigDecimal share(long part, long whole) {
    return whole == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(whole), 10, RoundingMode.HALF_UP);
  }

  /**
   * A count of others on a page that is not theirs: to the nearest five, small ones hidden
   * (returns-and-disclosure.md D1, D2).
   */
  static String rounded(long number, Settings.Disclosure rules) {
    String text = new ProtectedCount(rules).text(number);
    return text.equals(ProtectedCount.HIDDEN) ? text : count(Long.parseLong(text));
  }

  /** The percentage of two counts as shown, in whole numbers; hidden when either is hidden (D3). */
  static String roundedPercent(long part, long whole, Settings.Disclosure rules) {
    String shown = new ProtectedCount(rules).text(part);
    String of = new ProtectedCount(rules).text(whole);
    if (shown.equals(ProtectedCount.HIDDEN) || of.equals(ProtectedCount.HIDDEN)) {
      return ProtectedCount.HIDDEN;
    }
    BigDecimal share = share(Long.parseLong(shown), Long.parseLong(of));
    return share.setScale(0, RoundingMode.HALF_UP).toPlainString() + "\u00a0%";
  }

  /** A count as it is published; zero where it is hidden. */
  static long published(long number, Settings.Disclosure rules) {
    return new ProtectedCount(rules).shown(number);
  }

  /** A time on London's clocks, for example {@code 12 October 2026 at 10:14 (London time)}. */
  static String time(Instant instant) {
    return TIME.format(instant) + " (London time)";
  }

  /** A month in words, for example September 2026. */
  static String month(ReportingMonth month) {
    return MONTH.format(month.month());
  }

  /** A month in short, for example Sept 2026. */
  static String shortMonth(ReportingMonth month) {
    return SHORT_MONTH.format(month.month());
  }

  /** A length of time in days and hours, for example {@code 9 days 13 hours}. */
  static String length(Duration length) {
    Duration positive = length.abs();
    long days = positive.toDays();
    long hours = positive.toHoursPart();
    if (days == 0 && hours == 0) {
      return "less than an hour";
    }
    if (days == 0) {
      return count(hours, "hour", "hours");
    }
    return count(days, "day", "days") + " " + count(hours, "hour", "hours");
  }
}
