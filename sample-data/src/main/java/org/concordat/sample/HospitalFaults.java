package org.concordat.sample;

/** Seeded faults of the trusts' detentions, spells, ward stays, teams and wards. */
final class HospitalFaults extends FaultList {

  private static final String PERIOD = "MHS401MHActPeriod";
  private static final String SPELL = "MHS501HospProvSpell";
  private static final String STAY = "MHS502WardStay";

  HospitalFaults(Dates.Period period) {
    super(period);
  }

  @Override
  void fill() {
    detentions();
    spells();
    references();
  }

  private void detentions() {
    String rwk = submission("MH-RWK", "002");
    again(
        rwk,
        PERIOD,
        5,
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
        "MHE-01-PAR",
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
    String r1l = submission("MH-R1L", "001");
    change(
        r1l,
        SPELL,
        6,
        filled("DischDateHospProvSpell"),
        "MHH-001",
        "discharged after the month",
        "DischDateHospProvSpell",
        period().plus(1).month() + "-05");
    change(
        r1l,
        SPELL,
        20,
        "MHH-02-PAR",
        "referral not in the file",
        "ServiceRequestID",
        "SR000000X02");
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
        "MHW-002",
        "stay begins after the month",
        "StartDateWardStay",
        period().plus(1).month() + "-02");
    change(r1l, STAY, 40, "MHW-001", "ward that is in no list of wards", "WardCode", "WD-GONE");
    change(r1l, STAY, 50, "MHW-03-PAR", "spell not in the file", "HospProvSpellID", "SP000000X01");
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
    String rxm = submission("MH-RXM", "002");
    again(
        rxm,
        "MHS902ServiceTeamDetails",
        3,
        "MHV-03-RET",
        "team type closed in 2021",
        row -> row.with("CareProfTeamLocalID", "RXM-A03").with("ServTeamTypeMH", "A03"));
    change(rxm, "MHS903WardDetails", 3, "MHU-09-FMT", "bed days in words", "AvailBedDays", "many");
  }
}
