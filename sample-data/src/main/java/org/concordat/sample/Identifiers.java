package org.concordat.sample;

import java.time.LocalDate;

/**
 * Writes what tells a person apart into the columns of one row: number, names, birth date,
 * postcode. What goes wrong is said in the truth of the row.
 */
final class Identifiers {

  private final Person person;
  private final Row row;
  private final Dice dice;
  private final ErrorRates rates;

  Identifiers(Person person, Row row, Dice dice, ErrorRates rates) {
    this.person = person;
    this.row = row.about(person);
    this.dice = dice;
    this.rates = rates;
  }

  /**
   * Writes the NHS number, or leaves it out.
   *
   * @return whether it is written
   */
  boolean number(String column, ErrorRate missing) {
    if (happens(missing, "number_missing")) {
      return false;
    }
    row.set(column, person.nhsNumber());
    return true;
  }

  void names(ErrorRate missing, ErrorRate typo) {
    if (happens(missing, "names_missing")) {
      row.set("given_name", dice.pick("UNKNOWN", "")).set("family_name", "");
      return;
    }
    String given = person.givenName();
    String family = person.familyName();
    if (rates.happens(typo, dice)) {
      if (dice.percent(50)) {
        given = TypingErrors.name(given, dice);
        row.wrong("typo_given");
      } else {
        family = TypingErrors.name(family, dice);
        row.wrong("typo_family");
      }
    }
    boolean isSwapped = happens(ErrorRate.NAMES_SWAPPED, "swapped");
    row.set("given_name", isSwapped ? family : given)
        .set("family_name", isSwapped ? given : family);
  }

  /** Birth date, age, or both, in the columns that police, ambulance, department and 111 share. */
  void age(LocalDate on, ErrorRate ageOnly) {
    int age = person.ageOn(on);
    if (happens(ageOnly, "age_only")) {
      row.set("age_years", age);
    } else if (happens(ErrorRate.AGE_GUESSED, "age_guessed")) {
      row.set("birth_date", LocalDate.of(on.getYear() - age, 1, 1))
          .set("birth_date_precision", dice.pick("estimated", "year"))
          .set("age_years", age);
    } else {
      row.set("birth_date", typed())
          .set("birth_date_precision", "day")
          .set("age_years", dice.percent(70) ? age : "");
    }
  }

  void birthDate(String column, ErrorRate missing) {
    if (!happens(missing, "birth_date_missing")) {
      row.set(column, typed());
    }
  }

  private LocalDate typed() {
    LocalDate date = person.birthDate();
    if (date.getDayOfYear() > 1 && happens(ErrorRate.DEFAULT_DATE, "default_date")) {
      return date.withDayOfYear(1);
    }
    return happens(ErrorRate.BIRTH_DATE_ERROR, "birth_date_error")
        ? TypingErrors.date(date, dice)
        : date;
  }

  void postcode(String column, ErrorRate missing) {
    String home = person.postcode();
    if (happens(missing, "postcode_missing")) {
      row.set(column, dice.pick(Postcodes.NOT_KNOWN, ""));
    } else if (home == null) {
      row.set(column, Postcodes.NO_FIXED_ABODE);
    } else if (happens(ErrorRate.MOVED_HOUSE, "moved")) {
      row.set(column, Postcodes.other(home, dice));
    } else {
      row.set(column, home);
    }
  }

  private boolean happens(ErrorRate rate, String error) {
    boolean happens = rates.happens(rate, dice);
    if (happens) {
      row.wrong(error);
    }
    return happens;
  }
}
