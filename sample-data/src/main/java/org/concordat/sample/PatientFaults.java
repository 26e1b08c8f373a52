package org.concordat.sample;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Seeded faults of the trusts' patients and contacts: every generic rule type, keys, parents,
 * dates, and the quality traps of trust-data.md section 8 that do not happen by themselves. Few
 * enough that every submission is still accepted.
 */
final class PatientFaults extends FaultList {

  private static final String MPI = "MHS001MPI";
  private static final String CONTACT = "MHS201CareContact";

  PatientFaults(Dates.Period period) {
    super(period);
  }

  @Override
  void fill() {
    patients();
    contacts();
  }

  private void patients() {
    String rx4 = submission("MH-RX4", "001");
    change(
        rx4,
        MPI,
        5,
        filled("PersonBirthDate"),
        "MHP-05-FMT",
        "month 13",
        "PersonBirthDate",
        "1984-13-05");
    change(
        rx4,
        MPI,
        12,
        "MHP-007",
        "birth date after the month",
        "PersonBirthDate",
        period().plus(4).start().toString());
    change(
        rx4,
        MPI,
        20,
        "MHP-06-DEF",
        "postcode of no fixed abode",
        "Postcode",
        Postcodes.NO_FIXED_ABODE);
    change(rx4, MPI, 25, "MHP-009", "no postcode at all", "Postcode", "NOT KNWN");
    edit(
        rx4,
        MPI,
        30,
        filled("NHSNumber"),
        "MHP-004",
        "wrong check digit",
        row -> row.with("NHSNumber", NhsNumbers.broken(row.get("NHSNumber"))));
    change(
        rx4,
        MPI,
        36,
        filled("NHSNumber"),
        "MHP-004",
        "all digits equal",
        "NHSNumber",
        "9999999999");
    change(rx4, MPI, 40, filled("NHSNumber"), "MHP-004", "nine digits", "NHSNumber", "999012345");
    change(rx4, MPI, 45, "MHP-04-COD", "NHS number status 09", "NHSNumberStatus", "09");
    change(rx4, MPI, 50, "MHP-010", "trap 5: no such ethnic category", "EthnicCategory", "Q");
    change(rx4, MPI, 54, "MHP-010", "trap 5: ethnic category in lower case", "EthnicCategory", "a");
    change(
        rx4, MPI, 58, "trap 5", "White British with a local second letter", "EthnicCategory", "AX");
    change(rx4, MPI, 62, "MHP-010", "trap 5: ethnic category blank", "EthnicCategory", "");
    change(
        rx4,
        MPI,
        66,
        "MHP-010",
        "placeholder for Roma, switched off nationally",
        "EthnicCategory",
        "U");
    String rxm = submission("MH-RXM", "002");
    SameNumber twice = new SameNumber();
    add(
        new RowFault(
            rxm, MPI, 9, twice, "MHP-005", "NHS number of the patient before", twice, "MHP-005"));
    again(
        rxm,
        MPI,
        15,
        "MHP-002",
        "the same patient again: both are rejected",
        row -> row.with("MaritalStatus", "M"));
    changeAndLosePatient(
        rxm,
        "MHS002GP",
        22,
        "MHG-01-PAR",
        "registration of nobody: its patient is left without one",
        "LocalPatientID",
        "LP000000");
    change(
        rxm,
        "MHS002GP",
        30,
        "MHG-02-FMT",
        "practice code too short: its patient is left without one",
        "GMPReg",
        "Q8");
  }

  private void contacts() {
    String rx4 = submission("MH-RX4", "001");
    change(
        rx4, CONTACT, 10, "MHC-002", "referral not in the file", "ServiceRequestID", "SR000000X01");
    change(
        rx4,
        CONTACT,
        20,
        "MHC-003",
        "dated after the month",
        "CareContDate",
        period().plus(1).month() + "-03");
    change(rx4, CONTACT, 30, "MHC-07-FMT", "minutes in words", "ClinContDurOfCareCont", "forty");
    change(rx4, CONTACT, 40, "MHC-04-FMT", "hour 25", "CareContTime", "25:61:00");
    change(rx4, CONTACT, 50, "MHC-006", "no such attendance", "AttendStatus", "9");
    change(rx4, CONTACT, 60, "MHC-006", "attendance blank", "AttendStatus", "");
    change(rx4, CONTACT, 70, "MHC-003", "date blank", "CareContDate", "");
    again(
        rx4,
        CONTACT,
        80,
        "MHC-001",
        "the same contact twice: both are rejected",
        row -> row.with("CareContSubj", "02"));
    edit(
        rx4,
        CONTACT,
        100,
        row -> true,
        "FIL-013",
        "two values short",
        row -> row.asText(twoShort(row)));
    change(
        rx4,
        CONTACT,
        120,
        "MHC-05-FMT",
        "team id longer than 20 signs",
        "OtherCareProfTeamLocalID",
        "RX4-A02-AND-ALSO-THE-OTHER");
    change(
        rx4,
        "MHS302MHDropInContact",
        6,
        "MHK-02-BLK",
        "date blank",
        "CareContactDateMHDropInContact",
        "");
    change(
        rx4,
        "MHS302MHDropInContact",
        12,
        "MHK-04-COD",
        "no such service",
        "MHDropInContactServiceType",
        "A99");
    change(
        rx4,
        "MHS302MHDropInContact",
        18,
        "MHK-001",
        "trap 8: dated after the month, which the national rules let through",
        "CareContactDateMHDropInContact",
        period().plus(1).month() + "-01");
  }

  private static String twoShort(Row row) {
    String text = row.csv();
    String cut = text.substring(0, text.lastIndexOf(','));
    return cut.substring(0, cut.lastIndexOf(','));
  }

  /** Remembers the number of one patient and gives it to the next. */
  private static final class SameNumber implements Predicate<Row>, Function<Row, List<Row>> {

    private String number = "";

    @Override
    public boolean test(Row row) {
      boolean isReady = !number.isEmpty();
      if (!isReady) {
        number = row.get("NHSNumber");
      }
      return isReady;
    }

    @Override
    public List<Row> apply(Row row) {
      return List.of(row.with("NHSNumber", number));
    }
  }
}
