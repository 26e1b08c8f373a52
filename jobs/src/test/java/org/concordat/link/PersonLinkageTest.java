package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of many small cases, all in one frame; the cases share no identifier. */
class PersonLinkageTest {

  private static final String A = "9434765919";
  private static final String B = "4000000160";

  @TempDir private Path folder;
  private PseudonymKey key;

  @BeforeEach
  void makeKey() {
    key = PseudonymKey.of(Settings.defaults().linkage(), folder, true);
  }

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void links_by_steps_1_to_3_and_keeps_the_step_on_the_row() {
    CheckedFrames frames =
        new CheckedFrames()
            // Step 1, trust and ambulance.
            .with("MHS001MPI RX4 2026-09 1", trust("P1", A, "1980-05-17"))
            .with(
                "ambulance_incident RX6 2026-09 1",
                person("943 476 5919", "1980-05-17", "Ann", "Khan", "NE1 4ST"))
            // Step 2: the day differs.
            .with("ed_attendance RRV 2026-09 1", person(A, "1980-05-11", "Ann", "Kahn", null))
            // Step 3: police hold no number.
            .with(
                "police_mha_detention 10 2026-09 1",
                person(null, "1980-05-17", "ANN Mary", "khan", "ne14st"))
            // Only names: no other record.
            .with(
                "police_mha_detention 10 2026-09 2",
                person(null, "1971-02-03", "Tom", "Osei", "NE1 4ST"))
            .with(
                "police_mh_incident 10 2026-09 1",
                person(null, "1971-02-03", "Tom", "Osei", "NE1 4ST"))
            // Same number, birth date wrong in all parts.
            .with("nhs111_call R1 2026-09 1", person(A, "1951-11-02", "Ann", "Khan", null))
            // Nothing to go by.
            .with("police_mha_detention 10 2026-09 3", "'age_years': 44")
            .with("police_mha_detention 10 2026-09 4", "'age_years': 44")
            .with("MHS302MHDropInContact RX4 2026-09 1", "'MHDropInContactID': 'D1'")
            // Known to its provider only.
            .with("MHS001MPI RX4 2026-09 2", trust("P2", null, "1966-07-08"))
            .with("MHS001MPI RXM 2026-09 1", trust("P2", null, "1966-07-08"));

    Map<String, Linked> linked = link(frames);

    String ann = row(linked, "MHS001MPI RX4 2026-09 1").key();
    assertThat(row(linked, "MHS001MPI RX4 2026-09 1").step()).isEqualTo("nhs_number_birth_date");
    assertThat(row(linked, "ambulance_incident RX6 2026-09 1"))
        .isEqualTo(new Linked(ann, "nhs_number_birth_date", "nhs_number_other_birth_date"));
    assertThat(row(linked, "ed_attendance RRV 2026-09 1"))
        .isEqualTo(new Linked(ann, "nhs_number_partial_birth_date", "nhs_number_other_birth_date"));
    assertThat(row(linked, "police_mha_detention 10 2026-09 1"))
        .isEqualTo(new Linked(ann, "name_birth_date_postcode", null));
    assertThat(row(linked, "nhs111_call R1 2026-09 1").key()).isNotEqualTo(ann);
    assertThat(row(linked, "police_mha_detention 10 2026-09 2"))
        .isEqualTo(row(linked, "police_mh_incident 10 2026-09 1"))
        .extracting(Linked::step)
        .isEqualTo("name_birth_date_postcode");
    assertThat(row(linked, "police_mha_detention 10 2026-09 3").step()).isEqualTo("one_time");
    assertThat(row(linked, "police_mha_detention 10 2026-09 3").key())
        .isNotEqualTo(row(linked, "police_mha_detention 10 2026-09 4").key());
    assertThat(row(linked, "MHS302MHDropInContact RX4 2026-09 1").step()).isEqualTo("one_time");
    assertThat(row(linked, "MHS001MPI RX4 2026-09 2").step()).isEqualTo("local_patient_id");
    assertThat(row(linked, "MHS001MPI RX4 2026-09 2").key())
        .isNotEqualTo(row(linked, "MHS001MPI RXM 2026-09 1").key());
  }

