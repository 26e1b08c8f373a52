package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People over several months, each month linked with the index of the one before. */
class PersonIndexTest {

  private static final String A = "'nhs_number': '9434765919', ";
  private static final String B = "'nhs_number': '4000000160', ";
  private static final String TOM =
      "'given_name': 'Tom', 'family_name': 'Oseivel', 'birth_date': '1971-02-03', 'sex_code': '1'";
  private static final String NEAR = TOM + ", 'home_postcode': 'NE1 4ST'";
  private static final String FAR = TOM + ", 'home_postcode': 'SR5 2QQ'";

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
  void a_person_keeps_the_key_when_a_number_becomes_known_and_old_months_are_gone() {
    String patient = "'LocalPatientID': 'P1', 'PersonBirthDate': '1980-05-17'";
    String numbered = patient + ", 'NHSNumber': '9434765919'";
    CheckedFrames august = new CheckedFrames().with("MHS001MPI RX4 2026-08 1", patient);
    CheckedFrames both =
        new CheckedFrames()
            .with("MHS001MPI RX4 2026-08 1", patient)
            .with("MHS001MPI RX4 2026-09 1", numbered);
    CheckedFrames october =
        new CheckedFrames().with("ed_attendance RRV 2026-10 1", A + "'birth_date': '1980-05-17'");

    Month first = link(august, "2026-08", null);
    Month second = link(both, "2026-09", first);
    Month third = link(october, "2026-10", second);

    String person = first.keyOf("MHS001MPI RX4 2026-08 1");
    assertThat(second.keys().values()).containsOnly(person);
    // Neither the local number nor its month is in the window any more.
    assertThat(third.keys().values()).containsOnly(person);
    assertThat(second.changes()).isEmpty();
    assertThat(third.changes()).isEmpty();
    // Without the index the person would have another name.
    assertThat(link(october, "2026-10", null).keys().values()).doesNotContain(person);
    // Linked again: the same.
    assertThat(link(both, "2026-09", first).keys()).isEqualTo(second.keys());
  }

  @Test
  void a_late_merge_keeps_the_older_key_and_is_written_down() {
    CheckedFrames frames =
        new CheckedFrames()
            .with(
                "MHS001MPI RX4 2026-08 1",
                "'LocalPatientID': 'P1', 'PersonBirthDate': '1971-02-03'")
            .with("police_mha_detention 10 2026-09 1", NEAR)
            .with("ambulance_incident RX6 2026-10 1", A + NEAR)
            .with(
                "MHS001MPI RX4 2026-10 1",
                "'LocalPatientID': 'P1', 'PersonBirthDate': '1971-02-03', 'NHSNumber': '9434765919'");
    Month august = link(frames.until("2026-08"), "2026-08", null);
    Month september = link(frames.until("2026-09"), "2026-09", august);
    Month october = link(frames, "2026-10", september);

    String patient = august.keyOf("MHS001MPI RX4 2026-08 1");
    String detained = september.keyOf("police_mha_detention 10 2026-09 1");
    assertThat(detained).isNotEqualTo(patient);
    assertThat(september.changes()).isEmpty();
    // In October a number says that the patient of August is the one detained in September.
    assertThat(october.keys().values()).containsOnly(patient);
    assertThat(october.changes())
        .containsExactly("merged %s %s 1 2026-09 2026-09".formatted(detained, patient));
  }

  @Test
  void a_late_split_leaves_the_key_with_one_and_gives_the_other_a_new_one() {
    CheckedFrames frames =
        new CheckedFrames()
            .with("police_mha_detention 10 2026-08 1", NEAR)
            .with("ambulance_incident RX6 2026-08 1", FAR)
            .with("ed_attendance RRV 2026-09 1", A + NEAR)
            .with("ed_attendance RRV 2026-09 2", B + FAR);
    Month august = link(frames.until("2026-08"), "2026-08", null);
    Month september = link(frames, "2026-09", august);

    String one = august.keyOf("police_mha_detention 10 2026-08 1");
    assertThat(august.keyOf("ambulance_incident RX6 2026-08 1")).isEqualTo(one);
    // Two NHS numbers at two addresses: Tom Oseivel was two people all the time.
    assertThat(september.keyOf("police_mha_detention 10 2026-08 1"))
        .isEqualTo(september.keyOf("ed_attendance RRV 2026-09 1"))
        .isNotEqualTo(september.keyOf("ed_attendance RRV 2026-09 2"));
    assertThat(september.keyOf("ambulance_incident RX6 2026-08 1"))
        .isEqualTo(september.keyOf("ed_attendance RRV 2026-09 2"));
    assertThat(september.keys().values()).contains(one);
    assertThat(september.changes()).singleElement().asString().startsWith("split " + one + " ");
  }

