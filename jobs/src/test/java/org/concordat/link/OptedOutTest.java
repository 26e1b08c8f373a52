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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole records of people who opted out are removed: linkage.md, national data opt-out. All cases
 * are linked in one pass; they share no identifier.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptedOutTest {

  private static final String ANN = "9434765919";
  private static final String BEN = "4000000160";
  private static final String CLEO = "4000000128";
  private static final String DAN = "4000000136";
  private static final String NOT_DAN = "4000000152";
  private static final String EVE = "4000000144";
  private static final String EVE_OLD = "4000000101";
  private static final String FAY = "4000000179";
  private static final String FAY_OLD = "4000000187";
  private static final String GUS = "4000000195";
  private static final String GUS_OLD = "4000000209";
  private static final String MERGES =
      EVE_OLD + "," + EVE + "\n" + FAY_OLD + "," + FAY + "\n" + GUS_OLD + "," + GUS + "\n";
  private static final EventLinkLimits LIMITS = EventLinkLimits.load();

  private Path folder = Path.of("");
  private Left left = new Left(Map.of(), Map.of(), Map.of(), 0, List.of());

  @BeforeAll
  void link(@TempDir Path temporary) throws IOException {
    folder = temporary;
    CheckedFrames frames = new CheckedFrames();
    ann(frames);
    cleo(frames);
    dan(frames);
    superseded(frames);
    left = left(frames, List.of(ANN, CLEO, DAN, EVE_OLD, FAY));
  }

  @AfterAll
  void clean() {
    SharedSpark.clean();
  }

  private static void ann(CheckedFrames frames) {
    String ann =
        "'given_name': 'Ann', 'family_name': 'Khan', 'birth_date': '1980-05-17', 'home_postcode':"
            + " 'NE1 4ST'";
    frames
        .with("MHS001MPI RX4 2026-09 1", trust("P1", ANN, "1980-05-17"))
        // The same local number a month before, without the NHS number.
        .with("MHS001MPI RX4 2026-08 1", trust("P1", null, "1980-05-17"))
        .with(
            "MHS401MHActPeriod RX4 2026-09 1",
            "'LocalPatientID': 'P1', 'LegalStatusCode': '20', 'MHActLegalStatusClassPeriodID':"
                + " 'M1', 'StartDateMHActLegalStatusClass': '2026-09-20'")
        .with(
            "ambulance_incident RX6 2026-09 1",
            ann
                + ", 'nhs_number': '943 476 5919', 'submitter_org_code': 'RX6', 'incident_id':"
                + " 'I1'")
        // Linked by name, birth date and postcode.
        .with("police_mha_detention 10 2026-09 1", ann + ", " + quotes("I1"))
        // Quotes the incident, but is about somebody else.
        .with(
            "ed_attendance RRV 2026-09 1",
            quotes("I1") + ", 'birth_date': '1951-11-02', 'nhs_number': '" + BEN + "'")
        .with("MHS001MPI RX4 2026-09 2", trust("P2", BEN, "1951-11-02"))
        .with("police_mha_detention 10 2026-09 2", "'age_years': 44");
  }

  private static void cleo(CheckedFrames frames) {
    frames
        .with(
            "ambulance_incident RRU 2026-09 1",
            "'submitter_org_code': 'RRU', 'incident_id': 'I2', 'birth_date': '1962-03-04'")
        .with(
            "police_mha_detention 01 2026-09 1",
            "'ambulance_trust_code': 'RRU', 'ambulance_incident_id': 'I2', 'birth_date':"
                + " '1962-03-04'")
        .with(
            "ed_attendance RR8 2026-09 1",
            "'ambulance_trust_code': 'RRU', 'ambulance_incident_id': 'I2', 'birth_date':"
                + " '1990-10-11', 'nhs_number': '"
                + CLEO
                + "'");
  }

  private static void dan(CheckedFrames frames) {
    frames
        .with("MHS001MPI RXM 2026-08 1", trust("P3", DAN, "1971-01-02"))
        .with("MHS001MPI RXM 2026-09 1", trust("P3", NOT_DAN, "1935-08-09"))
        // Whose this is, nobody can tell.
        .with("MHS302MHDropInContact RXM 2026-09 1", "'LocalPatientID': 'P3'")
        .with("MHS302MHDropInContact RHA 2026-09 1", "'LocalPatientID': 'P3'");
  }

  private static void superseded(CheckedFrames frames) {
    frames
        .with("MHS001MPI RV3 2026-09 1", trust("P5", EVE, "1985-02-03"))
        .with("MHS001MPI RV3 2026-09 2", trust("P6", FAY_OLD, "1986-02-03"))
        .with("MHS001MPI RV3 2026-09 3", trust("P7", GUS_OLD, "1987-02-03"))
        .with("MHS001MPI RV5 2026-09 1", trust("P8", GUS, "1987-02-03"));
  }

  @Test
  void all_records_of_the_person_go_those_found_by_linkage_too() {
    assertThat(left.people())
        .containsKeys(
            "MHS001MPI RX4 2026-09 2",
            "ed_attendance RRV 2026-09 1",
            "police_mha_detention 10 2026-09 2")
        .doesNotContainKeys(
            "MHS001MPI RX4 2026-09 1",
            "MHS001MPI RX4 2026-08 1",
            "ambulance_incident RX6 2026-09 1",
            "police_mha_detention 10 2026-09 1");
    assertThat(left.people().get("ed_attendance RRV 2026-09 1"))
        .isEqualTo(left.people().get("MHS001MPI RX4 2026-09 2"));
  }

  @Test
  void what_is_left_of_an_event_counts_what_is_left() {
    assertThat(left.events())
        .containsExactly(
            // Cleo's attendance is gone; the other two still tell of one event.
            Map.entry("ambulance_incident RRU 2026-09 1", "quoted_reference 2"),
            // Ann's three records are gone, the trust's period with them.
            Map.entry("ed_attendance RRV 2026-09 1", "none 1"),
            Map.entry("police_mha_detention 01 2026-09 1", "quoted_reference 2"),
            Map.entry("police_mha_detention 10 2026-09 2", "none 1"));
  }

  @Test
  void of_two_numbers_under_one_local_number_the_unlisted_stays() {
    assertThat(left.people())
        .containsKeys("MHS001MPI RXM 2026-09 1", "MHS302MHDropInContact RHA 2026-09 1")
        .doesNotContainKeys("MHS001MPI RXM 2026-08 1", "MHS302MHDropInContact RXM 2026-09 1");
  }

  @Test
  void a_superseded_number_is_the_persons_in_the_list_and_in_the_records() {
    assertThat(left.people())
        .doesNotContainKeys("MHS001MPI RV3 2026-09 1", "MHS001MPI RV3 2026-09 2");
    assertThat(left.people().get("MHS001MPI RV3 2026-09 3"))
        .startsWith("nhs_number_birth_date ")
        .isEqualTo(left.people().get("MHS001MPI RV5 2026-09 1"));
  }

  @Test
  void what_was_removed_is_counted_by_sender() {
    assertThat(left.counts())
        .containsExactly(
            Map.entry("2026-08.people.opt_out_after.MH.RX4", 1L),
            Map.entry("2026-08.people.opt_out_before.MH.RXM", 1L),
            Map.entry("2026-09.people.opt_out_after.MH.RXM", 1L),
            Map.entry("2026-09.people.opt_out_after.PF.10", 1L),
            Map.entry("2026-09.people.opt_out_before.AM.RX6", 1L),
            Map.entry("2026-09.people.opt_out_before.ED.RR8", 1L),
            Map.entry("2026-09.people.opt_out_before.MH.RV3", 2L),
            Map.entry("2026-09.people.opt_out_before.MH.RX4", 1L));
  }

  @Test
  void the_index_forgets_their_anchors() {
    // Left are local number and NHS number of Ben and of whoever shares P3 with Dan, the local
    // number at RHA, two local and both NHS numbers of Gus.
    assertThat(left.anchors()).isEqualTo(2 + 2 + 1 + 4);
  }

  @Test
  void a_pair_in_which_somebody_opted_out_is_not_kept() {
    assertThat(left.pairs()).containsExactly(pair(2, 3));
    assertThat(OptedOut.NONE.pairs(List.of(pair(2, 1)))).containsExactly(pair(2, 1));
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

  private static String quotes(String incident) {
    return "'ambulance_trust_code': 'RX6', 'ambulance_incident_id': '" + incident + "'";
  }

  /** What is left: step and key of each record, basis and count of each event record. */
  private record Left(
      Map<String, String> people,
      Map<String, String> events,
      Map<String, Long> counts,
      long anchors,
      List<MatchPair> pairs) {}

  private Left left(CheckedFrames frames, List<String> listed) throws IOException {
    try (Linkage linkage = new Linkage(frames, supplied(listed))) {
      return new Left(
          byRecord(linkage.optedOut.people(linkage.people.people()), "link_step", "person_key"),
          byRecord(
              linkage.optedOut.events(linkage.events.keyed(linkage.key)),
              "link_basis",
              "linked_event_count"),
          linkage.optedOut.counts(),
          linkage.optedOut.index(linkage.people.index()).rows().count(),
          linkage.optedOut.pairs(List.of(pair(2, 1), pair(2, 3))));
    }
  }

  private SuppliedNumbers supplied(List<String> listed) throws IOException {
    Path list = folder.resolve("list.csv");
    Path table = folder.resolve("table.csv");
    SecretFile.write(list, "nhs_number\n" + String.join("\n", listed) + "\n");
    SecretFile.write(table, "superseded_nhs_number,nhs_number\n" + MERGES);
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
