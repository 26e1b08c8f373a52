package org.concordat.returns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.schemas.Population;

/**
 * The file of rates: every {@link RateMeasure} by ethnic group.
 *
 * @param population residents that the counts are divided by
 * @param measures rows of each measure, in the order of the file
 */
record Rates(Population population, List<RateRows> measures) {

  /** The rows for everybody. */
  List<Map<String, String>> published(
      Settings.Disclosure settings, Function<Cell, Optional<String>> main) {
    return rows(rows -> rows.published(settings, main));
  }

  /** The same rows for the restricted twin. */
  List<Map<String, String>> exact() {
    return rows(RateRows::exact);
  }

  private List<Map<String, String>> rows(Function<RateRows, List<Map<String, String>>> of) {
    return measures.stream().flatMap(rows -> of.apply(rows).stream()).toList();
  }
}
