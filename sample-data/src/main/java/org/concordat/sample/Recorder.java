package org.concordat.sample;

import java.time.LocalDate;

/**
 * How one partner writes down one person: what they know, what they mishear, what they leave out
 * (linkage.md, identifiers by partner; ethnicity.md). The same dice always write the same: a
 * trust's system keeps one record of a patient; everybody else asks anew each time.
 */
final class Recorder {

  private final Person person;
  private final Dice dice;
  private final Unknowns unknowns;
  private final ErrorRates rates;

  Recorder(Person person, Dice dice, Unknowns unknowns, ErrorRates rates) {
    this.person = person;
    this.dice = dice;
    this.unknowns = unknowns;
    this.rates = rates;
  }

  private boolean unknown(double usualShare) {
    return dice.share(unknowns.share(usualShare));
  }

  private Identifiers in(Row row) {
    return new Identifiers(person, row, dice, rates);
  }

  /** Fills the columns of MHS001MPI. */
  void patient(Row row) {
    Identifiers identifiers = in(row);
    boolean hasNumber = identifiers.number("NHSNumber", ErrorRate.NUMBER_MISSING_TRUST);
    identifiers.birthDate("PersonBirthDate", ErrorRate.BIRTH_DATE_MISSING_TRUST);
    identifiers.postcode("Postcode", ErrorRate.POSTCODE_MISSING_TRUST);
    String gender = person.sex();
    row.set("NHSNumberStatus", hasNumber ? dice.weigh("01:95", "02:3", "03:2") : "07")
        .set(
            "GenderIDCode",
            unknown(0.04) ? dice.pick("X", "Z") : dice.weigh(gender + ":96", "3:3", "4:1"))
        .set("GenderSameAtBirth", dice.weigh("Y:80", "Z:10", "X:8", "N:2"))
        .set("Gender", unknown(0.02) ? "" : gender)
        .set("MaritalStatus", dice.weigh("S:55", "M:25", "D:10", "8:6", ":4"))
        .set("EthnicCategory", nhsEthnicity(row));
  }

  /** Fills the person columns of a drop-in contact whose person gave a name. */
  void caller(Row row) {
    Identifiers identifiers = in(row);
    identifiers.number("NHSNumber", ErrorRate.NUMBER_MISSING_DROP_IN);
    identifiers.birthDate("PersonBirthDate", ErrorRate.BIRTH_DATE_MISSING_DROP_IN);
    row.set("GenderIDCode", unknown(0.08) ? "X" : person.sex())
        .set("EthnicCategory", nhsEthnicity(row));
  }

  /** Fills the person columns ambulance, emergency department and 111 share. */
  void bystander(Row row, LocalDate on, ErrorRate numberMissing) {
    Identifiers identifiers = in(row);
    boolean hasNumber = identifiers.number("nhs_number", numberMissing);
    row.set("nhs_number_traced", hasNumber ? dice.weigh("Y:85", "N:12", "U:3") : "");
    identifiers.names(ErrorRate.NAMES_MISSING, ErrorRate.NAME_TYPO);
    identifiers.age(on, ErrorRate.AGE_ONLY);
    identifiers.postcode("home_postcode", ErrorRate.POSTCODE_MISSING);
    row.set("sex_code", unknown(0.02) ? dice.pick("9", "X") : person.sex())
        .set("ethnic_category", unknown(0.22) ? dice.pick("99", "Z", "Z") : nhsEthnicity(row));
  }

  /** Fills the person columns of the two police files. */
  void detainee(Row row, LocalDate on) {
    Identifiers identifiers = in(row);
    identifiers.number("nhs_number", ErrorRate.NUMBER_MISSING_POLICE);
    identifiers.names(ErrorRate.NAMES_MISSING_POLICE, ErrorRate.NAME_TYPO_POLICE);
    identifiers.age(on, ErrorRate.AGE_ONLY_POLICE);
    identifiers.postcode("home_postcode", ErrorRate.POSTCODE_MISSING_POLICE);
    row.set("sex_code", unknown(0.01) ? "X" : person.sex())
        .set("sex_code_source", dice.weigh("self:60", "officer:35", "unknown:5"))
        .set("self_defined_ethnicity", selfDefined(row))
        .set(
            "officer_defined_ethnicity",
            dice.weigh(person.ethnicGroup().officerDefined() + ":90", "IC9:5", "IC1:3", "IC2:2"));
  }

  private String nhsEthnicity(Row row) {
    if (unknown(0.11)) {
      return dice.weigh("Z:50", "99:38", ":12");
    }
    String code = person.ethnicGroup().nhsCode();
    if (dice.inThousand(35)) {
      return another(row, code, dice.pick("A", "C", "G", "L", "P", "S"));
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

  private String selfDefined(Row row) {
    if (unknown(0.19)) {
      return dice.weigh("NS:70", ":30");
    }
    String code = person.ethnicGroup().selfDefined();
    if (code.equals("A4") && dice.percent(30)) {
      return "O1";
    }
    return dice.inThousand(40) ? another(row, code, dice.pick("W1", "W9", "A9", "B9", "O9")) : code;
  }

  private static String another(Row row, String right, String written) {
    if (!written.equals(right)) {
      row.wrong("ethnicity_error");
    }
    return written;
  }
}
