package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Population;
import org.concordat.schemas.Population.Stratum;
import org.concordat.schemas.Populations;
import org.concordat.schemas.TableContract;
import org.junit.jupiter.api.Test;

class RateRowsTest {

  private static final CodeList CATEGORIES = CodeLists.load().list("nhs_ethnic_category_2001");
  private static final Population CENSUS = Populations.load().newest();
  private static final Set<String> EIGHT = Set.of("1", "2", "3", "4", "5", "6", "7", "8");
  private static final Settings.Disclosure RULES = Settings.defaults().disclosure();

  /** No figure of the main file beside the rates. */
  private static final Function<Cell, Optional<String>> NOT_THERE = cell -> Optional.empty();

  private static final Stratum WOMEN = new Stratum("2", "18 to 34");
  private static final Stratum MEN = new Stratum("1", "35 to 49");

  @Test
  void a_standardised_rate_weights_every_cell_with_england() {
    List<DetentionCount> counts = everywhere("A", "White", 60);
    counts.add(count("M", "Black or Black British", WOMEN, 1, 200));
    counts.add(count("M", "Black or Black British", MEN, 2, 150));
    Map<String, String> row = row(rows(counts).exact(), Population.CODES, "M");
    double expected =
        100_000
            * (200.0 / residents("M", WOMEN) * CENSUS.england(WOMEN)
                + 300.0 / residents("M", MEN) * CENSUS.england(MEN))
            / CENSUS.england();
    assertThat(number(row, "dsr_england")).isEqualTo(expected, within(0.05));
    assertThat(row)
        .containsEntry("event_count", "500")
        .containsEntry("population", "591016")
        .containsEntry("crude_rate", "84.6")
        .containsEntry("crude_rate_annualised", "1015.2");
    List<DetentionCount> independent = everywhere("A", "White", 60);
    independent.add(count("M", "Black or Black British", WOMEN, 1, 200));
    independent.add(count("M", "Black or Black British", MEN, 1, 300));
    Map<String, String> narrower = row(rows(independent).exact(), Population.CODES, "M");
    assertThat(narrower).containsEntry("dsr_england", row.getOrDefault("dsr_england", ""));
    assertThat(number(narrower, "dsr_england_lower"))
        .isGreaterThan(number(row, "dsr_england_lower"));
  }

  @Test
  void englands_own_standardised_rate_is_its_crude_rate() {
    Map<String, String> row =
        row(rows(everywhere("A", "White", 700)).exact(), Population.CODES, "All");
    assertThat(row)
        .containsEntry("event_count", "8400")
        .containsEntry("population", "53012456")
        .containsEntry("crude_rate", "15.8")
        .containsEntry("dsr_england", "15.8");
  }

  @Test
  void white_british_is_the_reference_of_both_groupings_and_has_no_ratio() {
    List<DetentionCount> counts = everywhere("A", "White", 700);
    counts.addAll(everywhere("B", "White", 80));
    List<Map<String, String>> rows = rows(counts).exact();
    assertThat(row(rows, Population.CODES, "A")).doesNotContainKey("dsr_england_ratio");
    Map<String, String> white = row(rows, Population.NHS_GROUPS, "White");
    assertThat(number(white, "dsr_england_ratio"))
        .isEqualTo(
            number(white, "dsr_england") / number(row(rows, Population.CODES, "A"), "dsr_england"),
            within(0.02));
    assertThat(number(white, "crude_rate_difference"))
        .isEqualTo(
            number(white, "crude_rate") - number(row(rows, Population.CODES, "A"), "crude_rate"),
            within(0.11));
  }

