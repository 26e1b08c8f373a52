package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthlyReturnTest {

  private static final String NEW_DETENTION =
      "{'organisation_code': '%s', 'category': 'A', 'LegalStatusCode': '02',"
          + " 'is_started_in_month': true, 'is_started_in_year': true, 'is_new_detention': true, 'has_spell': true,"
          + " 'has_cto_start_in_month': false, 'gender': '2', 'ethnicity_code': 'M',"
          + " 'nhs_2001_group5': 'Black or Black British', 'age_band': '18 to 19'}";
  private static final String PLACEMENT =
      "{'organisation_code': 'NTN', 'appropriateness': 'inappropriate', 'is_new_in_month': true, 'is_new_in_quarter': true, 'is_new_in_year': true,"
          + " 'bed_days_month': 30, 'bed_days_quarter': 30, 'bed_days_year': 30, 'gender': '1', 'age_band': '18 to 24'}";
  private static final String DETENTION_136 =
      "{'organisation_code': '10', 'event_type': 'police_detention', 'mha_power': 's136',"
          + " 'age_group': '18 and over', 'place_of_safety_type': 'emergency_department',"
          + " 'transport_method': 'ambulance', 'has_crisis_team': false}";
  private static final String VERY_URGENT =
      "{'organisation_code': 'RX4', 'event_type': 'T2', 'has_crisis_team': true,"
          + " 'ClinRespPriorityType': '4', 'age_group': '18 and over',"
          + " 'first_contact_in_month_datetime': %s, 'response_minutes_in_month': %s}";

  @TempDir Path temp;

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void the_file_has_the_published_layout_and_hidden_rounded_and_missing_values()
      throws IOException {
    ReturnResult result =
        lake("one").written().stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(result.folder()).endsWith(Path.of("returns", "2026-09", "performance", "v1"));
    assertThat(result.files())
        .containsOnlyKeys(
            "crisis_return_202609_Perf_v1.csv",
            "crisis_return_202609_Perf_v1_README.txt",
            "crisis_return_202609_Perf_v1_changes.txt",
            "crisis_return_202609_Perf_v1_disclosure_check.json",
            "crisis_return_202609_Perf_v1_dq_coverage.csv",
            "crisis_return_202609_Perf_v1_dq_vodim.csv",
            "crisis_return_202609_Perf_v1_manifest.json",
            "crisis_return_202609_Perf_v1_metadata.csv",
            "crisis_return_202609_Perf_v1_rates.csv",
            "crisis_return_202609_Perf_v1_skeleton_check.json");
    byte[] bytes = Files.readAllBytes(result.folder().resolve("crisis_return_202609_Perf_v1.csv"));
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\r").doesNotStartWith("\ufeff").endsWith("\n");
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
                + "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,"
                + "MEASURE_ID,MEASURE_NAME,MEASURE_VALUE,VALUE_NOTE,REVISION_NOTE");
    assertThat(lines)
        .filteredOn(line -> isShown(line))
        .containsExactlyElementsOf(golden("expected.csv"));
    assertThat(lines).hasSize(Math.toIntExact(result.rows()) + 1);
    assertThat(result.notReceived()).isEqualTo(2);
    assertThat(result.folder().resolve("crisis_return_202609_Perf_v1_metadata.csv"))
        .content()
        .contains(",OAP01M,\"53012456 residents of England, 2011 (census_2011_england)\",")
        .contains(",rate,2024-04,");
    assertThat(result.invented()).isTrue();
  }

  /** Lines of a few measures, with every kind of value. */
  private static boolean isShown(String line) {
    boolean measure =
        line.contains(",MHS81,")
            || line.contains(",OAP02M,")
            || line.contains(",CRS20,")
            || line.contains(",CCR117,")
            || line.contains(",CCR118,")
            || line.contains(",CRS0");
    boolean breakdown =
        line.contains(",England,England,England,NONE,NONE,")
            || line.contains(",Provider,")
            || line.contains(",Police force,")
            || line.contains(",England; Gender,England,England,2,") && line.contains(",MHS81,")
            || line.contains(",Police force; Place of safety,10,") && line.contains("emergency");
    return measure && breakdown;
  }

  private static List<String> golden(String file) throws IOException {
    try (var in = MonthlyReturnTest.class.getResourceAsStream("/returns/" + file)) {
      if (in == null) {
        throw new IllegalStateException("There is no returns/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void the_raw_twin_has_the_same_rows_exact_in_its_own_zone_for_its_owner_only()
      throws IOException {
    SmallLake lake = lake("raw").written();
    ReturnResult result = lake.stage().run(SmallLake.SEPTEMBER, "final", false);
    assertThat(result.rawFolder()).startsWith(lake.lake().root(Zone.RAW));
    Path raw = result.rawFolder().resolve("crisis_return_202609_Final_v1_raw.csv");
    List<String> exact = Files.readAllLines(raw);
    List<String> open =
        Files.readAllLines(result.folder().resolve("crisis_return_202609_Final_v1.csv"));
    assertThat(exact.stream().map(MonthlyReturnTest::withoutValue))
        .containsExactlyElementsOf(open.stream().map(MonthlyReturnTest::withoutValue).toList());
    assertThat(exact)
        .noneMatch(line -> line.contains(",*,"))
        .anyMatch(
            line -> line.contains(",RX4,") && line.contains(",MHS81,") && line.endsWith(",12,,"))
        .anyMatch(
            line -> line.contains(",RXM,") && line.contains(",MHS81,") && line.endsWith(",4,,"))
        .anyMatch(
            line -> line.contains(",RV5,") && line.contains(",MHS81,") && line.endsWith(",,:,"));
    assertThat(Folders.filesBelow(result.folder())).noneMatch(f -> f.toString().contains("raw"));
    assertThat(Files.getPosixFilePermissions(result.rawFolder())).hasSize(3);
    String manifest =
        Files.readString(result.folder().resolve("crisis_return_202609_Final_v1_manifest.json"));
    assertThat(manifest)
        .contains("\"data_note\" : \"Invented data\"")
        .contains("\"list\" : \"not recorded\"")
        .contains("MH-RX4-2026-09-001")
        .doesNotContain("MH-RV5-2026-09-001")
        .doesNotContain("_raw");
    assertThat(
            Files.readString(result.folder().resolve("crisis_return_202609_Final_v1_README.txt")))
        .contains("Invented data")
        .contains("Whether a list was applied is not in the run records of this lake.")
        .contains("RV5 ")
        .contains("Mental health trusts: 3 of 4".replace("trusts", "trust"));
  }

  private static String withoutValue(String line) {
    return line.replaceFirst(",([0-9]*([.][0-9]+)?|[*]),([:-]?),$", "");
  }

  @Test
  void made_again_it_stays_version_1_and_in_a_fresh_lake_it_has_the_same_bytes() {
    SmallLake lake = lake("first").written();
    ReturnResult first = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    ReturnResult again = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.version()).isEqualTo(1);
    ReturnResult elsewhere =
        lake("second").written().stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(elsewhere.files()).isEqualTo(first.files());
  }

  @Test
  void changed_input_gives_version_2_that_says_what_changed_and_leaves_version_1_alone()
      throws IOException {
    SmallLake lake = lake("changed").written();
    ReturnResult first = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    SortedMap<String, String> before = contents(first.folder());
    lake.mart("mha_detentions", 2, NEW_DETENTION.formatted("RXM")).written();
    ReturnResult second = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(second.version()).isEqualTo(2);
    assertThat(contents(first.folder())).isEqualTo(before);
    assertThat(Files.readAllLines(second.folder().resolve("crisis_return_202609_Perf_v2.csv")))
        .anyMatch(
            line ->
                line.contains(",RXM,")
                    && line.contains(",MHS81,")
                    // No submission differs, so none is named.
                    && line.endsWith(",5,,Revised since v1: was *"));
    assertThat(lake.stage().run(SmallLake.SEPTEMBER, "performance", false).version()).isEqualTo(2);
  }

  @Test
  void a_dry_run_writes_nothing_and_says_what_it_would_write() {
    SmallLake lake = lake("dry").written();
    ReturnResult dry = lake.stage().run(SmallLake.SEPTEMBER, "performance", true);
    assertThat(dry.isNew()).isFalse();
    assertThat(dry.folder()).doesNotExist();
    assertThat(lake.lake().root(Zone.RAW)).doesNotExist();
    assertThat(lake.lake().root(Zone.RUNS)).doesNotExist();
    assertThat(lake.stage().run(SmallLake.SEPTEMBER, "performance", false).files())
        .isEqualTo(dry.files());
  }

  @Test
  void rates_stand_in_a_file_of_their_own_and_a_newer_population_makes_a_new_version()
      throws IOException {
    String detention =
        NEW_DETENTION.replace("'gender'", "'person_key': 'p', 'age_years': 19, 'gender'");
    SmallLake lake = lake("rates").mart("mha_detentions", 3, detention.formatted("NTN"));
    for (int i = 0; i < 12; i++) {
      String whiteBritish =
          detention
              .replace("'p'", "'a" + i + "'")
              .replace("'M'", "'A'")
              .replace("Black or Black British", "White");
      lake.mart("mha_detentions", 1, whiteBritish.formatted("RX4"));
    }
    lake.written();
    ReturnResult first = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    Path rates = first.folder().resolve("crisis_return_202609_Perf_v1_rates.csv");
    assertThat(Files.readAllLines(rates)).containsExactlyElementsOf(golden("expected_rates.csv"));
    assertThat(
            Files.readAllLines(
                first.rawFolder().resolve("crisis_return_202609_Perf_v1_rates_raw.csv")))
        .containsExactlyElementsOf(golden("expected_rates_raw.csv"));
    Path table = temp.resolve("newer.csv");
    try (var census =
        MonthlyReturnTest.class.getResourceAsStream(
            "/populations/census2011_england_ethnicity_age_sex.csv")) {
      Files.copy(Objects.requireNonNull(census), table);
    }
    Files.writeString(
        temp.resolve("newer.csv.yaml"),
        """
        {kind: population, name: newer, year: 2012, geography: England, exactness: exact,
         grouping: census_2011_18, age_bands: mha_statistics_21, total: 53012456, source: a test}
        """);
    new ReferenceTables(lake.lake().root(Zone.REFERENCE)).store(ReferenceTables.checked(table));
    ReturnResult second = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.folder().resolve("crisis_return_202609_Perf_v2_rates.csv"))
        .content()
        .contains(",newer,2012,England,");
    assertThat(second.folder().resolve("crisis_return_202609_Perf_v2_manifest.json"))
        .content()
        .contains("\"population\" : \"newer-");
  }

  @Test
  void figures_that_do_not_fit_the_skeleton_publish_nothing() {
    SmallLake lake =
        lake("held")
            .mart("mha_detentions", 1, NEW_DETENTION.formatted("RWK")) // sent nothing
            .mart("mha_detentions", 1, NEW_DETENTION.formatted("RV5")) // was refused
            .written();
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> lake.stage().run(SmallLake.SEPTEMBER, "performance", false))
        .satisfies(
            held ->
                assertThat(held.reasons())
                    .anyMatch(
                        r -> r.contains("without a row in the skeleton: CRS100 by provider at RWK"))
                    .anyMatch(
                        r ->
                            r.contains(
                                "without a submission in force: CRS100 by provider at RV5")));
    assertThat(lake.lake().root(Zone.RETURNS)).doesNotExist();
    assertThat(lake.lake().root(Zone.RAW)).doesNotExist();
  }

  @Test
  void the_quality_files_are_treated_like_the_return_and_have_exact_twins() throws IOException {
    SmallLake lake = lake("quality").measured(Family.MH, "RX4", "MHS903WardDetails", null, 12);
    lake.measured(Family.MH, "ENGLAND", "MHS903WardDetails", null, 12).written();
    ReturnResult result = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(
            Files.readAllLines(
                result.folder().resolve("crisis_return_202609_Perf_v1_dq_coverage.csv")))
        .filteredOn(line -> line.contains(",MHS903WardDetails,"))
        .extracting(line -> line.replaceFirst("[^,]*,[^,]*,[^,]*,([^,]*),.*Details", "$1"))
        .containsExactly("England,10,", "NTN,*,", "RV5,*,:", "RX4,10,", "RXM,*,");
    assertThat(
            Files.readAllLines(
                result.rawFolder().resolve("crisis_return_202609_Perf_v1_dq_coverage_raw.csv")))
        .filteredOn(line -> line.contains(",MHS903WardDetails,"))
        .extracting(line -> line.replaceFirst("[^,]*,[^,]*,[^,]*,([^,]*),.*Details", "$1"))
        .containsExactly("England,12,", "NTN,0,", "RV5,,:", "RX4,12,", "RXM,0,");
    assertThat(
            Files.readString(result.folder().resolve("crisis_return_202609_Perf_v1_manifest.json")))
        // A version of check's tables changes with what comes too late.
        .doesNotContain("\"metrics\"");
  }

  @Test
  void quality_figures_that_do_not_add_up_publish_nothing() {
    SmallLake lake = lake("unfit").measured(Family.MH, "RX4", "MHS002GP", null, 12);
    lake.measured(Family.MH, "ENGLAND", "MHS002GP", null, 12)
        .measured(Family.MH, "RX4", "MHS002GP", "GMPReg", 7, 2, 1, 1, 0)
        .measured(Family.MH, "ENGLAND", "MHS002GP", "GMPReg", 7, 2, 1, 1, 0)
        .written();
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> lake.stage().run(SmallLake.SEPTEMBER, "performance", false))
        .satisfies(
            held ->
                assertThat(held.reasons())
                    .containsExactly(
                        "quality figures that do not fit: parts that do not add up to MHS002GP of"
                            + " England, parts that do not add up to MHS002GP of RX4"));
    assertThat(lake.lake().root(Zone.RETURNS)).doesNotExist();
  }

  @Test
  void a_month_without_marts_or_verdicts_and_an_unknown_status_are_wrong_requests() {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> lake("none").stage().run(SmallLake.SEPTEMBER, "performance", false))
        .withMessageContaining("run check first");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> lake("none").stage().run(SmallLake.SEPTEMBER, "draft", false))
        .withMessageContaining("performance, final or provisional");
  }

  private SmallLake lake(String name) {
    return new SmallLake(temp.resolve(name))
        .submission(Family.MH, "RX4", true, false)
        .submission(Family.MH, "RXM", true, false)
        .submission(Family.MH, "NTN", true, false)
        .submission(Family.MH, "RV5", false, false)
        .submission(Family.MH, "R1L", false, true)
        .submission(Family.MH, "ZZ9", false, false)
        .submission(Family.PF, "10", true, false)
        .submission(Family.PF, "42", false, false)
        .mart("mha_detentions", 12, NEW_DETENTION.formatted("RX4"))
        .mart("mha_detentions", 4, NEW_DETENTION.formatted("RXM"))
        .mart("out_of_area_placements", 2, PLACEMENT)
        .mart("crisis_presentations", 7, DETENTION_136)
        .mart("crisis_presentations", 5, VERY_URGENT.formatted("'2026-09-03T10:00:00Z'", "30"))
        .mart("crisis_presentations", 3, VERY_URGENT.formatted("null", "null"));
  }

  private static SortedMap<String, String> contents(Path folder) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    for (Path file : Folders.filesBelow(folder)) {
      contents.put(file.toString(), Files.readString(folder.resolve(file)));
    }
    return contents;
  }
}
