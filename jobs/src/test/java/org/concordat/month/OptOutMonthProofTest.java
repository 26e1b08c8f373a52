package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.link.IdentifierPreparation;
import org.concordat.link.Link;
import org.concordat.link.LinkResult;
import org.concordat.marts.Marts;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.SecretFile;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed month, linked again once some of its people have opted out. */
@Tag("proof")
class OptOutMonthProofTest {

  private static final ReportingMonth MONTH = ReportingMonth.of(SampleMonth.MONTH);
  private static final List<String> MARTS =
      List.of("mha_detentions", "out_of_area_placements", "crisis_presentations");
  private static final Map<String, String> NUMBER_COLUMNS =
      Map.of(
          "MHS001MPI", "NHSNumber",
          "MHS302MHDropInContact", "NHSNumber",
          "ambulance_incident", "nhs_number",
          "police_mha_detention", "nhs_number",
          "police_mh_incident", "nhs_number",
          "ed_attendance", "nhs_number",
          "nhs111_call", "nhs_number");

  private final SparkSession spark = SharedSpark.session();
  private final Path before = SampleMonth.run().lake();

  @TempDir private Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void nothing_of_people_who_opted_out_is_left_and_all_others_are_as_before() throws IOException {
    Map<String, Row> people = byRecord(before, "people");
    Map<String, String> numbers = numbers();
    Set<String> listed = someNumbers(people, numbers);
    Predicate<String> isListed = record -> listed.contains(numbers.getOrDefault(record, ""));
    Set<String> persons =
        people.keySet().stream()
            .filter(isListed)
            .map(record -> person(people, record))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> removed =
        people.keySet().stream()
            .filter(record -> persons.contains(person(people, record)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(removed).anyMatch(isListed).anyMatch(record -> record.contains("police_mha"));

    LinkResult result = linkedAndMade(listed);

    assertThat(without(people, removed)).isEqualTo(byRecord(folder, "people"));
    assertThat(counted(result)).isEqualTo(expected(removed, people, isListed)).isNotEmpty();
    eventsAreThoseOfOthers(eventRecords(removed, people));
    assertThat(pairs(before)).isNotEmpty();
    assertThat(pairs(folder))
        .isEqualTo(
            pairs(before).stream()
                .filter(pair -> pair.stream().noneMatch(removed::contains))
                .toList());
    assertThat(rows(before, "linked", "person_index", row -> true))
        .hasSizeGreaterThan(rows(folder, "linked", "person_index", row -> true).size())
        .containsAll(rows(folder, "linked", "person_index", row -> true));
    for (String mart : MARTS) {
      List<String> left = rows(folder, "marts", mart, row -> true);
      assertThat(left)
          .as(mart)
          .isEqualTo(
              rows(before, "marts", mart, row -> !persons.contains(row.getAs("person_key"))));
      assertThat(left).hasSizeLessThan(rows(before, "marts", mart, row -> true).size());
    }
    noNumberIsTold(result, listed);
  }

  /** Of each mart somebody with an NHS number, and somebody the police know without one. */
  private Set<String> someNumbers(Map<String, Row> people, Map<String, String> numbers) {
    Map<String, String> numberOf = new TreeMap<>();
    people.keySet().stream()
        .filter(numbers::containsKey)
        .forEach(record -> numberOf.put(person(people, record), numbers.getOrDefault(record, "")));
    Set<String> listed = new TreeSet<>();
    for (String mart : MARTS) {
      frame(before, "marts", mart).select("person_key").collectAsList().stream()
          .map(row -> row.getString(0))
          .filter(numberOf::containsKey)
          .sorted()
          .limit(2)
          .forEach(person -> listed.add(numberOf.getOrDefault(person, "")));
    }
    people.keySet().stream()
        .filter(record -> record.contains("police_mha") && !numbers.containsKey(record))
        .map(record -> person(people, record))
        .filter(numberOf::containsKey)
        .sorted()
        .limit(2)
        .forEach(person -> listed.add(numberOf.getOrDefault(person, "")));
    return listed;
  }

  private LinkResult linkedAndMade(Set<String> listed) throws IOException {
    Path file = folder.resolve("opt-outs.csv");
    SecretFile.write(file, "nhs_number\n" + String.join("\n", listed) + "\n");
    Map<String, String> zones = new HashMap<>();
    for (String zone : List.of("linked", "marts", "runs")) {
      zones.put(zone, folder.resolve(zone).toString());
    }
    Settings plain = Settings.defaults();
    Settings settings =
        plain.with().zones(zones).linkage(plain.linkage().withFiles(null, file.toString())).done();
    Lake lake = Lake.at(before, settings);
    LinkResult result = new Link(spark, lake, settings, Progress.silent()).run(MONTH);
    new Marts(spark, lake, settings, Progress.silent()).run(MONTH);
    assertThat(lake.root(Zone.RUNS)).isDirectory();
    return result;
  }

  /** Records of the events table: a trust's period is its patient's. */
  private Set<String> eventRecords(Set<String> removed, Map<String, Row> people) {
    Set<String> patients = new TreeSet<>();
    removed.stream()
        .filter(record -> record.contains(" MHS001MPI "))
        .forEach(
            record ->
                patients.add(
                    record.substring(0, record.indexOf(' '))
                        + " "
                        + row(people, record).<String>getAs("local_patient_id")));
    Set<String> records = new TreeSet<>(removed);
    for (Row period :
        frame(before, "checked", "MHS401MHActPeriod")
            .select("submission_id", "record", "LocalPatientID")
            .collectAsList()) {
      if (patients.contains(period.getString(0) + " " + period.getString(2))) {
        records.add(period.getString(0) + " MHS401MHActPeriod " + period.getLong(1));
      }
    }
    return records;
  }

  private void eventsAreThoseOfOthers(Set<String> removed) {
    Map<String, Row> all = byRecord(before, "events");
    Map<String, Row> left = byRecord(folder, "events");
    assertThat(left.keySet()).isEqualTo(without(all, removed).keySet());
    assertThat(left).hasSizeLessThan(all.size());
    Set<String> touched =
        removed.stream()
            .filter(all::containsKey)
            .map(record -> row(all, record).<String>getAs("event_key"))
            .collect(Collectors.toSet());
    Map<String, Integer> sizes = new HashMap<>();
    left.values().forEach(row -> sizes.merge(row.getAs("event_key"), 1, Integer::sum));
    left.forEach(
        (record, row) -> {
          assertThat(row.<Integer>getAs("linked_event_count"))
              .as(record)
              .isEqualTo(sizes.get(row.<String>getAs("event_key")));
          if (!touched.contains(row.<String>getAs("event_key"))) {
            assertThat(row).as(record).isEqualTo(all.get(record));
          }
        });
    assertThat(
            frame(folder, "marts", "section_136_records")
                .selectExpr("concat_ws(' ', submission_id, source_table, source_record)")
                .collectAsList())
        .isNotEmpty()
        .extracting(row -> row.getString(0))
        .doesNotContainAnyElementsOf(removed);
  }

  private void noNumberIsTold(LinkResult result, Set<String> listed) throws IOException {
    List<String> texts = new ArrayList<>(result.warnings());
    texts.add(result.toString());
    for (Path file : Folders.filesBelow(folder.resolve("runs"))) {
      texts.add(Files.readString(folder.resolve("runs").resolve(file)));
    }
    assertThat(texts).hasSizeGreaterThan(2);
    for (String number : listed) {
      assertThat(texts).noneMatch(text -> text.contains(number));
    }
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("opted out"));
  }

  private Map<String, String> numbers() {
    IdentifierPreparation preparation = new IdentifierPreparation(true);
    Map<String, String> numbers = new TreeMap<>();
    NUMBER_COLUMNS.forEach(
        (table, column) -> {
          for (Row row :
              frame(before, "checked", table)
                  .select("submission_id", "record", column)
                  .collectAsList()) {
            String number = preparation.nhsNumber(row.getString(2));
            if (number != null) {
              numbers.put(row.getString(0) + " " + table + " " + row.getLong(1), number);
            }
          }
        });
    return numbers;
  }

  private static Map<String, Long> counted(LinkResult result) {
    Map<String, Long> counted = new TreeMap<>(result.counts());
    counted.keySet().removeIf(name -> !name.contains(".opt_out_"));
    return counted;
  }

  private static Map<String, Long> expected(
      Set<String> removed, Map<String, Row> people, Predicate<String> isListed) {
    Map<String, Long> counts = new TreeMap<>();
    for (String record : removed) {
      Row row = row(people, record);
      String name =
          "%s.people.opt_out_%s.%s.%s"
              .formatted(
                  row.<String>getAs("reporting_month"),
                  isListed.test(record) ? "before" : "after",
                  row.<String>getAs("family"),
                  row.<String>getAs("organisation_code"));
      counts.merge(name, 1L, Long::sum);
    }
    return counts;
  }

  private List<List<String>> pairs(Path lake) {
    return frame(lake, "linked", "match_pairs")
        .selectExpr(
            "concat_ws(' ', first_submission_id, first_source_table, first_record) as one",
            "concat_ws(' ', second_submission_id, second_source_table, second_record) as other")
        .orderBy("one", "other")
        .collectAsList()
        .stream()
        .map(row -> List.of(row.getString(0), row.getString(1)))
        .toList();
  }

  private static Map<String, Row> without(Map<String, Row> all, Set<String> removed) {
    Map<String, Row> left = new LinkedHashMap<>(all);
    left.keySet().removeAll(removed);
    return left;
  }

  private static String person(Map<String, Row> people, String record) {
    return row(people, record).getAs("person_key");
  }

  private static Row row(Map<String, Row> rows, String record) {
    return Objects.requireNonNull(rows.get(record), record);
  }

  private Map<String, Row> byRecord(Path lake, String table) {
    Map<String, Row> rows = new TreeMap<>();
    for (Row row : frame(lake, "linked", table).collectAsList()) {
      rows.put(
          row.<String>getAs("submission_id")
              + " "
              + row.<String>getAs("source_table")
              + " "
              + row.<Long>getAs("record"),
          row);
    }
    return rows;
  }

  private List<String> rows(Path lake, String zone, String table, Predicate<Row> wanted) {
    return frame(lake, zone, table).collectAsList().stream()
        .filter(wanted)
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private Dataset<Row> frame(Path lake, String zone, String table) {
    return spark.read().parquet(lake.resolve(zone).resolve("live").resolve(table).toString());
  }
}
