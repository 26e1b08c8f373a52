package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetentionCountsTest {

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void people_are_counted_by_group_sex_band_and_how_often_they_were_detained() {
    List<DetentionCount> counts =
        counted(
            detention("once", "RX4", "A", "'2'", "15", true),
            detention("twice", "RX4", "A", "'1'", "18", true),
            detention("twice", "RXM", "A", "'1'", "18", true),
            detention("two", "RXM", "A", "'1'", "34", true),
            detention("two", "RXM", "A", "'1'", "34", true),
            detention("last year", "RX4", "A", "'1'", "34", false),
            detention("ageless", "RX4", "A", "'1'", "null", true),
            detention("oldest", "RX4", "A", "null", "101", true));
    assertThat(counts)
        .containsExactly(
            new DetentionCount("A", "White", "1", "18 to 34", 2, 2, Set.of("RX4", "RXM")),
            new DetentionCount("A", "White", "1", "UNKNOWN", 1, 1, Set.of("RX4")),
            new DetentionCount("A", "White", "2", "15 and under", 1, 1, Set.of("RX4")),
            new DetentionCount("A", "White", "UNKNOWN", "65 and over", 1, 1, Set.of("RX4")));
  }

  @Test
  void ages_at_the_limits_of_the_six_bands() {
    String[] ages = {"15", "16", "17", "18", "34", "35", "49", "50", "64", "65"};
    String[] rows = new String[ages.length];
    for (int i = 0; i < ages.length; i++) {
      rows[i] = detention("p" + i, "RX4", "A", "'1'", ages[i], true);
    }
    assertThat(counted(rows))
        .extracting(DetentionCount::ageBand, DetentionCount::people)
        .containsExactly(
            tuple("15 and under", 1L),
            tuple("16 to 17", 2L),
            tuple("18 to 34", 2L),
            tuple("35 to 49", 2L),
            tuple("50 to 64", 2L),
            tuple("65 and over", 1L));
  }

  @Test
  void the_year_and_treatment_orders_count_their_own_rows() {
    String row =
        "{'person_key': '%s', 'organisation_code': 'RX4', 'ethnicity_code': 'A',"
            + " 'nhs_2001_group5': 'White', 'gender': '1', 'age_years': 40, 'has_spell': true,"
            + " 'is_new_detention': true, 'is_started_in_month': %s, 'is_started_in_year': %s,"
            + " 'has_cto_start_in_month': %s, 'has_cto_start_in_year': %s}";
    String[] rows = {
      row.formatted("p", true, true, false, false),
      row.formatted("p", false, true, false, true),
      row.formatted("q", false, true, true, true),
      row.formatted("r", false, false, false, false)
    };
    assertThat(counted(Measures.load(), "MHS81", rows)).containsExactly(adult(1, 1));
    assertThat(counted(Measures.load(), "MHS157", rows)).containsExactly(adult(1, 1), adult(2, 1));
    assertThat(counted(Measures.load(), "MHS84", rows)).containsExactly(adult(1, 1));
    assertThat(counted(Measures.load(), "MHS158", rows)).containsExactly(adult(1, 2));
  }

  private static DetentionCount adult(int events, long people) {
    return new DetentionCount("A", "White", "1", "35 to 49", events, people, Set.of("RX4"));
  }

  /** The main file reads another column then (CHO-23), and rates must count the same groups. */
  @Test
  void ethnicity_is_read_as_the_counting_choices_say() {
    String row =
        detention("p", "RX4", "A", "'1'", "40", true)
            .replace(
                "'gender'",
                "'ethnicity_published': 'Z', 'nhs_2001_group5_published': 'Not Stated', 'gender'");
    CountingChoices choices = CountingChoices.load();
    Measures measures = Measures.load();
    Measures latest =
        choices.under(measures, choices.taken("ours", Map.of("ethnicity-fall-back", "latest")));
    assertThat(counted(measures, "MHS81", row)).containsExactly(adult(1, 1));
    assertThat(counted(latest, "MHS81", row))
        .containsExactly(
            new DetentionCount("Z", "Not Stated", "1", "35 to 49", 1, 1, Set.of("RX4")));
  }

  private static List<DetentionCount> counted(String... rows) {
    return counted(Measures.load(), "MHS81", rows);
  }

  private static List<DetentionCount> counted(Measures measures, String measure, String... rows) {
    return new DetentionCounts(measures, measure, CodeLists.load().list("age_bands_mha_statistics"))
        .of(
            SharedSpark.session(),
            Rows.of(
                ContractFrames.schema(ContractCatalogue.load().table(DetentionCounts.MART)), rows),
            ReportingMonth.of("2026-09"));
  }

  private static String detention(
      String person, String provider, String code, String gender, String age, boolean isNew) {
    return ("{'person_key': '%s', 'organisation_code': '%s', 'ethnicity_code': '%s',"
            + " 'nhs_2001_group5': 'White', 'gender': %s, 'age_years': %s, 'has_spell': true,"
            + " 'is_started_in_month': %s, 'is_new_detention': true}")
        .formatted(person, provider, code, gender, age, isNew);
  }
}
