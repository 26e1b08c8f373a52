package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.LandingStore;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInspectionTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String FILE = "ambulance_incident.csv";

  @TempDir Path folder;

  @Test
  void a_sound_submission_has_no_finding() throws IOException {
    Inspection inspection = inspect(ambulance());
    assertThat(texts(inspection)).isEmpty();
    assertThat(inspection.isRejected()).isFalse();
    assertThat(inspection.rows()).isEqualTo(2);
    assertThat(texts(inspect(trust()))).isEmpty();
  }

  @Test
  void fil_001_names_the_line_of_a_manifest_that_cannot_be_read() throws IOException {
    assertThat(texts(inspect(ambulance().manifestText("{\n\"spec_version\": \"1.0\",\n}"))))
        .containsExactly(
            "FIL-001 File rejected - manifest manifest.json could not be read at line 3: it is not"
                + " well-formed JSON. Write manifest.json again; concordat manifest FOLDER does"
                + " it.");
    assertThat(rules(inspect(ambulance().manifestText("none")))).containsExactly("FIL-001");
    assertThat(rules(inspect(ambulance().key("spec_version", "0.9")))).containsExactly("FIL-001");
    assertThat(rules(inspect(ambulance().key("created_at", "")))).containsExactly("FIL-001");
  }

  @Test
  void fil_002_refuses_a_manifest_in_the_name_of_another() throws IOException {
    assertThat(texts(inspect(ambulance().sender("RRU"))))
        .containsExactly(
            "FIL-002 File rejected - manifest.json, field organisation_code, value \"RX6\" is not"
                + " the organisation this was sent by (RRU). Send it through your own channel, or"
                + " correct organisation_code.");
  }

  @Test
  void fil_003_refuses_an_organisation_that_is_not_open_or_of_another_family() throws IOException {
    assertThat(rules(inspect(folderOf(Family.AM, "ZZZ")))).contains("FIL-003");
    assertThat(rules(inspect(folderOf(Family.AM, "RX4")))).contains("FIL-003");
  }

  @Test
  void fil_004_refuses_what_is_not_one_open_calendar_month() throws IOException {
    for (Map.Entry<String, String> key :
        Map.of(
                "period_start", "2026-09-02",
                "period_end", "2026-10-01")
            .entrySet()) {
      assertThat(rules(inspect(ambulance().key(key.getKey(), key.getValue()))))
          .containsExactly("FIL-004");
    }
    assertThat(rules(inspect(ambulance().key("period_start", "01/09/2026"))))
        .containsExactly("FIL-004");
    assertThat(
            rules(
                inspect(
                    ambulance().key("period_start", "2026-08-01").key("period_end", "2026-08-31"))))
        .containsExactly("FIL-004");
    assertThat(
            texts(
                inspect(
                    ambulance()
                        .key("resubmission_reason", "new submitter")
                        .receivedAt("2027-06-01T00:00:00Z"))))
        .singleElement()
        .asString()
        .contains("value \"2026-09-01\": its year closed on 2027-05-28 23:59:59");
  }

  @Test
  void fil_005_refuses_an_extract_made_too_early_or_after_receipt() throws IOException {
    assertThat(texts(inspect(ambulance().key("created_at", "2026-09-30T12:00:00"))))
        .containsExactly(
            "FIL-005 File rejected - manifest.json, field created_at, value"
                + " \"2026-09-30T12:00:00\" is before the end of the month it reports. Make the"
                + " extract after the month has ended and send it with the true time.");
    assertThat(rules(inspect(ambulance().key("created_at", "2026-10-12T09:20:00Z"))))
        .containsExactly("FIL-005");
    assertThat(rules(inspect(ambulance().key("created_at", "2026-10-12T09:19:00Z")))).isEmpty();
  }

  @Test
  void fil_006_names_files_and_tables_that_are_not_there() throws IOException {
    assertThat(rules(inspect(ambulance().withoutFile(FILE)))).containsExactly("FIL-006");
    assertThat(texts(inspect(trust().withoutFile("MHS002GP.csv").withoutResource("MHS002GP.csv"))))
        .containsExactly(
            "FIL-006 File rejected - MHS002GP.csv: table MHS002GP is required for MH and was not"
                + " sent. Send every required table, or a nil return when there was no activity.");
    assertThat(texts(inspect(ambulance().withoutResource(FILE))))
        .anyMatch(text -> text.contains("was sent, but the manifest does not name it"));
  }

  @Test
  void fil_007_notices_other_bytes_than_the_manifest_says() throws IOException {
    assertThat(rules(inspect(ambulance().resource(FILE, "hash", "sha256:" + "0".repeat(64)))))
        .containsExactly("FIL-007");
    assertThat(rules(inspect(ambulance().resource(FILE, "bytes", 12)))).containsExactly("FIL-007");
  }

  @Test
  void fil_008_warns_of_another_number_of_rows() throws IOException {
    Inspection inspection = inspect(ambulance().resource(FILE, "rows", 5));
    assertThat(texts(inspection))
        .containsExactly(
            "FIL-008 Warning - ambulance_incident.csv: manifest says 5 rows, 2 were read. Check"
                + " whether the extract is complete.");
    assertThat(inspection.isRejected()).isFalse();
  }

  @Test
  void fil_009_names_the_line_and_byte_that_is_not_text() throws IOException {
    SubmissionFolder sent = ambulance();
    byte[] latin = (sent.text(FILE) + "caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(texts(inspect(sent.file(FILE, "ambulance_incident", latin, 3))))
        .containsExactly(
            "FIL-009 File rejected - ambulance_incident.csv, line 4: byte 0xE9 is not valid UTF-8."
                + " Save the file as UTF-8 text and send it again.");
    assertThat(texts(inspect(ambulance().file(FILE, "ambulance_incident", new byte[0], 0))))
        .singleElement()
        .asString()
        .contains("FIL-009", "line 1: the file is empty");
  }

  @Test
  void fil_010_refuses_a_missing_required_column_and_warns_of_an_optional_one() throws IOException {
    SubmissionFolder sent = ambulance();
    Inspection inspection =
        inspect(sent.text(FILE, sent.text(FILE).replaceFirst("incident_id,", "incident,"), 2));
    assertThat(rules(inspection)).containsExactlyInAnyOrder("FIL-010", "FIL-011");
    assertThat(inspection.isRejected()).isTrue();
    assertThat(texts(inspection).get(0))
        .startsWith(
            "FIL-010 File rejected - ambulance_incident.csv, line 1: column \"incident_id\" is"
                + " missing. Columns found: ");
    String semicolons = ambulance().text(FILE).replace(',', ';');
    assertThat(texts(inspect(ambulance().text(FILE, semicolons, 2))).get(0))
        .contains("are the values separated by commas?");
  }

  @Test
  void a_file_without_its_header_shows_nothing_of_the_person_in_its_first_row() throws IOException {
    String headerless = "9990000018,Quillon,1985-10-31,NE1 4LP\n";
    assertThat(texts(inspect(ambulance().text(FILE, headerless, 1))))
        .isNotEmpty()
        .noneMatch(text -> text.matches(".*(9990000018|Quillon|1985|NE1).*"));
  }

  @Test
  void fil_011_says_which_column_a_misspelt_one_may_mean() throws IOException {
    String text = addColumn(ambulance().text(FILE), "Responce_Category");
    assertThat(texts(inspect(ambulance().text(FILE, text, 2))))
        .containsExactly(
            "FIL-011 Warning - ambulance_incident.csv, line 1: column \"Responce_Category\" is not"
                + " used. Did you mean \"response_category\"? Rename or drop the column.");
    assertThat(texts(inspect(ambulance().text(FILE, addColumn(ambulance().text(FILE), "zzz"), 2))))
        .containsExactly(
            "FIL-011 Warning - ambulance_incident.csv, line 1: column \"zzz\" is not used. Rename"
                + " or drop the column.");
  }

  @Test
  void fil_010_and_011_name_each_other_when_a_column_was_renamed() throws IOException {
    SubmissionFolder sent = ambulance();
    String misspelt =
        sent.text(FILE).replaceFirst("call_connect_datetime,", "Call Conect DateTime,");
    assertThat(texts(inspect(sent.text(FILE, misspelt, 2))))
        .anyMatch(
            text ->
                text.startsWith("FIL-010 File rejected - ")
                    && text.contains("column \"call_connect_datetime\" is missing")
                    && text.contains("Did you mean it by \"Call Conect DateTime\"?"))
        .anyMatch(
            text ->
                text.startsWith("FIL-011 ")
                    && text.contains("column \"Call Conect DateTime\" is not used")
                    && text.contains("Did you mean \"call_connect_datetime\"?"));
  }

  @Test
  void fil_011_knows_an_item_by_the_name_another_table_gives_it() throws IOException {
    SubmissionFolder sent = ambulance();
    String renamed =
        sent.text(FILE)
            .replaceFirst(",birth_date,", ",PersonBirthDate,")
            .replaceFirst(",nhs_number,", ",NHSNumber,");
    assertThat(texts(inspect(sent.text(FILE, renamed, 2))))
        .anyMatch(
            text -> text.contains("\"PersonBirthDate\" is not used. Did you mean \"birth_date\"?"))
        .anyMatch(text -> text.contains("\"NHSNumber\" is not used. Did you mean \"nhs_number\"?"));
  }

  @Test
  void fil_010_and_011_understand_a_header_in_another_case_and_cap_a_header_without_end()
      throws IOException {
    SubmissionFolder sent = ambulance();
    int end = sent.text(FILE).indexOf('\n');
    String upper = sent.text(FILE).substring(0, end).toUpperCase(Locale.ROOT);
    assertThat(texts(inspect(sent.text(FILE, upper + sent.text(FILE).substring(end), 2))))
        .anyMatch(
            text -> text.contains("\"INCIDENT_ID\" is not used. Did you mean \"incident_id\"?"));
    StringBuilder endless = new StringBuilder(ambulance().text(FILE).substring(0, end));
    for (int i = 0; i < 5_000; i++) {
      endless.append(",more").append(i);
    }
    assertThat(texts(inspect(ambulance().text(FILE, endless + "\n", 0))))
        .hasSizeLessThan(150)
        .anyMatch(text -> text.contains("column \"(4900 more columns)\" is not used"));
  }

  @Test
  void fil_012_refuses_the_same_column_twice() throws IOException {
    String text = addColumn(ambulance().text(FILE), "incident_id");
    assertThat(texts(inspect(ambulance().text(FILE, text, 2))))
        .singleElement()
        .asString()
        .contains("FIL-012 File rejected", "column \"incident_id\" appears at positions 5, ");
  }

  @Test
  void fil_013_and_014_count_broken_records_and_refuse_too_many() throws IOException {
    SubmissionFolder sent = ambulance();
    Inspection rejected = inspect(sent.text(FILE, sent.text(FILE) + "a,b\n", 3));
    assertThat(rules(rejected)).containsExactly("FIL-014");
    assertThat(texts(rejected).get(0))
        .startsWith(
            "FIL-014 File rejected - ambulance_incident.csv: 1 of 3 rows cannot be read; first at"
                + " line 4.");
    assertThat(rejected.findings()).extracting(Finding::rowsLost).containsExactly(3L);
    assertThat(rejected.broken())
        .singleElement()
        .extracting(records -> records.findings().next())
        .extracting(Finding::ruleId, Finding::line, Finding::rowsLost)
        .containsExactly("FIL-013", 4L, 0L);
    List<Map<String, String>> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(incident("2026-09-10T10:00:00+01:00"));
    }
    SubmissionFolder large = ambulance().table("ambulance_incident", many);
    Inspection accepted = inspect(large.text(FILE, large.text(FILE) + "a,b\n", 31));
    assertThat(rules(accepted)).isEmpty();
    assertThat(accepted.files().get(0).raggedRows()).isEqualTo(1);
    assertThat(accepted.files().get(0).rows()).isEqualTo(31);
  }

  @Test
  void fil_016_refuses_a_number_used_before_and_leaves_the_first_alone() throws IOException {
    Delivery first = ambulance().land(landing(), "001");
    Delivery later =
        new Delivery(
            first.submissionId() + "-again-12345678",
            first.family(),
            first.organisationCode(),
            first.month(),
            first.seq(),
            first.sender(),
            first.receivedAt().plusSeconds(60),
            "folder",
            true,
            List.of());
    new LandingStore(landing()).noteConflict(later);
    Inspection inspection = inspection().inspect(new Deliveries(landing()).conflicts().get(0));
    assertThat(texts(inspection))
        .containsExactly(
            "FIL-016 File rejected - manifest.json: sequence 001 was already used on"
                + " 2026-10-12T09:14:03Z. Send it under the next number.");
    assertThat(inspection().inspect(first).isRejected()).isFalse();
  }

  @Test
  void fil_018_wants_a_reason_after_the_cut() throws IOException {
    assertThat(texts(inspect(ambulance().receivedAt("2026-10-22T09:00:00Z"))))
        .singleElement()
        .asString()
        .startsWith(
            "FIL-018 File rejected - manifest.json, field resubmission_reason is blank; the cut for"
                + " 2026-09 was on 2026-10-21 23:59:59.");
    assertThat(rules(inspect(ambulance().receivedAt("2026-10-21T22:59:59Z")))).isEmpty();
  }

  @Test
  void fil_019_compares_the_trusts_header_with_the_manifest() throws IOException {
    SubmissionFolder sent = trust();
    String header = "MHS000Header.csv";
    assertThat(
            texts(inspect(sent.text(header, sent.text(header).replace("RX4,RX4", "RXM,RX4"), 1))))
        .singleElement()
        .asString()
        .startsWith(
            "FIL-019 File rejected - MHS000Header.csv, line 2, field OrgIDProvider, value \"RXM\";"
                + " the manifest says \"RX4\".");
    String first = trust().text(header);
    assertThat(rules(inspect(trust().text(header, first.substring(0, first.indexOf('\n') + 1), 0))))
        .containsExactly("FIL-019");
  }

  @Test
  void fil_020_refuses_a_file_of_another_month() throws IOException {
    SubmissionFolder sent =
        ambulance()
            .table(
                "ambulance_incident",
                List.of(incident("2026-08-02T10:00:00+01:00"), incident("2026-08-03T10:00:00Z")));
    assertThat(texts(inspect(sent)))
        .singleElement()
        .asString()
        .startsWith(
            "FIL-020 File rejected - none of 2 rows in ambulance_incident is dated in 2026-09;"
                + " earliest 2026-08-02.");
  }

  private SubmissionFolder ambulance() {
    return folderOf(Family.AM, "RX6")
        .table(
            "ambulance_incident",
            List.of(incident("2026-09-01T00:30:00+01:00"), incident("2026-09-30T22:30:00+00:00")));
  }

  private SubmissionFolder trust() {
    return folderOf(Family.MH, "RX4")
        .table(
            "MHS000Header",
            List.of(
                Map.of(
                    "DatSetVer", "6.0",
                    "OrgIDProvider", "RX4",
                    "OrgIDSubmit", "RX4",
                    "ReportingPeriodStartDate", "2026-09-01",
                    "ReportingPeriodEndDate", "2026-09-30")))
        .table("MHS001MPI", List.of(Map.of("LocalPatientID", "p1")))
        .table("MHS002GP", List.of(Map.of("LocalPatientID", "p1")))
        .table("MHS101Referral", List.of(Map.of("LocalPatientID", "p1")));
  }

  private SubmissionFolder folderOf(Family family, String organisation) {
    return new SubmissionFolder(folder, family, organisation, MONTH);
  }

  private static Map<String, String> incident(String callConnect) {
    return Map.of("submitter_org_code", "RX6", "call_connect_datetime", callConnect);
  }

  private static String addColumn(String text, String column) {
    String[] lines = text.split("\n", -1);
    return lines[0] + "," + column + "\n" + lines[1] + ",x\n" + lines[2] + ",y\n";
  }

  private int seq;

  private Inspection inspect(SubmissionFolder sent) throws IOException {
    seq++;
    Delivery delivery = sent.land(landing(), "%03d".formatted(seq));
    return inspection().inspect(List.of(delivery), 2).get(0);
  }

  private FileInspection inspection() {
    ContractCatalogue contracts = ContractCatalogue.load();
    return new FileInspection(
        contracts,
        QualityRules.load(contracts),
        Organisations.load(),
        SubmissionCalendar.load(),
        Settings.defaults(),
        new Deliveries(landing()));
  }

  private Path landing() {
    return folder.resolve("landing");
  }

  private static List<String> rules(Inspection inspection) {
    return inspection.findings().stream().map(Finding::ruleId).toList();
  }

  private static List<String> texts(Inspection inspection) {
    return inspection.findings().stream().map(f -> f.ruleId() + " " + f.text()).toList();
  }
}
