package org.concordat.schemas;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a month's figures are cut and its year closes (submission-and-validation 2.3): a dated list,
 * never computed. Each entry says whether its instants were published or are the project's default
 * (23:59:59 on the 21st of the next month; 28 May).
 */
public final class SubmissionCalendar {

  /** Times of the calendar are clock times here. */
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  /**
   * Cuts of one month.
   *
   * @param month month of activity
   * @param performanceCut last instant at which a submission counts for the performance figures
   * @param yearEndClose last instant at which the month may be sent at all
   */
  public record Entry(ReportingMonth month, Instant performanceCut, Instant yearEndClose) {}

  private final SortedMap<ReportingMonth, Entry> entries;

  private SubmissionCalendar(SortedMap<ReportingMonth, Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads the calendar of this module.
   *
   * @throws IllegalArgumentException naming the file, when a month stands there twice, has a gap
   *     before it, or closes before it is cut
   */
  public static SubmissionCalendar load() {
    SortedMap<ReportingMonth, Entry> entries = new TreeMap<>();
    ResourceFolder.texts("calendar", ".csv")
        .forEach(
            (file, text) ->
                CsvText.read("calendar/" + file, text)
                    .rows()
                    .forEach(row -> add(entries, file, entry(row))));
    return new SubmissionCalendar(entries);
  }

  private static Entry entry(Map<String, String> row) {
    return new Entry(
        ReportingMonth.of(row.getOrDefault("month", "")),
        instant(row.getOrDefault("performance_cut", "")),
        instant(row.getOrDefault("year_end_close", "")));
  }

  private static void add(SortedMap<ReportingMonth, Entry> entries, String file, Entry entry) {
    if (entry.yearEndClose().isBefore(entry.performanceCut())) {
      throw new IllegalArgumentException(
          "calendar/" + file + ": " + entry.month() + " closes before its cut");
    }
    if (!entries.isEmpty() && !entries.lastKey().plusMonths(1).equals(entry.month())) {
      throw new IllegalArgumentException(
          "calendar/" + file + ": " + entry.month() + " does not follow " + entries.lastKey());
    }
    entries.put(entry.month(), entry);
  }

  private static Instant instant(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }

  /** The cuts of a month; empty before service start and after the last listed month. */
  public Optional<Entry> find(ReportingMonth month) {
    return Optional.ofNullable(entries.get(month));
  }

  /**
   * @throws IllegalArgumentException if the calendar has no such month
   */
  public Entry entry(ReportingMonth month) {
    return find(month)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The submission calendar has no month "
                        + month
                        + "; it runs from "
                        + serviceStart()
                        + " to "
                        + entries.lastKey()));
  }

  public Instant performanceCut(ReportingMonth month) {
    return entry(month).performanceCut();
  }

  public Instant yearEndClose(ReportingMonth month) {
    return entry(month).yearEndClose();
  }

  /** The first month that may be sent. */
  public ReportingMonth serviceStart() {
    return entries.firstKey();
  }

  /** All months of the calendar, oldest first. */
  public List<ReportingMonth> months() {
    return List.copyOf(entries.keySet());
  }
}
