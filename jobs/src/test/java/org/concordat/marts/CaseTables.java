package org.concordat.marts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The given rows of all cases side by side, each case under its own organisations and persons, with
 * what a case leaves out filled in: month 2026-10, provider RX4, person P1, a referral long ago
 * (received 2026-01-01) and a person record for whoever is named. The person {@code nobody} stands
 * for a record that has none, as that of somebody who opted out.
 */
final class CaseTables {

  static final String MONTH = "2026-10";
  private static final Set<String> ON_REFERRAL =
      Set.of("MHS102OtherServiceType", "MHS201CareContact", "MHS501HospProvSpell");

  private final GivenTables tables = new GivenTables();

  CaseTables(List<SqlCase> cases) {
    cases.forEach(this::add);
  }

  /** All given rows. */
  GivenTables tables() {
    return tables;
  }

  private void add(SqlCase one) {
    Map<String, List<Map<String, String>>> given = new TreeMap<>();
    one.given()
        .forEach(
            (table, rows) -> {
              for (int i = 0; i < rows.size(); i++) {
                given
                    .computeIfAbsent(table, t -> new ArrayList<>())
                    .add(filled(table, rows.get(i), i));
              }
            });
    addReferrals(given);
    addPeople(given);
    given.getOrDefault("people", new ArrayList<>()).removeIf(row -> row.containsValue("nobody"));
    given.forEach(
        (table, rows) ->
            rows.forEach(
                row -> {
                  row.replaceAll((column, text) -> marked(one, column, text));
                  row.putIfAbsent("submission_id", submission(row));
                  tables.add(table, row);
                }));
  }

  private static Map<String, String> filled(String table, Map<String, String> given, int index) {
    Map<String, String> row = new HashMap<>(given);
    row.putIfAbsent("reporting_month", MONTH);
    row.putIfAbsent("organisation_code", "RX4");
    row.putIfAbsent("family", family(row.getOrDefault("source_table", table)));
    row.putIfAbsent("file", table + ".csv");
    row.putIfAbsent("record", String.valueOf(index + 1));
    row.putIfAbsent("line", String.valueOf(index + 2));
    if (table.startsWith("MHS") && !table.equals("MHS302MHDropInContact")) {
      row.putIfAbsent("LocalPatientID", "P1");
      row.putIfAbsent("ServiceRequestID", "R" + row.get("LocalPatientID"));
      row.putIfAbsent("HospProvSpellID", "H" + row.get("LocalPatientID"));
      row.putIfAbsent("CareProfTeamLocalID", "T1");
    }
    if (table.equals("people")) {
      row.putIfAbsent("link_step", "nhs_number_birth_date");
    }
    if (table.equals("people") && row.containsKey("local_patient_id")) {
      row.putIfAbsent("source_table", "MHS001MPI");
      row.putIfAbsent("person_key", row.get("local_patient_id"));
    }
    return row;
  }

  private static void addReferrals(Map<String, List<Map<String, String>>> given) {
    List<Map<String, String>> referrals =
        given.computeIfAbsent("MHS101Referral", t -> new ArrayList<>());
    Set<String> there = new HashSet<>();
    referrals.forEach(row -> there.add(submission(row) + row.get("ServiceRequestID")));
    for (String table : ON_REFERRAL) {
      for (Map<String, String> row : given.getOrDefault(table, List.of())) {
        if (there.add(submission(row) + row.get("ServiceRequestID"))) {
          Map<String, String> referral = new HashMap<>();
          for (String column :
              List.of(
                  "LocalPatientID", "ServiceRequestID", "organisation_code", "reporting_month")) {
            referral.put(column, row.getOrDefault(column, ""));
          }
          referral.put("ReferralRequestReceivedDate", "2026-01-01");
          referrals.add(filled("MHS101Referral", referral, 1000 + referrals.size()));
        }
      }
    }
  }

  private static void addPeople(Map<String, List<Map<String, String>>> given) {
    List<Map<String, String>> people = given.computeIfAbsent("people", t -> new ArrayList<>());
    Set<String> there = new HashSet<>();
    people.forEach(row -> there.add(personOf(row)));
    for (String table : List.copyOf(given.keySet())) {
      for (Map<String, String> row : List.copyOf(given.getOrDefault(table, List.of()))) {
        Map<String, String> person = new HashMap<>();
        if (table.equals("MHS101Referral") || table.equals("MHS401MHActPeriod")) {
          person.put("local_patient_id", row.getOrDefault("LocalPatientID", ""));
          person.put("birth_date", "1990-06-15");
        } else if (MartCatalogue.PARTNER_TABLES.contains(table)
            || table.equals("MHS302MHDropInContact")) {
          person.put("source_table", table);
          person.put("record", row.getOrDefault("record", ""));
          person.put("person_key", table + row.get("record"));
        } else {
          continue;
        }
        person.put("organisation_code", row.getOrDefault("organisation_code", ""));
        person.put("reporting_month", row.getOrDefault("reporting_month", ""));
        Map<String, String> filled = filled("people", person, people.size());
        if (there.add(personOf(filled))) {
          people.add(filled);
        }
      }
    }
  }

  private static String personOf(Map<String, String> row) {
    String source = row.getOrDefault("source_table", "MHS001MPI");
    String own =
        source.equals("MHS001MPI")
            ? row.getOrDefault("local_patient_id", "")
            : row.getOrDefault("record", "");
    return submission(row) + source + own;
  }

  private static String submission(Map<String, String> row) {
    return String.join(
        "-",
        row.getOrDefault("family", ""),
        row.getOrDefault("organisation_code", ""),
        row.getOrDefault("reporting_month", ""),
        "001");
  }

  private static String family(String table) {
    return switch (table) {
      case "ambulance_incident" -> "AM";
      case "police_mha_detention", "police_mh_incident" -> "PF";
      case "ed_attendance" -> "ED";
      case "nhs111_call" -> "UC";
      default -> "MH";
    };
  }

  private static String marked(SqlCase one, String column, String text) {
    boolean tellsCasesApart =
        Set.of(
                "organisation_code",
                "person_key",
                "UniqMHActEpisodeID",
                "event_key",
                "submission_id",
                "second_submission_id")
            .contains(column);
    return tellsCasesApart && !text.isEmpty() ? one.mark(text) : text;
  }
}
