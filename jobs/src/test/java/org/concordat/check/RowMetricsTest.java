package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, parents and times of data-quality.md 3.2 to 3.4, counted by hand. */
class RowMetricsTest {

  private static final String DETENTIONS = "police_mha_detention";
  private static final String HEADER =
      "detention_reference,record_version,force_code,extract_period,submitted_datetime,mha_power,"
          + "detention_datetime,arrival_place_of_safety_datetime\n";

  @TempDir Path folder;

  @Test
  void keys_times_and_order_are_counted_row_by_row() throws IOException {
    Map<String, String> counts =
        judged(
            Map.of(
                DETENTIONS,
                HEADER
                    + detention("D1", "2026-09-09T13:00:00+01:00", "2026-09-09T12:30:00+01:00")
                    + detention("D2", "2026-09-09T00:00:00+01:00", "2026-09-09T12:00:00+01:00")
                    + detention("D3", "2026-09-09T12:49:10+01:00", "")
                    + detention("D4", "2026-09-09T01:00:00+01:00", "")
                    + detention("D4", "2026-09-09T01:00:00+01:00", "")
                    + detention("D5", "2026-09-09T02:00:00+01:00", "")
                    + detention("D5", "2026-09-09T03:00:00+01:00", "")));
    String table = DETENTIONS;
    assertThat(counts)
        .containsEntry("uniqueness.key.once " + table, "3/7")
        .containsEntry("uniqueness.key.surplus " + table, "2/7")
        .containsEntry("uniqueness.key.exact " + table, "1/7")
        .containsEntry("integrity.time.on_hour " + table + ".detention_datetime", "2/3")
        .containsEntry("integrity.time.midnight " + table + ".detention_datetime", "1/3")
        .containsEntry("integrity.time.midday " + table + ".detention_datetime", "0/3")
        .as("the arrival before the detention was cleared as unusable")
        .containsEntry(
            "integrity.time.midday " + table + ".arrival_place_of_safety_datetime", "1/1")
        .containsEntry("integrity.time.on_hour " + table + ".handover_datetime", "0/0")
        .containsEntry("integrity.order.place_of_safety " + table, "1/2")
        .containsEntry("integrity.duration.detention " + table, "0/0");
  }

  @Test
  void nine_rows_that_name_one_missing_parent_are_nine_orphans() throws IOException {
    Map<String, String> counts =
        judged(
            Map.of(
                "MHS001MPI",
                "LocalPatientID\nP1\n",
                "MHS002GP",
                "LocalPatientID\nP1\n" + "P9\n".repeat(9)));
    assertThat(counts).containsEntry("integrity.parent.orphan MHS002GP.LocalPatientID", "9/10");
  }

  @Test
  void patients_who_share_an_nhs_number_are_counted_once() throws IOException {
    StringBuilder patients = new StringBuilder("LocalPatientID,OrgIDLocalPatientID,NHSNumber\n");
    StringBuilder practices = new StringBuilder("LocalPatientID,GMPReg\n");
    StringBuilder referrals =
        new StringBuilder(
            "ServiceRequestID,LocalPatientID,OrgIDComm,CareProfTeamLocalID,"
                + "ReferralRequestReceivedDate\n");
    List<String> numbers = List.of("9990000018", "9990000018", "", "9990000026");
    for (int i = 0; i < numbers.size(); i++) {
      patients.append("P%d,RX4,%s%n".formatted(i, numbers.get(i)));
      practices.append("P%d,V81998%n".formatted(i));
      referrals.append("R%d,P%d,15N,T1,2026-09-01%n".formatted(i, i));
    }
    assertThat(
            judged(
                Map.of(
                    "MHS001MPI", patients.toString(),
                    "MHS002GP", practices.toString(),
                    "MHS101Referral", referrals.toString())))
        .containsEntry("uniqueness.person.nhs_number MHS001MPI.NHSNumber", "2/3");
  }

  @Test
  void an_empty_table_has_nothing_to_look_at() throws IOException {
    assertThat(judged(Map.of(DETENTIONS, HEADER)).values()).isNotEmpty().containsOnly("0/0");
  }

  /**
   * Very urgent referrals of a crisis team at 10:00 (counting-rules 2.2, data-quality 3.4): seen
   * after 3:30 and 4:30 hours, which rounding decides, and after 3:29, which it does not; a contact
   * before the referral and one by telephone do not stop the clock.
   */
  @Test
  void the_first_contact_within_30_minutes_of_4_hours_is_near_the_limit() throws IOException {
    Map<String, String> counts =
        judged(
            crisis(
                5,
                contact("C1", "R0", "13:30:00", "01"),
                contact("C2", "R1", "14:30:00", "01"),
                contact("C3", "R2", "14:00:00", "01"),
                contact("C4", "R2", "13:29:00", "01"),
                contact("C5", "R3", "09:59:59", "01"),
                contact("C6", "R4", "14:00:00", "02")));
    assertThat(counts)
        .containsEntry("integrity.limit.very_urgent_4_hours MHS101Referral", "2/3")
        .containsEntry("integrity.limit.urgent_24_hours MHS101Referral", "0/0")
        .containsEntry("integrity.limit.liaison_1_hour MHS101Referral", "0/0");
  }

