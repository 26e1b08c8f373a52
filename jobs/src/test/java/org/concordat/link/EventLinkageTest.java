package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
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

  private record Joined(String key, int count, @Nullable String problem) {}

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
    PseudonymKey key = PseudonymKey.of(Settings.defaults().linkage(), folder, true);
    Map<String, Joined> joined = new TreeMap<>();
    for (Row row :
        EventLinkage.joined(EventRecords.of(frames::table), key)
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
      assertThat(row.getString(6)).isEqualTo(row.getInt(5) > 1 ? "quoted_reference" : "none");
      joined.put(
          "%s %s %s %d"
              .formatted(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)),
          new Joined(row.getString(4), row.getInt(5), row.getString(7)));
    }
    return joined;
  }

  private static Joined row(Map<String, Joined> rows, String where) {
    return Objects.requireNonNull(rows.get(where), where);
  }
}
