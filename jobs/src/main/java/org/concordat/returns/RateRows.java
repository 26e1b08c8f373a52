package org.concordat.returns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.returns.rates.Comparison;
import org.concordat.returns.rates.CrudeRate;
import org.concordat.returns.rates.Rounded;
import org.concordat.returns.rates.StandardisedRate;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.Population;

/**
 * The rates of one measure: detentions, or community treatment orders, by ethnic group beside
 * England's residents (rates.md). A row is column to text, by the columns of contract
 * detention_rates; what cannot be is blank, what is hidden is an asterisk.
 */
final class RateRows {

  /** Reference of every ratio: White British, not White (ethnicity.md, groups to publish). */
  static final String REFERENCE = "A";

  private final RateMeasure measure;
  private final int months;
  private final Population population;
  private final RateGrouping codes;
  private final List<RateGrouping> groupings;
  private final RateGroup reference;

  /**
   * @param measure what is counted
   * @param months months it is counted over
   * @param categories list nhs_ethnic_category_2001
   * @param population residents the detentions are divided by
   */
  RateRows(
      RateMeasure measure,
      int months,
      CodeList categories,
      Population population,
      List<DetentionCount> counts) {
    this.measure = measure;
    this.months = months;
    this.population = population;
    this.codes = RateGrouping.of(Population.CODES, categories, population, counts);
    this.groupings =
        List.of(RateGrouping.of(Population.NHS_GROUPS, categories, population, counts), codes);
    this.reference =
        codes.groups().stream()
            .filter(group -> group.code().equals(REFERENCE))
            .findFirst()
            .orElseThrow();
  }

  /** What is counted. */
  RateMeasure measure() {
    return measure;
  }

  /**
   * The rows for everybody.
   *
   * @param main text of a figure of the main file; empty where it has none
   */
  List<Map<String, String>> published(
      Settings.Disclosure settings, Function<Cell, Optional<String>> main) {
    return rows(
        new RateCounts.Protected(settings, (grouping, group) -> main.apply(cell(grouping, group))));
  }

  private Cell cell(RateGrouping grouping, RateGroup group) {
    String breakdown = grouping.name().equals(Population.CODES) ? "ethnicity_16" : "ethnicity";
    return new Cell(measure.counted(), breakdown, "England", group.code());
  }

  /** The same rows for the restricted twin. */
  List<Map<String, String>> exact() {
    return rows(RateCounts.EXACT);
  }

  /**
   * Everything counted, of each group that has rates, with the people whose sex or age is not
   * known: each must be the main file's figure of England by that group.
   */
  Map<Cell, Long> byGroup() {
    Map<Cell, Long> figures = new LinkedHashMap<>();
    for (RateGrouping grouping : groupings) {
      for (RateGroup group : grouping.groups()) {
        figures.put(cell(grouping, group), group.all().value());
      }
    }
    return figures;
  }

  /** Everything counted, as often as there are groupings: each must be the main file's figure. */
  List<Long> totals() {
    return groupings.stream().map(grouping -> grouping.total().all().value()).toList();
  }

