package org.concordat.sample;

import java.util.function.Predicate;

/** Seeded faults of the trusts' referrals and what hangs on them. */
final class ReferralFaults extends FaultList {

  private static final String REFERRAL = "MHS101Referral";

  ReferralFaults(Dates.Period period) {
    super(period);
  }

  @Override
  void fill() {
    ordinary();
    dated();
  }

  private void ordinary() {
    String rx4 = submission("MH-RX4", "001");
    change(rx4, REFERRAL, 10, "MHR-03-BLK", "commissioner blank", "OrgIDComm", "");
    edit(
        rx4,
        REFERRAL,
        20,
        row -> true,
        "MHR-004",
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
        "MHR-006",
        "priority blank on a crisis referral",
        "ClinRespPriorityType",
        "");
    change(
        rx4,
        REFERRAL,
        40,
        crisis(),
        "MHR-005",
        "time of day 24:30:00",
        "ReferralRequestReceivedTime",
        "24:30:00");
    changeAndLosePatient(
        rx4, REFERRAL, 60, "MHR-003", "patient not in the file", "LocalPatientID", "LP000001");
    change(
        rx4,
        REFERRAL,
        80,
        crisis(),
        "MHR-011",
        "trap 7: team that is in no list of teams",
        "CareProfTeamLocalID",
        "RX4-A02-OLD");
  }

  private void dated() {
    String rv5 = submission("MH-RV5", "002");
    change(
        rv5,
        REFERRAL,
        12,
        "MHR-004",
        "received after the month",
        "ReferralRequestReceivedDate",
        period().plus(1).month() + "-04");
    edit(
        rv5,
        REFERRAL,
        25,
        filled("ServDischDate"),
        "MHR-007",
        "discharged before the month",
        row -> row.with("ServDischDate", period().plus(-1).month() + "-02"));
    again(
        rv5,
        REFERRAL,
        40,
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
        "MHT-02-PAR",
        "trap 7: team that is in no list of teams",
        row -> row.with("OtherCareProfTeamLocalID", "RV5-A02-OLD"));
    again(
        rv5,
        "MHS102OtherServiceType",
        5,
        "MHT-01-DUP",
        "the same team twice on one referral: both are rejected",
        row -> row.with("ReferClosReason", ""));
    change(
        rv5,
        "MHS105OnwardReferral",
        2,
        "MHN-001",
        "onward referral dated after the month",
        "OnwardReferDate",
        period().plus(1).month() + "-02");
  }

  private static Predicate<Row> crisis() {
    return row ->
        row.get("CareProfTeamLocalID").matches(".*-A(02|18|19)")
            && row.get("ClinRespPriorityType").matches("[124]");
  }

  private Predicate<Row> ownCrisis() {
    return row ->
        crisis().test(row)
            && row.get("ReferralRequestReceivedDate").startsWith(period().month().toString())
            && row.get("ReasonOAT").isEmpty();
  }

  private static String english(String date) {
    String[] parts = date.split("-");
    return parts[2] + "/" + parts[1] + "/" + parts[0];
  }
}
