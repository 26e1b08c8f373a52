package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the truth file says of the committed months, compared with the rows themselves. */
class TruthFileTest {

  private static final List<String> COLUMNS =
      List.of(
          "submission_id",
          "table",
          "record",
          "person",
          "ethnic_group5",
          "sex",
          "birth_year",
          "event",
          "errors");

  @TempDir private static Path folder = Path.of(".");

  /** Lines of the truth file with the row each is about, both by column. */
  private static final List<Map<String, String>> TRUTH = new ArrayList<>();

  @BeforeAll
  static void write() throws IOException {
    int code =
        SampleMain.run(
            "--month=2026-09",
            "--out=" + folder.resolve("extracts"),
            "--truth=" + folder.resolve("new/truth.csv"),
            "--quiet");
    assertThat(code).isZero();
    List<CsvRecord> lines = Extracts.records(folder.resolve("new/truth.csv"));
    assertThat(lines.get(0).getFields()).isEqualTo(COLUMNS);
    Map<String, List<CsvRecord>> files = new HashMap<>();
    for (CsvRecord line : lines.subList(1, lines.size())) {
      Path submission = folder.resolve("extracts").resolve(path(line.getField(0)));
      Path file = Extracts.files(submission, line.getField(1) + ".csv").get(0);
      if (!files.containsKey(file.toString())) {
        files.put(file.toString(), Extracts.records(file));
      }
      List<CsvRecord> records = files.get(file.toString());
      Map<String, String> both = new HashMap<>();
      for (int i = 0; i < COLUMNS.size(); i++) {
        both.put(COLUMNS.get(i), line.getField(i));
      }
      CsvRecord row = records.get(Integer.parseInt(line.getField(2)));
      for (int i = 0; i < row.getFieldCount(); i++) {
        both.put("row " + records.get(0).getField(i), row.getField(i));
      }
      both.put("rows", Integer.toString(records.size() - 1));
      TRUTH.add(both);
    }
  }

  /** From {@code PF-10-2026-09-002} to {@code PF/10/2026-09/002}. */
  private static String path(String submission) {
    String[] parts = submission.split("-");
    return String.join("/", parts[0], parts[1], parts[2] + "-" + parts[3], parts[4]);
  }

  private static List<Map<String, String>> of(String table) {
    return TRUTH.stream().filter(line -> field(line, "table").equals(table)).toList();
  }

  private static String field(Map<String, String> line, String column) {
    return line.getOrDefault(column, "");
  }

  @Test
  void every_record_of_every_table_about_people_has_one_line_in_its_order() {
    Map<String, Integer> last = new HashMap<>();
    Map<String, Integer> rows = new HashMap<>();
    for (Map<String, String> line : TRUTH) {
      String file = field(line, "submission_id") + " " + field(line, "table");
      assertThat(Integer.parseInt(field(line, "record")))
          .isEqualTo(last.merge(file, 1, Integer::sum));
      rows.put(file, Integer.valueOf(field(line, "rows")));
    }
    assertThat(last).isEqualTo(rows);
    assertThat(last.keySet().stream().map(file -> file.split(" ")[1]).distinct())
        .containsExactlyInAnyOrder(
            "MHS001MPI",
            "MHS302MHDropInContact",
            "MHS401MHActPeriod",
            "ambulance_incident",
            "ed_attendance",
            "nhs111_call",
            "police_mh_incident",
            "police_mha_detention");
  }

  @Test
  void a_person_has_one_nhs_number_and_a_number_one_person_where_no_fault_was_seeded() {
    Map<String, String> numbers = new HashMap<>();
    Map<String, String> people = new HashMap<>();
    for (Map<String, String> line : TRUTH) {
      String number = field(line, "row NHSNumber") + field(line, "row nhs_number");
      String person = field(line, "person");
      if (!number.isEmpty() && !field(line, "errors").contains(TruthFile.SEEDED)) {
        assertThat(person).isNotEmpty();
        numbers.putIfAbsent(person, number);
        people.putIfAbsent(number, person);
        assertThat(number).isEqualTo(numbers.get(person));
        assertThat(person).isEqualTo(people.get(number));
      }
    }
    assertThat(people).hasSizeGreaterThan(1_000);
  }

  @Test
  void a_row_about_nobody_known_names_nobody() {
    assertThat(of("MHS302MHDropInContact"))
        .filteredOn(line -> field(line, "person").isEmpty())
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(field(line, "row NHSNumber")).isEmpty();
              assertThat(field(line, "row PersonBirthDate")).isEmpty();
              assertThat(field(line, "ethnic_group5")).isEmpty();
            });
  }

  @Test
  void rows_of_one_event_are_about_one_person_and_quote_each_other() {
    Map<String, Map<String, String>> detentions = new HashMap<>();
    of("police_mha_detention").forEach(line -> detentions.put(field(line, "event"), line));
    assertThat(detentions).hasSizeGreaterThan(300).doesNotContainKey("");
    int quoted = 0;
    for (String table : List.of("ambulance_incident", "police_mh_incident", "MHS401MHActPeriod")) {
      for (Map<String, String> line : of(table)) {
        Map<String, String> detention = detentions.get(field(line, "event"));
        if (detention == null) {
          continue;
        }
        assertThat(field(line, "person")).isEqualTo(field(detention, "person"));
        String incident = field(detention, "row ambulance_incident_id");
        if (table.equals("ambulance_incident") && !incident.isEmpty()) {
          assertThat(incident).isEqualTo(field(line, "row incident_id"));
          quoted++;
        }
        if (table.equals("MHS401MHActPeriod")
            && !field(line, "errors").contains(TruthFile.SEEDED)) {
          assertThat(field(line, "row LegalStatusCode")).isIn("19", "20");
        }
      }
    }
    assertThat(quoted).isGreaterThan(100);
  }

  @Test
  void the_same_seed_gives_the_same_truth_whatever_the_locale_and_other_seeds_another()
      throws IOException {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      september("one", "20260901");
    } finally {
      Locale.setDefault(locale);
    }
    september("again", "20260901");
    september("other", "5");
    Path one = folder.resolve("one.csv");
    assertThat(folder.resolve("again.csv")).hasSameBinaryContentAs(one);
    assertThat(Files.readString(folder.resolve("other.csv"))).isNotEqualTo(Files.readString(one));
    List<String> all = Files.readAllLines(folder.resolve("new/truth.csv"));
    assertThat(all).containsAll(Files.readAllLines(one));
  }

  private static void september(String name, String seed) {
    int code =
        SampleMain.run(
            "--month=2026-09",
            "--history=0",
            "--seed=" + seed,
            "--out=" + folder.resolve(name),
            "--truth=" + folder.resolve(name + ".csv"),
            "--quiet");
    assertThat(code).isZero();
  }

  @Test
  void ethnic_groups_are_five_as_the_nhs_groups_them() {
    assertThat(TRUTH.stream().map(line -> field(line, "ethnic_group5")).distinct())
        .containsExactlyInAnyOrder("white", "mixed", "asian", "black", "other", "");
    assertThat(EthnicGroup.ASIAN_CHINESE.groupOfFive()).isEqualTo("other");
    assertThat(EthnicGroup.WHITE_ROMA.groupOfFive()).isEqualTo("white");
    assertThat(Set.of("1", "2")).containsAll(sexes());
  }

  private static List<String> sexes() {
    return of("police_mha_detention").stream().map(line -> field(line, "sex")).distinct().toList();
  }
}
