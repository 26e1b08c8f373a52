package org.concordat.sample;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the generator leaves out or gets wrong as partners do, without any seeded fault, and the
 * rule that has to notice it: the generator's own account of its rows, written down as they are
 * written. It knows nothing of how check works.
 */
final class NaturalUnknowns {

  /** One kind of unknown of a table. */
  private record Kind(Predicate<Row> holds, String rule, String what) {}

  private static final String AMBULANCE = "ambulance_incident";
  private static final String DETENTION = "police_mha_detention";
  private static final String PATIENT = "MHS001MPI";
  private static final String REFERRAL = "MHS101Referral";
  private static final String CONTACT = "MHS201CareContact";
  private static final String DROP_IN = "MHS302MHDropInContact";
  private static final String PERIOD = "MHS401MHActPeriod";

  private static final Map<String, List<Kind>> KINDS = new TreeMap<>();

  static {
    trusts();
    ambulance();
    police();
    urgentCare();
  }

  private NaturalUnknowns() {}

  /** Rules that have to notice something about a row, each with words. */
  static List<Map.Entry<String, String>> of(Row row) {
    List<Map.Entry<String, String>> found = new ArrayList<>();
    if (!row.isReadable()) {
      return found;
    }
    found.addAll(row.notes());
    for (Kind kind : KINDS.getOrDefault(row.shape().name(), List.of())) {
      if (kind.holds().test(row)) {
        found.add(Map.entry(kind.rule(), kind.what()));
      }
    }
    return found;
  }

  private static void add(String table, String rule, String what, Predicate<Row> holds) {
    KINDS.computeIfAbsent(table, t -> new ArrayList<>()).add(new Kind(holds, rule, what));
  }

  private static Predicate<Row> is(String column, String pattern) {
    Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
    return row -> matches.test(row.get(column));
  }

  private static Predicate<Row> filled(String column) {
    return row -> !row.get(column).isEmpty();
  }

  private static void blank(String table, String column, String rule) {
    blank(table, column, rule, row -> true);
  }

  private static void blank(String table, String column, String rule, Predicate<Row> when) {
    add(table, rule, column + " not known", when.and(is(column, "")));
  }

  private static void standsFor(String table, String column, String pattern, String rule) {
    add(table, rule, column + " a code for not known", is(column, pattern));
  }

  private static void trusts() {
    blank(PATIENT, "NHSNumber", "MHP-003");
    blank(PATIENT, "PersonBirthDate", "MHP-006");
    blank(PATIENT, "Postcode", "MHP-009");
    blank(PATIENT, "EthnicCategory", "MHP-010");
    standsFor(PATIENT, "Postcode", "ZZ99.*", "MHP-06-DEF");
    standsFor(PATIENT, "EthnicCategory", "Z|99", "MHP-11-DEF");
    blank(
        REFERRAL,
        "ReferralRequestReceivedTime",
        "MHR-005",
        is("CareProfTeamLocalID", PatientRows.CRISIS_TEAM));
    blank(REFERRAL, "ClinRespPriorityType", "MHR-006", is("PrimReasonReferralMH", "18"));
    blank(REFERRAL, "OrgIDReferringOrg", "MHR-10-BLK", filled("ReasonOAT"));
    blank(CONTACT, "CareContTime", "MHC-005", is("AttendStatus", "[56]"));
    Predicate<Row> isPatient = filled("LocalPatientID");
    blank(DROP_IN, "NHSNumber", "MHK-08-BLK", isPatient);
    blank(DROP_IN, "PersonBirthDate", "MHK-09-BLK", isPatient);
    blank(DROP_IN, "EthnicCategory", "MHK-11-BLK", isPatient);
    add(
        PERIOD,
        "MHD-008",
        "midnight or noon instead of the time",
        is("StartTimeMHActLegalStatusClass", "(00|12):00:00"));
    blank(
        PERIOD,
        "ExpiryDateMHActLegalStatusClass",
        "MHD-06-BLK",
        is("LegalStatusCode", "0[2-6]|19|20"));
  }

