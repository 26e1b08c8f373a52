package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.returns.rates.RateCell;
import org.concordat.returns.rates.StandardisedRate;
import org.concordat.schemas.Population;
import org.concordat.schemas.Population.Stratum;

/**
 * Detentions, or treatment orders, of one ethnic group, added up: those that rates can be made of,
 * and all.
 */
final class RateGroup {

  private final String code;
  private final String name;
  private final Set<String> organisations = new HashSet<>();
  private final Set<String> organisationsOfRates = new HashSet<>();
  private final Map<Stratum, SortedMap<Integer, Long>> people = new HashMap<>();
  private long all;
  private long inStrata;

  /**
   * @param code code of the group in its grouping
   * @param name words for a reader
   */
  RateGroup(String code, String name) {
    this.code = code;
    this.name = name;
  }

  String code() {
    return code;
  }

  String name() {
    return name;
  }

  /**
   * Adds detentions.
   *
   * @param stratum sex and age band of the people; empty where one of the two is not known
   */
  void add(DetentionCount count, Optional<Stratum> stratum) {
    all += count.detentions();
    organisations.addAll(count.organisations());
    stratum.ifPresent(
        known -> {
          inStrata += count.detentions();
          organisationsOfRates.addAll(count.organisations());
          people
              .computeIfAbsent(known, s -> new TreeMap<>())
              .merge(count.events(), count.people(), Long::sum);
        });
  }

  /** All detentions of the group: the figure of the main file. */
  CellCount all() {
    return new CellCount(all, organisations.size());
  }

  /** Numerator of its rates: detentions of people whose sex (1, 2) and age are known. */
  CellCount inRates() {
    return new CellCount(inStrata, organisationsOfRates.size());
  }

  /** Detentions of a stratum. */
  long events(Stratum stratum) {
    return people.getOrDefault(stratum, new TreeMap<>()).entrySet().stream()
        .mapToLong(entry -> entry.getKey() * entry.getValue())
        .sum();
  }

  /**
   * Its rate, standardised to England's population by sex and six age bands.
   *
   * @param residents residents of the group by stratum, in the order of the population's strata
   */
  StandardisedRate standardised(Population population, List<Long> residents) {
    List<RateCell> cells = new ArrayList<>();
    for (int i = 0; i < residents.size(); i++) {
      Stratum stratum = population.strata().get(i);
      cells.add(
          new RateCell(
              code + ", " + stratum,
              people.getOrDefault(stratum, new TreeMap<>()),
              residents.get(i),
              population.england(stratum)));
    }
    return StandardisedRate.of(cells);
  }
}
