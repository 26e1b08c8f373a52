package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.concordat.check.RecordLines;
import org.concordat.cli.ConcordatCommand;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of a small return taken apart, and requests that are wrong. */
class ExplainTest {

  private static final String DETENTION =
      "{'organisation_code': '%s', 'category': 'A', 'LegalStatusCode': '02', 'gender': '%s',"
          + " 'is_started_in_month': true, 'is_started_in_year': true, 'is_new_detention': true, 'has_spell': true,"
          + " %s, 'age_band': '18 to 19'}";
  private static final String WHITE = "'ethnicity_code': 'A', 'nhs_2001_group5': 'White'";
  private static final String NO_GROUP = "'ethnicity_code': null, 'nhs_2001_group5': null";
  private static final String ENDED =
      "{'organisation_code': 'RX4', 'category': 'A', 'LegalStatusCode': '02', 'gender': '1',"
          + " 'is_ended_in_month': true, 'is_ended_in_quarter': true, 'is_ended_in_year': true, 'has_spell': true, 'length_days': %d}";
  // Who ended in the month was active at the end of the one before (families.yaml, balances).
  private static final String WAS_ACTIVE =
      "{'organisation_code': 'RX4', 'was_active_at_end_of_month_before': true}";
  private static final String PLACEMENT =
      "{'organisation_code': 'RX4', 'appropriateness': 'inappropriate', 'is_new_in_month': true, 'is_new_in_quarter': true, 'is_new_in_year': true,"
          + " 'bed_days_month': %1$d, 'bed_days_quarter': %1$d, 'bed_days_year': %1$d, 'gender': '1', 'age_band': '18 to 24'}";

  private static final String NAME = "crisis_return_202609_Perf_v1";

  @TempDir private static Path made;
  private static FigureToRows explainer;

  @TempDir private Path temp;

  @BeforeAll
  static void publish() {
    lake(made).stage().run(SmallLake.SEPTEMBER, "performance", false);
    explainer = explainer(made, Settings.defaults());
  }

  private static SmallLake lake(Path root) {
    return new SmallLake(root)
        .submission(Family.MH, "RX4", true, false)
        .submission(Family.MH, "NTN", true, false)
        .mart("mha_detentions", 7, DETENTION.formatted("RX4", "1", WHITE))
        .mart("mha_detentions", 2, DETENTION.formatted("NTN", "2", NO_GROUP))
        .mart("mha_detentions", 7, ENDED.formatted(3))
        .mart("mha_detentions", 1, ENDED.formatted(6))
        .mart("detention_movements", 8, WAS_ACTIVE)
        .mart("out_of_area_placements", 1, PLACEMENT.formatted(0))
        .mart("out_of_area_placements", 2, PLACEMENT.formatted(11))
        .written();
  }

  /** A copy of the lake that a test may spoil. */
  private Path copied() throws IOException {
    Path copy = temp.resolve("lake");
    Folders.copy(made, copy);
    return copy;
  }

  private static FigureToRows explainer(Path root, Settings settings) {
    return new FigureToRows(
        SharedSpark.session(), Lake.at(root, settings), settings, RecordLines::found);
  }

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void a_count_is_its_rows_and_a_sum_is_what_they_add() {
    Explanation england = explained("MHS81", null, null, null);
    assertThat(england.parts()).hasSize(1);
    assertThat(england.parts().get(0).counted()).isEqualTo(9);
    assertThat(england.parts().get(0).contributors()).isEqualTo(2);
    assertThat(england.exact()).isEqualTo("9");
    assertThat(england.published()).isEqualTo("10");
    assertThat(england.isAgreed()).isTrue();
    assertThat(explained("MHS81", null, "NTN", null).parts().get(0).rows())
        .extracting(Explanation.MartRow::organisation)
        .containsOnly("NTN")
        .hasSize(2);
    assertThat(explained("MHS81", "England; Ethnicity", null, "unknown").exact()).isEqualTo("2");
    Explanation days = explained("OAP02M", null, null, null);
    assertThat(days.parts().get(0).rows())
        .extracting(Explanation.MartRow::adds)
        .containsExactly("11", "11");
    assertThat(days.parts().get(0).counted()).isEqualTo(22);
  }

  /** Three placements of 53,012,456 residents are 0.06 per million; three are hidden. */
  @Test
  void a_rate_is_its_count_and_needs_the_population_it_was_made_with() throws IOException {
    Explanation rate = explained("OAP05M", null, null, null);
    assertThat(rate.parts()).extracting(Explanation.Part::measure).containsExactly("OAP01M");
    assertThat(rate.parts().get(0).counted()).isEqualTo(3);
    assertThat(rate.exact()).isEqualTo("0.1");
    assertThat(rate.published()).isEqualTo("*");
    assertThat(rate.isAgreed()).isTrue();
    Path copy = copied();
    Path manifest = copy.resolve("returns/2026-09/performance/v1/" + NAME + "_manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("census_2011_england-", "census_2031_england-"));
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () ->
                explainer(copy, Settings.defaults())
                    .explanation(request("OAP05M", null, null, null), 0))
        .withMessageContaining("was made with the population census_2031_england-");
  }

