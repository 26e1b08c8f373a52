package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

/**
 * The worked questions of docs/questions: their answers on the sample are what the page says. Run
 * with {@code -Dconcordat.write-docs=true} to write the page.
 */
class QuestionsTest {

  private static final Path FOLDER = Path.of("..", "docs", "questions");
  private static final int MOST_ROWS = 30;
  private static final int FEWEST_QUESTIONS = 15;

  private static final String OPENING =
      """
      # Questions and their answers

      What people ask of the marts, each as a query that `./concordat query --file docs/questions/NAME` runs, with its answer on the sample month. The
      sample is an invented country: its figures mean nothing. Answers of `query` are not protected against disclosure; only the return is for
      publication. This page is written by a test, which also holds it against the queries.
      """;

  /**
   * @param chart the column of labels and the column of numbers; empty for no chart
   */
  private record Question(
      String file, String title, String who, String mind, List<String> chart, String sql) {

    static Question read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      String chart = said(lines.get(3), "-- Chart: ");
      return new Question(
          file.getFileName().toString(),
          said(lines.get(0), "-- "),
          said(lines.get(1), "-- For: "),
          said(lines.get(2), "-- Mind: "),
          chart.equals("none") ? List.of() : List.of(chart.split(", ")),
          String.join("\n", lines.subList(4, lines.size())));
    }

    private static String said(String line, String after) {
      assertThat(line).startsWith(after);
      return line.substring(after.length());
    }
  }

  @Test
  void answers_on_the_sample_are_those_of_the_page() throws IOException {
    MartQuery marts =
        new MartQuery(
            SharedSpark.session(),
            Lake.at(SampleMonth.run().lake(), Settings.defaults()),
            Settings.defaults());
    List<Question> questions = questions();
    assertThat(questions).hasSizeGreaterThanOrEqualTo(FEWEST_QUESTIONS);
    StringBuilder page = new StringBuilder(OPENING);
    for (Question question : questions) {
      MartQuery.Answer answer = marts.answer(question.sql(), MOST_ROWS);
      assertThat(answer.rows()).as(question.file()).isNotEmpty();
      assertThat(answer.hasMore()).as(question.file()).isFalse();
      page.append(section(question, answer));
    }
    Path index = FOLDER.resolve("index.md");
    if (Boolean.getBoolean("concordat.write-docs")) {
      Files.writeString(index, page);
    }
    assertThat(Files.readString(index))
        .as("docs/questions/index.md is stale; write it with -Dconcordat.write-docs=true")
        .isEqualTo(page.toString());
  }

  /** The questions and the return count in their own ways; what both count is the same. */
  @Test
  void answers_agree_with_the_return_before_anything_is_hidden() throws IOException {
    MartQuery marts =
        new MartQuery(
            SharedSpark.session(),
            Lake.at(SampleMonth.run().lake(), Settings.defaults()),
            Settings.defaults());
    List<MartQuery.Answer> answers = new ArrayList<>();
    for (Question question : questions()) {
      answers.add(marts.answer(question.sql(), MOST_ROWS));
    }
    List<String> inMonth = answers.get(7).rows().get(0);
    assertThat(inMonth.get(0)).isEqualTo("in_month");
    assertThat(inMonth.get(1)).isEqualTo(returned("CCR117"));
    assertThat(inMonth.get(2)).isEqualTo(returned("CCR118"));
    assertThat(inMonth.get(3)).isEqualTo(returned("CCR119"));
    assertThat(sum(answers.get(8), 1)).isEqualTo(returned("PLS121"));
    assertThat(answers.get(8).rows().get(0).get(1)).isEqualTo(returned("PLS123"));
    assertThat(sum(answers.get(9), 2)).isEqualTo(returned("OAP02M"));
    assertThat(sum(answers.get(12), 1)).isEqualTo(returned("MHS81"));
  }

  private static String sum(MartQuery.Answer answer, int column) {
    return Long.toString(
        answer.rows().stream().mapToLong(row -> Long.parseLong(row.get(column))).sum());
  }

  /** England's figure of a measure in the raw return. */
  private static String returned(String measure) {
    return SharedSpark.session()
        .read()
        .option("header", true)
        .csv(SampleMonth.run().lake().resolve("raw/2026-09/performance/v1").toString())
        .filter("MEASURE_ID = '" + measure + "' and BREAKDOWN = 'England'")
        .select("MEASURE_VALUE")
        .collectAsList()
        .get(0)
        .getString(0);
  }

  private static List<Question> questions() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
    List<Question> questions = new ArrayList<>();
    for (Path file : files) {
      questions.add(Question.read(file));
    }
    return questions;
  }

  private static String section(Question question, MartQuery.Answer answer) {
    String heading = "| " + String.join(" | ", answer.columns()) + " |\n";
    String rule = "|" + "---|".repeat(answer.columns().size()) + "\n";
    String rows =
        answer.rows().stream()
            .map(row -> "| " + String.join(" | ", row) + " |\n")
            .collect(Collectors.joining());
    return """

        ## %s

        For %s. %s

        ```sql
        -- %s
        %s
        ```

        %s%s"""
        .formatted(
            question.title(),
            question.who(),
            question.mind(),
            question.file(),
            question.sql(),
            heading + rule + rows,
            chart(question, answer));
  }

  private static String chart(Question question, MartQuery.Answer answer) {
    if (question.chart().isEmpty()) {
      return "";
    }
    int label = answer.columns().indexOf(question.chart().get(0));
    int number = answer.columns().indexOf(question.chart().get(1));
    assertThat(List.of(label, number))
        .as("columns of the chart of " + question.file())
        .doesNotContain(-1);
    List<List<String>> drawn =
        answer.rows().stream().filter(row -> !row.get(number).isEmpty()).toList();
    return """

        ```mermaid
        xychart-beta horizontal
          x-axis [%s]
          y-axis "%s"
          bar [%s]
        ```
        """
        .formatted(
            drawn.stream().map(row -> '"' + row.get(label) + '"').collect(Collectors.joining(", ")),
            question.chart().get(1).replace('_', ' '),
            drawn.stream().map(row -> row.get(number)).collect(Collectors.joining(", ")));
  }
}