  private List<Map<String, String>> rows(RateCounts shown) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (RateGrouping grouping : groupings) {
      String unknown = unknownPercent(grouping, shown);
      List<RateGroup> withRates = new ArrayList<>(List.of(grouping.all()));
      withRates.addAll(grouping.groups());
      for (RateGroup group : withRates) {
        rows.add(rated(grouping, group, shown, row(grouping, group, unknown)));
      }
      for (RateGroup group : grouping.unknown()) {
        Map<String, String> row = row(grouping, group, unknown);
        row.put("event_count", shown.unknown(grouping, group));
        rows.add(row);
      }
      Map<String, String> without = row(grouping, grouping.withoutStratum(), unknown);
      without.put("event_count", shown.count(grouping.withoutStratum().all()));
      rows.add(without);
    }
    return rows;
  }

  /** From the counts as they stand in the file (D3): hidden when one of them is. */
  private static String unknownPercent(RateGrouping grouping, RateCounts shown) {
    String total = shown.count(grouping.total().all());
    List<String> unknown =
        grouping.unknown().stream().map(group -> shown.unknown(grouping, group)).toList();
    if (total.equals("0")) {
      return "";
    }
    return unknown.contains(SmallNumbers.HIDDEN)
        ? SmallNumbers.HIDDEN
        : SmallNumbers.percentage(
            Long.toString(unknown.stream().mapToLong(Long::parseLong).sum()), total);
  }

  private Map<String, String> row(RateGrouping grouping, RateGroup group, String unknown) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("MEASURE_ID", measure.counted());
    row.put("rate_measure_id", measure.crude());
    measure
        .standardised()
        .ifPresent(
            ids -> {
              row.put("dsr_measure_id", ids.rate());
              row.put("dsr_interval_measure_id", ids.interval());
            });
    row.put("grouping", grouping.name());
    row.put("group_code", group.code());
    row.put("group_name", group.name());
    row.put("month_count", Integer.toString(months));
    row.put("population_name", population.table().name());
    row.put("population_year", String.valueOf(population.table().year()));
    row.put("population_geography", population.table().geography());
    row.put("unknown_ethnicity_percent", unknown);
    return row;
  }

  private Map<String, String> rated(
      RateGrouping grouping, RateGroup group, RateCounts shown, Map<String, String> row) {
    Numbers own = numbers(grouping, group, shown);
    row.put("event_count", own.numerator());
    row.put("population", Long.toString(own.residents()));
    crude(row, own.crude());
    boolean hasStandardised = measure.standardised().isPresent();
    if (hasStandardised) {
      standardised(row, own.standardised());
    }
    if (group != reference) {
      Numbers other = numbers(codes, reference, shown);
      compared(
          row,
          "crude_rate",
          own.crude().isPresent() && other.crude().isPresent(),
          own.crude().flatMap(one -> other.crude().flatMap(two -> Comparison.of(one, two))));
      if (hasStandardised) {
        compared(
            row,
            "dsr_england",
            own.standardised().isPresent() && other.standardised().isPresent(),
            own.standardised()
                .flatMap(one -> other.standardised().flatMap(two -> Comparison.of(one, two))));
      }
    }
    return row;
  }

  private void crude(Map<String, String> row, Optional<CrudeRate> shown) {
    if (shown.isEmpty()) {
      hide(row, "crude_rate", "", "_lower", "_upper", "_annualised");
      return;
    }
    CrudeRate rate = shown.get();
    row.put("crude_rate", Rounded.rate(rate.value()));
    row.put("crude_rate_lower", Rounded.rate(rate.limits().lower()));
    row.put("crude_rate_upper", Rounded.rate(rate.limits().upper()));
    row.put("crude_rate_annualised", Rounded.rate(rate.perYear(months)));
  }

  private static void standardised(Map<String, String> row, Optional<StandardisedRate> shown) {
    if (shown.isEmpty()) {
      hide(row, "dsr_england", "", "_lower", "_upper");
      return;
    }
    StandardisedRate rate = shown.get();
    row.put("dsr_england", Rounded.rate(rate.value()));
    rate.limits()
        .ifPresent(
            limits -> {
              row.put("dsr_england_lower", Rounded.rate(limits.lower()));
              row.put("dsr_england_upper", Rounded.rate(limits.upper()));
            });
  }

  /** A ratio is hidden when either rate is; blank when one of the two has no events. */
  private static void compared(
      Map<String, String> row, String rate, boolean isShown, Optional<Comparison> comparison) {
    if (!isShown) {
      hide(row, rate, "_ratio", "_ratio_lower", "_ratio_upper", "_difference");
      return;
    }
    comparison.ifPresent(
        figures -> {
          row.put(rate + "_ratio", Rounded.ratio(figures.ratio()));
          row.put(rate + "_ratio_lower", Rounded.ratio(figures.limits().lower()));
          row.put(rate + "_ratio_upper", Rounded.ratio(figures.limits().upper()));
          row.put(rate + "_difference", Rounded.rate(figures.difference()));
        });
  }

  private static void hide(Map<String, String> row, String rate, String... figures) {
    for (String figure : figures) {
      row.put(rate + figure, SmallNumbers.HIDDEN);
    }
  }

  /** What the figures of a group are made of; empty where they are hidden. */
  private record Numbers(
      String numerator,
      long residents,
      Optional<CrudeRate> crude,
      Optional<StandardisedRate> standardised) {}

  /** Crude rates come from the numerator as shown, or its exact value could be taken from them. */
  private Numbers numbers(RateGrouping grouping, RateGroup group, RateCounts shown) {
    List<Long> residents = grouping.residents(population, group);
    long all = residents.stream().mapToLong(Long::longValue).sum();
    String numerator = shown.numerator(grouping, group, all);
    if (numerator.equals(SmallNumbers.HIDDEN)) {
      return new Numbers(numerator, all, Optional.empty(), Optional.empty());
    }
    return new Numbers(
        numerator,
        all,
        Optional.of(new CrudeRate(group.code(), Long.parseLong(numerator), all)),
        shown.isStandardised(grouping, group, population.strata())
            ? Optional.of(group.standardised(population, residents))
            : Optional.empty());
  }
}
