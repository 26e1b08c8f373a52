package org.concordat.sample;

import java.util.Map;

/**
 * Rows as partners would send them if they knew everything and kept every law: what {@link
 * NaturalUnknowns} would write down is filled in or put right. Needed for files in which nothing at
 * all is to be found.
 */
final class CompletedRows implements RowSink {

  /** Values for columns partners leave blank now and then, by table and column. */
  private static final Map<String, String> FILLED =
      Map.ofEntries(
          Map.entry("MHS101Referral.ReferralRequestReceivedTime", "00:00:30"),
          Map.entry("MHS101Referral.ClinRespPriorityType", "3"),
          Map.entry("MHS201CareContact.CareContTime", "23:50:00"),
          Map.entry("ambulance_incident.response_category", "C3"),
          Map.entry("ed_attendance.injury_intent_code", "276853009"),
          Map.entry("ed_attendance.diagnosis_codes", "35489007"),
          Map.entry("police_mha_detention.health_advice_sought", "Y"));

  private final RowSink files;

  CompletedRows(RowSink files) {
    this.files = files;
  }

  @Override
  public void write(Row row) {
    String table = row.shape().name();
    Row whole = row;
    for (Map.Entry<String, String> entry : FILLED.entrySet()) {
      String column = entry.getKey().substring(entry.getKey().indexOf('.') + 1);
      if (entry.getKey().startsWith(table + ".") && row.get(column).isEmpty()) {
        whole = whole.with(column, entry.getValue());
      }
    }
    files.write(
        switch (table) {
          case "MHS401MHActPeriod" -> period(whole);
          case "MHS101Referral" -> referral(whole);
          case "MHS201CareContact" -> contact(whole);
          case "ambulance_incident" -> conveyance(whole);
          case "police_mha_detention" -> detention(whole);
          default -> whole;
        });
  }

  /** An out-of-area referral without its own bed is an ordinary one. */
  private static Row referral(Row row) {
    return row.notes().isEmpty() ? row : row.withoutNotes().set("ReasonOAT", "");
  }

  /** A contact before its referral is one late that day. */
  private static Row contact(Row row) {
    return row.notes().isEmpty() ? row : row.withoutNotes().set("CareContTime", "23:50:00");
  }

  private static Row period(Row sent) {
    Row row =
        sent.notes().isEmpty()
            ? sent
            : sent.withoutNotes()
                .set("EndDateMHActLegalStatusClass", PatientRows.lastDay(sent))
                .set("EndTimeMHActLegalStatusClass", "23:59:00");
    String time = row.get("StartTimeMHActLegalStatusClass");
    return time.matches("(00|12):00:00")
        ? row.with("StartTimeMHActLegalStatusClass", time.substring(0, 2) + ":00:01")
        : row;
  }

  private static Row conveyance(Row row) {
    boolean isLawful =
        !row.get("mha_section").equals("s136")
            || (!row.get("police_force_code").isEmpty()
                && !row.get("destination_type").equals("emergency_department"));
    return isLawful ? row : row.with("mha_section", "none");
  }

  private static Row detention(Row row) {
    Row whole = row;
    if (whole.get("incident_reference").isEmpty()) {
      whole = whole.with("incident_reference", whole.get("detention_reference"));
    }
    if (whole.get("arrival_place_of_safety_datetime").isEmpty()) {
      whole = whole.with("arrival_place_of_safety_datetime", whole.get("detention_datetime"));
    }
    boolean hasNoTrust =
        whole.get("place_of_safety_type").equals("health_based_place_of_safety")
            && whole.get("place_of_safety_org_code").isEmpty();
    if (hasNoTrust || whole.get("place_of_safety_type").equals("police_station")) {
      whole = whole.with("place_of_safety_type", "other").with("reason_police_station", "");
    }
    boolean isTooLong =
        NaturalUnknowns.of(whole).stream().anyMatch(found -> found.getKey().equals("PFD-005"));
    return isTooLong ? whole.with("detention_end_datetime", "") : whole;
  }
}
