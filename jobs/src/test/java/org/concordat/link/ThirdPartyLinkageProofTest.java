package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our linkage and Splink on DuckDB on a labelled set of others, by the same four fields
 * (linkage.md, "Measuring quality": public labelled sets for the engine itself). docs/linkage.md
 * holds what is measured here.
 */
@Tag("proof")
class ThirdPartyLinkageProofTest {

  private static final Path PAGE = Path.of("..", "docs", "linkage.md");
  private static final String BEGIN = "<!-- FEBRL4: written by ThirdPartyLinkageProofTest -->\n";
  private static final String END = "<!-- end of FEBRL4 -->\n";

  private static final double ACCEPT = 0.99;
  private static final double LEAST_PRECISION = 0.97;
  private static final double LEAST_RECALL = 0.80;

  @TempDir private Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  /** Pairs found, and how many of them are of one person. */
  private record Figures(String name, long found, long right) {

    double precision() {
      return (double) right / found;
    }

    double recall() {
      return (double) right / Febrl4.PEOPLE;
    }

    double f1() {
      return 2.0 * right / (found + Febrl4.PEOPLE);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %.4f | %.4f | %.4f |",
          name,
          found,
          right,
          precision(),
          recall(),
          f1());
    }
  }

  @Test
  void links_febrl4_as_well_as_the_page_says() throws Exception {
    Febrl4 febrl = Febrl4.withSplink(folder);
    CheckedFrames frames = febrl.frames();
    MatchModel estimated =
        PersonLinkage.estimated(
            PersonRecords.of(frames::table, new IdentifierPreparation(true)), "estimated");
    List<Figures> ours = new ArrayList<>();
    ours.addAll(ours("Concordat, model in place", frames, MatchModel.load()));
    ours.addAll(ours("Concordat, model estimated on the set", frames, estimated));
    List<Figures> all = new ArrayList<>(ours);
    for (String settings : List.of("field_by_field", "whole_name")) {
      List<Febrl4.ScoredPair> pairs = febrl.splink(settings);
      String name = "Splink, " + settings.replace('_', ' ');
      all.add(splink(name + ", 0.99", pairs, ACCEPT));
      all.add(
          splink(
              name + ", 0.99, less what our guards refuse",
              pairs.stream().filter(Febrl4.ScoredPair::isAllowed).toList(),
              ACCEPT));
      all.add(best(name, pairs));
    }

    String table = table(febrl, all);
    System.out.println(table);
    assertThat(ours).allMatch(figures -> figures.precision() >= LEAST_PRECISION);
    assertThat(ours).allMatch(figures -> figures.recall() >= LEAST_RECALL);
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    if (Boolean.getBoolean("concordat.write-docs")) {
      page = with(page, table);
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertThat(page)
        .as("The figures of docs/linkage.md are stale; write them with -Dconcordat.write-docs=true")
        .contains(BEGIN + table + END);
  }

  /**
   * Links the set as the stage does. Every pair of records with one key counts as found; in the
   * second figures those that are kept for review do as well.
   */
  private List<Figures> ours(String name, CheckedFrames frames, MatchModel model) {
    Settings.Linkage settings = Settings.defaults().linkage();
    IdentifierPreparation preparation = new IdentifierPreparation(true);
    PseudonymKey key = PseudonymKey.of(settings, folder, true);
    PersonLinkage linkage = new PersonLinkage(SharedSpark.session(), settings, model, key);
    Map<String, List<Row>> people = new HashMap<>();
    List<MatchPair> review = new ArrayList<>();
    try (EventLinkage events =
            new EventLinkage(frames::table, preparation, EventLinkLimits.load());
        PersonLinkage.Linked linked =
            linkage.link(
                PersonRecords.of(frames::table, preparation),
                events::personLinks,
                new PersonIndex(SharedSpark.session(), key, null),
                ReportingMonth.of(Febrl4.MONTH))) {
      linked
          .people()
          .select("person_key", "record", "source_table")
          .collectAsList()
          .forEach(
              row -> people.computeIfAbsent(row.getString(0), k -> new ArrayList<>()).add(row));
      linked.matches().pairs().stream()
          .filter(pair -> !pair.decision().isJoined())
          .forEach(review::add);
    }
    long found = 0;
    long right = 0;
    for (List<Row> person : people.values()) {
      found += person.size() * (person.size() - 1L) / 2;
      right += person.size() - person.stream().map(row -> row.getLong(1)).distinct().count();
    }
    long rightInReview =
        review.stream()
            .filter(pair -> person(pair.oneRow()).equals(person(pair.otherRow())))
            .count();
    return List.of(
        new Figures(name + ", 0.99", found, right),
        new Figures(
            name + ", joined or kept for review", found + review.size(), right + rightInReview));
  }

  /** The record number is the person. */
  private static String person(String row) {
    return row.substring(row.lastIndexOf('|') + 1);
  }

  private static Figures splink(String name, List<Febrl4.ScoredPair> pairs, double threshold) {
    List<Febrl4.ScoredPair> found =
        pairs.stream().filter(pair -> pair.probability() >= threshold).toList();
    return new Figures(
        name, found.size(), found.stream().filter(Febrl4.ScoredPair::isRight).count());
  }

  /** The threshold that only who knows the truth can choose. */
  private static Figures best(String name, List<Febrl4.ScoredPair> pairs) {
    return pairs.stream()
        .map(Febrl4.ScoredPair::probability)
        .filter(probability -> probability >= 0.01)
        .map(probability -> Math.floor(probability * 100) / 100)
        .distinct()
        .map(
            threshold ->
                splink(
                    String.format(Locale.ROOT, "%s, best F1 (%.2f)", name, threshold),
                    pairs,
                    threshold))
        .max(Comparator.comparing(Figures::f1).thenComparing(Figures::name))
        .orElseThrow();
  }

  private static String table(Febrl4 febrl, List<Figures> all) {
    StringBuilder table = new StringBuilder();
    table.append("| FEBRL4, ").append(versions(febrl)).append(" | pairs found | right |");
    table.append(" precision | recall | F1 |\n|---|---|---|---|---|---|\n");
    all.forEach(figures -> table.append(figures.line()).append('\n'));
    return table.toString();
  }

  private static String versions(Febrl4 febrl) {
    return febrl.versions().replaceAll("[{}\":]", "");
  }

  private static String with(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
  }
}
