package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concordat.marts.CaseRun;
import org.concordat.marts.SqlCase;
import org.concordat.schemas.Average;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Figures worked out by hand, by the defaults and by other options: every case below {@code
 * cases/measures}. An option is written {@code setting=option}, several with a semicolon, all
 * published ones {@code variant=published}.
 */
class MeasureCasesTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-10");

  private final CountingChoices choices = CountingChoices.load();
  private final Measures byDefault = Measures.load();
  private final CaseRun run = new CaseRun();
  private final Map<List<String>, Map<Cell, CellCount>> counted = new HashMap<>();
  private final Map<List<String>, Map<Cell, ValueCounts>> averaged = new HashMap<>();

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @TestFactory
  Stream<DynamicTest> every_figure_is_what_was_worked_out_by_hand() {
    return run.measureCases().stream()
        .map(
            one ->
                dynamicTest(
                    one.name().replace('_', ' '),
                    () -> assertThat(actual(one)).isEqualTo(expected(one))));
  }

  private static List<String> expected(SqlCase one) {
    return one.expected().stream().map(row -> String.join(",", row.values())).toList();
  }

  private List<String> actual(SqlCase one) {
    List<String> figures = new ArrayList<>();
    for (Map<String, String> row : one.expected()) {
      Map<String, String> line = new LinkedHashMap<>(row);
      line.put(
          "value", figure(one, row.getOrDefault("measure", ""), row.getOrDefault("options", "")));
      figures.add(String.join(",", line.values()));
    }
    return figures;
  }

  /** The sum over the case's own providers: cases share one run, so England is all of them. */
  private String figure(SqlCase one, String id, String options) {
    Measures measures = under(options);
    if (measures.measure(id).averaged().isPresent()) {
      return average(one, measures, measures.measure(id).averaged().get(), id, options);
    }
    String mart = measures.measure(id).counted().orElseThrow().mart();
    Map<Cell, CellCount> cells =
        counted.computeIfAbsent(
            List.of(mart, options),
            key -> {
              MartCounts counts = new MartCounts(mart, measures, MONTH);
              Map<Cell, CellCount> made = new HashMap<>();
              counts.addTo(
                  made,
                  counts
                      .perOrganisation(SharedSpark.session(), run.mart(mart), MONTH)
                      .collectAsList());
              return made;
            });
    long sum = 0;
    for (Map.Entry<Cell, CellCount> cell : cells.entrySet()) {
      if (isOf(one, id, cell.getKey())) {
        sum += cell.getValue().value();
      }
    }
    return Long.toString(sum);
  }

  private static boolean isOf(SqlCase one, String id, Cell cell) {
    return cell.measure().equals(id)
        && List.of("provider", "police_force", "ambulance_trust").contains(cell.breakdown())
        && cell.primary().startsWith(one.mark(""));
  }

  /** Of the values of the case's own providers together; blank where there are none. */
  private String average(SqlCase one, Measures measures, Average how, String id, String options) {
    Map<Cell, ValueCounts> cells =
        averaged.computeIfAbsent(
            List.of(how.mart(), options),
            key -> {
              MartAverages averages = new MartAverages(how.mart(), measures, MONTH);
              return averages.cells(
                  averages
                      .perOrganisation(SharedSpark.session(), run.mart(how.mart()), MONTH)
                      .collectAsList());
            });
    ValueCounts values = new ValueCounts();
    cells.forEach(
        (cell, ofCell) -> {
          if (isOf(one, id, cell)) {
            values.addAll(ofCell);
          }
        });
    return values.exact(how);
  }

  private Measures under(String options) {
    if (options.isEmpty()) {
      return byDefault;
    }
    Map<String, String> set = new TreeMap<>();
    String variant = CountingChoices.OURS;
    for (String option : options.split(";")) {
      String[] parts = option.split("=");
      if (parts[0].equals("variant")) {
        variant = parts[1];
      } else {
        set.put(parts[0], parts[1]);
      }
    }
    return choices.under(byDefault, choices.taken(variant, set));
  }
}
