package org.concordat.link;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.jspecify.annotations.Nullable;

/**
 * One way an entity was written down: prepared identifiers, null where not known.
 *
 * @param entity what is already known to be one: the person of an NHS number, or the records of a
 *     sender that agree in everything
 * @param isNumbered whether a valid NHS number names the entity
 * @param birthDate yyyy-MM-dd
 * @param ageFrom earliest year of birth by the age sent; 0 when no age was sent
 * @param ageTo latest year of birth by the age sent
 * @param surnameShare share of all profiles that have the surname; 0 when not counted
 * @param givenShare the same of the given name
 */
record Profile(
    String entity,
    boolean isNumbered,
    @Nullable String surname,
    @Nullable String given,
    @Nullable String birthDate,
    int ageFrom,
    int ageTo,
    @Nullable String sex,
    @Nullable String postcode,
    double surnameShare,
    double givenShare) {

  private static final List<String> SEXES = List.of("1", "2");

  private static final DoubleMetaphone SOUNDS = new DoubleMetaphone();

  /** Birth date that is evidence by itself: not default-like. */
  @Nullable String fullBirthDate() {
    return birthDate == null || IdentifierPreparation.isDefaultLike(birthDate) ? null : birthDate;
  }

  /** First year the person may be born in; 0 when nothing is known. */
  int bornFrom() {
    return birthDate == null ? ageFrom : year(birthDate);
  }

  /** Last year the person may be born in. */
  int bornTo() {
    return birthDate == null ? ageTo : year(birthDate);
  }

  private static int year(String date) {
    return Integer.parseInt(date, 0, 4, 10);
  }

  /**
   * Keys under which the profile meets others (linkage.md, blocking rules), in a fixed order: birth
   * date and sex; sound of the surname and year of birth; postcode and sex; both names, in either
   * order.
   */
  List<String> blocks() {
    List<String> blocks = new ArrayList<>();
    String date = fullBirthDate();
    List<String> sexes = sex == null ? SEXES : List.of(sex);
    if (date != null) {
      sexes.forEach(one -> blocks.add("birth_date_sex|" + date + "|" + one));
    }
    if (surname != null && bornFrom() > 0) {
      for (int year = bornFrom(); year <= bornTo(); year++) {
        blocks.add("surname_sound_birth_year|" + sound(surname) + "|" + year);
      }
    }
    if (postcode != null) {
      sexes.forEach(one -> blocks.add("postcode_sex|" + postcode + "|" + one));
    }
    if (surname != null && given != null) {
      boolean isInOrder = surname.compareTo(given) <= 0;
      blocks.add("names|" + (isInOrder ? surname : given) + "|" + (isInOrder ? given : surname));
    }
    return blocks;
  }

  /**
   * Double Metaphone, which knows more than English spelling; a name without any of its sounds
   * stands for itself.
   */
  static String sound(String name) {
    String sound = SOUNDS.doubleMetaphone(name);
    return sound == null || sound.isEmpty() ? name : sound;
  }
}
