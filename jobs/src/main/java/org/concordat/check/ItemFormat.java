package org.concordat.check;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Reads one trimmed, non-empty text as a contract type, strictly: a text that is not exactly the
 * format gives null.
 *
 * <p>Values: string and time String, integer Integer (Long where the format is {@code long}),
 * number BigDecimal, date LocalDate, datetime Instant, boolean Boolean, array List of String
 * (separated by semicolons).
 */
enum ItemFormat {
  TEXT("text") {
    @Override
    Object read(String text) {
      return text;
    }
  },
  TIME("a time written HH:mm:ss") {
    @Override
    @Nullable Object read(String text) {
      return text.length() == 8 && isTime(text, 0) ? text : null;
    }
  },
  DATE("a date written yyyy-MM-dd") {
    @Override
    @Nullable Object read(String text) {
      return text.length() == 10 ? date(text) : null;
    }
  },
  DATE_TIME("a date and time written yyyy-MM-ddTHH:mm:ss, with or without its offset from UTC") {
    @Override
    @Nullable Object read(String text) {
      LocalDateTime local = dateTime(text);
      if (local == null) {
        return null;
      }
      if (text.length() > 19) {
        return atOffset(local, text);
      }
      ZoneOffsetTransition gap = SubmissionCalendar.ZONE.getRules().getTransition(local);
      return gap != null && gap.isGap() ? null : local.atZone(SubmissionCalendar.ZONE).toInstant();
    }
  },
  DATE_TIME_OFFSET("a date and time written yyyy-MM-ddTHH:mm:ss with its offset from UTC") {
    @Override
    @Nullable Object read(String text) {
      LocalDateTime local = text.length() > 19 ? dateTime(text) : null;
      return local == null ? null : atOffset(local, text);
    }
  },
  INTEGER("a whole number") {
    @Override
    @Nullable Object read(String text) {
      Long number = wholeNumber(text, 10);
      return number == null || number.intValue() != number ? null : number.intValue();
    }
  },
  LONG("a whole number") {
    @Override
    @Nullable Object read(String text) {
      return wholeNumber(text, 18);
    }
  },
  NUMBER("a number with a point before at most six decimals") {
    @Override
    @Nullable Object read(String text) {
      int point = text.indexOf('.');
      String whole = point < 0 ? text : text.substring(0, point);
      String decimals = point < 0 ? "0" : text.substring(point + 1);
      boolean fits = decimals.length() <= 6 && isDigits(decimals, 0, decimals.length());
      return fits && wholeNumber(whole, 12) != null ? new BigDecimal(text).setScale(6) : null;
    }
  },
  BOOLEAN("true or false") {
    @Override
    @Nullable Object read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> null;
      };
    }
  },
  LIST("values separated by semicolons") {
    @Override
    Object read(String text) {
      List<String> values = new ArrayList<>();
      for (String part : text.split(";", -1)) {
        if (!part.isBlank()) {
          values.add(part.strip());
        }
      }
      return values;
    }
  };

  private final String expected;

  ItemFormat(String expected) {
    this.expected = expected;
  }

  /** What the text should have been, for a message: {@code the value is not …}. */
  String expected() {
    return expected;
  }

  /** The value; null when the text does not have the format. */
  abstract @Nullable Object read(String text);

  /** The format of a column. */
  static ItemFormat of(ColumnContract column) {
    return switch (column.type()) {
      case "integer" -> "long".equals(column.format()) ? LONG : INTEGER;
      case "number" -> NUMBER;
      case "date" -> DATE;
      case "datetime" -> column.requiresOffset() ? DATE_TIME_OFFSET : DATE_TIME;
      case "time" -> TIME;
      case "boolean" -> BOOLEAN;
      case "array" -> LIST;
      default -> TEXT;
    };
  }

  private static @Nullable LocalDate date(String text) {
    boolean shaped =
        isDigits(text, 0, 4)
            && text.charAt(4) == '-'
            && isDigits(text, 5, 7)
            && text.charAt(7) == '-'
            && isDigits(text, 8, 10);
    if (!shaped) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    if (year == 0 || month < 1 || month > 12 || day < 1) {
      return null;
    }
    boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= Month.of(month).length(leap) ? LocalDate.of(year, month, day) : null;
  }

  private static @Nullable LocalDateTime dateTime(String text) {
    if (text.length() < 19 || text.charAt(10) != 'T' || !isTime(text, 11)) {
      return null;
    }
    LocalDate date = date(text);
    return date == null
        ? null
        : date.atTime(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
  }

  private static @Nullable Object atOffset(LocalDateTime local, String text) {
    if (text.length() == 20 && text.charAt(19) == 'Z') {
      return local.toInstant(ZoneOffset.UTC);
    }
    char sign = text.charAt(19);
    boolean shaped =
        text.length() == 25
            && (sign == '+' || sign == '-')
            && isDigits(text, 20, 22)
            && text.charAt(22) == ':'
            && isDigits(text, 23, 25);
    if (!shaped || digits(text, 20, 22) > 14 || digits(text, 23, 25) > 59) {
      return null;
    }
    int seconds = digits(text, 20, 22) * 3600 + digits(text, 23, 25) * 60;
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    return local.toInstant(offset);
  }

  private static boolean isTime(String text, int at) {
    return isDigits(text, at, at + 2)
        && text.charAt(at + 2) == ':'
        && isDigits(text, at + 3, at + 5)
        && text.charAt(at + 5) == ':'
        && isDigits(text, at + 6, at + 8)
        && digits(text, at, at + 2) < 24
        && digits(text, at + 3, at + 5) < 60
        && digits(text, at + 6, at + 8) < 60;
  }

  private static @Nullable Long wholeNumber(String text, int maxDigits) {
    int start = text.startsWith("-") ? 1 : 0;
    int length = text.length() - start;
    return length >= 1 && length <= maxDigits && isDigits(text, start, text.length())
        ? Long.valueOf(text)
        : null;
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }
}
