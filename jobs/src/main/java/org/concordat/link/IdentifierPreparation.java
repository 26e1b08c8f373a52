package org.concordat.link;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cleans and checks identifiers before they are compared: the same for every partner. What is not
 * usable as evidence becomes null.
 *
 * <p>Any change to what comes out needs a new {@link #VERSION}: it is part of every person key.
 */
public final class IdentifierPreparation implements Serializable {

  /** Version of these rules, kept with every output. */
  public static final String VERSION = "1";

  private static final long serialVersionUID = 1L;

  private static final Set<String> DUMMY_NUMBERS =
      Set.of("1234567890", "0123456789", "9876543210", "0987654321");

  private static final Pattern SPACES_AND_HYPHENS = Pattern.compile("[\\s-]");
  private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10}");
  private static final Pattern NOT_OF_POSTCODE = Pattern.compile("[^A-Z0-9]");
  private static final Pattern POSTCODE = Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}");

  private static final int OLDEST_YEARS = 120;

  private final boolean testNumbers;
  private final NumberMerges merges;

  /**
   * @param testNumbers whether NHS numbers of the test range 999 count as valid (invented data
   *     only)
   */
  public IdentifierPreparation(boolean testNumbers) {
    this(testNumbers, NumberMerges.NONE);
  }

  /**
   * @param merges numbers that stand for others
   */
  IdentifierPreparation(boolean testNumbers, NumberMerges merges) {
    this.testNumbers = testNumbers;
    this.merges = merges;
  }

  /** Numbers that stand for others. */
  NumberMerges merges() {
    return merges;
  }

  /**
   * Ten digits of a valid NHS number, or null: spaces and hyphens are dropped; wrong check digit,
   * one digit repeated and known dummies are refused. Example: {@code 943 476 5919} gives {@code
   * 9434765919}. A superseded number gives the one in its place.
   */
  public @Nullable String nhsNumber(@Nullable String sent) {
    String number = validNumber(sent);
    return number == null ? null : merges.current(number);
  }

  /** The number sent where it is valid and another one has taken its place; else null. */
  @Nullable String supersededNumber(@Nullable String sent) {
    String number = validNumber(sent);
    return number == null || merges.current(number).equals(number) ? null : number;
  }

  private @Nullable String validNumber(@Nullable String sent) {
    if (sent == null) {
      return null;
    }
    String digits = SPACES_AND_HYPHENS.matcher(sent).replaceAll("");
    if (!TEN_DIGITS.matcher(digits).matches()
        || digits.equals(digits.substring(0, 1).repeat(10))
        || DUMMY_NUMBERS.contains(digits)
        || (!testNumbers && digits.startsWith("999"))
        || !hasRightCheckDigit(digits)) {
      return null;
    }
    return digits;
  }

  /**
   * Modulus 11: digits 1 to 9 times 10, 9, … 2; 11 minus the sum's remainder is the last digit, 11
   * stands for 0 and 10 for no number at all.
   */
  private static boolean hasRightCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += (digits.charAt(i) - '0') * (10 - i);
    }
    int check = (11 - sum % 11) % 11;
    return check == digits.charAt(9) - '0';
  }

  /** Family name as A to Z without spaces, or null. */
  public @Nullable String surname(@Nullable String sent) {
    return PersonName.surname(sent);
  }

  /** First given name as A to Z, or null. */
  public @Nullable String firstGivenName(@Nullable String sent) {
    return PersonName.firstGivenName(sent);
  }

  /**
   * The birth date, or null when it lies after the reporting month or more than 120 years before
   * its end. The month stands in for today, so that a later run gives the same answer.
   */
  public @Nullable String birthDate(@Nullable String sent, LocalDate monthEnd) {
    if (sent == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(sent);
      boolean possible =
          !date.isAfter(monthEnd) && !date.isBefore(monthEnd.minusYears(OLDEST_YEARS));
      return possible ? date.toString() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Whether a birth date is what systems store for "not known": 1 January of any year. Such a date
   * agrees by habit, so its day and month are no evidence by themselves.
   */
  public static boolean isDefaultLike(String birthDate) {
    return birthDate.endsWith("-01-01");
  }

  /**
   * Full postcode, upper case with one space before the last three characters, or null; pseudo
   * postcodes (ZZ99: no fixed abode, abroad, unknown) are missing.
   */
  public @Nullable String postcode(@Nullable String sent) {
    if (sent == null) {
      return null;
    }
    String packed = NOT_OF_POSTCODE.matcher(sent.toUpperCase(Locale.ROOT)).replaceAll("");
    if (packed.startsWith("ZZ99") || !POSTCODE.matcher(packed).matches()) {
      return null;
    }
    int inward = packed.length() - 3;
    return packed.substring(0, inward) + " " + packed.substring(inward);
  }

  /** 1 or 2; every other code is no evidence. */
  public @Nullable String sex(@Nullable String sent) {
    return sent != null && (sent.strip().equals("1") || sent.strip().equals("2"))
        ? sent.strip()
        : null;
  }
}