  @Test
  void links_by_steps_4_to_6_and_by_weight() {
    String quoting = ", 'ambulance_trust_code': 'RX6', 'ambulance_incident_id': 'I7'";
    Map<String, Linked> linked =
        link(
            new CheckedFrames()
                .with(
                    "ambulance_incident RX6 2026-09 1",
                    person(A, "1980-05-17", "Ann", "Quazim", "NE1 4ST", "2"))
                // Step 4: moved house.
                .with(
                    "police_mha_detention 10 2026-09 1",
                    person(null, "1980-05-17", "Ann", "Quazim", "SR5 2QQ", "2"))
                // Step 5: the surname sounds the same, the given name is an initial.
                .with(
                    "police_mha_detention 10 2026-09 2",
                    person(null, "1980-05-17", "A", "Kwazim", "NE1 4ST", "2"))
                // Her twin sister: another given name.
                .with(
                    "police_mha_detention 10 2026-09 3",
                    person(null, "1980-05-17", "Zoe", "Quazim", "NE1 4ST", "2"))
                // By weight: two letters exchanged, one digit of the birth date wrong.
                .with(
                    "police_mha_detention 10 2026-09 4",
                    person(null, "1980-05-18", "Ann", "Quaizm", "NE1 4ST", "2"))
                // Step 6: the force quotes the ambulance's incident, and knows a name and an age.
                .with(
                    "ambulance_incident RX6 2026-09 2",
                    person(B, "1971-02-03", "Tom", "Oseivel", null, "1")
                        + ", 'submitter_org_code': 'RX6', 'incident_id': 'I7'")
                .with(
                    "police_mha_detention 10 2026-09 5",
                    "'given_name': 'Tom', 'age_years': 56, 'sex_code': '1'" + quoting));

    String ann = row(linked, "ambulance_incident RX6 2026-09 1").key();
    assertThat(row(linked, "police_mha_detention 10 2026-09 1"))
        .isEqualTo(new Linked(ann, "name_birth_date_sex", null));
    assertThat(row(linked, "police_mha_detention 10 2026-09 2"))
        .isEqualTo(new Linked(ann, "birth_date_sex_postcode", null));
    assertThat(row(linked, "police_mha_detention 10 2026-09 3").key()).isNotEqualTo(ann);
    assertThat(row(linked, "police_mha_detention 10 2026-09 4"))
        .isEqualTo(new Linked(ann, "match_weight", null));
    assertThat(row(linked, "police_mha_detention 10 2026-09 5"))
        .isEqualTo(
            new Linked(row(linked, "ambulance_incident RX6 2026-09 2").key(), "event", null));
  }

  @Test
  void takes_one_local_patient_number_of_a_provider_as_one_record_across_months_and_tables() {
    Map<String, Linked> linked =
        link(
            new CheckedFrames()
                .with("MHS001MPI RX4 2026-08 1", trust("P1", null, "1980-05-17"))
                .with("MHS001MPI RX4 2026-09 1", trust("P1", A, "1980-05-17"))
                .with("MHS302MHDropInContact RX4 2026-09 1", "'LocalPatientID': ' P1 '")
                .with("MHS001MPI RXM 2026-09 1", trust("P1", null, "1980-05-17")));

    String person = row(linked, "MHS001MPI RX4 2026-09 1").key();
    assertThat(row(linked, "MHS001MPI RX4 2026-08 1"))
        .isEqualTo(new Linked(person, "local_patient_id", null));
    assertThat(row(linked, "MHS302MHDropInContact RX4 2026-09 1"))
        .isEqualTo(new Linked(person, "local_patient_id", null));
    assertThat(row(linked, "MHS001MPI RXM 2026-09 1").key()).isNotEqualTo(person);
  }