  @Test
  void another_pseudonym_key_gives_other_keys_to_the_same_people() throws IOException {
    CheckedFrames frames =
        new CheckedFrames()
            .with("ed_attendance RRV 2026-08 1", A + NEAR)
            .with("ed_attendance RRV 2026-08 2", B + FAR);
    VersionedTree tree = new VersionedTree(folder.resolve("linked"));
    Month august = link(frames, "2026-08", null);
    VersionedTree.Draft draft = tree.draft("one");
    ParquetTables.write(
        august.index(),
        draft.folder(PersonIndex.TABLE, month("2026-08")),
        PersonIndex.TABLE,
        "one",
        1,
        List.of("anchor"));
    draft.publish(java.util.Set.of(month("2026-08")));
    Settings.Linkage rotated = Settings.Linkage.of(secret("next"), "next", true);
    PseudonymKey next = PseudonymKey.of(rotated, folder, false);

    EarlierIndex earlier = EarlierIndex.before(tree, month("2026-09"));
    assertThatThrownBy(
            () -> earlier.open(SharedSpark.session(), PseudonymKey.ofIndex(rotated, next)))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("made with the key \"development\"")
        .hasMessageContaining("linkage.index-key-file");

    PersonIndex index = earlier.open(SharedSpark.session(), key);
    Month september = link(frames, "2026-09", index, next);
    assertThat(september.keys().values())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(august.keys().values());
    assertThat(
            september
                .index()
                .except(
                    august
                        .index()
                        .withColumn(
                            "reporting_month", org.apache.spark.sql.functions.lit("2026-09")))
                .isEmpty())
        .isTrue();
  }

  private String secret(String name) throws IOException {
    Path file = folder.resolve(name + ".key");
    Files.write(
        file, (name + ", a secret of more than sixteen bytes").getBytes(StandardCharsets.UTF_8));
    file.toFile().setReadable(false, false);
    file.toFile().setReadable(true, true);
    return file.toString();
  }

  private static ReportingMonth month(String text) {
    return ReportingMonth.of(text);
  }

  /** What a month's linkage gave. */
  private record Month(Map<String, String> keys, Dataset<Row> index, List<String> changes) {

    String keyOf(String row) {
      return keys.getOrDefault(row, "no such row");
    }
  }

  private Month link(CheckedFrames frames, String month, @Nullable Month before) {
    Dataset<Row> earlier = before == null ? null : before.index();
    return link(frames, month, new PersonIndex(SharedSpark.session(), key, earlier), key);
  }

  private static Month link(
      CheckedFrames frames, String month, PersonIndex index, PseudonymKey key) {
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
                index,
                month(month))) {
      Map<String, String> keys = new TreeMap<>();
      people
          .people()
          .selectExpr(
              "concat_ws(' ', source_table, organisation_code, reporting_month, record)",
              "person_key")
          .collectAsList()
          .forEach(row -> keys.put(row.getString(0), row.getString(1)));
      Dataset<Row> rows = people.index().rows();
      List<String> changes =
          people.index().changes().stream()
              .map(
                  change ->
                      "%s %s %s %d %s %s"
                          .formatted(
                              change.change(),
                              key.pseudonym(change.before()),
                              key.pseudonym(change.after()),
                              change.anchors(),
                              change.firstMonth(),
                              change.lastMonth()))
              .sorted(Comparator.naturalOrder())
              .toList();
      return new Month(
          keys,
          SharedSpark.session().createDataFrame(rows.collectAsList(), rows.schema()),
          changes);
    }
  }
}
