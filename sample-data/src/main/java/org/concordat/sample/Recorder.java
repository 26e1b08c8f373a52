package org.concordat.sample;

import java.time.LocalDate;

/**
 * How one partner writes down one person: what they know, what they mishear, what they leave out.
 * The same partner always writes the same (linkage.md, identifiers by partner; ethnicity.md).
 */
final class Recorder {

  private final Person person;
  private final Dice dice;
  private final Unknowns unknowns;

  Recorder(Person person, Dice dice, Unknowns unknowns) {
    this.person = person;
    this.dice = dice;
    this.unknowns = unknowns;
  }

  private boolean unknown(int usualShare) {
    return dice.inThousand(unknowns.share(usualShare));
  }

  /** Fills the columns of MHS001MPI. */
  void patient(Row row) {
    boolean hasNumber = !unknown(25);
    String gender = person.sex();
    row.about(person)
        .set("NHSNumber", hasNumber ? person.nhsNumber() : "")
        .set("NHSNumberStatus", hasNumber ? dice.weigh("01:95", "02:3", "03:2") : "07")
        .set("PersonBirthDate", birthDate(15))
        .set("Postcode", postcode(15))
        .set(
            "GenderIDCode",
            unknown(40) ? dice.pick("X", "Z") : dice.weigh(gender + ":96", "3:3", "4:1"))
        .set("GenderSameAtBirth", dice.weigh("Y:80", "Z:10", "X:8", "N:2"))
        .set("Gender", unknown(20) ? "" : gender)
        .set("MaritalStatus", dice.weigh("S:55", "M:25", "D:10", "8:6", ":4"))
        .set("EthnicCategory", nhsEthnicity());
  }

  /** Fills the person columns of a drop-in contact whose person gave a name. */
  void caller(Row row) {
    row.about(person)
        .set("NHSNumber", unknown(300) ? "" : person.nhsNumber())
        .set("PersonBirthDate", birthDate(40))
        .set("GenderIDCode", unknown(80) ? "X" : person.sex())
        .set("EthnicCategory", nhsEthnicity());
  }

  /** Fills the person columns ambulance, emergency department and 111 share. */
  void bystander(Row row, LocalDate on, int numberMissing) {
    boolean hasNumber = !unknown(numberMissing);
    row.about(person)
        .set("nhs_number", hasNumber ? person.nhsNumber() : "")
        .set("nhs_number_traced", hasNumber ? dice.weigh("Y:85", "N:12", "U:3") : "");
    names(row, 60);
    age(row, on, 160);
    row.set("sex_code", unknown(20) ? dice.pick("9", "X") : person.sex())
        .set("ethnic_category", unknown(220) ? dice.pick("99", "Z", "Z") : nhsEthnicity())
        .set("home_postcode", postcode(120));
  }

  /** Fills the person columns of the two police files. */
  void detainee(Row row, LocalDate on) {
    row.about(person).set("nhs_number", unknown(960) ? "" : person.nhsNumber());
    names(row, 30);
    age(row, on, 260);
    row.set("sex_code", unknown(10) ? "X" : person.sex())
        .set("sex_code_source", dice.weigh("self:60", "officer:35", "unknown:5"))
        .set("home_postcode", postcode(180))
        .set("self_defined_ethnicity", selfDefined())
        .set(
            "officer_defined_ethnicity",
            dice.weigh(person.ethnicGroup().officerDefined() + ":90", "IC9:5", "IC1:3", "IC2:2"));
  }

  private void names(Row row, int missing) {
    if (unknown(missing)) {
      row.set("given_name", dice.pick("UNKNOWN", "")).set("family_name", "");
      return;
    }
    boolean swapped = dice.inThousand(15);
    String given = dice.inThousand(25) ? Names.misheard(person.givenName()) : person.givenName();
    String family = dice.inThousand(25) ? Names.misheard(person.familyName()) : person.familyName();
    row.set("given_name", swapped ? family : given).set("family_name", swapped ? given : family);
  }

  private void age(Row row, LocalDate on, int ageOnly) {
    int age = person.ageOn(on);
    if (unknown(ageOnly)) {
      boolean guessed = dice.percent(25);
      if (guessed) {
        row.set("birth_date", LocalDate.of(on.getYear() - age, 1, 1))
            .set("birth_date_precision", dice.pick("estimated", "year"));
      }
      row.set("age_years", age);
      return;
    }
    row.set("birth_date", typed(person.birthDate()))
        .set("birth_date_precision", "day")
        .set("age_years", dice.percent(70) ? age : "");
  }

  private String birthDate(int missing) {
    return unknown(missing) ? "" : typed(person.birthDate()).toString();
  }

  /** One date in a hundred has day and month changed round, or a wrong day. */
  private LocalDate typed(LocalDate date) {
    if (!dice.inThousand(10)) {
      return date;
    }
    return date.getDayOfMonth() <= 12
        ? LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue())
        : date.withDayOfMonth(date.getDayOfMonth() - 1);
  }

  private String postcode(int missing) {
    if (unknown(missing)) {
      return dice.pick(Postcodes.NOT_KNOWN, "");
    }
    String home = person.postcode();
    if (home == null) {
      return Postcodes.NO_FIXED_ABODE;
    }
    return dice.inThousand(60) ? Postcodes.of(dice) : home;
  }

  private String nhsEthnicity() {
    if (unknown(110)) {
      return dice.weigh("Z:50", "99:38", ":12");
    }
    String code = person.ethnicGroup().nhsCode();
    if (dice.inThousand(35)) {
      return dice.pick("A", "C", "G", "L", "P", "S");
    }
    if (dice.percent(12)) {
      return switch (code) {
        case "C" -> dice.pick("CP", "C3", "CY");
        case "G" -> dice.pick("GF", "GA");
        case "L" -> dice.pick("LE", "LK");
        case "P" -> dice.pick("PA", "PC", "PD");
        case "S" -> dice.pick("SA", "SC", "SE");
        default -> code;
      };
    }
    return code;
  }

  private String selfDefined() {
    if (unknown(190)) {
      return dice.weigh("NS:70", ":30");
    }
    String code = person.ethnicGroup().selfDefined();
    if (code.equals("A4") && dice.percent(30)) {
      return "O1";
    }
    return dice.inThousand(40) ? dice.pick("W1", "W9", "A9", "B9", "O9") : code;
  }
}
