package org.concordat.returns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.Population;
import org.concordat.schemas.Population.Stratum;

/**
 * The detentions, or treatment orders, of a period in one ethnic grouping. Its groups, the three
 * kinds of unknown ethnicity and the detentions without sex or age add up to all detentions: nobody
 * is dropped.
 *
 * @param name column that holds the grouping
 * @param groups groups that have residents, in the order of their list
 * @param unknown not stated, not known, UNKNOWN
 * @param all the groups together: their rates are England's
 * @param withoutStratum detentions of people of known ethnicity whose sex or age is not known
 * @param unknownTogether the three kinds of unknown ethnicity as one
 * @param total every detention
 */
record RateGrouping(
    String name,
    List<RateGroup> groups,
    List<RateGroup> unknown,
    RateGroup all,
    RateGroup withoutStratum,
    RateGroup unknownTogether,
    RateGroup total) {

  /** Code of the groups together. */
  static final String ALL = "All";

  /** Code of the detentions that have an ethnic group but no sex or age. */
  static final String NO_STRATUM = "SEX_OR_AGE_UNKNOWN";

  /**
   * @param name {@link Population#CODES} or {@link Population#NHS_GROUPS}
   * @param categories list nhs_ethnic_category_2001
   */
  static RateGrouping of(
      String name, CodeList categories, Population population, List<DetentionCount> counts) {
    RateGrouping grouping =
        new RateGrouping(
            name,
            groups(name, categories, true),
            groups(name, categories, false),
            new RateGroup(ALL, "All groups"),
            new RateGroup(NO_STRATUM, "Known ethnicity, sex or age not known"),
            new RateGroup("", ""),
            new RateGroup("", ""));
    Map<String, RateGroup> byCode = new LinkedHashMap<>();
    grouping.groups.forEach(group -> byCode.put(group.code(), group));
    for (DetentionCount count : counts) {
      grouping.add(count, byCode, stratum(count, population.strata()));
    }
    return grouping;
  }

  private void add(DetentionCount count, Map<String, RateGroup> byCode, Optional<Stratum> stratum) {
    String code = name.equals(Population.CODES) ? count.code() : count.group();
    total.add(count, stratum);
    RateGroup known = byCode.get(code);
    if (known == null) {
      unknown(code).add(count, stratum);
      unknownTogether.add(count, stratum);
      return;
    }
    known.add(count, stratum);
    all.add(count, stratum);
    if (stratum.isEmpty()) {
      withoutStratum.add(count, stratum);
    }
  }

  /** Whatever is not in the list is UNKNOWN, the last of the three. */
  private RateGroup unknown(String code) {
    return unknown.stream()
        .filter(group -> group.code().equals(code))
        .findFirst()
        .orElse(unknown.get(unknown.size() - 1));
  }

  private static List<RateGroup> groups(String name, CodeList categories, boolean isKnown) {
    Map<String, RateGroup> groups = new LinkedHashMap<>();
    categories
        .rows()
        .forEach(
            (code, row) -> {
              if (row.getOrDefault("status", "").equals("known") == isKnown) {
                String label = row.getOrDefault("label", code);
                if (name.equals(Population.CODES)) {
                  groups.put(code, new RateGroup(code, label));
                } else {
                  String group = isKnown ? row.getOrDefault(name, "") : capitals(label);
                  groups.putIfAbsent(group, new RateGroup(group, group));
                }
              }
            });
    if (!isKnown) {
      groups.put(Breakdown.UNKNOWN, new RateGroup(Breakdown.UNKNOWN, "Nothing usable was sent"));
    }
    return new ArrayList<>(groups.values());
  }

  /** The mart writes Not Stated and Not Known where the list has Not stated and Not known. */
  private static String capitals(String label) {
    int second = label.indexOf(' ') + 1;
    return label.substring(0, second)
        + Character.toUpperCase(label.charAt(second))
        + label.substring(second + 1);
  }

  private static Optional<Stratum> stratum(DetentionCount count, Collection<Stratum> strata) {
    Stratum stratum = new Stratum(count.gender(), count.ageBand());
    return strata.contains(stratum) ? Optional.of(stratum) : Optional.empty();
  }

  /** Residents of a group by stratum. */
  List<Long> residents(Population population, RateGroup group) {
    return population.strata().stream()
        .map(
            stratum ->
                group == all
                    ? population.england(stratum)
                    : population.of(name, group.code(), stratum))
        .toList();
  }
}
