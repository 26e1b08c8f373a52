package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.platform.SecretFile;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole records of people who opted out are removed: linkage.md, national data opt-out. */
class OptedOutTest {

  private static final String A = "9434765919";
  private static final String B = "4000000160";
  private static final String OLD = "4000000101";
  private static final String ANN =
      "'given_name': 'Ann', 'family_name': 'Khan', 'birth_date': '1980-05-17', 'home_postcode':"
          + " 'NE1 4ST'";
  private static final EventLinkLimits LIMITS = EventLinkLimits.load();

  @TempDir private Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void all_records_of_the_person_go_those_found_by_linkage_too() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with("MHS001MPI RX4 2026-09 1", trust("P1", A, "1980-05-17"))
            // The same local number a month before, without the NHS number.
            .with("MHS001MPI RX4 2026-08 1", trust("P1", null, "1980-05-17"))
            .with(
                "MHS401MHActPeriod RX4 2026-09 1",
                "'LocalPatientID': 'P1', 'LegalStatusCode': '20', 'MHActLegalStatusClassPeriodID':"
                    + " 'M1', 'StartDateMHActLegalStatusClass': '2026-09-20'")
            .with(
                "ambulance_incident RX6 2026-09 1",
                ANN
                    + ", 'nhs_number': '943 476 5919', 'submitter_org_code': 'RX6', 'incident_id':"
                    + " 'I1'")
            // Linked by name, birth date and postcode.
            .with(
                "police_mha_detention 10 2026-09 1",
                ANN + ", 'ambulance_trust_code': 'RX6', 'ambulance_incident_id': 'I1'")
            // Quotes the incident, but is about somebody else.
            .with(
                "ed_attendance RRV 2026-09 1",
                "'nhs_number': '"
                    + B
                    + "', 'birth_date': '1951-11-02', 'ambulance_trust_code': 'RX6',"
                    + " 'ambulance_incident_id': 'I1'")
            .with("MHS001MPI RX4 2026-09 2", trust("P2", B, "1951-11-02"))
            .with("police_mha_detention 10 2026-09 2", "'age_years': 44");

    Left left = left(frames, A, "");

