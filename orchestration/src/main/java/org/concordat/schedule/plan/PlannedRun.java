package org.concordat.schedule.plan;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * One run that is due.
 *
 * @param schedule what runs
 * @param month reporting month it runs for; its data interval is that month in London
 * @param runAfter the moment from which on it may start: the cut of the month, for final runs the
 *     close of its year
 * @param closes last instant at which the month may be sent at all
 */
public record PlannedRun(
    Schedule schedule, ReportingMonth month, Instant runAfter, Instant closes) {

  /** Names of {@link #row()}. */
  public static final List<String> HEADING =
      List.of(
          "dag",
          "month",
          "interval_start_utc",
          "interval_end_utc",
          "run_after_local",
          "run_after_utc",
          "closes");

  /** First instant of the month, midnight in London. */
  public Instant intervalStart() {
    return month.start().atStartOfDay(SubmissionCalendar.ZONE).toInstant();
  }

  /** First instant after the month. */
  public Instant intervalEnd() {
    return month.end().plusDays(1).atStartOfDay(SubmissionCalendar.ZONE).toInstant();
  }

  /** As a row of the plan file. */
  public List<String> row() {
    return List.of(
        schedule.dag(),
        month.toString(),
        intervalStart().toString(),
        intervalEnd().toString(),
        local(runAfter),
        runAfter.toString(),
        local(closes));
  }

  private static String local(Instant instant) {
    ZonedDateTime there = instant.atZone(SubmissionCalendar.ZONE);
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").format(there);
  }
}