  private static void ambulance() {
    blank(AMBULANCE, "response_category", "AMI-007");
    blank(AMBULANCE, "nhs_number", "AMI-012");
    blank(AMBULANCE, "given_name", "AMI-29-BLK");
    blank(AMBULANCE, "family_name", "AMI-30-BLK");
    blank(AMBULANCE, "ethnic_category", "AMI-015");
    blank(AMBULANCE, "home_postcode", "AMI-36-BLK");
    Predicate<Row> isSection136 = is("mha_section", "s136");
    add(
        AMBULANCE,
        "AMI-010",
        "section 136 without the police",
        isSection136.and(is("police_force_code", "")).and(is("police_incident_reference", "")));
    add(
        AMBULANCE,
        "AMI-011",
        "section 136 to an emergency department",
        isSection136.and(is("destination_type", "emergency_department")));
    add(
        AMBULANCE,
        "AMI-021",
        "a wrong birth date, seen by the age",
        NaturalUnknowns::isOfAnotherAge);
    standsFor(AMBULANCE, "ethnic_category", "Z|99", "AMI-35-DEF");
    standsFor(AMBULANCE, "home_postcode", "ZZ99.*", "AMI-36-DEF");
  }

  private static void police() {
    blank(DETENTION, "incident_reference", "PFD-06-BLK");
    blank(DETENTION, "arrival_place_of_safety_datetime", "PFD-09-BLK");
    blank(DETENTION, "health_advice_sought", "PFD-010");
    blank(DETENTION, "given_name", "PFD-26-BLK");
    blank(DETENTION, "family_name", "PFD-27-BLK");
    blank(DETENTION, "home_postcode", "PFD-33-BLK");
    blank(DETENTION, "self_defined_ethnicity", "PFD-011");
    add(
        DETENTION,
        "PFD-005",
        "held for longer than the law allows",
        row ->
            hours(row, "arrival_place_of_safety_datetime", "detention_end_datetime")
                > (row.get("extension_authorised").equals("Y") ? 36 : 24));
    add(
        DETENTION,
        "PFD-007",
        "a child in a police station",
        is("place_of_safety_type", "police_station").and(NaturalUnknowns::isChild));
    blank(
        DETENTION,
        "place_of_safety_org_code",
        "PFD-014",
        is("place_of_safety_type", "health_based_place_of_safety"));
    standsFor(DETENTION, "self_defined_ethnicity", "NS", "PFD-34-DEF");
    standsFor(DETENTION, "home_postcode", "ZZ99.*", "PFD-33-DEF");
  }

  private static void urgentCare() {
    blank("ed_attendance", "injury_intent_code", "EDA-13-BLK");
    blank("ed_attendance", "diagnosis_codes", "EDA-14-BLK");
    blank("ed_attendance", "nhs_number", "EDA-19-BLK");
    blank("ed_attendance", "given_name", "EDA-21-BLK");
    blank("ed_attendance", "family_name", "EDA-22-BLK");
    blank("ed_attendance", "ethnic_category", "EDA-27-BLK");
    blank("ed_attendance", "home_postcode", "EDA-28-BLK");
    blank("nhs111_call", "nhs_number", "UCC-11-BLK");
    blank("nhs111_call", "given_name", "UCC-13-BLK");
    blank("nhs111_call", "family_name", "UCC-14-BLK");
    blank("nhs111_call", "ethnic_category", "UCC-19-BLK");
    blank("nhs111_call", "home_postcode", "UCC-20-BLK");
  }

  /** Hours from one moment of a row to another; 0 when one is not known. */
  private static double hours(Row row, String from, String to) {
    return row.get(from).isEmpty() || row.get(to).isEmpty()
        ? 0
        : Duration.between(OffsetDateTime.parse(row.get(from)), OffsetDateTime.parse(row.get(to)))
                .toSeconds()
            / 3_600.0;
  }

  private static boolean isOfAnotherAge(Row row) {
    if (!row.get("birth_date").matches("\\d{4}-\\d\\d-\\d\\d")
        || !row.get("age_years").matches("\\d+")
        || !row.get("call_connect_datetime").matches("\\d{4}-\\d\\d-\\d\\dT.*[+-]\\d\\d:\\d\\d")) {
      return false;
    }
    LocalDate called = LocalDate.parse(row.get("call_connect_datetime").substring(0, 10));
    int age = Period.between(LocalDate.parse(row.get("birth_date")), called).getYears();
    return Math.abs(age - Integer.parseInt(row.get("age_years"))) > 1;
  }

  private static boolean isChild(Row row) {
    if (row.get("birth_date").isEmpty()) {
      return row.get("age_years").matches("\\d|1[0-7]");
    }
    return row.get("detention_datetime").length() >= 10
        && LocalDate.parse(row.get("birth_date"))
            .plusYears(18)
            .isAfter(LocalDate.parse(row.get("detention_datetime").substring(0, 10)));
  }
}
