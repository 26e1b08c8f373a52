package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.concordat.returns.Vectors.Publication;
import org.concordat.returns.Vectors.Vector;
import org.concordat.schemas.Average;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule and test vector of returns-and-disclosure.md 3 from rows of marts to lines of the
 * published files (acceptance 1). The vectors stand in {@code returns/vectors.yaml}.
 */
class VectorsTest {

  private static final Vectors VECTORS = Vectors.load();
  private static final Publication BY_DEFAULT = VECTORS.publication("by default");

  static Stream<Arguments> vectors() {
    return VECTORS.publications().stream()
        .flatMap(
            publication ->
                publication.vectors().stream().map(vector -> Arguments.of(publication, vector)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("vectors")
  void the_published_file_shows_it(Publication publication, Vector vector) {
    Map<List<String>, String> file =
        Vectors.shown(Vectors.file(VECTORS.published(publication), ".csv"));
    List<String> is = new ArrayList<>();
    List<String> mustBe = new ArrayList<>();
    for (List<String> line : vector.shown()) {
      List<String> place = Vectors.place(line);
      mustBe.add(place + " " + Vectors.expected(line));
      is.add(place + " " + file.get(place));
    }
    assertThat(is).as(vector.cites()).containsExactlyElementsOf(mustBe);
  }

  private static List<NamedCsvRecord> lines(String end) {
    return Vectors.csv(Vectors.file(VECTORS.published(BY_DEFAULT), end));
  }

  private static Set<String> levels(String breakdown, String column) {
    Set<String> levels = new TreeSet<>();
    lines(".csv").stream()
        .filter(row -> row.getField("BREAKDOWN").equals(breakdown))
        .forEach(row -> levels.add(row.getField(column)));
    return levels;
  }

  /** D5. Maxima and minima are never published below England; nor are they by us at England. */
  @Test
  void no_maximum_and_no_minimum_is_published() {
    assertThat(Average.Statistic.values())
        .containsExactly(
            Average.Statistic.MEAN, Average.Statistic.MEDIAN, Average.Statistic.CENTILE_90);
    assertThat(lines("_metadata.csv"))
        .hasSizeGreaterThan(100)
        .noneMatch(row -> row.getField("MEASURE_NAME").matches("(?i).*(max|min)imum.*"));
  }

  /**
   * D12. No person, ward, site or free text; custody suites and section 136 suites are never named.
   * 4.3: not below sub-ICB, no provider by ethnicity by age.
   */
  @Test
  void breakdowns_are_of_organisations_and_areas_and_kinds_and_never_of_sites() {
    Set<String> breakdowns = new TreeSet<>();
    lines(".csv").forEach(row -> breakdowns.add(row.getField("BREAKDOWN")));
    assertThat(breakdowns)
        .containsExactly(
            "Commissioning Region",
            "England",
            "England; Age Band",
            "England; Ethnicity",
            "England; Ethnicity (16 groups)",
            "England; Gender",
            "England; Place of safety",
            "ICB - GP Practice or Residence",
            "Police force",
            "Police force; Place of safety",
            "Provider",
            "Sending Provider",
            "Sub ICB - GP Practice or Residence");
    assertThat(levels("Police force; Place of safety", "SECONDARY_LEVEL"))
        .containsExactly(
            "UNKNOWN",
            "emergency_department",
            "health_based_place_of_safety",
            "not_known",
            "other",
            "police_station",
            "private_home");
  }

  /** D14. Ethnicity only of England here; who did not say and who is not known are levels. */
  @Test
  void not_stated_and_not_known_are_levels_of_their_own() {
    assertThat(levels("England; Ethnicity", "SECONDARY_LEVEL"))
        .containsExactly(
            "Asian or Asian British",
            "Black or Black British",
            "Mixed",
            "Not Known",
            "Not Stated",
            "Other Ethnic Groups",
            "UNKNOWN",
            "White");
    assertThat(levels("England; Ethnicity (16 groups)", "SECONDARY_LEVEL"))
        .hasSize(19)
        .contains("99", "UNKNOWN", "Z");
    assertThat(levels("England; Ethnicity", "PRIMARY_LEVEL")).containsExactly("England");
    assertThat(levels("England; Ethnicity (16 groups)", "PRIMARY_LEVEL"))
        .containsExactly("England");
  }

  /** D13. Quality files, same treatment: 12 and 4 rows, 16 in England from 2 organisations. */
  @Test
  void quality_files_are_treated_like_the_return() {
    assertThat(lines("_dq_coverage.csv"))
        .filteredOn(row -> row.getField("TABLE_NAME").equals("MHS903WardDetails"))
        .filteredOn(row -> Set.of("England", "RX4", "RXM", "RV5").contains(row.getField(3)))
        .extracting(row -> row.getField(3) + " " + row.getField("COVERAGE_COUNT") + row.getField(7))
        .containsExactly("England 15", "RV5 *:", "RX4 10", "RXM *");
  }
}
