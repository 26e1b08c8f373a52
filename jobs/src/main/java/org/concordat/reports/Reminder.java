package org.concordat.reports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * A message to a partner whose month is missing or rejected while its window is open
 * (returns-and-disclosure.md 5.3): what is missing, how many hours are left and what to do.
 *
 * @param family the partner's family
 * @param organisation its code
 * @param name its name
 * @param rejected whether something came and all of it was rejected; nothing came when false
 * @param month reporting month
 * @param closes last instant at which a submission counts for the month's first figures
 * @param at instant for which the hours left are counted
 */
public record Reminder(
    Family family,
    String organisation,
    String name,
    boolean rejected,
    ReportingMonth month,
    Instant closes,
    Instant at) {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK)
          .withZone(SubmissionCalendar.ZONE);

  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What the words of the message name. */
  record Words(
      String name,
      String organisation,
      String family,
      String month,
      boolean rejected,
      String closes,
      String at,
      long hours) {}

  /**
   * Whole hours left.
   *
   * @throws WrongRequestException when the window is closed
   */
  public static long hoursLeft(ReportingMonth month, Instant at) {
    Instant closes = SubmissionCalendar.load().performanceCut(month);
    if (at.isAfter(closes)) {
      throw new WrongRequestException(
          "The window of " + month + " closed on " + CLOCK.format(closes) + " London time");
    }
    return Duration.between(at, closes).toHours();
  }

  /** Where the message lies below the reports: in the partner's own folder of the month. */
  @JsonIgnore
  public Path place() {
    return Path.of(
        family.name(), organisation, month.toString(), "reminder-" + FILE.format(at) + ".txt");
  }

  /** Writes messages into their partners' folders; the same reminder gives the same bytes. */
  public static void write(Lake lake, List<Reminder> reminders) {
    for (Reminder one : reminders) {
      Pages.writeText("reminder", one.words(), lake.root(Zone.REPORTS).resolve(one.place()));
    }
  }

  private Words words() {
    return new Words(
        name,
        organisation,
        family.title(),
        month.toString(),
        rejected,
        CLOCK.format(closes),
        CLOCK.format(at),
        hoursLeft(month, at));
  }
}