  @Test
  void nobody_is_dropped_and_the_unknown_have_counts_without_rates() {
    List<DetentionCount> counts = everywhere("A", "White", 10);
    counts.add(count("Z", "Not Stated", WOMEN, 1, 40));
    counts.add(count("99", "Not Known", WOMEN, 1, 30));
    counts.add(count("99", "White", WOMEN, 1, 9)); // an officer's view: only the group of five
    counts.add(count("T", "UNKNOWN", WOMEN, 1, 8)); // no code of the list
    counts.add(new DetentionCount("B", "White", "9", "18 to 34", 1, 7, EIGHT));
    counts.add(new DetentionCount("B", "White", "1", "UNKNOWN", 1, 6, EIGHT));
    RateRows rows = rows(counts);
    assertThat(rows.totals()).containsExactly(220L, 220L);
    for (List<Map<String, String>> file : List.of(rows.exact(), rows.published(RULES, NOT_THERE))) {
      assertThat(row(file, Population.NHS_GROUPS, "Not Stated"))
          .containsEntry("event_count", "40")
          .containsEntry("unknown_ethnicity_percent", "35")
          .doesNotContainKey("crude_rate");
      assertThat(row(file, Population.NHS_GROUPS, "Not Known")).containsEntry("event_count", "30");
      assertThat(row(file, Population.CODES, "99"))
          .containsEntry("event_count", "39")
          .containsEntry("unknown_ethnicity_percent", "40");
      assertThat(row(file, Population.CODES, "UNKNOWN")).containsEntry("event_count", "8");
      assertThat(row(file, Population.CODES, RateGrouping.NO_STRATUM))
          .containsEntry("event_count", "13");
    }
    assertThat(row(rows.exact(), Population.NHS_GROUPS, "White"))
        .containsEntry("event_count", "129");
    assertThat(row(rows.exact(), Population.CODES, "All")).containsEntry("event_count", "120");
  }

  @Test
  void with_enough_of_everything_the_open_file_is_exact() {
    List<DetentionCount> counts = everywhere("A", "White", 50);
    counts.addAll(everywhere("N", "Black or Black British", 11));
    RateRows rows = rows(counts);
    for (String code : List.of("All", "A", "N")) {
      assertThat(row(rows.published(RULES, NOT_THERE), Population.CODES, code))
          .isEqualTo(row(rows.exact(), Population.CODES, code));
    }
  }

  /** D9: one number, one treatment, also where it is hidden for the sake of another figure. */
  @Test
  void what_the_main_file_hides_or_rounds_is_hidden_or_rounded_here() {
    List<DetentionCount> counts = everywhere("A", "White", 51);
    counts.addAll(everywhere("N", "Black or Black British", 11));
    Map<String, String> main = Map.of("N", "*", "A", "610"); // 51 in each of 12 strata are 612
    List<Map<String, String>> open =
        rows(counts).published(RULES, cell -> Optional.ofNullable(main.get(cell.secondary())));
    assertThat(row(open, Population.CODES, "N"))
        .containsEntry("event_count", "*")
        .containsEntry("crude_rate", "*")
        .containsEntry("dsr_england", "*");
    assertThat(row(open, Population.CODES, "A"))
        .containsEntry("event_count", "610")
        .containsEntry("dsr_england", "*");
  }

  @Test
  void few_detentions_hide_every_rate_and_few_in_a_stratum_hide_the_standardised_ones() {
    List<DetentionCount> counts = everywhere("A", "White", 50);
    counts.add(
        new DetentionCount("N", "Black or Black British", "2", "18 to 34", 1, 4, Set.of("1")));
    counts.add(count("H", "Asian or Asian British", WOMEN, 1, 9));
    counts.add(
        new DetentionCount("J", "Asian or Asian British", "2", "18 to 34", 1, 13, Set.of("1")));
    List<Map<String, String>> open = rows(counts).published(RULES, NOT_THERE);
    assertThat(row(open, Population.CODES, "N"))
        .containsEntry("event_count", "*")
        .containsEntry("crude_rate", "*")
        .containsEntry("crude_rate_annualised", "*")
        .containsEntry("dsr_england", "*")
        .containsEntry("crude_rate_ratio", "*")
        .containsEntry("dsr_england_difference", "*");
    assertThat(row(open, Population.CODES, "H"))
        .containsEntry("event_count", "9")
        .containsEntry("dsr_england", "*")
        .containsEntry("dsr_england_ratio", "*");
    assertThat(row(open, Population.CODES, "J")) // one provider: rounded, and the rate from that
        .containsEntry("event_count", "15")
        .containsEntry("crude_rate", "1.3")
        .containsEntry("dsr_england", "*");
    List<DetentionCount> thin =
        new ArrayList<>(counts.stream().filter(c -> !c.ageBand().equals("16 to 17")).toList());
    thin.add(count("A", "White", new Stratum("1", "16 to 17"), 1, 5));
    thin.add(count("A", "White", new Stratum("2", "16 to 17"), 1, 4));
    assertThat(row(rows(thin).published(RULES, NOT_THERE), Population.CODES, "A"))
        .containsEntry("event_count", "509")
        .containsEntry("crude_rate", "1.2")
        .containsEntry("dsr_england", "*");
    RateRows thinRows = rows(thin);
    assertThat(RateChecks.reasons(file(thinRows), mainFile(thinRows, 535), RULES, NOT_THERE))
        .isEmpty();
  }