  @Test
  void an_average_is_that_of_the_values_of_the_rows_its_base_counts() {
    Explanation mean = explained("MHS150a", null, "RX4", null); // 7 x 3 and 6 days: 27 / 8
    assertThat(mean.isAgreed()).isTrue();
    assertThat(mean.exact()).isEqualTo("3.3750");
    assertThat(mean.published()).isEqualTo("3.5");
    assertThat(mean.parts()).hasSize(1);
    Explanation.Part base = mean.parts().get(0);
    assertThat(base.measure()).isEqualTo("MHS150");
    assertThat(base.counted()).isEqualTo(8);
    assertThat(base.exact()).isEqualTo("8");
    assertThat(base.averaged()).isEqualTo("3.3750");
    assertThat(base.rows()).extracting(Explanation.MartRow::adds).contains("3", "6").hasSize(8);
    Explanation median = explained("MHS150b", "gender", null, "1");
    assertThat(median.isAgreed()).isTrue();
    assertThat(median.exact()).isEqualTo("3.0000");
    Explanation nothing = explained("MHS151a", null, null, null);
    assertThat(nothing.isAgreed()).isTrue();
    assertThat(nothing.exact()).isEmpty();
    assertThat(nothing.published()).isEqualTo("*");
    assertThat(answer("MHS150a", "--primary", "RX4").out())
        .contains("Rule: mean length_days of mha_detentions")
        .contains("MHS150: 8 rows re-added: 8 = exact value of the cell: 8; published 10")
        .contains(
            "MHS150a: mean length_days of these rows: 3.3750 = exact value of the cell: 3.3750;"
                + " published 3.5");
  }

  @Test
  void an_average_that_its_rows_do_not_give_is_a_fault_of_ours() throws IOException {
    Path copy = copied();
    Path raw = copy.resolve("raw/2026-09/performance/v1/" + NAME + "_raw.csv");
    Files.writeString(raw, Files.readString(raw).replace("3.3750", "3.4000"));
    assertThat(
            explainer(copy, Settings.defaults())
                .explanation(request("MHS150a", null, "RX4", null), 0)
                .disagreements())
        .containsExactly(
            "the mean of the rows of MHS150 is \"3.3750\" and the exact value is \"3.4000\"");
  }

