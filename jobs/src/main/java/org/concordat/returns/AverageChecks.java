package org.concordat.returns;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.concordat.config.Settings;
import org.concordat.schemas.Average;

/** What must hold of averages before a return is published (returns-and-disclosure.md 3, D5). */
final class AverageChecks {

  private static final String EXACT = "([0-9]+[.][0-9]{%d})?".formatted(ValueCounts.EXACT_DECIMALS);
  private static final String SHOWN = "[0-9]+[.][0-9]";

  private final Map<Cell, CellCount> counts;
  private final Map<Cell, ValueCounts> averages;
  private final Settings.Disclosure settings;

  AverageChecks(
      Map<Cell, CellCount> counts, Map<Cell, ValueCounts> averages, Settings.Disclosure settings) {
    this.counts = counts;
    this.averages = averages;
    this.settings = settings;
  }

  /** Cells with values that no row of the skeleton shows. */
  List<Cell> outside(List<ReturnRow> skeleton) {
    Set<Cell> expected = skeleton.stream().map(ReturnRow::cell).collect(Collectors.toSet());
    return averages.keySet().stream().filter(cell -> !expected.contains(cell)).toList();
  }

  /** Averages of more rows than their base counts in the same place. */
  List<ReturnRow> beyondBase(List<ReturnRow> skeleton) {
    return skeleton.stream()
        .filter(row -> row.measure().averaged().isPresent())
        .filter(row -> values(row.cell()).rowCount() > base(row).value())
        .toList();
  }

  private CellCount base(ReturnRow row) {
    Average how = row.measure().averaged().orElseThrow();
    return counts.getOrDefault(row.cell().of(how.base()), CellCount.NOTHING);
  }

  private ValueCounts values(Cell cell) {
    return averages.getOrDefault(cell, new ValueCounts());
  }

  /** Averages of the twin that are no number of its decimals. */
  List<ReturnRow> malformed(List<ReturnRow> exact) {
    return exact.stream()
        .filter(row -> row.measure().averaged().isPresent() && !row.value().matches(EXACT))
        .toList();
  }

  /** Averages shown of too few rows, beside a hidden base, or finer than they may be. */
  List<ReturnRow> unprotected(List<ReturnRow> published) {
    Map<Cell, String> shown = new HashMap<>();
    published.forEach(row -> shown.put(row.cell(), row.value()));
    return published.stream()
        .filter(row -> row.measure().averaged().isPresent())
        .filter(row -> !row.value().equals(SmallNumbers.HIDDEN))
        .filter(row -> !isProtectedWell(row, row.measure().averaged().orElseThrow(), shown))
        .toList();
  }

  private boolean isProtectedWell(ReturnRow row, Average how, Map<Cell, String> shown) {
    ValueCounts values = values(row.cell());
    String base = shown.getOrDefault(row.cell().of(how.base()), SmallNumbers.HIDDEN);
    if (!row.value().matches(SHOWN)
        || base.equals(SmallNumbers.HIDDEN)
        || values.rowCount() < settings.averageLeast()) {
      return false;
    }
    boolean exact = row.breakdown().free() && values.contributors() >= settings.freeContributors();
    return exact || new BigDecimal(row.value()).remainder(how.unit().step()).signum() == 0;
  }
}
