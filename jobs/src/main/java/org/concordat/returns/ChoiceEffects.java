package org.concordat.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.CountingChoice;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * How much each option of the counting choices moves each measure of England against the defaults,
 * one option at a time and all published ones together (counting-rules.md 7). Exact figures, so
 * only for the restricted twin. Parts by age move with their whole and are left out.
 */
final class ChoiceEffects {

  /** By choice, option and measure. */
  static final Comparator<List<String>> ORDER =
      Comparator.comparing((List<String> line) -> line.get(0))
          .thenComparing(line -> line.get(3))
          .thenComparing(line -> line.get(4));

  private static final String ALL = "published variant";

  private final Measures byDefault;
  private final List<Alternative> alternatives;
  private final ReportingMonth month;

  /**
   * Measures under one option.
   *
   * @param id of the choice, or the words for all published options
   */
  private record Alternative(
      String id, String topic, String setting, String option, Measures measures) {}

  /**
   * A measure that an option counts or splits otherwise.
   *
   * @param moved SQL that is true for a row that goes to another group; null for none
   */
  private record Moved(Alternative to, Measure before, Measure after, Optional<String> moved) {}

  ChoiceEffects(Measures byDefault, CountingChoices choices, ReportingMonth month) {
    this.byDefault = byDefault;
    this.month = month;
    this.alternatives = new ArrayList<>();
    for (CountingChoice choice : choices.all()) {
      for (CountingChoice.Option option : choice.options()) {
        SortedMap<String, CountingChoice.Option> one =
            new TreeMap<>(Map.of(choice.setting(), option));
        alternatives.add(
            new Alternative(
                choice.id(),
                choice.topic(),
                choice.setting(),
                option.name(),
                choices.under(byDefault, one)));
      }
    }
    alternatives.add(
        new Alternative(
            ALL,
            "Every choice as the published code has it",
            "variant",
            CountingChoices.PUBLISHED,
            choices.under(byDefault, choices.taken(CountingChoices.PUBLISHED, Map.of()))));
  }

  /**
   * Lines of the file for the measures of one mart, in the order of its contract.
   *
   * @param rows one month of the mart
   */
  List<List<String>> of(SparkSession spark, String mart, Dataset<Row> rows) {
    List<Moved> all =
        byDefault.inForce(month).stream()
            .filter(measure -> measure.counted().map(c -> c.mart().equals(mart)).orElse(false))
            .filter(measure -> !measure.isPartByAge())
            .flatMap(measure -> moved(mart, measure))
            .toList();
    if (all.isEmpty()) {
      return List.of();
    }
    // Options share most figures: each is counted once.
    Set<String> figures = new LinkedHashSet<>();
    for (Moved one : all) {
      figures.add(figure(one.before()));
      figures.add(figure(one.after()));
      one.moved().ifPresent(condition -> figures.add(movedRows(one, condition)));
    }
    String view = "choices_of_" + mart;
    String sql = "select array(" + String.join(", ", figures) + ") from " + view;
    List<Long> values = CountedSql.over(spark, rows, view, sql, month, Map.of()).head().getList(0);
    Map<String, Long> counted = new HashMap<>();
    int next = 0;
    for (String figure : figures) {
      counted.put(figure, values.get(next++));
    }
    return lines(all, counted);
  }

  private static List<List<String>> lines(List<Moved> all, Map<String, Long> counted) {
    List<List<String>> lines = new ArrayList<>();
    for (Moved one : all) {
      long before = Objects.requireNonNull(counted.get(figure(one.before())));
      long after = Objects.requireNonNull(counted.get(figure(one.after())));
      lines.add(
          List.of(
              one.to().id(),
              one.to().topic(),
              one.to().setting(),
              one.to().option(),
              one.before().id(),
              one.before().name(),
              Long.toString(before),
              Long.toString(after),
              Long.toString(after - before),
              one.moved()
                  .map(condition -> String.valueOf(counted.get(movedRows(one, condition))))
                  .orElse("")));
    }
    return lines;
  }

  private static String movedRows(Moved one, String condition) {
    return "count_if((%s) and (%s))"
        .formatted(one.before().counted().orElseThrow().filter(), condition);
  }

  private Stream<Moved> moved(String mart, Measure measure) {
    return alternatives.stream()
        .map(
            to ->
                new Moved(
                    to, measure, to.measures().measure(measure.id()), moves(to, mart, measure)))
        .filter(one -> !one.before().equals(one.after()) || one.moved().isPresent());
  }

  /** Whether a row goes to another group of any characteristic that the measure is split by. */
  private Optional<String> moves(Alternative to, String mart, Measure measure) {
    String condition =
        byDefault.breakdowns(measure).stream()
            .flatMap(breakdown -> breakdown.codeLevel().stream())
            .map(level -> level.column())
            .filter(Objects::nonNull)
            .distinct()
            .filter(column -> !to.measures().column(mart, column).equals(column))
            .map(column -> "%s <> %s".formatted(column, to.measures().column(mart, column)))
            .collect(Collectors.joining(" or "));
    return condition.isEmpty() ? Optional.empty() : Optional.of(condition);
  }

  private static String figure(Measure measure) {
    Measure.Counted how = measure.counted().orElseThrow();
    return CountedSql.together(how, CountedSql.value(how));
  }
}
