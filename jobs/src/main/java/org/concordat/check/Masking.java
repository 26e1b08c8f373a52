package org.concordat.check;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ColumnContract.Sensitivity;
import org.jspecify.annotations.Nullable;

/**
 * Shows as much of a personal value as helps to find the row, and no more
 * (submission-and-validation.md 2.5). What does not look like the value it should be is hidden
 * altogether, since it may hold anything.
 */
public final class Masking {

  private static final String HIDDEN = "***";
  private static final int SHOWN = 3;
  private static final Pattern POSTCODE =
      Pattern.compile("([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("((?:18|19|20)[0-9]{2})[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}(?:[T ].*)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]((?:18|19|20)[0-9]{2})");

  private Masking() {}

  /** The value as it may be shown for a column; null stays null. */
  public static @Nullable String shown(@Nullable ColumnContract column, @Nullable String value) {
    return column == null ? value : shown(column.sensitive(), value);
  }

  /** The value as it may be shown; null stays null. */
  public static @Nullable String shown(@Nullable Sensitivity sensitive, @Nullable String value) {
    if (sensitive == null || value == null || value.isEmpty()) {
      return value;
    }
    return switch (sensitive) {
      case NHS_NUMBER, LOCAL_PERSON_ID -> lastDigits(value);
      case POSTCODE -> outward(value);
      case BIRTH_DATE -> year(value);
      case NAME, FREE_TEXT -> HIDDEN;
    };
  }

  private static String lastDigits(String value) {
    int hidden = value.length() - SHOWN;
    if (hidden < 2 * SHOWN - 2 || !value.substring(hidden).matches("[0-9A-Za-z]{3}")) {
      return HIDDEN;
    }
    return "*".repeat(hidden) + value.substring(hidden);
  }

  private static String outward(String value) {
    Matcher postcode = POSTCODE.matcher(value.trim().toUpperCase(Locale.ROOT));
    return postcode.matches() ? postcode.group(1) + " " + HIDDEN : HIDDEN;
  }

  private static String year(String value) {
    Matcher first = YEAR_FIRST.matcher(value);
    if (first.matches()) {
      return first.group(1) + "-**-**";
    }
    Matcher last = YEAR_LAST.matcher(value);
    return last.matches() ? "**/**/" + last.group(1) : HIDDEN;
  }
}