  @Test
  void a_cell_of_an_older_version_keeps_its_explanation_when_the_marts_change() {
    SmallLake lake = lake(temp);
    lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    FigureToRows here = explainer(temp, Settings.defaults());
    CellRequest newest = request("MHS81", null, "RX4", null);
    Explanation before = here.explanation(newest, 0);
    lake.mart("mha_detentions", 5, DETENTION.formatted("RX4", "1", WHITE)).written();
    assertThat(here.explanation(newest, 0)).isEqualTo(before);
    lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(here.explanation(newest, 0).exact()).isEqualTo("12");
    CellRequest older =
        new CellRequest("MHS81", null, "performance", 1, "Provider", "RX4", null, null);
    assertThat(here.explanation(older, 0)).isEqualTo(before);
    Path versions = lake.lake().root(Zone.MARTS).resolve("versions");
    Folders.delete(versions.resolve(before.parts().get(0).martVersion()));
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> here.explanation(older, 0))
        .withMessageContaining(before.parts().get(0).martVersion())
        .withMessageContaining("no longer")
        .withMessageContaining("make it again");
  }

  @Test
  void a_return_is_explained_under_the_options_it_was_counted_by_whatever_the_settings_say_now()
      throws IOException {
    Settings published =
        Settings.read(
            Files.writeString(temp.resolve("now.yaml"), "counting: {variant: published}"));
    Explanation explanation =
        explainer(made, published).explanation(request("MHS81", null, null, null), 0);
    assertThat(explanation.parts().get(0).counted()).isEqualTo(9);
    assertThat(explanation.counting())
        .startsWith("Counted as the return was, under the default options")
        .contains("would give another figure");
    assertThat(explained("MHS81", null, null, null).counting()).isEmpty();
  }

  @Test
  void a_return_counted_by_measures_that_have_changed_since_is_not_explained() throws IOException {
    Path copy = copied();
    Path manifest = copy.resolve("returns/2026-09/performance/v1/" + NAME + "_manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"measures\" : \"[0-9a-f]+", "\"measures\" : \"0123456789abcdef"));
    FigureToRows other = explainer(copy, Settings.defaults());
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> other.explanation(request("MHS81", null, null, null), 0))
        .withMessageContaining("0123456789abcdef")
        .withMessageContaining("another figure");
  }

  @Test
  void without_the_restricted_twin_the_published_value_is_what_rows_are_held_against()
      throws IOException {
    Path copy = copied();
    Folders.delete(copy.resolve("raw"));
    Explanation explanation =
        explainer(copy, Settings.defaults()).explanation(request("MHS81", null, null, null), 0);
    assertThat(explanation.exact()).isNull();
    assertThat(explanation.isAgreed()).isTrue();
  }

  @Test
  void rows_that_do_not_add_up_are_a_fault_of_ours() throws IOException {
    Path copy = copied();
    Path raw = copy.resolve("raw/2026-09/performance/v1/" + NAME + "_raw.csv");
    String name = "Detentions under the Mental Health Act in the reporting period,";
    Files.writeString(
        raw,
        Files.readString(raw)
            .replace(
                "England,NONE,NONE,MHS81," + name + "9", "England,NONE,NONE,MHS81," + name + "8"));
    Answer answer = answer(copy, "MHS81");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).contains("fault of ours", "add up to 9", "exact value is 8");
    assertThat(answer.out()).contains("do NOT add up");
  }

  @Test
  void a_file_that_is_not_there_matters_when_every_line_is_wanted() {
    CellRequest request = request("MHS81", null, null, null);
    assertThat(explainer.explanation(request, 20).isAgreed()).isTrue();
    assertThat(explainer.explanation(request, FigureToRows.EVERY_LINE).disagreements())
        .containsExactly("9 rows of MHS81 stand in files that are not in the landing zone");
  }

  @Test
  void a_whole_line_of_the_return_names_its_cell() throws IOException {
    String line =
        Files.readAllLines(made.resolve("returns/2026-09/performance/v1/" + NAME + ".csv")).stream()
            .filter(one -> one.contains(",Provider,RX4,") && one.contains(",MHS81,"))
            .findFirst()
            .orElseThrow();
    Answer answer = answer(line);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("Provider: RX4", "Rule: rows of mha_detentions", "7 rows re-added: 7 = exact")
        .contains("For people who may see rows");
    assertRefused("--version", line.replaceFirst(",5,,", ",15,,"));
    assertRefused("only --version", line, "--primary", "RX4");
    assertRefused("13 columns", "a,b,c");
  }

  @Test
  void all_rows_are_written_and_only_the_first_are_shown() throws IOException {
    Path out = temp.resolve("rows.csv");
    Answer answer = answer("MHS81", "--rows", "3", "--out", out.toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("and 6 more rows");
    assertThat(Files.readAllLines(out)).hasSize(10);
    assertRefused("there already", "MHS81", "--out", out.toString());
    assertRefused(".csv", "MHS81", "--out", temp.resolve("rows.xlsx").toString());
    assertThat(answer("MHS81", "--json", "--rows", "1").out())
        .contains("\"row_count\" : 9", "\"line_check\" : \"NO_FILE\"");
  }

  @Test
  void what_is_not_there_is_refused_with_what_is_there_instead() {
    assertNothing("nearest: MHS81", "MHS81x", null, null, null);
    assertNothing("nearest: England; Ethnicity", "MHS81", "England; Ethnicty", null, null);
    assertNothing("there are: Commissioning Region, England", "MHS81", "Police force", null, null);
    assertNothing("RX4", "MHS81", "provider", "RX44", null);
    assertNothing("--primary: NTN, RX4", "MHS81", "Provider", null, null);
    assertNothing("nearest: Mixed", "MHS81", "ethnicity", null, "Mixt");
    assertRefused("the newest is 1", "MHS81", "--version", "4");
    assertRefused("there are: 2026-09", "MHS81", "--month", "2026-10");
    assertRefused("no final return", "MHS81", "--status", "final");
  }

  private static void assertNothing(
      String instead,
      String measure,
      @Nullable String breakdown,
      @Nullable String primary,
      @Nullable String secondary) {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> explained(measure, breakdown, primary, secondary))
        .withMessageContaining(instead);
  }

  private static Explanation explained(
      String measure,
      @Nullable String breakdown,
      @Nullable String primary,
      @Nullable String secondary) {
    return explainer.explanation(request(measure, breakdown, primary, secondary), 0);
  }

  private static CellRequest request(
      String measure,
      @Nullable String breakdown,
      @Nullable String primary,
      @Nullable String secondary) {
    return new CellRequest(measure, null, "performance", null, breakdown, primary, secondary, null);
  }

  private record Answer(int exitCode, String out, String err) {}

  private static Answer answer(String... arguments) {
    return answer(made, arguments);
  }

  private static Answer answer(Path lake, String... arguments) {
    SharedSpark.session(); // The command leaves an engine that others started as it is.
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--lake", lake.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static void assertRefused(String named, String... arguments) {
    Answer answer = answer(arguments);
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err()).contains(named).doesNotContain("Exception");
    assertThat(answer.err().strip().lines()).hasSize(1);
    assertThat(answer.out()).isEmpty();
  }
}
