package org.concordat.link;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who a record of a detention is about, as far as it says.
 *
 * @param number valid NHS number
 * @param birthDate exact birth date; null where it was estimated, or is 1 January
 * @param age completed years when the record began
 * @param sex 1 or 2
 * @param postcode full postcode; null where it is a pseudo-postcode
 */
record DetainedPerson(
    @Nullable String number,
    @Nullable LocalDate birthDate,
    @Nullable Integer age,
    @Nullable String sex,
    @Nullable String postcode) {

  /** Whether the two cannot be one person, whatever else agrees. */
  boolean contradicts(DetainedPerson other) {
    return differ(number, other.number) || differInAllParts(birthDate, other.birthDate);
  }

  /**
   * Whether sexes agree where both are known, and ages are close. Where one is not known, an equal
   * NHS number or postcode must stand in for the age.
   */
  boolean isLike(DetainedPerson other, int yearsApart) {
    if (differ(sex, other.sex)) {
      return false;
    }
    if (age == null || other.age == null) {
      return hasNumberOf(other) || hasPostcodeOf(other);
    }
    return Math.abs(age - other.age) <= yearsApart;
  }

  boolean hasNumberOf(DetainedPerson other) {
    return number != null && number.equals(other.number);
  }

  boolean hasBirthDateOf(DetainedPerson other) {
    return birthDate != null && birthDate.equals(other.birthDate);
  }

  boolean hasPostcodeOf(DetainedPerson other) {
    return postcode != null && postcode.equals(other.postcode);
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }

  private static boolean differInAllParts(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one != null
        && other != null
        && one.getDayOfMonth() != other.getDayOfMonth()
        && one.getMonthValue() != other.getMonthValue()
        && one.getYear() != other.getYear();
  }
}
