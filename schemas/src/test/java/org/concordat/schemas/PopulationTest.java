package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Objects;
import org.concordat.schemas.Population.Stratum;
import org.junit.jupiter.api.Test;

class PopulationTest {

  private static final String FILE = "census2011_england_ethnicity_age_sex.csv";
  private static final String CSV =
      Objects.requireNonNull(ResourceFolder.texts("populations", ".csv").get(FILE));
  private static final String DESCRIPTOR =
      """
      kind: population
      name: census_2011_england
      year: 2011
      geography: England
      grouping: census_2011_18
      exactness: exact
      age_bands: mha_statistics_21
      total: 53012456
      source: Census 2011
      """;

  private final Population census = Populations.load().newest();

  @Test
  void every_grouping_adds_to_the_census_total() {
    assertThat(census.england()).isEqualTo(53_012_456);
    for (String grouping :
        new String[] {Population.CODES, Population.NHS_GROUPS, Population.ONS_GROUPS}) {
      assertThat(census.groups(grouping).stream().mapToLong(g -> census.of(grouping, g)).sum())
          .as(grouping)
          .isEqualTo(53_012_456);
    }
    assertThat(census.groups(Population.CODES)).hasSize(16);
    assertThat(census.strata()).hasSize(12).startsWith(new Stratum("1", "15 and under"));
  }

  @Test
  void chinese_arab_and_traveller_people_are_where_numerators_have_them() {
    assertThat(census.of(Population.CODES, "R")).isEqualTo(379_503);
    assertThat(census.of(Population.NHS_GROUPS, "Other Ethnic Groups"))
        .isEqualTo(379_503 + census.of(Population.CODES, "S"));
    assertThat(census.of(Population.ONS_GROUPS, "Asian"))
        .isEqualTo(379_503 + census.of(Population.NHS_GROUPS, "Asian or Asian British"));
    assertThat(census.of(Population.ONS_GROUPS, "White"))
        .isEqualTo(census.of(Population.NHS_GROUPS, "White"))
        .isEqualTo(
            census.of(Population.CODES, "A")
                + census.of(Population.CODES, "B")
                + census.of(Population.CODES, "C"));
  }

  @Test
  void a_cell_that_is_not_there_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> census.of(Population.CODES, "Z", new Stratum("2", "16 to 17")))
        .withMessage("Population census_2011_england has no cell Z, female, 16 to 17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> census.of("ward", "A"))
        .withMessage("There is no ethnic grouping ward");
  }

  @Test
  void a_table_that_is_not_whole_is_refused() {
    refused(DESCRIPTOR, withoutLine(",female,16 to 17,"), "other_any, female, 16 to 17 is missing");
    refused(
        DESCRIPTOR.replace("53012456", "53012457"),
        CSV,
        "the rows add to 53012456, the declared total is 53012457");
    refused(DESCRIPTOR, CSV.replace("sex,", "gender,"), "column sex is missing");
    refused(DESCRIPTOR, CSV.replaceFirst("female", "women"), "sex \"women\"");
    refused(DESCRIPTOR, CSV.replaceFirst(",1143856", ",1143856.0"), "is no whole number");
    refused(DESCRIPTOR, CSV + CSV.lines().toList().get(1) + "\n", "stands there twice");
    refused(
        DESCRIPTOR.replace("census_2011_18", "census_2021_19"),
        CSV,
        "the cell white_roma, female, 0 to 4 is missing, and 41 more");
    refused(
        DESCRIPTOR.replace("statistics_21", "statistics_6"),
        CSV,
        "age_band \"0 to 4\" does not belong to mha_statistics_6");
  }

  @Test
  void what_is_not_declared_is_refused() {
    refused(DESCRIPTOR.replace("year: 2011", "year: 11"), CSV, "year \"11\" is not known");
    refused(DESCRIPTOR.replace("geography: England\n", ""), CSV, "geography is not declared");
    refused(DESCRIPTOR.replace(": England", ": England and Wales"), CSV, "expected England");
    refused(DESCRIPTOR.replace("grouping: census_2011_18\n", ""), CSV, "grouping is not declared");
    refused(DESCRIPTOR.replace("total: 53012456\n", ""), CSV, "total is not declared");
    refused(DESCRIPTOR.replace("year: 2011\n", ""), CSV, "year is not declared");
    refused(DESCRIPTOR + "colour: red\n", CSV, "colour");
    refused(DESCRIPTOR.replace("kind: population", "kind: wards"), CSV, "kind \"wards\"");
    refused(DESCRIPTOR.replace("kind: population", "kind: population_by_age"), CSV, "no rate can");
  }

  @Test
  void six_bands_give_the_same_cells_as_their_source_bands() {
    StringBuilder six = new StringBuilder("group_key,sex,age_band,population\n");
    CodeLists.load()
        .list("ethnicity_map_19")
        .codes()
        .forEach(
            key -> {
              for (Stratum stratum : census.strata()) {
                six.append(key).append(stratum.sex().equals("1") ? ",male," : ",female,");
                six.append(stratum.ageBand()).append(",10\n");
              }
            });
    Population tens =
        Population.read(
            PopulationTable.read(
                "tens.yaml",
                DESCRIPTOR
                    .replace("statistics_21", "statistics_6")
                    .replace("census_2011_18", "census_2021_19")
                    .replace("53012456", "2280")),
            "tens.csv",
            six.toString());
    assertThat(tens.england()).isEqualTo(2280);
    assertThat(tens.of(Population.CODES, "C")).isEqualTo(360); // Traveller, Roma and Other White
    assertThat(tens.version()).startsWith("census_2011_england-").isNotEqualTo(census.version());
  }

  @Test
  void the_catalogue_describes_every_file_of_its_folder() {
    assertThat(Populations.load().tables()).hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Populations.read("[]", Map.of("wards.csv", "")))
        .withMessageContaining("nothing describes the files [wards.csv]");
  }

  private static String withoutLine(String part) {
    StringBuilder text = new StringBuilder();
    CSV.lines()
        .filter(line -> !(line.startsWith("other_any") && line.contains(part)))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void refused(String descriptor, String csv, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Population.read(PopulationTable.read("t.yaml", descriptor), "t.csv", csv))
        .withMessageContaining(message)
        .satisfies(refusal -> assertThat(refusal).message().doesNotContain("\n"));
  }
}
