package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.schemas.CountingChoice;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.CountingRule;
import org.junit.jupiter.api.Test;

/**
 * Every counting rule and every choice has a hand-worked case, and the page that says so is true.
 * Run with {@code -Dconcordat.write-docs=true} to write the page.
 */
class CountingRulesTest {

  private static final Path PAGE = Path.of("..", "docs", "counting-rules.md");

  private static final String OPENING =
      """
      # Counting rules and the cases that show them

      Each rule that figures are counted by, as its source has it, with the hand-worked cases that show it: a folder of given rows and the rows or
      figures expected, below `jobs/src/test/resources/cases`. The build fails for a rule without a case. This page is written by a test from
      `schemas/src/main/resources/counting` and the cases. Sections are those of the national counting rules the project follows.
      """;

  private static final String CHOICES =
      """

      ## Choices

      Where sources disagree or leave it open. `counting: {choices: {SETTING: OPTION}}` in the settings takes another option, `counting: {variant:
      published}` every option of the published code. Each return's restricted twin holds a file `…_raw_choices.csv` that says how much every option
      moves every measure in that month, one at a time and all published ones together.

      | id | topic | who differs | setting | options (the first is the default) | published | cases |
      |---|---|---|---|---|---|---|
      """;

  /** A rate is no row and no count: its case is a test with figures worked out by hand. */
  private static final String RATE_CHOICE = "CHO-20";

  private static final String RATE_TEST = "org.concordat.returns.rates.RatesTest";
  private static final String RATE_CASE =
      "the_published_monthly_rate_is_the_crude_rate_of_the_cells_with_events";

  private final Map<String, List<SqlCase>> cases = new TreeMap<>();

  CountingRulesTest() {
    SqlCase.all()
        .forEach(
            one ->
                one.shows()
                    .forEach(id -> cases.computeIfAbsent(id, i -> new ArrayList<>()).add(one)));
  }

  @Test
  void every_rule_and_every_choice_has_a_case_and_no_case_shows_an_unknown_one()
      throws ReflectiveOperationException {
    assertThat(Class.forName(RATE_TEST).getDeclaredMethod(RATE_CASE)).isNotNull();
    List<String> ids = new ArrayList<>();
    CountingRule.all().forEach(rule -> ids.add(rule.id()));
    CountingChoices.load().all().forEach(choice -> ids.add(choice.id()));
    ids.remove(RATE_CHOICE);
    assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void the_page_maps_each_rule_to_its_cases() throws IOException {
    StringBuilder page = new StringBuilder(OPENING);
    String section = "";
    for (CountingRule rule : CountingRule.all()) {
      if (!rule.section().equals(section)) {
        section = rule.section();
        page.append("\n## Section ").append(section);
        page.append(
            "\n\n| id | rule | as the source has it | source | cases |\n|---|---|---|---|---|\n");
      }
      line(page, rule.id(), rule.title(), rule.rule(), rule.source(), links(rule.id()));
    }
    page.append(CHOICES);
    for (CountingChoice choice : CountingChoices.load().all()) {
      line(
          page,
          choice.id(),
          choice.topic(),
          choice.source(),
          "`" + choice.setting() + "`",
          choice.options().stream()
              .map(option -> "`" + option.name() + "`: " + option.words())
              .collect(Collectors.joining("<br>")),
          choice.published() == null ? "none of them" : "`" + choice.published() + "`",
          links(choice.id()));
    }
    if (Boolean.getBoolean("concordat.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private static void line(StringBuilder page, String... cells) {
    page.append("| ");
    page.append(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ")));
    page.append(" |\n");
  }

  private String links(String id) {
    if (id.equals(RATE_CHOICE)) {
      return "[%s](../jobs/src/test/java/%s.java)"
          .formatted(RATE_CASE.replace('_', ' '), RATE_TEST.replace('.', '/'));
    }
    return cases.getOrDefault(id, List.of()).stream()
        .map(
            one ->
                "[%s](../jobs/src/test/resources/cases/%s/%s/expected.csv)"
                    .formatted(one.name().replace('_', ' '), one.target(), one.name()))
        .collect(Collectors.joining("<br>"));
  }
}
