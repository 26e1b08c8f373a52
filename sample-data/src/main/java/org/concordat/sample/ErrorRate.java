package org.concordat.sample;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How often something is not known, is got wrong, or makes people hard to tell apart: the rates
 * that {@code --rate name=share} sets. A share is of the rows, or people, to which it can happen: a
 * typing error of the rows with names, a wrong birth date of the rows with a date.
 */
enum ErrorRate {
  NUMBER_MISSING_TRUST(Kind.GAP, 0.025, "NHS number missing in MHS001MPI"),
  NUMBER_MISSING_DROP_IN(Kind.GAP, 0.30, "of drop-in contacts whose person gave a name"),
  NUMBER_MISSING_AMBULANCE(Kind.GAP, 0.39, "of ambulance trusts"),
  NUMBER_MISSING_POLICE(Kind.GAP, 0.975, "of forces"),
  NUMBER_MISSING_ED(Kind.GAP, 0.04, "of emergency departments"),
  NUMBER_MISSING_111(Kind.GAP, 0.25, "of NHS 111 calls"),
  NAMES_MISSING(Kind.GAP, 0.06, "both names missing, or UNKNOWN"),
  NAMES_MISSING_POLICE(Kind.GAP, 0.03, "of forces"),
  AGE_ONLY(Kind.GAP, 0.16, "an age instead of a birth date"),
  AGE_ONLY_POLICE(Kind.GAP, 0.42, "of forces"),
  AGE_GUESSED(Kind.GAP, 0.04, "1 January of a year guessed from the age, marked as such"),
  BIRTH_DATE_MISSING_TRUST(Kind.GAP, 0.015, "no birth date in MHS001MPI"),
  BIRTH_DATE_MISSING_DROP_IN(Kind.GAP, 0.04, "of drop-in contacts"),
  POSTCODE_MISSING(Kind.GAP, 0.12, "no postcode, or the one for not known"),
  POSTCODE_MISSING_POLICE(Kind.GAP, 0.18, "of forces"),
  POSTCODE_MISSING_TRUST(Kind.GAP, 0.015, "of MHS001MPI"),
  NAME_TYPO(Kind.MISTAKE, 0.035, "one typing error in the given or the family name"),
  NAME_TYPO_POLICE(Kind.MISTAKE, 0.085, "of forces"),
  NAMES_SWAPPED(Kind.MISTAKE, 0.012, "given and family name in each other's place"),
  BIRTH_DATE_ERROR(Kind.MISTAKE, 0.02, "day and month changed round, else one digit wrong"),
  DEFAULT_DATE(Kind.MISTAKE, 0.014, "1 January of the birth year, said to be exact"),
  MOVED_HOUSE(Kind.MISTAKE, 0.1, "another postcode, half of them in the same district"),
  TWINS(Kind.PEOPLE, 0.015, "people with a twin in the register"),
  HOUSEHOLDS(
      Kind.PEOPLE, 0.12, "people of the register who live with others of it, two to four together"),
  HOSTELS(Kind.PEOPLE, 0.02, "people of the register who share a postcode with 29 strangers");

  /** What a rate is of. */
  enum Kind {
    /** Something is not known: more or less of it with {@code --unknowns}. */
    GAP,
    /** Something is wrong: unless nothing is unknown, the same at every level. */
    MISTAKE,
    /** The people themselves: no level of unknowns changes them. */
    PEOPLE
  }

  private final Kind kind;
  private final double usual;
  private final String meaning;

  ErrorRate(Kind kind, double usual, String meaning) {
    this.kind = kind;
    this.usual = usual;
    this.meaning = meaning;
  }

  Kind kind() {
    return kind;
  }

  /** The share where no other is asked for. */
  double usual() {
    return usual;
  }

  /** Its name on the command line, for example {@code name-typo}. */
  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ErrorRate> named(String option) {
    return Arrays.stream(values()).filter(rate -> rate.option().equals(option)).findFirst();
  }

  /** All names on one line. */
  static String names() {
    return Arrays.stream(values()).map(ErrorRate::option).collect(Collectors.joining(", "));
  }

  /** One line a rate: name, usual share, meaning. */
  static String[] help() {
    return Arrays.stream(values())
        .map(
            rate ->
                String.format(
                    Locale.ROOT, "  %-26s %5s  %s", rate.option(), rate.usual, rate.meaning))
        .toArray(String[]::new);
  }
}