  /**
   * Data-quality 3.5 and 3.6: face to face contacts of four referrals; September came in October.
   */
  @Test
  void sums_ratios_and_the_months_to_receipt_are_of_accepted_rows() throws IOException {
    Map<String, String> counts =
        judged(
            crisis(
                5,
                contact("C1", "R0", "13:30:00", "01"),
                contact("C2", "R1", "14:30:00", "01"),
                contact("C3", "R2", "14:00:00", "01"),
                contact("C4", "R2", "13:29:00", "01"),
                contact("C5", "R3", "11:00:00", "01"),
                contact("C6", "R4", "14:00:00", "02"),
                contact("C7", "R9", "14:00:00", "01")));
    assertThat(counts)
        .as("C7 belongs to no referral and is rejected")
        .containsEntry("consistency.sum.first_contact MHS201CareContact", "4/4")
        .containsEntry("consistency.ratio.contacts MHS201CareContact", "6/5")
        .containsEntry("timeliness.lag.0 MHS201CareContact", "0/6")
        .containsEntry("timeliness.lag.1 MHS201CareContact", "6/6")
        .containsEntry("timeliness.lag.3_or_more MHS201CareContact", "0/6");
  }

  private static Map<String, String> crisis(int referred, String... contacts) {
    StringBuilder patients = new StringBuilder("LocalPatientID,OrgIDLocalPatientID,NHSNumber\n");
    StringBuilder practices = new StringBuilder("LocalPatientID,GMPReg\n");
    StringBuilder referrals =
        new StringBuilder(
            "ServiceRequestID,LocalPatientID,OrgIDComm,CareProfTeamLocalID,"
                + "ReferralRequestReceivedDate,ReferralRequestReceivedTime,ClinRespPriorityType\n");
    for (int i = 0; i < referred; i++) {
      patients.append("P%d,RX4,%n".formatted(i));
      practices.append("P%d,V81998%n".formatted(i));
      referrals.append("R%d,P%d,15N,T1,2026-09-01,10:00:00,4%n".formatted(i, i));
    }
    return Map.of(
        "MHS001MPI", patients.toString(),
        "MHS002GP", practices.toString(),
        "MHS101Referral", referrals.toString(),
        "MHS902ServiceTeamDetails", "CareProfTeamLocalID,ServTeamTypeMH\nT1,A02\n",
        "MHS201CareContact",
            "CareContactID,ServiceRequestID,CareContDate,CareContTime,AttendStatus,ConsMechanismMH\n"
                + String.join("", contacts));
  }

  private static String contact(String id, String referral, String time, String mechanism) {
    return "%s,%s,2026-09-01,%s,5,%s%n".formatted(id, referral, time, mechanism);
  }

  private static String detention(String id, String detained, String arrived) {
    return "%s,1,10,2026-09,2026-10-07T01:15:20+01:00,s136,%s,%s%n"
        .formatted(id, detained, arrived);
  }

  /** Metric and what it is about, to numerator/denominator. */
  private Map<String, String> judged(Map<String, String> texts) throws IOException {
    Rulebook rulebook = Rulebook.load();
    List<TableFile> files = new ArrayList<>();
    List<TableContract> tables = new ArrayList<>();
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      String name = text.getKey();
      Path file = Files.writeString(folder.resolve(name + ".csv"), text.getValue());
      files.add(new TableFile(name, name + ".csv", file.toString(), Files.size(file)));
      tables.add(rulebook.contracts().table(name));
    }
    boolean isPolice = texts.containsKey(DETENTIONS);
    JudgedSubmission outcome =
        new SubmissionJudge(
                new SubmissionFiles(
                    "X-2026-09-001",
                    isPolice ? "10" : "RX4",
                    isPolice ? "PF" : "MH",
                    "2026-09",
                    "001",
                    Instant.parse("2026-10-12T09:00:00Z"),
                    Instant.parse("2026-10-11T09:00:00Z"),
                    false,
                    false,
                    files),
                Conditions.analysed(SharedSpark.session(), tables, true),
                rulebook,
                100,
                EarlierMonths.NONE)
            .judge();
    Map<String, String> counts = new TreeMap<>();
    for (MetricCount count : outcome.metrics()) {
      counts.put(
          count.metric() + " " + count.table() + (count.field() == null ? "" : "." + count.field()),
          count.numerator() + "/" + count.denominator());
    }
    return counts;
  }
}
