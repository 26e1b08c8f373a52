package org.concordat.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The seeded row faults of one month: for every generic rule type, for keys, parents and dates, and
 * the quality traps of trust-data.md section 8 that do not already happen by themselves. Few enough
 * that every submission is still accepted.
 */
final class MonthFaults {

  private static final String MPI = "MHS001MPI";
  private static final String REFERRAL = "MHS101Referral";
  private static final String CONTACT = "MHS201CareContact";
  private static final String PERIOD = "MHS401MHActPeriod";
  private static final String SPELL = "MHS501HospProvSpell";
  private static final String STAY = "MHS502WardStay";

  private final String month;
  private final Dates.Period period;
  private final List<RowFault> faults = new ArrayList<>();

  private MonthFaults(Dates.Period period) {
    this.period = period;
    this.month = period.month().toString();
  }

  static List<RowFault> of(Dates.Period period) {
    MonthFaults month = new MonthFaults(period);
    month.patients();
    month.referrals();
    month.contacts();
    month.detentions();
    month.spells();
    month.references();
    month.faults.addAll(PartnerFaults.of(period));
    return List.copyOf(month.faults);
  }

  private void patients() {
    String rx4 = "MH-RX4-" + month + "-001";
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
        period.plus(4).start().toString());
    change(
        rx4,
        MPI,
        20,
        "MHP-06-DEF",
        "postcode of no fixed abode",
        "Postcode",
        Postcodes.NO_FIXED_ABODE);
    change(rx4, MPI, 25, "MHP-06-FMT", "no postcode at all", "Postcode", "NOT KNWN");
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
    change(
        rx4, MPI, 40, filled("NHSNumber"), "MHP-03-FMT", "nine digits", "NHSNumber", "999012345");
    change(rx4, MPI, 45, "MHP-04-COD", "NHS number status 09", "NHSNumberStatus", "09");
    change(rx4, MPI, 50, "MHP-11-COD", "trap 5: no such ethnic category", "EthnicCategory", "Q");
    change(rx4, MPI, 54, "trap 5", "ethnic category in lower case", "EthnicCategory", "a");
    change(
        rx4, MPI, 58, "trap 5", "White British with a local second letter", "EthnicCategory", "AX");
    change(rx4, MPI, 62, "MHP-11-BLK", "trap 5: ethnic category blank", "EthnicCategory", "");
    change(
        rx4,
        MPI,
        66,
        "MHP-11-COD",
        "placeholder for Roma, switched off nationally",
        "EthnicCategory",
        "U");
    String rxm = "MH-RXM-" + month + "-002";
    SameNumber twice = new SameNumber();
    faults.add(
        new RowFault(rxm, MPI, 9, twice, "MHP-005", "NHS number of the patient before", twice));
    again(
        rxm,
        MPI,
        15,
        row -> true,
        "MHP-002",
        "the same patient again: both rows are rejected",
        row -> row.with("MaritalStatus", "M"));
    change(
        rxm,
        "MHS002GP",
        22,
        "MHP-012",
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

  private void referrals() {
    String rx4 = "MH-RX4-" + month + "-001";
    change(rx4, REFERRAL, 10, "MHR-03-BLK", "commissioner blank", "OrgIDComm", "");
    edit(
        rx4,
        REFERRAL,
        20,
        row -> true,
        "MHR-05-FMT",
        "date the English way round",
        row ->
            row.with(
                "ReferralRequestReceivedDate", english(row.get("ReferralRequestReceivedDate"))));
    change(rx4, REFERRAL, 28, "MHR-09-COD", "no such source", "SourceOfReferralMH", "ZZ");
    change(rx4, REFERRAL, 33, "MHR-03-DEF", "commissioner not known", "OrgIDComm", "VPP00");
    change(
        rx4,
        REFERRAL,
        36,
        crisis(),
        "MHR-12-BLK",
        "priority blank on a crisis referral",
        "ClinRespPriorityType",
        "");
    change(
        rx4,
        REFERRAL,
        40,
        crisis(),
        "MHR-06-FMT",
        "time of day 24:30:00",
        "ReferralRequestReceivedTime",
        "24:30:00");
    change(
        rx4,
        REFERRAL,
        60,
        row -> true,
        "MHR-003",
        "patient not in the file",
        "LocalPatientID",
        "LP000001");
    change(
        rx4,
        REFERRAL,
        80,
        crisis(),
        "MHR-011",
        "trap 7: team that is in no list of teams",
        "CareProfTeamLocalID",
        "RX4-A02-OLD");
    String rv5 = "MH-RV5-" + month + "-002";
    change(
        rv5,
        REFERRAL,
        12,
        "MHR-004",
        "received after the month",
        "ReferralRequestReceivedDate",
        period.plus(1).month() + "-04");
    edit(
        rv5,
        REFERRAL,
        25,
        filled("ServDischDate"),
        "MHR-007",
        "discharged before the month",
        row -> row.with("ServDischDate", period.plus(-1).month() + "-02"));
    again(
        rv5,
        REFERRAL,
        40,
        row -> true,
        "MHR-002",
        "the same referral twice: both are rejected",
        row -> row.with("PrimReasonReferralMH", "05"));
    change(
        rv5,
        REFERRAL,
        55,
        ownCrisis(),
        "MHO-001",
        "trap 10: out-of-area reason on an ordinary referral",
        "ReasonOAT",
        "10");
    change(
        rv5,
        REFERRAL,
        70,
        ownCrisis(),
        "trap 10",
        "out-of-area reason not known on an ordinary referral",
        "ReasonOAT",
        "99");
    change(
        rv5,
        REFERRAL,
        90,
        filled("ReferRejectReason"),
        "MHR-21-COD",
        "no such rejection reason",
        "ReferRejectReason",
        "07");
    edit(
        rv5,
        "MHS102OtherServiceType",
        2,
        row -> true,
        "trap 7",
        "team that is in no list of teams",
        row -> row.with("OtherCareProfTeamLocalID", "RV5-A02-OLD"));
    again(
        rv5,
        "MHS102OtherServiceType",
        5,
        row -> true,
        "MHT-001",
        "the same team twice on one referral",
        row -> row.with("ReferClosReason", ""));
    change(
        rv5,
        "MHS105OnwardReferral",
        2,
        "MHN-04-COD",
        "onward referral dated after the month",
        "OnwardReferDate",
        period.plus(1).month() + "-02");
  }

  private void contacts() {
    String rx4 = "MH-RX4-" + month + "-001";
    change(
        rx4, CONTACT, 10, "MHC-002", "referral not in the file", "ServiceRequestID", "SR000000X01");
    change(
        rx4,
        CONTACT,
        20,
        "MHC-003",
        "dated after the month",
        "CareContDate",
        period.plus(1).month() + "-03");
    change(rx4, CONTACT, 30, "MHC-07-FMT", "minutes in words", "ClinContDurOfCareCont", "forty");
    change(rx4, CONTACT, 40, "MHC-04-FMT", "hour 25", "CareContTime", "25:61:00");
    change(rx4, CONTACT, 50, "MHC-006", "no such attendance", "AttendStatus", "9");
    change(rx4, CONTACT, 60, "MHC-16-BLK", "attendance blank", "AttendStatus", "");
    change(rx4, CONTACT, 70, "MHC-03-BLK", "date blank", "CareContDate", "");
    again(
        rx4,
        CONTACT,
        80,
        row -> true,
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
        row -> row.asText(short2(row)));
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
        "trap 8",
        "dated after the month, which the national rules let through",
        "CareContactDateMHDropInContact",
        period.plus(1).month() + "-01");
  }

