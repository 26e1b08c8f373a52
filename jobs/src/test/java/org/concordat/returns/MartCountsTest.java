package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MartCountsTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");
  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final Measures MEASURES = Measures.load();

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void every_mart_of_a_measure_is_planned_on_an_empty_table() {
    for (String mart : MartCounts.marts(MEASURES, SEPTEMBER)) {
      Dataset<Row> none =
          ContractFrames.empty(SharedSpark.session(), ContractFrames.schema(CONTRACTS.table(mart)));
      Dataset<Row> planned =
          new MartCounts(mart, MEASURES, SEPTEMBER)
              .perOrganisation(SharedSpark.session(), none, SEPTEMBER);
      assertThat(planned.columns()).contains("organisation_code", "m0");
    }
  }

  @Test
  void mental_health_act_measures_count_one_period_each_by_category_and_code() {
    Map<Cell, CellCount> cells =
        counted(
            "mha_detentions",
            // s2 on admission: MHS81, MHS143
            mha("RX4", "A", "02", "true", "true", "false"),
            // s3 after admission: MHS81, MHS144
            mha("RX4", "B", "03", "true", "true", "false"),
            // s3 after s2: MHS144 and no new detention
            mha("RXM", "L", "03", "true", "true", "false"),
            // s2 that began before the month: nothing
            mha("RX4", "A", "02", "false", "true", "false"),
            // s3 under which a community treatment order began: MHS84
            mha("RXM", "A", "03", "false", "true", "true"),
            // s136 and s135 without a spell: MHS82 and MHS83, MHS82 and MHS149
            mha("RX4", "E", "20", "true", "false", "false"),
            mha("RX4", "E", "19", "true", "false", "false"),
            // s5(2): MHS82; s136 that follows another period: nothing
            mha("RXM", "F", "05", "true", "true", "false"),
            mha("RXM", "N", "20", "true", "true", "false"));
    assertThat(england(cells, "MHS"))
        .containsOnly(
            Map.entry("MHS81", 2L),
            Map.entry("MHS82", 3L),
            Map.entry("MHS83", 1L),
            Map.entry("MHS84", 1L),
            Map.entry("MHS143", 1L),
            Map.entry("MHS144", 2L),
            Map.entry("MHS149", 1L));
    assertThat(cells)
        .containsEntry(new Cell("MHS81", "provider", "RX4", "NONE"), new CellCount(2, 1))
        .containsEntry(new Cell("MHS144", "england", "England", "NONE"), new CellCount(2, 2))
        .containsEntry(
            new Cell("MHS82", "ethnicity", "England", "Black or Black British"),
            new CellCount(3, 2))
        .containsEntry(new Cell("MHS82", "ethnicity_16", "England", "M"), new CellCount(3, 2))
        .containsEntry(new Cell("MHS82", "age_band_mha", "England", "UNKNOWN"), new CellCount(3, 2))
        .containsEntry(new Cell("MHS82", "gender", "England", "2"), new CellCount(3, 2))
        .doesNotContainKey(new Cell("MHS81", "provider", "RXM", "NONE"));
  }

  @Test
  void crisis_measures_count_by_priority_contact_and_minutes() {
    Map<Cell, CellCount> cells =
        counted(
            "crisis_presentations",
            referral("T2", true, "1", "Under 18", null),
            referral("T2", true, "4", "18 and over", 240),
            referral("T2", true, "4", "18 and over", 241),
            referral("T2", true, "4", "Unknown", null),
            referral("T2", true, "2", "Under 18", 1440),
            referral("T2", true, "2", "18 and over", 1441),
            // liaison and crisis team alike: both families
            referral("T1", true, "4", "Under 18", 60),
            // liaison only
            referral("T1", false, "3", "18 and over", 61),
            // no measure: routine, another service, a contact that quotes a referral
            referral("T2", true, "3", "18 and over", 10),
            referral("T3", false, "4", "18 and over", 10),
            referral("T7", true, "4", "18 and over", 10));
    assertThat(england(cells, "CCR"))
        .containsOnly(
            Map.entry("CCR70", 1L),
            Map.entry("CCR70b", 1L),
            Map.entry("CCR117", 4L),
            Map.entry("CCR117a", 2L),
            Map.entry("CCR117b", 1L),
            Map.entry("CCR118", 3L),
            Map.entry("CCR118a", 2L),
            Map.entry("CCR118b", 1L),
            Map.entry("CCR119", 2L),
            Map.entry("CCR119a", 1L),
            Map.entry("CCR119b", 1L),
            Map.entry("CCR71", 2L),
            Map.entry("CCR71a", 1L),
            Map.entry("CCR71b", 1L),
            Map.entry("CCR73", 2L),
            Map.entry("CCR73a", 1L),
            Map.entry("CCR73b", 1L),
            Map.entry("CCR120", 1L),
            Map.entry("CCR120b", 1L));
    assertThat(england(cells, "PLS"))
        .containsOnly(
            Map.entry("PLS121", 2L),
            Map.entry("PLS121a", 1L),
            Map.entry("PLS121b", 1L),
            Map.entry("PLS122", 2L),
            Map.entry("PLS122a", 1L),
            Map.entry("PLS122b", 1L),
            Map.entry("PLS123", 1L),
            Map.entry("PLS123b", 1L));
    assertThat(cells)
        .containsEntry(
            new Cell("CCR117", "age_band_crisis", "England", "UNKNOWN"), new CellCount(1, 1));
  }

  @Test
  void people_are_counted_once_in_england_and_once_at_each_provider_that_knows_them() {
    String detained = "{'organisation_code': '%s', 'person_key': '%s', 'stock_at_month_end': '%s'}";
    Map<Cell, CellCount> cells =
        counted(
            "mha_detentions",
            detained.formatted("RX4", "one", "detained"),
            detained.formatted("RX4", "one", "detained"),
            detained.formatted("RXM", "one", "detained"),
            detained.formatted("RXM", "two", "community"),
            detained.formatted("RXM", "three", "none"));
    assertThat(england(cells, "MHS"))
        .containsOnly(Map.entry("MHS08", 2L), Map.entry("MHS09", 1L), Map.entry("MHS10", 1L));
    assertThat(cells)
        .containsEntry(new Cell("MHS08", "provider", "RX4", "NONE"), new CellCount(1, 1))
        .containsEntry(new Cell("MHS08", "provider", "RXM", "NONE"), new CellCount(2, 1))
        .containsEntry(new Cell("MHS08", "england", "England", "NONE"), new CellCount(2, 2));
  }

  @Test
  void out_of_area_measures_count_inappropriate_placements_and_add_up_their_days() {
    Map<Cell, CellCount> cells =
        counted(
            "out_of_area_placements",
            oap("inappropriate", true, false, true, true, false, true, true, 30),
            oap("inappropriate", false, true, false, false, true, false, false, 4),
            oap("inappropriate", true, true, false, true, true, false, false, 0),
            oap("appropriate", true, false, true, true, false, true, true, 30),
            oap("not_classified", true, false, true, true, false, true, true, 30));
    assertThat(england(cells, "OAP"))
        .containsOnly(
            Map.entry("OAP01M", 2L),
            Map.entry("OAP01aM", 2L),
            Map.entry("OAP02M", 34L),
            Map.entry("OAP02aM", 30L),
            Map.entry("OAP03M", 1L),
            Map.entry("OAP03Q", 1L),
            Map.entry("OAP03Y", 1L),
            Map.entry("OAP03aM", 1L),
            Map.entry("OAP03aQ", 1L),
            Map.entry("OAP03aY", 1L),
            Map.entry("OAP04M", 2L),
            Map.entry("OAP04aM", 2L));
  }

  @Test
  void section_136_is_counted_by_force_and_by_place_of_safety() {
    Map<Cell, CellCount> cells =
        counted(
            "crisis_presentations",
            detention("10", "s136", "18 and over", "'health_based_place_of_safety'", "ambulance"),
            detention("10", "s136", "Under 18", "'police_station'", "police_vehicle"),
            detention("42", "s136", "Unknown", "null", "police_vehicle"),
            detention("42", "s135_1", "18 and over", "'police_station'", "police_vehicle"));
    assertThat(england(cells, "CRS"))
        .containsOnly(
            Map.entry("CRS20", 3L),
            Map.entry("CRS20a", 1L),
            Map.entry("CRS20b", 1L),
            Map.entry("CRS21", 1L),
            Map.entry("CRS21b", 1L),
            Map.entry("CRS22", 2L));
    assertThat(cells)
        .containsEntry(new Cell("CRS20", "police_force", "10", "NONE"), new CellCount(2, 1))
        .containsEntry(
            new Cell("CRS20", "force_place_of_safety", "10", "police_station"), new CellCount(1, 1))
        .containsEntry(
            new Cell("CRS20", "force_place_of_safety", "42", "UNKNOWN"), new CellCount(1, 1))
        .containsEntry(
            new Cell("CRS20", "place_of_safety", "England", "police_station"), new CellCount(1, 1));
  }

  private static Map<Cell, CellCount> counted(String mart, String... rows) {
    MartCounts counts = new MartCounts(mart, MEASURES, SEPTEMBER);
    Dataset<Row> frame = Rows.of(ContractFrames.schema(CONTRACTS.table(mart)), rows);
    Map<Cell, CellCount> cells = new HashMap<>();
    counts.addTo(
        cells, counts.perOrganisation(SharedSpark.session(), frame, SEPTEMBER).collectAsList());
    return cells;
  }

  private static Map<String, Long> england(Map<Cell, CellCount> cells, String prefix) {
    Map<String, Long> england = new TreeMap<>();
    cells.forEach(
        (cell, count) -> {
          if (cell.breakdown().equals("england") && cell.measure().startsWith(prefix)) {
            england.put(cell.measure(), count.value());
          }
        });
    assertThat(Set.copyOf(england.values())).doesNotContain(0L);
    return england;
  }

  private static String mha(
      String provider, String category, String code, String started, String spell, String cto) {
    return ("{'organisation_code': '%s', 'category': '%s', 'LegalStatusCode': '%s',"
            + " 'is_started_in_month': %s, 'has_spell': %s, 'has_cto_start_in_month': %s,"
            + " 'is_new_detention': %s, 'gender': '2', 'ethnicity_code': 'M',"
            + " 'nhs_2001_group5': 'Black or Black British'}")
        .formatted(provider, category, code, started, spell, cto, "ABCDP".contains(category));
  }

  private static String referral(
      String type, boolean hasCrisisTeam, String priority, String age, @Nullable Integer minutes) {
    return ("{'organisation_code': 'RX4', 'event_type': '%s', 'has_crisis_team': %s,"
            + " 'ClinRespPriorityType': '%s', 'age_group': '%s',"
            + " 'response_minutes_in_month': %s, 'first_contact_in_month_datetime': %s}")
        .formatted(
            type,
            hasCrisisTeam,
            priority,
            age,
            minutes,
            minutes == null ? null : "'2026-09-20T10:00:00Z'");
  }

  private static String oap(
      String appropriateness,
      boolean isNew,
      boolean isEnded,
      boolean isActive,
      boolean acuteAtStart,
      boolean acuteAtEnd,
      boolean acuteAtMonthEnd,
      boolean acuteLast,
      int days) {
    return ("{'organisation_code': 'NTN', 'appropriateness': '%s', 'is_new_in_month': %s,"
            + " 'is_ended_in_month': %s, 'is_active_at_month_end': %s,"
            + " 'is_adult_acute_at_start': %s, 'is_adult_acute_at_end': %s,"
            + " 'is_adult_acute_at_month_end': %s, 'is_adult_acute_last': %s,"
            + " 'bed_days_month': %s, 'age_band': '18 to 24'}")
        .formatted(
            appropriateness,
            isNew,
            isEnded,
            isActive,
            acuteAtStart,
            acuteAtEnd,
            acuteAtMonthEnd,
            acuteLast,
            days);
  }

  private static String detention(
      String force, String power, String age, String place, String transport) {
    return ("{'organisation_code': '%s', 'event_type': 'police_detention', 'mha_power': '%s',"
            + " 'age_group': '%s', 'place_of_safety_type': %s, 'transport_method': '%s',"
            + " 'has_crisis_team': false}")
        .formatted(force, power, age, place, transport);
  }
}