  @Test
  void never_joins_two_valid_numbers_under_one_local_patient_number_or_name() {
    Map<String, Linked> linked =
        link(
            new CheckedFrames()
                .with("MHS001MPI RX4 2026-08 1", trust("P1", A, "1980-05-17"))
                .with("MHS001MPI RX4 2026-09 1", trust("P1", B, "1980-05-17"))
                .with("MHS302MHDropInContact RX4 2026-09 1", "'LocalPatientID': 'P1'")
                .with(
                    "ambulance_incident RX6 2026-09 1",
                    person(A, "1980-05-17", "Ann", "Khan", "NE1 4ST"))
                .with(
                    "ambulance_incident RX6 2026-09 2",
                    person(B, "1980-05-17", "Ann", "Khan", "NE1 4ST"))
                .with(
                    "police_mha_detention 10 2026-09 1",
                    person(null, "1980-05-17", "Ann", "Khan", "NE1 4ST"))
                .with(
                    "police_mha_detention 10 2026-09 2",
                    person(null, "1980-05-17", "Ann", "Khan", "NE1 4ST")));

    String a = row(linked, "MHS001MPI RX4 2026-08 1").key();
    String b = row(linked, "MHS001MPI RX4 2026-09 1").key();
    assertThat(a).isNotEqualTo(b);
    assertThat(row(linked, "ambulance_incident RX6 2026-09 1").key()).isEqualTo(a);
    assertThat(row(linked, "ambulance_incident RX6 2026-09 2").key()).isEqualTo(b);
    Linked dropIn = row(linked, "MHS302MHDropInContact RX4 2026-09 1");
    assertThat(dropIn.step()).isEqualTo("local_patient_id");
    assertThat(dropIn.problem()).isEqualTo("local_patient_id_two_numbers");
    assertThat(dropIn.key()).isNotIn(a, b);
    Linked one = row(linked, "police_mha_detention 10 2026-09 1");
    Linked two = row(linked, "police_mha_detention 10 2026-09 2");
    assertThat(one.step()).isEqualTo("one_time");
    assertThat(one.problem()).isEqualTo("ambiguous_name");
    assertThat(one.key()).isNotIn(a, b, two.key());
  }

  @Test
  void a_local_patient_number_with_many_birth_dates_names_nobody() {
    CheckedFrames frames = new CheckedFrames();
    for (int i = 1; i <= 9; i++) {
      frames.with(
          "MHS302MHDropInContact RX4 2026-09 " + i,
          trust("NOTKNOWN", null, "198%d-05-17".formatted(i)));
    }
    Map<String, Linked> linked = link(frames);
    assertThat(linked.values()).extracting(Linked::key).doesNotHaveDuplicates();
    assertThat(linked.values())
        .allMatch(one -> one.step().equals("one_time"))
        .allMatch(one -> "local_patient_id_shared".equals(one.problem()));
  }

  @Test
  void random_clusters_keep_their_promises() {
    Map<String, String> numbers = new TreeMap<>();
    CheckedFrames frames = random(1, numbers);
    // Nobody but this row has its identifiers.
    frames.with("MHS001MPI RZZ 2026-08 1", trust("Q1", "9990000026", "1933-03-04"));
    Map<String, Linked> linked = link(frames);

    Map<String, TreeSet<String>> numbersOf = new TreeMap<>();
    linked.forEach(
        (row, one) -> {
          assertThat(one.key()).matches("[0-9a-f]{64}");
          if (numbers.containsKey(row)) {
            numbersOf.computeIfAbsent(one.key(), k -> new TreeSet<>()).add(numbers.get(row));
          }
        });
    assertThat(numbersOf.values()).allMatch(of -> of.size() == 1);
    assertThat(numbersOf).hasSizeGreaterThan(5);

    assertThat(link(frames.reversed())).isEqualTo(linked);

    // Adding September renames nobody whom no September row concerns.
    assertThat(row(link(frames.until("2026-08")), "MHS001MPI RZZ 2026-08 1"))
        .isEqualTo(row(linked, "MHS001MPI RZZ 2026-08 1"));
  }