  private void detentions() {
    String rwk = "MH-RWK-" + month + "-002";
    again(
        rwk,
        PERIOD,
        5,
        filled("LegalStatusCode"),
        "MHD-007",
        "trap 1: the same period under another id",
        row -> row.with("MHActLegalStatusClassPeriodID", "MP-MOVED-1"));
    change(rwk, PERIOD, 12, "trap 6", "legal status not applicable", "LegalStatusCode", "98");
    change(rwk, PERIOD, 18, "trap 6", "legal status not known", "LegalStatusCode", "99");
    change(rwk, PERIOD, 24, "MHD-004", "no such legal status", "LegalStatusCode", "77");
    change(rwk, PERIOD, 30, "MHD-11-RET", "legal status closed years ago", "LegalStatusCode", "34");
    change(
        rwk,
        PERIOD,
        36,
        filled("EndDateMHActLegalStatusClass"),
        "MHD-003",
        "ends before it starts",
        "EndDateMHActLegalStatusClass",
        "2019-01-01");
    change(rwk, PERIOD, 42, "MHD-04-BLK", "start time blank", "StartTimeMHActLegalStatusClass", "");
    change(rwk, PERIOD, 50, "MHD-002", "patient not in the file", "LocalPatientID", "LP000002");
    change(
        rwk,
        PERIOD,
        58,
        "MHD-008",
        "trap 3: midnight",
        "StartTimeMHActLegalStatusClass",
        "00:00:00");
    change(
        rwk,
        "MHS404CommTreatOrder",
        3,
        "MHE-001",
        "legal status period not in the file",
        "MHActLegalStatusClassPeriodID",
        "MP000000X01");
    change(
        rwk,
        "MHS404CommTreatOrder",
        5,
        "MHE-02-FMT",
        "30 February",
        "StartDateCommTreatOrd",
        "2026-02-30");
  }

