package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final CodeLists CODE_LISTS = CodeLists.load();
  private final Measures measures = Measures.load(CONTRACTS, CODE_LISTS);

  @Test
  void every_measure_of_the_first_return_is_described() {
    assertThat(measures.all())
        .extracting(Measure::id)
        .contains("MHS81", "MHS82", "MHS83", "MHS84", "MHS143", "MHS144", "MHS149")
        .contains("CCR70", "CCR70a", "CCR70b", "CCR71", "CCR71a", "CCR71b")
        .contains("CCR117", "CCR118", "CCR119", "CCR73", "CCR120b", "PLS121", "PLS122", "PLS123b")
        .contains(
            "OAP01M", "OAP01aQ", "OAP02Y", "OAP02aM", "OAP03Q", "OAP03aM", "OAP04Y", "OAP04aM")
        .contains("CRS20", "CRS20a", "CRS20b", "CRS21");
  }

  @Test
  void a_part_by_age_names_what_it_is_a_part_of() {
    assertThat(measures.measure("CCR117a").additiveParent()).isEqualTo("CCR117");
    assertThat(measures.measure("CCR117").additiveParent()).isNull();
  }

  @Test
  void an_average_takes_mart_and_filter_of_its_base_whatever_options_are_taken() {
    Average hours = measures.measure("CRS05").averaged().orElseThrow();
    Measure.Counted seen = measures.measure("CCR118").counted().orElseThrow();
    assertThat(hours.mart()).isEqualTo(seen.mart());
    assertThat(hours.filter()).isEqualTo(seen.filter());
    assertThat(hours.statistic()).isEqualTo(Average.Statistic.MEDIAN);
    assertThat(hours.unit()).isEqualTo(Average.Unit.HOURS);
    assertThat(measures.measure("CRS05").counted()).isEmpty();
    CountingChoices choices = CountingChoices.load();
    Measures otherwise =
        choices.under(
            measures,
            choices.taken(
                CountingChoices.OURS,
                Map.of("negative-minutes", "pass", "rejected-referrals", "drop")));
    Average read = otherwise.measure("CRS05").averaged().orElseThrow();
    assertThat(read.column())
        .isEqualTo("if(response_minutes_any_time < 0, 0, response_minutes_any_time)");
    assertThat(read.filter())
        .isEqualTo(otherwise.measure("CCR118").counted().orElseThrow().filter())
        .contains("first_contact_any_time_datetime", "not is_rejected");
  }

  @Test
  void refuses_an_average_of_what_is_not_there_or_not_counted_row_by_row() {
    refusesAverage("there is no measure MHS80", "base: MHS81", "base: MHS80");
    refusesAverage("MHS81 does not count rows", "count: rows", "count: distinct person_key");
    refusesAverage("cannot average \"highest length_days\"", "mean length", "highest length");
    refusesAverage("no column length_weeks", "mean length_days", "mean length_weeks");
    refusesAverage("does not hold whole minutes", "unit: days", "unit: hours");
    refusesAverage("does not hold whole days", "mean length_days", "mean age_years");
    refusesAverage("cannot average", "unit: days", "unit: weeks");
    refusesAverage("no count, numerator", "base: MHS81", "base: MHS81\n  denominator: MHS81");
    refusesAverage("whose mart and filter", "base: MHS81", "base: MHS81\n  mart: mha_detentions");
    String own = "length_days\n  breakdowns: [england]\n  suppression: average\n  unit: days";
    refusesAverage("MHS81 is not published by", own, own.replace("england", "provider"));
    refusesAverage("another period", own + "\n  period: month", own + "\n  period: year");
    refuses("no numerator, denominator or base", "count: rows", "count: rows\n  average: mean x");
  }

  private static void refusesAverage(String reason, String text, String replacement) {
    SortedMap<String, String> files = good();
    String averages =
        """
        - id: MHS81a
          name: Length
          definition: Mean.
          source: counting-rules.md 4.5
          family: MH
          base: MHS81
          average: mean length_days
          breakdowns: [england]
          suppression: average
          unit: days
          period: month
          valid_from: "2024-04"
        """;
    String all = files.getOrDefault("measures.yaml", "") + "\n" + averages;
    assertThat(all).contains(text);
    files.put("measures.yaml", all.replace(text, replacement));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(files))
        .withMessageContaining(reason);
  }

  @Test
  void levels_that_a_column_holds_end_with_unknown() {
    Breakdown ethnicity = measures.breakdown("ethnicity_16");
    assertThat(measures.codes(ethnicity.secondaryLevel().orElseThrow()))
        .hasSize(19)
        .containsEntry("A", "White - British")
        .containsEntry("Z", "Not stated")
        .containsEntry("99", "Not known")
        .containsEntry("UNKNOWN", "Unknown");
    assertThat(measures.codes(measures.breakdown("ethnicity").secondaryLevel().orElseThrow()))
        .hasSize(8);
    assertThat(measures.codes(measures.breakdown("age_band_mha").secondaryLevel().orElseThrow()))
        .hasSize(18)
        .containsKey("90 and over");
    assertThat(measures.codes(ethnicity.primary())).containsOnlyKeys("England");
  }

  @Test
  void areas_are_levels_once_they_are_known_and_others_are_read_as_nothing() {
    Breakdown.Level home = measures.breakdown("sub_icb").primary();
    assertThat(measures.codes(home)).containsOnlyKeys("UNKNOWN");
    Measures known =
        measures.withAreas(Map.of("sub_icb_code", new TreeSet<>(List.of("XS2", "XS1"))));
    assertThat(known.codes(home).keySet()).containsExactly("XS1", "XS2", "UNKNOWN");
    assertThat(known.version()).isEqualTo(measures.version());
    assertThat(known.column("out_of_area_placements", home)).isEqualTo("sub_icb_code");
    assertThat(
            known.column(
                "out_of_area_placements", measures.breakdown("sending_provider").primary()))
        .startsWith("if(sending_provider_code in ('NQL', 'NR5', ")
        .endsWith(", 'TAJ'), sending_provider_code, null)");
  }

  @Test
  void the_version_follows_the_texts() {
    assertThat(read(good()).version()).isEqualTo(read(good()).version()).hasSize(16);
    assertThat(read(with("measures.yaml", "referrals", "contacts")).version())
        .isNotEqualTo(read(good()).version());
  }

  @Test
  void refuses_what_does_not_exist_or_stands_twice() {
    refuses("no mart nothing_here", "mart: mha_detentions", "mart: nothing_here");
    refuses("no column nobody", "count: rows", "count: distinct nobody");
    refuses("no breakdown by_moon", "[england]", "[by_moon]");
    refuses("cannot count", "count: rows", "count: mean length_days");
    refuses("no measure MHS80", "unit: referrals", "unit: referrals\n  additive_parent: MHS80");
    refuses("not a month", "2024-04", "April 2024");
    refuses("Unrecognized field", "unit: referrals", "unit: referrals\n  colour: red");
    refuses("has no definition", "definition: All.", "definition: ' '");
    refuses("published as England", "[england]", "[england, england]");
    refuses("not of its family", "[england]", "[england, provider]", "family: MH", "family: PF");
    SortedMap<String, String> twice = good();
    twice.put("other.yaml", good().getOrDefault("measures.yaml", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(twice))
        .withMessageContaining("MHS81 is described twice");
  }

  @Test
  void a_rate_names_a_count_of_its_period_and_is_of_england_only() {
    assertThat(measures.measure("OAP06aQ").rate()).contains(new Measure.Rate("OAP03aQ", 1_000_000));
    assertThat(measures.measure("OAP06aQ").madeOf()).containsExactly("OAP03aQ");
    assertThat(read(withRate("per_population: 1000000")).measure("OAP05M").rate()).isPresent();
    for (List<String> refused :
        List.of(
            List.of("needs numerator and per_population", "denominator: MHS81"),
            List.of("needs numerator and per_population", "per_population: 0"),
            List.of(
                "needs numerator and per_population", "per_population: 5\n  mart: mha_detentions"),
            List.of(
                "no measure MHS80", "per_population: 5", "numerator: MHS81", "numerator: MHS80"),
            List.of("another period", "per_population: 5", "period: month", "period: year"),
            List.of("starts before", "per_population: 5", "2024-04", "2024-03"),
            List.of("England as a whole", "per_population: 5", "[england]", "[provider]"))) {
      SortedMap<String, String> files = withRate(refused.get(1));
      if (refused.size() > 2) {
        files.computeIfPresent(
            "rates.yaml", (file, text) -> text.replace(refused.get(2), refused.get(3)));
      }
      assertThatIllegalArgumentException()
          .as(refused.toString())
          .isThrownBy(() -> read(files))
          .withMessageContaining(refused.get(0));
    }
    refuses("a count needs", "unit: referrals", "unit: referrals\n  per_population: 5");
  }

  private static SortedMap<String, String> withRate(String key) {
    SortedMap<String, String> files = good();
    files.put(
        "rates.yaml",
        """
        - id: OAP05M
          name: Rate
          definition: Detentions per resident.
          source: counting-rules.md 3.3
          family: MH
          numerator: MHS81
          %s
          breakdowns: [england]
          suppression: rate
          unit: detentions per resident
          period: month
          valid_from: "2024-04"
        """
            .formatted(key));
    return files;
  }

  @Test
  void refuses_a_breakdown_whose_levels_nobody_can_list() {
    refusesBreakdown("no column planet", "column: organisation_code", "column: planet");
    refusesBreakdown("organisations or codes", ", organisations: MH", "");
    refusesBreakdown(
        "stands alone and is not free",
        "free: false, primary: {column: organisation_code, organisations: MH}",
        "free: true, primary: {column: organisation_code, codes: [A=B]}");
    refusesBreakdown("no code list planets", "organisations: MH", "codelist: planets");
    refusesBreakdown("no family moon", "organisations: MH", "age_bands: moon");
    refusesBreakdown("code=words", "organisations: MH", "codes: [A]");
    refusesBreakdown("no area table has the column planet", "organisations: MH", "areas: planet");
    refusesBreakdown(
        "reads column organisation_code without its others_unknown",
        "free: false, primary: {column: organisation_code, organisations: MH}}",
        "free: false, primary: {column: organisation_code, codes: [A=B], others_unknown: true}}\n"
            + "- {id: again, label: Again, description: Again., free: false,"
            + " primary: {column: organisation_code, organisations: MH}}");
    refusesBreakdown("england is described twice", "id: provider", "id: england");
  }

  private static void refuses(String reason, String... replacements) {
    SortedMap<String, String> files = good();
    for (int i = 0; i < replacements.length; i += 2) {
      String text = files.getOrDefault("measures.yaml", "");
      assertThat(text).contains(replacements[i]);
      files.put("measures.yaml", text.replace(replacements[i], replacements[i + 1]));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(files))
        .withMessageContaining(reason);
  }

  private static void refusesBreakdown(String reason, String text, String replacement) {
    SortedMap<String, String> files = with("breakdowns.yaml", text, replacement);
    files.put(
        "measures.yaml",
        files.getOrDefault("measures.yaml", "").replace("[england]", "[england, provider]"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(files))
        .withMessageContaining(reason);
  }

  private static SortedMap<String, String> with(String file, String text, String replacement) {
    SortedMap<String, String> files = good();
    files.put(file, files.getOrDefault(file, "").replace(text, replacement));
    return files;
  }

  private static SortedMap<String, String> good() {
    String breakdowns =
        String.join(
            "\n",
            List.of(
                "- {id: england, label: England, description: All., free: true,"
                    + " primary: {constant: England}}",
                "- {id: provider, label: Provider, description: Each., free: false,"
                    + " primary: {column: organisation_code, organisations: MH}}"));
    String measures =
        String.join(
            "\n",
            List.of(
                "- id: MHS81",
                "  name: Detentions",
                "  definition: All.",
                "  source: counting-rules.md 4.5",
                "  family: MH",
                "  mart: mha_detentions",
                "  filter: is_new_detention",
                "  count: rows",
                "  breakdowns: [england]",
                "  suppression: count",
                "  unit: referrals",
                "  period: month",
                "  valid_from: \"2024-04\""));
    return new TreeMap<>(Map.of("breakdowns.yaml", breakdowns, "measures.yaml", measures));
  }

  private static Measures read(Map<String, String> files) {
    return Measures.read(files, CONTRACTS, CODE_LISTS);
  }
}
