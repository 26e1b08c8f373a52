package org.concordat.platform;

import java.time.Instant;
import java.util.List;

/**
 * How much of a month was there at its cut (data-quality.md 3.5, capture at first cut). A later
 * submission replaces the whole month, so each side is the rows of one submission.
 *
 * @param atTheCut accepted rows of the last submission accepted by the cut
 * @param inTheEnd accepted rows of the last submission accepted so far, by the close at the latest
 */
public record CaptureAtCut(long atTheCut, long inTheEnd) {

  /** Nothing was sent. */
  public static final CaptureAtCut NOTHING = new CaptureAtCut(0, 0);

  /**
   * An accepted submission.
   *
   * @param receivedAt when it came
   * @param rows rows accepted
   */
  public record Arrival(Instant receivedAt, long rows) {}

  /**
   * @param accepted accepted submissions of one month in order of arrival
   * @param cut performance cut of the month
   * @param close year end close of the month
   */
  public static CaptureAtCut of(List<Arrival> accepted, Instant cut, Instant close) {
    long atTheCut = 0;
    long inTheEnd = 0;
    for (Arrival each : accepted) {
      if (!each.receivedAt().isAfter(cut)) {
        atTheCut = each.rows();
      }
      if (!each.receivedAt().isAfter(close)) {
        inTheEnd = each.rows();
      }
    }
    return new CaptureAtCut(atTheCut, inTheEnd);
  }

  /** Months together. */
  public CaptureAtCut plus(CaptureAtCut more) {
    return new CaptureAtCut(atTheCut + more.atTheCut, inTheEnd + more.inTheEnd);
  }
}