  /** The main file shows 99: an exact 98 here would tell of one person without a known sex. */
  @Test
  void people_left_out_cannot_be_found_by_subtraction() {
    assertThat(whiteBritish(99, 0)).isEqualTo("99");
    for (int leftOut = 1; leftOut <= 6; leftOut++) {
      assertThat(whiteBritish(99, leftOut)).as("left out %d", leftOut).isEqualTo("95");
    }
    assertThat(whiteBritish(98, 1)).isEqualTo("95");
    assertThat(whiteBritish(100, 1)).isEqualTo("95");
    assertThat(whiteBritish(100, 2)).isEqualTo("95");
    assertThat(whiteBritish(101, 1)).isEqualTo("100");
    assertThat(whiteBritish(101, 3)).isEqualTo("100");
    assertThat(whiteBritish(101, 4)).isEqualTo("95");
  }

  private static String whiteBritish(int all, int leftOut) {
    List<DetentionCount> counts = new ArrayList<>();
    counts.add(count("A", "White", WOMEN, 1, all - leftOut));
    if (leftOut > 0) {
      counts.add(
          new DetentionCount("A", "White", "9", "18 to 34", 1, leftOut, Set.of("1", "2", "3")));
    }
    return row(rows(counts).published(RULES, NOT_THERE), Population.CODES, "A")
        .getOrDefault("event_count", "");
  }

  @Test
  void every_value_has_the_form_its_contract_gives() {
    List<DetentionCount> counts = everywhere("A", "White", 50);
    counts.addAll(everywhere("N", "Black or Black British", 2));
    counts.add(count("H", "Asian or Asian British", WOMEN, 3, 1));
    TableContract contract = ContractCatalogue.load().table("detention_rates");
    List<Map<String, String>> rows = new ArrayList<>(rows(counts).exact());
    rows.addAll(rows(counts).published(RULES, NOT_THERE));
    for (ColumnContract column : contract.fields()) {
      ColumnContract.Constraints constraints = column.constraints();
      String pattern = constraints == null ? null : constraints.pattern();
      for (Map<String, String> row : rows) {
        String value = row.getOrDefault(column.name(), "");
        if (pattern != null && !value.isEmpty()) {
          assertThat(value).as(column.name()).matches(pattern);
        }
      }
    }
  }

  @Test
  void rates_that_do_not_count_what_the_main_file_counts_are_held() {
    RateRows rows = rows(everywhere("A", "White", 50));
    assertThat(RateChecks.reasons(file(rows), mainFile(rows, 600), RULES, NOT_THERE)).isEmpty();
    assertThat(RateChecks.reasons(file(rows), mainFile(rows, 601), RULES, NOT_THERE))
        .containsExactly("rates do not count the rows of MHS81");
    Map<Cell, CellCount> moved = mainFile(rows, 600);
    moved.put(new Cell("MHS81", "ethnicity_16", "England", "A"), new CellCount(599, 8));
    moved.put(new Cell("MHS81", "ethnicity_16", "England", "B"), new CellCount(1, 1));
    assertThat(RateChecks.reasons(file(rows), moved, RULES, NOT_THERE))
        .containsExactly(
            "rates do not count the rows of MHS81 by ethnicity_16 at A",
            "rates do not count the rows of MHS81 by ethnicity_16 at B");
  }

