package org.concordat.link;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When a record of a detention happened, in seconds since 1970.
 *
 * @param arrival arrival where it ended: at the place of safety, at the ambulance's destination
 * @param start when it began: the police power used, the ambulance called; a trust's period begins
 *     with the arrival
 * @param day day in London of the arrival, else of the start
 * @param isUntimed whether only the day is known
 */
record DetentionTime(
    @Nullable Long arrival, @Nullable Long start, LocalDate day, boolean isUntimed) {

  /** A record of the police or an ambulance trust. */
  static DetentionTime of(@Nullable Long arrival, long start) {
    long known = arrival == null ? start : arrival;
    LocalDate day = Instant.ofEpochSecond(known).atZone(SubmissionCalendar.ZONE).toLocalDate();
    return new DetentionTime(arrival, start, day, false);
  }

  /** A record that begins with the arrival. */
  static DetentionTime ofArrival(long arrival) {
    return of(arrival, arrival);
  }

  /** A record that only says on which day. */
  static DetentionTime ofDay(LocalDate day) {
    return new DetentionTime(null, null, day, true);
  }

  /** The times it knows. */
  Set<Long> known() {
    Set<Long> known = new HashSet<>();
    if (arrival != null) {
      known.add(arrival);
    }
    if (start != null) {
      known.add(start);
    }
    return known;
  }

  /**
   * Whether the two can be one event: arrivals, or where one is not known the starts, lie at most
   * so many seconds apart. A day without a time must be the day of the other.
   */
  boolean isNear(DetentionTime other, long secondsApart) {
    if (isUntimed || other.isUntimed) {
      return day.equals(other.day);
    }
    return arrival != null && other.arrival != null
        ? within(arrival, other.arrival, secondsApart)
        : within(start, other.start, secondsApart);
  }

  private static boolean within(@Nullable Long one, @Nullable Long other, long apart) {
    return one != null && other != null && Math.abs(one - other) <= apart;
  }
}
