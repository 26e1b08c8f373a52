package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLinkageTest {

  @TempDir private Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  private record Joined(String key, int count, String basis, @Nullable String problem) {}

  @Test
  void joins_police_ambulance_ed_and_111_by_quoted_references() {
    Map<String, Joined> joined =
        join(
            new CheckedFrames()
                .with("ambulance_incident RX6 2026-09 1", ambulance("RX6", "I1", "10", "L1"))
                .with("police_mha_detention 10 2026-09 1", log("10", "L1"))
                .with("police_mh_incident 10 2026-09 1", log("10", "L1"))
                .with("ed_attendance RRV 2026-10 1", quote("RX6", "i1 "))
                .with("nhs111_call R1 2026-09 1", "'ambulance_incident_id': 'I1'")
                // The same numbers of another trust and another force are other events.
                .with("ambulance_incident RRU 2026-09 1", ambulance("RRU", "I2", "01", "L1"))
                .with("police_mha_detention 01 2026-09 1", log("01", "L2"))
                .with("police_mh_incident 01 2026-09 1", log("01", "L2")));

    Joined whole = row(joined, "ambulance_incident RX6 2026-09 1");
    assertThat(whole.count()).isEqualTo(5);
    assertThat(row(joined, "police_mha_detention 10 2026-09 1")).isEqualTo(whole);
    assertThat(row(joined, "police_mh_incident 10 2026-09 1")).isEqualTo(whole);
    assertThat(row(joined, "ed_attendance RRV 2026-10 1")).isEqualTo(whole);
    assertThat(row(joined, "nhs111_call R1 2026-09 1")).isEqualTo(whole);
    assertThat(row(joined, "ambulance_incident RRU 2026-09 1"))
        .extracting(Joined::count, Joined::problem)
        .containsExactly(1, "reference_not_found");
    assertThat(row(joined, "police_mha_detention 01 2026-09 1").count()).isEqualTo(2);
  }

  @Test
  void joins_a_detention_that_quotes_the_ambulance() {
    Map<String, Joined> joined =
        join(
            new CheckedFrames()
                .with("ambulance_incident RX6 2026-09 1", ambulance("RX6", "I1", null, null))
                .with(
                    "police_mha_detention 10 2026-09 1",
                    log("10", "L1") + ", " + quote("RX6", "I1")));
    assertThat(row(joined, "police_mha_detention 10 2026-09 1"))
        .isEqualTo(row(joined, "ambulance_incident RX6 2026-09 1"))
        .extracting(Joined::count)
        .isEqualTo(2);
  }

  @Test
  void joins_nothing_where_a_number_is_held_or_quoted_twice() {
    Map<String, Joined> joined =
        join(
            new CheckedFrames()
                // Two patients of one incident: which of them was detained?
                .with("ambulance_incident RX6 2026-09 1", ambulance("RX6", "I1", null, null))
                .with("ambulance_incident RX6 2026-09 2", ambulance("RX6", "I1", null, null))
                .with("police_mha_detention 10 2026-09 1", quote("RX6", "I1"))
                // Two attendances quote one incident.
                .with("ambulance_incident RX6 2026-09 3", ambulance("RX6", "I3", null, null))
                .with("ed_attendance RRV 2026-09 1", quote("RX6", "I3"))
                .with("ed_attendance RRV 2026-09 2", quote("RX6", "I3"))
                // A 111 call's number exists at two trusts.
                .with("ambulance_incident RX6 2026-09 4", ambulance("RX6", "I4", null, null))
                .with("ambulance_incident RRU 2026-09 4", ambulance("RRU", "I4", null, null))
                .with("nhs111_call R1 2026-09 1", "'ambulance_incident_id': 'I4'")
                // Two ambulances quote one log; the log's two records are still one event.
                .with("ambulance_incident RX6 2026-09 5", ambulance("RX6", "I5", "10", "L5"))
                .with("ambulance_incident RX6 2026-09 6", ambulance("RX6", "I6", "10", "L5"))
                .with("police_mha_detention 10 2026-09 5", log("10", "L5")));

    assertThat(joined.values()).extracting(Joined::count).containsOnly(1);
    assertThat(joined.values()).extracting(Joined::key).doesNotHaveDuplicates();
    assertThat(row(joined, "police_mha_detention 10 2026-09 1").problem())
        .isEqualTo("reference_ambiguous");
    assertThat(row(joined, "ed_attendance RRV 2026-09 2").problem())
        .isEqualTo("reference_ambiguous");
    assertThat(row(joined, "nhs111_call R1 2026-09 1").problem()).isEqualTo("reference_ambiguous");
    assertThat(row(joined, "ambulance_incident RX6 2026-09 5").problem())
        .isEqualTo("reference_ambiguous");
  }

  @Test
  void joins_nothing_across_references_that_contradict() {
    Map<String, Joined> joined =
        join(
            new CheckedFrames()
                // The ambulance quotes log L1; another detention quotes the ambulance.
                .with("ambulance_incident RX6 2026-09 1", ambulance("RX6", "I1", "10", "L1"))
                .with("police_mha_detention 10 2026-09 1", log("10", "L1"))
                .with(
                    "police_mha_detention 10 2026-09 2",
                    log("10", "L2") + ", " + quote("RX6", "I1")));
    assertThat(row(joined, "ambulance_incident RX6 2026-09 1").problem())
        .isEqualTo("references_contradict");
    assertThat(row(joined, "police_mha_detention 10 2026-09 1").key())
        .isNotEqualTo(row(joined, "ambulance_incident RX6 2026-09 1").key());
    assertThat(row(joined, "police_mha_detention 10 2026-09 1").count()).isEqualTo(1);
  }

  @Test
  void rows_that_quote_nothing_stand_alone_and_order_does_not_matter() {
    CheckedFrames frames =
        new CheckedFrames()
            .with("police_mha_detention 10 2026-09 1", "'force_code': '10'")
            .with("police_mha_detention 10 2026-09 2", "'force_code': '10'")
            .with("nhs111_call R1 2026-09 1", "'ambulance_incident_id': ' '")
            .with("ambulance_incident RX6 2026-09 1", ambulance("RX6", "I1", "10", "L1"))
            .with("police_mh_incident 10 2026-09 1", log("10", "L1"));
    Map<String, Joined> joined = join(frames);
    assertThat(joined.values()).extracting(Joined::problem).containsOnlyNulls();
    assertThat(joined.values().stream().map(Joined::key).distinct()).hasSize(4);
    assertThat(join(frames.reversed())).isEqualTo(joined);
  }

  @Test
  void joins_a_detention_to_the_ambulance_it_quotes_and_the_trusts_period_by_place_and_time() {
    Map<String, Joined> joined = join(oneDetention());
    Joined force = row(joined, "police_mha_detention 10 2026-09 1");
    assertThat(force).isEqualTo(new Joined(force.key(), 4, "quoted_reference", null));
    assertThat(row(joined, "ambulance_incident RX6 2026-09 1")).isEqualTo(force);
    // The period is sent again in October, until it ends.
    Joined trust = new Joined(force.key(), 4, "place_and_time", null);
    assertThat(row(joined, "MHS401MHActPeriod RX4 2026-09 1")).isEqualTo(trust);
    assertThat(row(joined, "MHS401MHActPeriod RX4 2026-10 1")).isEqualTo(trust);
    // Another section is no place of safety.
    assertThat(joined).hasSize(4);
    assertThat(join(oneDetention().reversed())).isEqualTo(joined);
  }

  @Test
  void gives_the_person_records_of_an_event_with_the_row_of_the_trusts_patient() {
    try (EventLinkage linkage = linkage(oneDetention())) {
      List<String> rows = Rows.json(linkage.personLinks());
      String root = "'root':'ambulance|RX6|I1'";
      assertThat(rows)
          .containsExactly(
              "{'row_id':'AM-RX6-2026-09-001|ambulance_incident|1',%s,'link_basis':'quoted_reference'}"
                  .formatted(root),
              "{'row_id':'MH-RX4-2026-09-001|MHS001MPI|7',%s,'link_basis':'place_and_time'}"
                  .formatted(root),
              "{'row_id':'MH-RX4-2026-10-001|MHS001MPI|8',%s,'link_basis':'place_and_time'}"
                  .formatted(root),
              "{'row_id':'PF-10-2026-09-001|police_mha_detention|1',%s,'link_basis':'quoted_reference'}"
                  .formatted(root));
    }
  }

  @Test
  void equally_good_candidates_are_counted_and_link_no_person() {
    CheckedFrames frames =
        oneDetention()
            .with("MHS001MPI RX4 2026-09 9", patient("P9"))
            .with("MHS401MHActPeriod RX4 2026-09 9", period("M9", "P9", "23:40:00"));
    Map<String, Joined> joined = join(frames);
    for (String record :
        List.of("MHS401MHActPeriod RX4 2026-09 9", "MHS401MHActPeriod RX4 2026-10 1")) {
      assertThat(row(joined, record))
          .extracting(Joined::basis, Joined::problem)
          .containsExactly("none", "place_and_time_ambiguous");
    }
    assertThat(row(joined, "police_mha_detention 10 2026-09 1"))
        .extracting(Joined::count, Joined::problem)
        .containsExactly(2, "place_and_time_ambiguous");
    try (EventLinkage linkage = linkage(frames)) {
      assertThat(Rows.json(linkage.personLinks())).hasSize(2).noneMatch(r -> r.contains("MHS"));
    }
  }

  @Test
  void reads_times_ages_and_identifiers_as_the_partners_write_them() {
    // A default time, an estimated birth date beside an age, a pseudo-postcode: 30 September.
    CheckedFrames frames =
        new CheckedFrames()
            .with(
                "police_mha_detention 10 2026-09 1",
                "'force_code': '10', 'mha_power': 's136', 'place_of_safety_org_code': 'rx4 ',"
                    + " 'detention_datetime': '2026-09-30T12:00:00Z', 'birth_date': '1950-01-01',"
                    + " 'birth_date_precision': 'unknown', 'age_years': 34, 'sex_code': '2',"
                    + " 'home_postcode': 'ZZ99 3VZ'")
            .with("MHS001MPI RX4 2026-09 7", patient("P1"))
            .with("MHS401MHActPeriod RX4 2026-09 1", period("M1", "P1", "00:00:00"));
    assertThat(row(join(frames), "MHS401MHActPeriod RX4 2026-09 1").basis())
        .isEqualTo("place_and_time");
  }

  @Test
  void a_day_with_more_detentions_than_can_be_true_is_left_out_and_named() {
    CheckedFrames frames = oneDetention();
    for (int i = 2; i <= 202; i++) {
      frames.with("police_mha_detention 10 2026-09 " + i, police("D" + i, "L" + i));
    }
    try (EventLinkage linkage = linkage(frames)) {
      assertThat(linkage.warnings())
          .containsExactly(
              "10 sent 202 records of detentions for one day (2026-09-30); linked by quoted references only");
      Map<String, Joined> joined = new TreeMap<>();
      read(linkage.keyed(key()), joined);
      assertThat(row(joined, "police_mha_detention 10 2026-09 1").basis())
          .isEqualTo("quoted_reference");
      assertThat(row(joined, "MHS401MHActPeriod RX4 2026-09 1").key())
          .isEqualTo(row(joined, "ambulance_incident RX6 2026-09 1").key());
    }
  }

  /** Detained on 30 September at 22:50 London time, at the suite at 23:30, by ambulance. */
  private static CheckedFrames oneDetention() {
    return new CheckedFrames()
        .with("police_mha_detention 10 2026-09 1", police("D1", "L1"))
        .with(
            "ambulance_incident RX6 2026-09 1",
            ambulance("RX6", "I1", "10", "L1")
                + ", 'mha_section': 's136', 'destination_org_code': 'RX4', 'sex_code': '2',"
                + " 'call_connect_datetime': '2026-09-30T21:45:00Z', 'age_years': 36,"
                + " 'destination_arrival_datetime': '2026-09-30T22:30:00Z'")
        .with("MHS001MPI RX4 2026-09 7", patient("P1"))
        .with("MHS401MHActPeriod RX4 2026-09 1", period("M1", "P1", "23:35:00"))
        .with(
            "MHS401MHActPeriod RX4 2026-09 2",
            period("M2", "P1", "23:35:00").replace("'20'", "'02'"))
        .with("MHS001MPI RX4 2026-10 8", patient("P1"))
        .with("MHS401MHActPeriod RX4 2026-10 1", period("M1", "P1", "23:35:00"));
  }

  private static String police(String reference, String log) {
    return log("10", log)
        + ", 'detention_reference': '"
        + reference
        + "', 'mha_power': 's136', 'place_of_safety_org_code': 'RX4', 'sex_code': '2',"
        + " 'detention_datetime': '2026-09-30T21:50:00Z', 'age_years': 36,"
        + " 'arrival_place_of_safety_datetime': '2026-09-30T22:30:00Z'";
  }

  private static String patient(String id) {
    return "'LocalPatientID': '%s', 'Gender': '2', 'GenderIDCode': '4', 'PersonBirthDate': '1990-03-02'"
        .formatted(id);
  }

  private static String period(String id, String patient, String time) {
    return ("'MHActLegalStatusClassPeriodID': '%s', 'LocalPatientID': '%s', 'LegalStatusCode': '20',"
            + " 'StartDateMHActLegalStatusClass': '2026-09-30', 'StartTimeMHActLegalStatusClass': '%s'")
        .formatted(id, patient, time);
  }

  private static String ambulance(
      String trust, String incident, @Nullable String force, @Nullable String log) {
    return "'submitter_org_code': '%s', 'incident_id': '%s'".formatted(trust, incident)
        + (force == null
            ? ""
            : ", 'police_force_code': '%s', 'police_incident_reference': '%s'"
                .formatted(force, log));
  }

  private static String log(String force, String reference) {
    return "'force_code': '%s', 'incident_reference': '%s'".formatted(force, reference);
  }

  private static String quote(String trust, String incident) {
    return "'ambulance_trust_code': '%s', 'ambulance_incident_id': '%s'".formatted(trust, incident);
  }

  private Map<String, Joined> join(CheckedFrames frames) {
    Map<String, Joined> joined = new TreeMap<>();
    try (EventLinkage linkage = linkage(frames)) {
      read(linkage.keyed(key()), joined);
    }
    return joined;
  }

  private PseudonymKey key() {
    return PseudonymKey.of(Settings.defaults().linkage(), folder, true);
  }

  private static EventLinkage linkage(CheckedFrames frames) {
    return new EventLinkage(frames::table, new IdentifierPreparation(true), EventLinkLimits.load());
  }

  private static void read(Dataset<Row> events, Map<String, Joined> joined) {
    for (Row row :
        events
            .select(
                "source_table",
                "organisation_code",
                "reporting_month",
                "record",
                "event_key",
                "linked_event_count",
                "link_basis",
                "problem")
            .collectAsList()) {
      joined.put(
          "%s %s %s %d"
              .formatted(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)),
          new Joined(row.getString(4), row.getInt(5), row.getString(6), row.getString(7)));
    }
  }

  private static Joined row(Map<String, Joined> rows, String where) {
    return Objects.requireNonNull(rows.get(where), where);
  }
}
