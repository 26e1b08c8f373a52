package org.concordat.returns.attack;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concordat.returns.attack.ReturnFilesAttack.Read;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Test;

/**
 * The acceptance checks of returns-and-disclosure.md 8 that need a whole month: the published files
 * of the committed month and their restricted twins, read as anybody may read them.
 */
class AcceptanceMonthTest {

  private static final String FILE = "2026-09/performance/v1/crisis_return_202609_Perf_v1";
  private static final Measures MEASURES = Measures.load();

  /** A count of people: somebody may be known to two organisations and is one in England. */
  private static boolean isAdditive(String measure) {
    return MEASURES
        .measure(measure)
        .counted()
        .map(Measure.Counted::kind)
        .map(kind -> !kind.equals("distinct"))
        .orElse(false);
  }

  /**
   * 2. A hidden-value attacker (independent code) on the sample month: no cell with fewer than 3
   * possible values. He is told the worst, of each asterisk whether it is small, and knows that an
   * English nought may be hidden. What he finds without D7 and D8 is in {@code AttackerTest} and
   * {@code AttackWorldsTest}.
   */
  @Test
  void check_2_the_attacker_finds_nothing_in_the_sample_month() throws IOException {
    Read read =
        ReturnFilesAttack.read(
            AttackProgram.files(SampleMonth.run().lake(), true),
            MEASURES,
            CodeLists.load(),
            true,
            false);
    assertThat(read.exactPercentages()).isEmpty();
    assertThat(read.untrue()).isEmpty();
    assertThat(read.table().relations()).hasSizeGreaterThan(10_000);
    for (Reading reading : List.of(Reading.INFORMED, Reading.CAUTIOUS)) {
      Attack.Result result = Attack.on(read.table(), reading);
      assertThat(result.contradictions()).as(reading.toString()).isEmpty();
      assertThat(result.unjudged()).as(reading.toString()).isZero();
      assertThat(result.forbidden()).as(reading.toString()).isEmpty();
      assertThat(result.safe()).as(reading.toString()).isGreaterThan(1_000);
    }
  }

  /** 3. Public files contain no exact protected value under 5: each against the raw twin. */
  @Test
  void check_3_no_protected_value_under_5_is_shown() throws IOException {
    Map<List<String>, String> raw = new HashMap<>();
    rows("raw", "_raw.csv").forEach(row -> raw.put(place(row), row.getField("MEASURE_VALUE")));
    int small = 0;
    for (NamedCsvRecord row : rows("returns", ".csv")) {
      String exact = raw.getOrDefault(place(row), "none");
      boolean isCount = MEASURES.measure(row.getField("MEASURE_ID")).counted().isPresent();
      if (isCount && !row.getField("BREAKDOWN").startsWith("England") && exact.matches("[0-4]?")) {
        assertThat(row.getField("MEASURE_VALUE")).as(place(row).toString()).isEqualTo("*");
        small++;
      }
    }
    assertThat(small).isGreaterThan(500);
  }

  /** 6. England equals the sum of raw provider rows plus unknown, for every additive measure. */
  @Test
  void check_6_england_is_the_sum_of_the_exact_organisations_and_of_every_split()
      throws IOException {
    Map<String, Long> england = new HashMap<>();
    Map<List<String>, Long> sums = new HashMap<>();
    Set<String> split = new HashSet<>();
    for (NamedCsvRecord row : rows("raw", "_raw.csv")) {
      String measure = row.getField("MEASURE_ID");
      if (!isAdditive(measure)) {
        continue;
      }
      String breakdown = row.getField("BREAKDOWN");
      String value = row.getField("MEASURE_VALUE");
      long number = value.isEmpty() ? 0 : Long.parseLong(value);
      if (breakdown.equals("England")) {
        england.put(measure, number);
      } else {
        sums.merge(List.of(measure, breakdown), number, Long::sum);
      }
    }
    sums.forEach(
        (of, sum) -> {
          assertThat(sum).as(of.toString()).isEqualTo(england.get(of.get(0)));
          split.add(of.get(0));
        });
    assertThat(england).hasSizeGreaterThan(100);
    Set<String> only = new HashSet<>(england.keySet());
    only.removeAll(split);
    assertThat(only)
        .as("counted for England only")
        .containsExactlyInAnyOrder("CRS80", "CRS81", "CRS82", "CRS83", "CRS84", "CRS85", "CRS86");
    assertThat(england.values()).filteredOn(number -> number > 0).hasSizeGreaterThan(80);
  }

  private static List<String> place(NamedCsvRecord row) {
    return List.of(
        row.getField("MEASURE_ID"),
        row.getField("BREAKDOWN"),
        row.getField("PRIMARY_LEVEL"),
        row.getField("SECONDARY_LEVEL"));
  }

  private static List<NamedCsvRecord> rows(String zone, String end) throws IOException {
    Path file = SampleMonth.run().lake().resolve(zone).resolve(FILE + end);
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
      return rows.stream().toList();
    }
  }
}
