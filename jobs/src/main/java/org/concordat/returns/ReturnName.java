package org.concordat.returns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a return is meant.
 *
 * @param month reporting month
 * @param status performance or final
 * @param version its number
 */
public record ReturnName(ReportingMonth month, ReturnStatus status, int version) {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?:(?<month>[0-9]{4}-[0-9]{2})/)?(?<status>[a-z]+)/)?v(?<version>[1-9][0-9]{0,8})");

  /**
   * Reads {@code 2026-09/performance/v1}, {@code performance/v1} or {@code v1}.
   *
   * @param month month where the text names none; null for none
   * @param status status where the text names none
   * @throws WrongRequestException if the text is none of these, or names no month and none is given
   */
  public static ReturnName of(String text, @Nullable ReportingMonth month, String status) {
    Matcher name = NAME.matcher(text.strip());
    if (!name.matches()) {
      throw new WrongRequestException(
          "\""
              + text
              + "\" names no return; write for example 2026-09/performance/v1, or v1 with --month");
    }
    ReportingMonth of = name.group("month") == null ? month : month(name.group("month"));
    if (of == null) {
      throw new WrongRequestException(
          "Which month's " + text + "? Write for example 2026-09/performance/v1, or give --month");
    }
    return new ReturnName(
        of,
        ReturnStatus.of(name.group("status") == null ? status : name.group("status")),
        Integer.parseInt(name.group("version")));
  }

  private static ReportingMonth month(String text) {
    try {
      return ReportingMonth.of(text);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException(text + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return month + "/" + status.folder() + "/v" + version;
  }
}