  private static CheckedFrames random(int seed, Map<String, String> numbers) {
    Random random = new Random(seed);
    String[] valid = {A, B, "9990000018", null, null, "1111111111"};
    String[] dates = {"1980-05-17", "1980-05-11", "1980-01-01", "1951-11-02", "1980-11-17", null};
    String[] surnames = {"Khan", "Kahn", "Osei", null};
    String[] postcodes = {"NE1 4ST", "ZZ99 3VZ", "NE1 4ST", null};
    String[] tables = {
      "MHS001MPI RX4",
      "MHS001MPI RXM",
      "ambulance_incident RX6",
      "police_mha_detention 10",
      "ed_attendance RRV"
    };
    CheckedFrames frames = new CheckedFrames();
    for (int i = 1; i <= 400; i++) {
      String table = tables[random.nextInt(tables.length)];
      String where = table + " 2026-0" + (8 + random.nextInt(2)) + " " + i;
      String number = valid[random.nextInt(valid.length)];
      String date = dates[random.nextInt(dates.length)];
      if (table.startsWith("MHS")) {
        frames.with(where, trust("P" + random.nextInt(6), number, date));
      } else {
        frames.with(
            where,
            person(number, date, "Ann", surnames[random.nextInt(4)], postcodes[random.nextInt(4)]));
      }
      if (number != null && !number.equals("1111111111")) {
        numbers.put(where, number);
      }
    }
    return frames;
  }

  /** What one row got. */
  private record Linked(String key, String step, @Nullable String problem) {}

  private Map<String, Linked> link(CheckedFrames frames) {
    Map<String, Linked> linked = new TreeMap<>();
    IdentifierPreparation preparation = new IdentifierPreparation(true);
    PersonLinkage linkage =
        new PersonLinkage(
            SharedSpark.session(), Settings.defaults().linkage(), MatchModel.load(), key);
    try (EventLinkage events =
            new EventLinkage(frames::table, preparation, EventLinkLimits.load());
        PersonLinkage.Linked people =
            linkage.link(
                PersonRecords.of(frames::table, preparation),
                events::personLinks,
                new PersonIndex(SharedSpark.session(), key, null),
                ReportingMonth.of("2026-09"))) {
      for (Row row :
          people
              .people()
              .select(
                  "source_table",
                  "organisation_code",
                  "reporting_month",
                  "record",
                  "person_key",
                  "link_step",
                  "problem")
              .collectAsList()) {
        linked.put(
            "%s %s %s %d"
                .formatted(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)),
            new Linked(row.getString(4), row.getString(5), row.getString(6)));
      }
    }
    return linked;
  }

  private static String trust(String local, @Nullable String number, @Nullable String birthDate) {
    return "'LocalPatientID': '"
        + local
        + "'"
        + item("NHSNumber", number)
        + item("PersonBirthDate", birthDate);
  }

  private static String person(
      @Nullable String number,
      @Nullable String birthDate,
      String given,
      @Nullable String family,
      @Nullable String postcode) {
    return "'given_name': '"
        + given
        + "'"
        + item("nhs_number", number)
        + item("birth_date", birthDate)
        + item("family_name", family)
        + item("home_postcode", postcode);
  }

  private static String person(
      @Nullable String number,
      String birthDate,
      String given,
      String family,
      @Nullable String postcode,
      String sex) {
    return person(number, birthDate, given, family, postcode) + item("sex_code", sex);
  }

  private static String item(String name, @Nullable String value) {
    return value == null ? "" : ", '" + name + "': '" + value + "'";
  }

  private static Linked row(Map<String, Linked> rows, String where) {
    return Objects.requireNonNull(rows.get(where), where);
  }
}