  /** 500 detentions of 591,016 residents are 84.6 in the period; that of a year is the year's. */
  @Test
  void a_rate_of_twelve_months_is_per_year_and_carries_the_ids_of_the_national_list() {
    List<DetentionCount> counts = everywhere("A", "White", 60);
    counts.add(count("M", "Black or Black British", WOMEN, 1, 200));
    counts.add(count("M", "Black or Black British", MEN, 2, 150));
    RateRows year = new RateRows(RateMeasure.DETENTIONS_OF_YEAR, 12, CATEGORIES, CENSUS, counts);
    Map<String, String> row = row(year.exact(), Population.CODES, "M");
    Map<String, String> ofMonth = row(rows(counts).exact(), Population.CODES, "M");
    assertThat(row)
        .containsEntry("MEASURE_ID", "MHS157")
        .containsEntry("rate_measure_id", "MHS157a")
        .containsEntry("dsr_measure_id", "MHS157b")
        .containsEntry("dsr_interval_measure_id", "MHS157c")
        .containsEntry("month_count", "12")
        .containsEntry("event_count", "500")
        .containsEntry("crude_rate", "84.6")
        .containsEntry("crude_rate_annualised", "84.6")
        .containsEntry("dsr_england", ofMonth.getOrDefault("dsr_england", ""))
        .containsEntry("dsr_england_lower", ofMonth.getOrDefault("dsr_england_lower", ""));
    assertThat(ofMonth)
        .containsEntry("dsr_measure_id", "")
        .containsEntry("crude_rate_annualised", "1015.2");
    assertThat(RateChecks.reasons(file(year), mainFile(year, 1220), RULES, NOT_THERE)).isEmpty();
  }

  @Test
  void treatment_orders_have_crude_rates_only() {
    List<DetentionCount> counts = everywhere("A", "White", 50);
    counts.add(count("M", "Black or Black British", MEN, 1, 30));
    RateRows orders =
        new RateRows(RateMeasure.TREATMENT_ORDERS_OF_YEAR, 12, CATEGORIES, CENSUS, counts);
    for (List<Map<String, String>> rows :
        List.of(orders.exact(), orders.published(RULES, NOT_THERE))) {
      assertThat(row(rows, Population.CODES, "M"))
          .containsEntry("MEASURE_ID", "MHS158")
          .containsEntry("rate_measure_id", "MHS158a")
          .containsEntry("event_count", "30")
          .containsEntry("crude_rate", "5.1")
          .containsKey("crude_rate_ratio")
          .doesNotContainKeys(
              "dsr_england", "dsr_england_lower", "dsr_england_ratio", "dsr_measure_id");
    }
  }

  /** The main file's figures that fit rates, with some total. */
  private static Map<Cell, CellCount> mainFile(RateRows rows, long total) {
    Map<Cell, CellCount> counts = new HashMap<>();
    rows.byGroup().forEach((cell, value) -> counts.put(cell, new CellCount(value, 8)));
    counts.put(
        new Cell(rows.measure().counted(), "england", "England", "NONE"), new CellCount(total, 8));
    return counts;
  }

  private static Rates file(RateRows rows) {
    return new Rates(CENSUS, List.of(rows));
  }

  private static RateRows rows(List<DetentionCount> counts) {
    return new RateRows(RateMeasure.DETENTIONS, 1, CATEGORIES, CENSUS, counts);
  }

  private static List<DetentionCount> everywhere(String code, String group, long people) {
    List<DetentionCount> counts = new ArrayList<>();
    CENSUS.strata().forEach(stratum -> counts.add(count(code, group, stratum, 1, people)));
    return counts;
  }

  private static DetentionCount count(
      String code, String group, Stratum stratum, int events, long people) {
    return new DetentionCount(code, group, stratum.sex(), stratum.ageBand(), events, people, EIGHT);
  }

  private static Map<String, String> row(
      List<Map<String, String>> rows, String grouping, String code) {
    return rows.stream()
        .filter(row -> grouping.equals(row.get("grouping")) && code.equals(row.get("group_code")))
        .findFirst()
        .orElseThrow();
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }

  private static double residents(String code, Stratum stratum) {
    return CENSUS.of(Population.CODES, code, stratum);
  }
}
