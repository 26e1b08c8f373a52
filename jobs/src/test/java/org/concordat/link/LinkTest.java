package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.SecretFile;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

  private static final ReportingMonth AUGUST = ReportingMonth.of("2026-08");
  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");

  @TempDir private Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void links_a_month_and_its_window_and_gives_the_same_bytes_again() throws IOException {
    Lake lake = lake("one", true);
    publish(lake, frames(), AUGUST, SEPTEMBER);

    LinkResult result = link(lake, SEPTEMBER);

    assertThat(result.months()).isEqualTo(2);
    assertThat(result.people()).isEqualTo(5);
    assertThat(result.events()).isEqualTo(3);
    assertThat(result.counts())
        .containsEntry("2026-09.people.MH.nhs_number_birth_date", 1L)
        .containsEntry("2026-09.people.PF.name_birth_date_postcode", 1L)
        .containsEntry("2026-09.events.AM.quoted_reference", 1L)
        .containsEntry("2026-09.people.ED.nhs_number_refused", 1L);
    assertThat(result.warnings()).singleElement().asString().contains("development key");
    VersionedTree linked = lake.tree(Zone.LINKED);
    assertThat(linked.liveVersion()).contains(result.runId());
    assertThat(lake.root(Zone.RUNS).resolve("link-" + result.runId() + ".json")).exists();
    Dataset<Row> people = read(linked, "people");
    assertThat(people.select("person_key").distinct().count()).isEqualTo(2);
    for (String table : List.of("people", "events")) {
      assertThat(List.of(read(linked, table).drop("reporting_month").schema().fields()))
          .isEqualTo(List.of(ContractFrames.schema(CheckedFrames.CONTRACTS.table(table)).fields()));
    }
    assertHoldsNoIdentifier(people.drop("birth_date", "local_patient_id"));
    assertHoldsNoIdentifier(read(linked, "events"));

    Map<String, String> bytes = digests(lake);
    assertThat(link(lake, SEPTEMBER).runId()).isEqualTo(result.runId());
    assertThat(digests(lake)).isEqualTo(bytes);
  }

  @Test
  void holds_what_was_linked_against_the_truth_and_keeps_the_figures() throws IOException {
    Lake lake = lake("truth", true);
    publish(lake, frames(), AUGUST, SEPTEMBER);
    String before = link(lake, SEPTEMBER).runId();
    // All five records are Ann's; the attendance holds nothing that says so.
    Path truth = folder.resolve("truth.csv");
    Files.writeString(
        truth,
        """
        submission_id,table,record,person,ethnic_group5,sex,birth_year,event,errors
        MH-RX4-2026-08-001,MHS001MPI,1,ann,white,2,1980,,
        MH-RX4-2026-09-001,MHS001MPI,1,ann,white,2,1980,,
        AM-RX6-2026-09-001,ambulance_incident,1,ann,white,2,1980,e1,
        PF-10-2026-09-001,police_mha_detention,1,ann,white,2,1980,e1,
        ED-RRV-2026-09-001,ed_attendance,1,ann,white,2,1980,,
        """);

    List<QualityLine> lines =
        new Link(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
            .measured(SEPTEMBER, truth);

    // Of ten pairs the six among four records are found. Two hold a number, two names and birth
    // date.
    assertThat(lines)
        .contains(
            new QualityLine("people_all_pairs", "recall", "all", "all", 6, 10),
            new QualityLine("people_all_pairs", "precision", "all", "all", 6, 6),
            new QualityLine("people", "recall", "ethnic_group5", "white", 2, 2),
            new QualityLine("events", "recall", "all", "all", 1, 1));
    // Four records know four of five, the fifth one: (4 x 4/5 + 1/5) / 5.
    assertThat(lines.stream().filter(line -> line.measure().equals("bcubed_recall")))
        .filteredOn(line -> line.breakdown().equals("sex"))
        .singleElement()
        .extracting(QualityLine::text)
        .isEqualTo("0.6800");
    VersionedTree linked = lake.tree(Zone.LINKED);
    assertThat(linked.liveVersion()).isPresent().get().isNotEqualTo(before);
    assertThat(read(linked, "linkage_truth").count()).isEqualTo(lines.size());
    assertThat(read(linked, "people").count()).isEqualTo(5);
    link(lake, SEPTEMBER);
    assertThat(linked.month("linkage_truth", SEPTEMBER)).isEmpty();
  }

  @Test
  void refuses_what_cannot_be_linked() throws IOException {
    Lake empty = lake("empty", true);
    assertThatThrownBy(() -> link(empty, SEPTEMBER))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("run check first");

    Lake real = lake("real", false);
    publish(real, frames(), AUGUST, SEPTEMBER);
    assertThatThrownBy(() -> link(real, SEPTEMBER))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("linkage.key-file");
    assertThat(real.root(Zone.LINKED)).doesNotExist();
  }

  @Test
  void applies_the_lists_supplied_about_nhs_numbers_and_tells_none_of_them() throws IOException {
    Lake lake = lake("lists", true);
    publish(lake, frames(), AUGUST, SEPTEMBER);
    Path merges = folder.resolve("merges.csv");
    Path optOuts = folder.resolve("opt-outs.csv");
    Settings settings = withLists(merges, optOuts);
    SecretFile.write(merges, "superseded_nhs_number,nhs_number\n9434765919,4000000160\n");
    SecretFile.write(optOuts, "nhs_number\n9434765919\n");

    LinkResult result = link(lake, settings);

    // Left is the attendance, whose number is not valid.
    assertThat(result.people()).isEqualTo(1);
    assertThat(result.events()).isEqualTo(1);
    assertThat(result.counts())
        .containsEntry("2026-09.people.nhs_number_superseded.MH.RX4", 1L)
        .containsEntry("2026-09.people.nhs_number_superseded.AM.RX6", 1L)
        .containsEntry("2026-09.people.opt_out_before.MH.RX4", 1L)
        .containsEntry("2026-08.people.opt_out_after.MH.RX4", 1L)
        .containsEntry("2026-09.people.opt_out_after.PF.10", 1L)
        .doesNotContainKey("2026-09.people.PF.name_birth_date_postcode");
    assertThat(result.warnings()).hasSize(2).last().asString().contains("opted out");
    Path record = lake.root(Zone.RUNS).resolve("link-" + result.runId() + ".json");
    assertThat(Files.readString(record))
        .contains("\"opt_outs\"", "\"number_merges\"")
        .doesNotContain("9434765919")
        .doesNotContain("4000000160")
        .doesNotContain(Digest.ofFile(optOuts));

    SecretFile.write(optOuts, "nhs_number\n4000000101\n");
    assertThat(link(lake, settings).runId()).isNotEqualTo(result.runId());
    SecretFile.write(optOuts, "nhs_number\n4000000102\n");
    assertThatThrownBy(() -> link(lake, settings))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageEndingWith("opt-outs.csv, line 2: not a valid NHS number");
  }

  @Test
  void refuses_numbers_of_the_test_range_in_real_data_whatever_is_set() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with(
                "MHS001MPI RX4 2026-09 1",
                "'NHSNumber': '9990000018', 'PersonBirthDate': '1980-05-17'");
    Lake real = lake("real", false);
    publish(real, frames, AUGUST, SEPTEMBER);
    Path key = folder.resolve("real.key");
    SecretFile.write(key, "a secret of more than sixteen bytes");
    assertThat(link(real, with(Settings.Linkage.of(key.toString(), "2026", true))).counts())
        .containsEntry("2026-09.people.MH.nhs_number_refused", 1L)
        .containsEntry("2026-09.people.MH.one_time", 1L);
  }

  private static Settings withLists(Path merges, Path optOuts) {
    return with(Settings.defaults().linkage().withFiles(merges.toString(), optOuts.toString()));
  }

  private static Settings with(Settings.Linkage linkage) {
    return Settings.defaults().with().linkage(linkage).done();
  }

  private static CheckedFrames frames() {
    String ann = "'given_name': 'Ann', 'family_name': 'Quazzlewick', 'birth_date': '1980-05-17', ";
    return new CheckedFrames()
        .with("MHS001MPI RX4 2026-08 1", "'LocalPatientID': 'P1'")
        .with(
            "MHS001MPI RX4 2026-09 1",
            "'LocalPatientID': 'P1', 'NHSNumber': '9434765919', 'PersonBirthDate': '1980-05-17'")
        .with(
            "ambulance_incident RX6 2026-09 1",
            ann
                + "'nhs_number': '9434765919', 'home_postcode': 'NE1 4ST', 'incident_id': 'I1',"
                + " 'submitter_org_code': 'RX6'")
        .with(
            "police_mha_detention 10 2026-09 1",
            ann
                + "'home_postcode': 'NE1 4ST', 'ambulance_trust_code': 'RX6',"
                + " 'ambulance_incident_id': 'I1', 'self_defined_ethnicity': 'W1'")
        .with("ed_attendance RRV 2026-09 1", "'nhs_number': '1111111111'");
  }

  private Lake lake(String name, boolean isInvented) throws IOException {
    Lake lake = Lake.at(folder.resolve(name), Settings.defaults());
    Deliveries deliveries = new Deliveries(lake.root(Zone.LANDING));
    for (ReportingMonth month : List.of(AUGUST, SEPTEMBER)) {
      Json.write(
          deliveries.manifest("MH", "RX4", month.toString(), "001"),
          new Delivery(
              "MH-RX4-" + month + "-001",
              Family.MH,
              "RX4",
              month,
              "001",
              "RX4",
              Instant.parse("2026-10-12T09:00:00Z"),
              "folder",
              isInvented,
              List.of()));
    }
    return lake;
  }

  private static void publish(Lake lake, CheckedFrames frames, ReportingMonth... months) {
    VersionedTree.Draft checked = lake.tree(Zone.CHECKED).draft("c1");
    VersionedTree.Draft findings = lake.tree(Zone.FINDINGS).draft("c1");
    for (ReportingMonth month : months) {
      for (String table : PersonRecords.TABLES) {
        Dataset<Row> rows =
            frames
                .table(table)
                .filter(functions.col("reporting_month").equalTo(month.toString()))
                .drop("reporting_month");
        if (!rows.isEmpty()) {
          write(rows, checked, table, month);
        }
      }
      write(
          Rows.of(
              StructType.fromDDL("submission_id STRING, is_in_force BOOLEAN, record BIGINT"),
              "{'submission_id': 'MH-RX4-%s-001', 'is_in_force': true}".formatted(month),
              "{'submission_id': 'MH-RX4-%s-002', 'is_in_force': false}".formatted(month)),
          findings,
          "verdicts",
          month);
    }
    checked.publish(Set.of(months));
    findings.publish(Set.of(months));
  }

  private static void write(
      Dataset<Row> rows, VersionedTree.Draft draft, String table, ReportingMonth month) {
    ParquetTables.write(
        rows, draft.folder(table, month), table, "c1", 1, List.of("submission_id", "record"));
  }

  private static LinkResult link(Lake lake, ReportingMonth month) {
    return new Link(SharedSpark.session(), lake, Settings.defaults(), Progress.silent()).run(month);
  }

  private static LinkResult link(Lake lake, Settings settings) {
    return new Link(SharedSpark.session(), lake, settings, Progress.silent()).run(SEPTEMBER);
  }

  private static Dataset<Row> read(VersionedTree tree, String table) {
    return SharedSpark.session().read().parquet(tree.live().resolve(table).toString());
  }

  private static void assertHoldsNoIdentifier(Dataset<Row> frame) {
    List<String> texts = new ArrayList<>(frame.toJSON().collectAsList());
    assertThat(texts)
        .isNotEmpty()
        .noneMatch(text -> text.contains("9434765919"))
        .noneMatch(text -> text.toUpperCase(Locale.ROOT).contains("QUAZZLEWICK"))
        .noneMatch(text -> text.contains("1980-05-17"))
        .noneMatch(text -> text.contains("NE1"));
  }

  private static Map<String, String> digests(Lake lake) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path root = lake.root(Zone.LINKED).resolve("live").toRealPath();
    for (Path file : new TreeSet<>(Folders.filesBelow(root))) {
      if (!file.getFileName().toString().endsWith(".crc")) {
        digests.put(file.toString(), Digest.ofFile(root.resolve(file)));
      }
    }
    assertThat(digests).hasSize(5);
    assertThat(Files.exists(root)).isTrue();
    return digests;
  }
}
