package org.concordat.platform.disclosure;

import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;

/**
 * How a protected count is written and what its reader then knows: rules D1 and D2 of
 * returns-and-disclosure.md 3, or the rule of HES (1.4 there): nought is shown and 1 to 7 are
 * hidden. Each figure is rounded once, from its exact value, at the end.
 */
public final class ProtectedCount {

  /** What stands for a figure that is hidden or not there. */
  public static final String HIDDEN = "*";

  private static final int HES_SMALL_COUNT = 8;

  private final int smallCount;
  private final long step;
  private final boolean isNoughtShown;

  /**
   * @throws WrongRequestException if a setting would protect nothing
   */
  public ProtectedCount(Settings.Disclosure settings) {
    if (settings.smallCount() < 2 || settings.roundTo() < 2 || settings.freeContributors() < 1) {
      throw new WrongRequestException(
          "Cannot protect figures with disclosure settings small-count "
              + settings.smallCount()
              + ", round-to "
              + settings.roundTo()
              + ", free-contributors "
              + settings.freeContributors()
              + ": use at least 2, 2 and 1");
    }
    boolean isHes = settings.regime().equals("hes");
    if (!isHes && !settings.regime().equals("mhsds")) {
      throw new WrongRequestException(
          "Cannot protect figures by the regime " + settings.regime() + ": use mhsds or hes");
    }
    this.smallCount =
        isHes ? Math.max(HES_SMALL_COUNT, settings.smallCount()) : settings.smallCount();
    this.step = settings.roundTo();
    this.isNoughtShown = isHes;
  }

  /** Least number that a protected count may show before it is rounded. */
  public int leastShown() {
    return isNoughtShown ? 0 : smallCount;
  }

  /** Whether a protected count is hidden for being small. */
  public boolean isSmall(long value) {
    return value < smallCount && !(isNoughtShown && value == 0);
  }

  /** A protected count as published. */
  public String text(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("A count cannot be negative: " + value);
    }
    return isSmall(value) ? HIDDEN : Long.toString(rounded(value));
  }

  /** A protected count as published, as a number; 0 where it is hidden. */
  public long shown(long value) {
    return isSmall(value) ? 0 : rounded(value);
  }

  private long rounded(long value) {
    return (value + step / 2) / step * step;
  }

  /** What the reader of a rounded count knows. */
  Range whenRounded(long value) {
    if (value == 0) {
      return Range.of(0);
    }
    long least = rounded(value) - step / 2;
    return new Range(Math.max(least, smallCount), least + step - 1);
  }

  /**
   * What the reader of an asterisk knows who even guessed whether it stands for a small count: no
   * reader knows more.
   */
  Range whenHidden(long value) {
    return isSmall(value) || value < smallCount
        ? new Range(isNoughtShown && value > 0 ? 1 : 0, smallCount - 1L)
        : new Range(smallCount, Range.NO_LIMIT);
  }
}
