package org.concordat.sample;

/** Seeded row faults of ambulance trusts, forces, the emergency department and 111. */
final class PartnerFaults extends FaultList {

  private static final String AMBULANCE = "ambulance_incident";
  private static final String DETENTION = "police_mha_detention";
  private static final String INCIDENT = "police_mh_incident";

  PartnerFaults(Dates.Period period) {
    super(period);
  }

  @Override
  void fill() {
    ambulance();
    police();
    urgentCare();
  }

  private void ambulance() {
    String rru = submission("AM-RRU", "001");
    edit(
        rru,
        AMBULANCE,
        8,
        filled("first_arrival_datetime"),
        "AMI-004",
        "arrived before the clock started",
        row ->
            row.with(
                    "first_arrival_datetime",
                    row.get("call_connect_datetime").replaceFirst("T..:", "T00:"))
                .with(
                    "clock_start_datetime",
                    row.get("call_connect_datetime").replaceFirst("T..:", "T23:")));
    change(
        rru,
        AMBULANCE,
        14,
        "AMI-007",
        "C1T, which is derived and never sent",
        "response_category",
        "C1T");
    edit(
        rru,
        AMBULANCE,
        20,
        row -> true,
        "AMI-003",
        "call time without an offset",
        row ->
            row.with("call_connect_datetime", row.get("call_connect_datetime").substring(0, 19)));
    change(
        rru,
        AMBULANCE,
        26,
        "AMI-003",
        "call time in words",
        "call_connect_datetime",
        "this morning");
    edit(
        rru,
        AMBULANCE,
        32,
        filled("nhs_number"),
        "AMI-012",
        "wrong check digit",
        row -> row.with("nhs_number", NhsNumbers.broken(row.get("nhs_number"))));
    change(rru, AMBULANCE, 38, "AMI-014", "no such sex code", "sex_code", "0");
    change(rru, AMBULANCE, 44, "AMI-19-COD", "no such outcome", "outcome", "left_at_home");
    change(
        rru,
        AMBULANCE,
        50,
        "AMI-37-FMT",
        "area code of the wrong length",
        "incident_lsoa",
        "E0100");
    again(
        rru,
        AMBULANCE,
        56,
        "superseded",
        "a later version of the same record: this one is kept, the earlier one is superseded",
        row -> row.with("record_version", "2").with("suspected_self_harm", "Y"));
    again(
        rru,
        AMBULANCE,
        62,
        "AMI-001",
        "the same record and version twice: both are rejected",
        row -> row.with("suspected_self_harm", "U"));
    change(rru, AMBULANCE, 68, "AMI-002", "another trust's code", "submitter_org_code", "RX8");
    change(
        rru,
        AMBULANCE,
        74,
        "AMI-36-DEF",
        "postcode of no fixed abode",
        "home_postcode",
        Postcodes.NO_FIXED_ABODE);
    change(
        rru,
        AMBULANCE,
        2,
        row -> row.get("mha_section").equals("s136") && !row.get("police_force_code").isEmpty(),
        "accepted",
        "section 136 without the police force: its log number is enough",
        "police_force_code",
        "");
  }

  private void police() {
    String met = submission("PF-01", "001");
    edit(
        met,
        DETENTION,
        6,
        filled("arrival_place_of_safety_datetime"),
        "PFD-004",
        "arrived before being detained",
        row -> row.with("arrival_place_of_safety_datetime", "2026-01-01T10:00:00+00:00"));
    change(met, DETENTION, 12, "PFD-003", "no such power", "mha_power", "s137");
    edit(
        met,
        DETENTION,
        18,
        row -> true,
        "PFD-007",
        "a child in a police station",
        row ->
            row.with("place_of_safety_type", "police_station")
                .with("reason_police_station", "other")
                .with("birth_date", "")
                .with("birth_date_precision", "")
                .with("age_years", "16")
                .with("place_of_safety_org_code", "")
                .with("place_of_safety_site_code", ""));
    edit(
        met,
        DETENTION,
        24,
        row -> !row.get("transport_method").equals("police_vehicle"),
        "PFD-019",
        "a reason for a police vehicle that was not used",
        row -> row.with("reason_police_vehicle", "other"));
    change(met, DETENTION, 30, "PFD-12-COD", "no such extension code", "extension_authorised", "1");
    change(
        met,
        DETENTION,
        36,
        "PFD-011",
        "self-defined ethnicity blank",
        "self_defined_ethnicity",
        "");
    change(
        met,
        DETENTION,
        42,
        "PFD-34-COD",
        "an NHS code where a police code belongs",
        "self_defined_ethnicity",
        "CA");
    again(
        met,
        DETENTION,
        48,
        "PFD-001",
        "the same record and version twice: both are rejected",
        row -> row.with("arrested_for_offence", "U"));
    again(
        met,
        DETENTION,
        54,
        "superseded",
        "a later version of the same record",
        row -> row.with("record_version", "2").with("outcome", "discharged_with_follow_up"));
    change(met, DETENTION, 60, "PFD-002", "time of detention blank", "detention_datetime", "");
    edit(
        met,
        DETENTION,
        66,
        filled("birth_date"),
        "PFD-30-FMT",
        "age in words",
        row -> row.with("age_years", "adult"));
    again(
        met,
        DETENTION,
        72,
        filled("birth_date").and(filled("family_name")),
        "PFD-015",
        "the same person again within a day",
        row -> row.with("detention_reference", "DETAGAIN1").with("incident_reference", ""));
    edit(
        met,
        INCIDENT,
        10,
        filled("given_name"),
        "PFI-003",
        "a name, a number and a birth date in free text",
        row ->
            row.with(
                "qualifier_text",
                "CALLER IS "
                    + row.get("given_name")
                    + " "
                    + row.get("family_name")
                    + " DOB 04/05/1980 NHS "
                    + NhsNumbers.at(4_711)));
    change(
        met,
        INCIDENT,
        16,
        "PFI-002",
        "closed before it was opened",
        "closed_datetime",
        "2026-01-01T10:00:00+00:00");
    change(met, INCIDENT, 22, "PFI-11-COD", "no such decision", "rcrp_decision", "perhaps");
  }

  private void urgentCare() {
    String department = submission("ED-RRV", "001");
    change(
        department, "ed_attendance", 6, "EDA-03-BLK", "attendance id blank", "attendance_id", "");
    change(
        department, "ed_attendance", 12, "EDA-11-FMT", "acuity in words", "acuity_code", "urgent");
    change(
        department,
        "ed_attendance",
        18,
        "EDA-04-FMT",
        "arrival time without a time",
        "arrival_datetime",
        period().month() + "-09");
    again(
        department,
        "ed_attendance",
        24,
        "EDA-01-DUP",
        "the same attendance twice: both are rejected",
        row -> row.with("acuity_code", "1064891000000107"));
    String calls = submission("UC-RX6", "001");
    change(calls, "nhs111_call", 6, "UCC-05-COD", "no such option", "option_selected", "mh");
    change(
        calls,
        "nhs111_call",
        12,
        "UCC-03-FMT",
        "33 September",
        "call_start_datetime",
        period().month() + "-33T10:00:00+01:00");
    change(
        calls,
        "nhs111_call",
        18,
        "UCC-19-COD",
        "ethnic category as a word",
        "ethnic_category",
        "WB");
  }
}
