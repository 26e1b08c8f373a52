package org.concordat.schemas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may send for which family (FIL-003), read from the lists of organisations.
 *
 * <p>British Transport Police has no two-digit force code in any source found, so it is not here; a
 * configuration that gives it one adds it with {@link #plus}.
 */
public final class Organisations {

  private final Map<Family, SortedMap<String, Organisation>> byFamily;

  private Organisations(Map<Family, SortedMap<String, Organisation>> byFamily) {
    this.byFamily = byFamily;
  }

  /** Reads the organisations of this module. */
  public static Organisations load() {
    return of(CodeLists.load());
  }

  /** Takes the organisations from code lists already read. */
  public static Organisations of(CodeLists lists) {
    Map<Family, SortedMap<String, Organisation>> byFamily = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      byFamily.put(family, new TreeMap<>());
    }
    for (Family family : List.of(Family.MH, Family.ED)) {
      add(byFamily, family, lists.list("mental_health_trusts"), "name_in_2026_trust_file");
      add(byFamily, family, lists.list("other_nhs_trusts_reporting_detentions"), "");
    }
    add(byFamily, Family.MH, lists.list("independent_mental_health_providers"), "");
    for (Family family : List.of(Family.AM, Family.UC)) {
      add(byFamily, family, lists.list("ambulance_trusts"), "");
    }
    CodeList forces = lists.list("police_forces");
    for (String code : forces.codes()) {
      if (forces.text(code, "in_england_scope").equals(Optional.of("yes"))) {
        put(byFamily, organisation(Family.PF, forces, code, ""));
      }
    }
    return new Organisations(byFamily);
  }

  private static void add(
      Map<Family, SortedMap<String, Organisation>> byFamily,
      Family family,
      CodeList list,
      String laterNameColumn) {
    for (String code : list.codes()) {
      put(byFamily, organisation(family, list, code, laterNameColumn));
    }
  }

  private static Organisation organisation(
      Family family, CodeList list, String code, String laterNameColumn) {
    String name = list.text(code, laterNameColumn).or(() -> list.label(code)).orElse(code);
    return new Organisation(
        family,
        code,
        name,
        list.text(code, "region_ods_code").orElse(null),
        date(list, code, "open_date"),
        date(list, code, "close_date"));
  }

  private static @Nullable LocalDate date(CodeList list, String code, String column) {
    return list.text(code, column).map(LocalDate::parse).orElse(null);
  }

  private static void put(
      Map<Family, SortedMap<String, Organisation>> byFamily, Organisation organisation) {
    byFamily
        .computeIfAbsent(organisation.family(), f -> new TreeMap<>())
        .putIfAbsent(organisation.code(), organisation);
  }

  /** These organisations and one more; it takes the place of one with the same family and code. */
  public Organisations plus(Organisation organisation) {
    Map<Family, SortedMap<String, Organisation>> more = new EnumMap<>(Family.class);
    byFamily.forEach((family, some) -> more.put(family, new TreeMap<>(some)));
    more.computeIfAbsent(organisation.family(), f -> new TreeMap<>())
        .put(organisation.code(), organisation);
    return new Organisations(more);
  }

  /** The organisation of that code in a family, if it may send for it. */
  public Optional<Organisation> find(Family family, String code) {
    return Optional.ofNullable(byFamily.getOrDefault(family, new TreeMap<>()).get(code));
  }

  /** All organisations of a family, in code order. */
  public List<Organisation> all(Family family) {
    return new ArrayList<>(byFamily.getOrDefault(family, new TreeMap<>()).values());
  }

  /** Organisations of a family that were open on any day of a month, in code order. */
  public List<Organisation> liveIn(Family family, ReportingMonth month) {
    return all(family).stream().filter(o -> o.isLiveIn(month)).toList();
  }
}
