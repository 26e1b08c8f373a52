package org.concordat.link;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far two profiles agree, field by field (linkage.md, levels of the probabilistic step). A
 * field that one of them does not know says nothing and is null.
 *
 * <p>Birth date, age and year of birth are one field, and so are all levels of a postcode: they are
 * never counted twice.
 */
record Agreement(
    @Nullable Name surname,
    @Nullable Name given,
    @Nullable Birth birth,
    @Nullable Sex sex,
    @Nullable Postcode postcode)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One more than the most levels a field has. */
  private static final int BASE = 8;

  private static final double CLOSE = 0.92;
  private static final double SIMILAR = 0.80;

  /** A name: Jaro-Winkler similarity, or given and family name in each other's place. */
  enum Name {
    EXACT,
    CLOSE,
    SIMILAR,
    SWAPPED,
    DIFFERENT
  }

  /** Birth dates; only years are compared where one of them is default-like or an age. */
  enum Birth {
    EXACT,
    ONE_EDIT,
    DAY_MONTH_SWAPPED,
    SAME_YEAR_AND_MONTH,
    DIFFERENT,
    YEAR_AGREES,
    YEAR_DIFFERS
  }

  /** Sex. */
  enum Sex {
    SAME,
    DIFFERENT
  }

  /** Postcodes, from the full one down to its area. */
  enum Postcode {
    FULL,
    SECTOR,
    DISTRICT,
    AREA,
    DIFFERENT
  }

  /** Years an age may be wrong by (linkage.md, step 6). */
  static final int AGE_YEARS = 2;

  static Agreement of(Profile one, Profile other) {
    boolean isSwapped = isSwapped(one, other);
    return new Agreement(
        isSwapped ? Name.SWAPPED : name(one.surname(), other.surname()),
        isSwapped ? Name.SWAPPED : name(one.given(), other.given()),
        birth(one, other),
        one.sex() == null || other.sex() == null
            ? null
            : one.sex().equals(other.sex()) ? Sex.SAME : Sex.DIFFERENT,
        postcode(one.postcode(), other.postcode()));
  }

  private static boolean isSwapped(Profile one, Profile other) {
    return one.surname() != null
        && one.given() != null
        && !one.surname().equals(other.surname())
        && isClose(one.surname(), other.given())
        && isClose(one.given(), other.surname());
  }

  private static boolean isClose(@Nullable String one, @Nullable String other) {
    return one != null && other != null && NameLikeness.ifAtLeast(CLOSE, one, other) >= CLOSE;
  }

  static @Nullable Name name(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    if (one.equals(other)) {
      return Name.EXACT;
    }
    boolean isInitial = one.length() == 1 || other.length() == 1;
    if (isInitial && one.charAt(0) == other.charAt(0)) {
      return Name.SIMILAR;
    }
    double similarity = NameLikeness.ifAtLeast(SIMILAR, one, other);
    return similarity >= CLOSE ? Name.CLOSE : similarity >= SIMILAR ? Name.SIMILAR : Name.DIFFERENT;
  }

  private static @Nullable Birth birth(Profile one, Profile other) {
    String date = one.fullBirthDate();
    String otherDate = other.fullBirthDate();
    if (date != null && otherDate != null) {
      return dates(date, otherDate);
    }
    if (one.bornFrom() == 0 || other.bornFrom() == 0) {
      return null;
    }
    // A date stands for its year; an age may be a guess.
    int slack = one.birthDate() == null || other.birthDate() == null ? AGE_YEARS : 0;
    boolean agrees =
        one.bornFrom() - slack <= other.bornTo() && other.bornFrom() - slack <= one.bornTo();
    return agrees ? Birth.YEAR_AGREES : Birth.YEAR_DIFFERS;
  }

  static Birth dates(String one, String other) {
    if (one.equals(other)) {
      return Birth.EXACT;
    }
    if (one.regionMatches(0, other, 0, 5)
        && one.regionMatches(5, other, 8, 2)
        && one.regionMatches(8, other, 5, 2)) {
      return Birth.DAY_MONTH_SWAPPED;
    }
    if (isOneEdit(one, other)) {
      return Birth.ONE_EDIT;
    }
    return one.regionMatches(0, other, 0, 7) ? Birth.SAME_YEAR_AND_MONTH : Birth.DIFFERENT;
  }

  /**
   * Damerau-Levenshtein distance 1 of two dates of the form yyyy-MM-dd: texts of one length differ
   * by one edit where one digit is another, or two neighbouring digits changed places.
   */
  private static boolean isOneEdit(String one, String other) {
    List<Integer> differing = new ArrayList<>();
    for (int i = 0; i < one.length(); i++) {
      if (one.charAt(i) != other.charAt(i)) {
        differing.add(i);
      }
    }
    if (differing.size() == 1) {
      return true;
    }
    if (differing.size() != 2) {
      return false;
    }
    int first = differing.get(0);
    int second = differing.get(1);
    return second == first + 1
        && one.charAt(first) == other.charAt(second)
        && one.charAt(second) == other.charAt(first);
  }

  /** Postcodes as prepared: outward, one space, inward. */
  private static @Nullable Postcode postcode(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    if (one.equals(other)) {
      return Postcode.FULL;
    }
    int space = one.indexOf(' ');
    if (one.regionMatches(0, other, 0, space + 2)) {
      return Postcode.SECTOR;
    }
    if (one.regionMatches(0, other, 0, space + 1)) {
      return Postcode.DISTRICT;
    }
    return area(one).equals(area(other)) ? Postcode.AREA : Postcode.DIFFERENT;
  }

  private static String area(String postcode) {
    return postcode.substring(0, Character.isDigit(postcode.charAt(1)) ? 1 : 2);
  }

  /** Whether both names and the birth date are the same: hardly ever two people. */
  boolean isStrict() {
    return surname == Name.EXACT && given == Name.EXACT && birth == Birth.EXACT;
  }

  /** Whether an identifier that both know says that they are two people. */
  boolean contradicts() {
    return surname == Name.DIFFERENT
        || given == Name.DIFFERENT
        || birth == Birth.DIFFERENT
        || birth == Birth.YEAR_DIFFERS
        || sex == Sex.DIFFERENT;
  }

  /** All levels as one number, to be counted and read again. */
  int pattern() {
    int pattern = 0;
    for (Enum<?> level : new Enum<?>[] {surname, given, birth, sex, postcode}) {
      pattern = pattern * BASE + (level == null ? 0 : level.ordinal() + 1);
    }
    return pattern;
  }

  /** Reads what {@link #pattern} wrote. */
  static Agreement of(int pattern) {
    return new Agreement(
        level(Name.values(), pattern / (BASE * BASE * BASE * BASE)),
        level(Name.values(), pattern / (BASE * BASE * BASE) % BASE),
        level(Birth.values(), pattern / (BASE * BASE) % BASE),
        level(Sex.values(), pattern / BASE % BASE),
        level(Postcode.values(), pattern % BASE));
  }

  private static <T> @Nullable T level(T[] levels, int number) {
    return number == 0 ? null : levels[number - 1];
  }

  /** A level as the model names it. */
  static String name(Enum<?> level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
