package org.concordat.cli;

import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** The value of {@code --month}. */
final class GivenMonth {

  private GivenMonth() {}

  /**
   * @throws WrongRequestException if it is no month
   */
  static ReportingMonth of(String text) {
    try {
      return ReportingMonth.of(text);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("--month: " + e.getMessage() + ", for example 2026-09", e);
    }
  }

  /** The same where it may be left out: null then. */
  static @Nullable ReportingMonth ifGiven(@Nullable String text) {
    return text == null ? null : of(text);
  }
}