  private void spells() {
    String r1l = "MH-R1L-" + month + "-001";
    change(
        r1l,
        SPELL,
        6,
        filled("DischDateHospProvSpell"),
        "MHH-12",
        "discharged after the month",
        "DischDateHospProvSpell",
        period.plus(1).month() + "-05");
    change(
        r1l, SPELL, 20, "MHH-002", "referral not in the file", "ServiceRequestID", "SR000000X02");
    change(
        r1l, SPELL, 28, "MHH-08-COD", "no such admission method", "MethAdmMHHospProvSpell", "ZZ");
    change(
        r1l,
        STAY,
        4,
        row -> row.get("MHAdmittedPatientClass").equals("200"),
        "MHW-09-FMT",
        "trap 11: bed type of the version before",
        "MHAdmittedPatientClass",
        "10");
    change(
        r1l,
        STAY,
        12,
        "MHW-001",
        "stay begins before its spell",
        "StartDateWardStay",
        "2019-01-01");
    change(r1l, STAY, 40, "MHW-001", "ward that is in no list of wards", "WardCode", "WD-GONE");
    change(r1l, STAY, 50, "MHW-002", "spell not in the file", "HospProvSpellID", "SP000000X01");
    change(
        r1l,
        "MHS516PoliceAssistanceRequest",
        1,
        "MHX-001",
        "ward stay not in the file",
        "WardStayID",
        "WS000000X01");
    change(
        r1l,
        "MHS512HospSpellCommAssPer",
        5,
        "MHM-03-FMT",
        "a year of two digits",
        "StartDateOrgCodeComm",
        "26-09-01");
  }

  private void references() {
    String rxm = "MH-RXM-" + month + "-002";
    again(
        rxm,
        "MHS902ServiceTeamDetails",
        3,
        row -> true,
        "MHV-03-RET",
        "team type closed in 2021",
        row -> row.with("CareProfTeamLocalID", "RXM-A03").with("ServTeamTypeMH", "A03"));
    change(rxm, "MHS903WardDetails", 3, "MHU-09-FMT", "bed days in words", "AvailBedDays", "many");
  }

  private static Predicate<Row> filled(String column) {
    return row -> !row.get(column).isEmpty();
  }

  private static Predicate<Row> crisis() {
    return row ->
        row.get("CareProfTeamLocalID").matches(".*-A(02|18|19)")
            && row.get("ClinRespPriorityType").matches("[124]");
  }

  private Predicate<Row> ownCrisis() {
    return row ->
        crisis().test(row)
            && row.get("ReferralRequestReceivedDate").startsWith(month)
            && row.get("ReasonOAT").isEmpty();
  }

  private static String english(String date) {
    String[] parts = date.split("-");
    return parts[2] + "/" + parts[1] + "/" + parts[0];
  }

  static String short2(Row row) {
    String text = row.csv();
    String cut = text.substring(0, text.lastIndexOf(','));
    return cut.substring(0, cut.lastIndexOf(','));
  }

  private void change(
      String submission,
      String table,
      int from,
      String rule,
      String what,
      String column,
      String value) {
    change(submission, table, from, row -> true, rule, what, column, value);
  }

  private void change(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      String column,
      String value) {
    edit(submission, table, from, suits, rule, what, row -> row.with(column, value));
  }

  private void edit(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      UnaryOperator<Row> change) {
    faults.add(RowFault.edit(submission, table, from, suits, rule, what, change));
  }

  private void again(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      UnaryOperator<Row> change) {
    faults.add(RowFault.again(submission, table, from, suits, rule, what, change));
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