    assertThat(left.people())
        .containsOnlyKeys(
            "MHS001MPI RX4 2026-09 2",
            "ed_attendance RRV 2026-09 1",
            "police_mha_detention 10 2026-09 2");
    assertThat(left.people().get("ed_attendance RRV 2026-09 1"))
        .isEqualTo(left.people().get("MHS001MPI RX4 2026-09 2"));
    // The event had three records; one is left, and it is joined to nothing.
    assertThat(left.events())
        .containsExactly(
            Map.entry("ed_attendance RRV 2026-09 1", "none 1"),
            Map.entry("police_mha_detention 10 2026-09 2", "none 1"));
    assertThat(left.counts())
        .containsExactly(
            Map.entry("2026-08.people.opt_out_after.MH.RX4", 1L),
            Map.entry("2026-09.people.opt_out_after.PF.10", 1L),
            Map.entry("2026-09.people.opt_out_before.AM.RX6", 1L),
            Map.entry("2026-09.people.opt_out_before.MH.RX4", 1L));
    // The local number P2, and B with its birth date.
    assertThat(left.anchors()).isEqualTo(2);
  }

  @Test
  void what_is_left_of_an_event_stays_joined() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with(
                "ambulance_incident RX6 2026-09 1",
                "'submitter_org_code': 'RX6', 'incident_id': 'I1', 'birth_date': '1951-11-02'")
            .with("police_mha_detention 10 2026-09 1", quotes("1951-11-02"))
            .with(
                "ed_attendance RRV 2026-09 1",
                quotes("1980-05-17") + ", 'nhs_number': '" + A + "'");

    assertThat(left(frames, A, "").events())
        .containsExactly(
            Map.entry("ambulance_incident RX6 2026-09 1", "quoted_reference 2"),
            Map.entry("police_mha_detention 10 2026-09 1", "quoted_reference 2"));
    assertThat(left(frames, B, "").events().values()).containsOnly("quoted_reference 3");
  }

  @Test
  void of_two_numbers_under_one_local_number_the_unlisted_stays() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with("MHS001MPI RX4 2026-08 1", trust("P1", A, "1980-05-17"))
            .with("MHS001MPI RX4 2026-09 1", trust("P1", B, "1951-11-02"))
            // Whose this is, nobody can tell.
            .with("MHS302MHDropInContact RX4 2026-09 1", "'LocalPatientID': 'P1'")
            .with("MHS302MHDropInContact RXM 2026-09 1", "'LocalPatientID': 'P1'");

    Left left = left(frames, A, "");

    assertThat(left.people())
        .containsOnlyKeys("MHS001MPI RX4 2026-09 1", "MHS302MHDropInContact RXM 2026-09 1");
    assertThat(left.counts())
        .containsExactly(
            Map.entry("2026-08.people.opt_out_before.MH.RX4", 1L),
            Map.entry("2026-09.people.opt_out_after.MH.RX4", 1L));
  }

  @Test
  void a_superseded_number_is_the_persons_in_the_list_and_in_the_records() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with("MHS001MPI RX4 2026-09 1", trust("P1", OLD, "1980-05-17"))
            .with("MHS001MPI RXM 2026-09 1", trust("P9", A, "1980-05-17"))
            .with("MHS001MPI RXM 2026-09 2", trust("P8", B, "1980-05-17"));

    for (String listed : List.of(OLD, A)) {
      assertThat(left(frames, listed, OLD + "," + A + "\n").people())
          .containsOnlyKeys("MHS001MPI RXM 2026-09 2");
    }
    Map<String, String> merged = left(frames, B, OLD + "," + A + "\n").people();
    assertThat(merged.get("MHS001MPI RX4 2026-09 1"))
        .isEqualTo(merged.get("MHS001MPI RXM 2026-09 1"))
        .startsWith("nhs_number_birth_date ");
    Map<String, String> apart = left(frames, B, "").people();
    assertThat(apart.get("MHS001MPI RX4 2026-09 1"))
        .isNotEqualTo(apart.get("MHS001MPI RXM 2026-09 1"));
  }

  @Test
  void a_pair_in_which_somebody_opted_out_is_not_kept() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with("ambulance_incident RX6 2026-09 1", ANN + ", 'nhs_number': '" + A + "'")
            .with("ambulance_incident RX6 2026-09 2", "'age_years': 44")
            .with("ambulance_incident RX6 2026-09 3", "'age_years': 45");
    MatchPair withAnn = pair(2, 1);
    MatchPair others = pair(2, 3);

    try (Linkage linkage = new Linkage(frames, supplied(A, ""))) {
      assertThat(linkage.optedOut.pairs(List.of(withAnn, others))).containsExactly(others);
      assertThat(OptedOut.NONE.pairs(List.of(withAnn))).containsExactly(withAnn);
    }
  }

  private static MatchPair pair(int one, int other) {
    return new MatchPair(
        EntityPair.of("one", "other", null, Agreement.of(0), List.of(0.0, 0.0, 0.0, 0.0, 0.0)),
        new PersonClusters.Decision(false, 0.95),
        -20,
        "2026-09|AM-RX6-2026-09-001|ambulance_incident|" + one,
        "2026-09|AM-RX6-2026-09-001|ambulance_incident|" + other);
  }

  private static String trust(String local, @Nullable String number, String birthDate) {
    return "'LocalPatientID': '"
        + local
        + "', 'PersonBirthDate': '"
        + birthDate
        + "'"
        + (number == null ? "" : ", 'NHSNumber': '" + number + "'");
  }

  private static String quotes(String birthDate) {
    return "'ambulance_trust_code': 'RX6', 'ambulance_incident_id': 'I1', 'birth_date': '"
        + birthDate
        + "'";
  }

  /** What is left: step and key of each record, basis and count of each event record. */
  private record Left(
      Map<String, String> people,
      Map<String, String> events,
      long anchors,
      Map<String, Long> counts) {}

  private Left left(CheckedFrames frames, String listed, String merges) throws IOException {
    try (Linkage linkage = new Linkage(frames, supplied(listed, merges))) {
      return new Left(
          byRecord(linkage.optedOut.people(linkage.people.people()), "link_step", "person_key"),
          byRecord(
              linkage.optedOut.events(linkage.events.keyed(linkage.key)),
              "link_basis",
              "linked_event_count"),
          linkage.optedOut.index(linkage.people.index()).rows().count(),
          linkage.optedOut.counts());
    }
  }

  private SuppliedNumbers supplied(String listed, String merges) throws IOException {
    Path list = folder.resolve("list.csv");
    Path table = folder.resolve("table.csv");
    SecretFile.write(list, "nhs_number\n" + listed + "\n");
    SecretFile.write(table, "superseded_nhs_number,nhs_number\n" + merges);
    return SuppliedNumbers.read(
        Settings.defaults().linkage().withFiles(table.toString(), list.toString()), true);
  }

  private static Map<String, String> byRecord(Dataset<Row> rows, String one, String other) {
    Map<String, String> texts = new TreeMap<>();
    for (Row row :
        rows.selectExpr(
                "concat_ws(' ', source_table, organisation_code, reporting_month, record)",
                "concat_ws(' ', " + one + ", " + other + ")")
            .collectAsList()) {
      texts.put(row.getString(0), row.getString(1));
    }
    return texts;
  }

  /** One pass of linkage, as {@link Link} does it. */
  private final class Linkage implements AutoCloseable {
    final PseudonymKey key = PseudonymKey.of(Settings.defaults().linkage(), folder, true);
    final EventLinkage events;
    final PersonLinkage.Linked people;
    final OptedOut optedOut;

    Linkage(CheckedFrames frames, SuppliedNumbers supplied) {
      events = new EventLinkage(frames::table, supplied.preparation(), LIMITS);
      people =
          new PersonLinkage(
                  SharedSpark.session(), Settings.defaults().linkage(), MatchModel.load(), key)
              .link(
                  supplied
                      .optOuts()
                      .marked(PersonRecords.of(frames::table, supplied.preparation())),
                  events::personLinks,
                  new PersonIndex(SharedSpark.session(), key, null),
                  ReportingMonth.of("2026-09"));
      optedOut = OptedOut.of(supplied.optOuts(), people.people(), frames::table, LIMITS);
    }

    @Override
    public void close() {
      optedOut.close();
      people.close();
      events.close();
    }
  }
}
