package org.concordat.returns.attack;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.returns.attack.CountedRows.Condition;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;

/**
 * What an outsider knows of the figures of one file, from the pages of measures and breakdowns
 * (docs/measures), the code lists and the geography (docs/geography.md), before looking at a value.
 *
 * <p>Figures that exist and are not published, such as the people of unknown age at one provider,
 * take part under a key of their own.
 */
final class PublicRelations {

  private static final String ENGLAND = "England";
  private static final String NONE = Breakdown.NONE;
  private static final String UNKNOWN = Breakdown.UNKNOWN;
  private static final Set<String> UNKNOWN_ETHNICITY = Set.of("Not Stated", "Not Known", UNKNOWN);

  /** A measure, or a part of one that is not published. */
  private record Subject(
      String id, String levelsOf, CountedRows rows, List<Breakdown> breakdowns) {}

  private final Measures measures;
  private final CodeLists codeLists;
  private final Map<String, List<Key>> keysByPlace = new HashMap<>();
  private final Map<String, Subject> subjects = new TreeMap<>();
  private final Set<Relation> relations = new LinkedHashSet<>();
  private final String month;
  private final String seenIn;

  private PublicRelations(
      Measures measures, CodeLists codeLists, List<Key> keys, String month, String version) {
    this.measures = measures;
    this.codeLists = codeLists;
    this.month = month;
    this.seenIn = seenIn(month, version);
    for (Key key : keys) {
      keysByPlace
          .computeIfAbsent(key.measure() + "|" + key.breakdown(), place -> new ArrayList<>())
          .add(key);
    }
  }

  /** Version under which an earlier month stands as the data of a later file have it. */
  static String seenIn(String month, String version) {
    return "as in " + month + " " + version;
  }

  /**
   * Everything known of the counts of one file.
   *
   * @param keys where the counts of the file stand
   */
  static List<Relation> of(
      Measures measures, CodeLists codeLists, List<Key> keys, String month, String version) {
    return new PublicRelations(measures, codeLists, keys, month, version).all();
  }

  /** Whether every row of one measure is a row of the other, so that the rest is people. */
  static boolean isPart(Measures measures, String part, String whole) {
    Optional<CountedRows> one = rows(measures.measure(part));
    Optional<CountedRows> other = rows(measures.measure(whole));
    return one.isPresent() && other.isPresent() && one.get().isAtMost(other.get());
  }

  private static Optional<CountedRows> rows(Measure measure) {
    return measure
        .counted()
        .map(counted -> CountedRows.of(counted.mart(), counted.filter(), counted.count()));
  }

  private List<Relation> all() {
    for (Measure measure : measures.all()) {
      rows(measure)
          .filter(rows -> !keys(measure.id(), ENGLAND).isEmpty())
          .ifPresent(
              rows ->
                  subjects.put(
                      measure.id(),
                      new Subject(measure.id(), measure.id(), rows, published(measure))));
    }
    families();
    subjects.values().forEach(this::splits);
    for (Subject one : subjects.values()) {
      for (Subject other : subjects.values()) {
        if (!one.id.equals(other.id)) {
          compare(one, other);
        }
      }
    }
    subjects.values().forEach(this::exclusiveParts);
    subjects.values().forEach(this::periods);
    movements();
    peopleDetainedMoreThanOnce();
    return List.copyOf(relations);
  }

  private List<Breakdown> published(Measure measure) {
    return measures.breakdowns(measure).stream().filter(b -> b.heldBack() == null).toList();
  }

  private List<Key> keys(String measure, String label) {
    return keysByPlace.getOrDefault(measure + "|" + label, List.of());
  }

  private List<Key> keys(Subject subject, Breakdown breakdown) {
    return keys(subject.levelsOf, breakdown.label()).stream()
        .map(key -> key.of(subject.id))
        .toList();
  }

  private Optional<Key> england(Subject subject) {
    return keys(subject.levelsOf, ENGLAND).stream().map(key -> key.of(subject.id)).findFirst();
  }

  private static boolean isByOrganisation(Breakdown breakdown) {
    return breakdown.primary().organisations() != null;
  }

  private static boolean isCharacteristic(Breakdown breakdown) {
    return ENGLAND.equals(breakdown.primary().constant()) && breakdown.secondary() != null;
  }

  private static List<Key> level(List<Key> keys, String code) {
    return keys.stream().filter(key -> key.secondary().equals(code)).toList();
  }

  /** A whole and all its parts; people may be in several, so they give two limits only. */
  private void whole(Subject subject, Key whole, List<Key> parts, String why) {
    if (parts.isEmpty()) {
      return;
    }
    if (subject.rows.addsUp()) {
      relations.add(new Relation.Total(whole, parts, why));
      return;
    }
    Map<Key, Integer> terms = new LinkedHashMap<>();
    terms.put(whole, -1);
    parts.forEach(part -> terms.put(part, 1));
    relations.add(new Relation.Balance(terms, 0, Integer.MAX_VALUE, why + ", people"));
    parts.forEach(part -> relations.add(new Relation.AtMost(List.of(part), whole, why)));
  }

  private void splits(Subject subject) {
    Key england = england(subject).orElseThrow();
    List<Key> organisations =
        subject.breakdowns.stream()
            .filter(b -> isByOrganisation(b) && b.secondary() == null)
            .flatMap(b -> keys(subject, b).stream())
            .toList();
    if (!organisations.isEmpty()) {
      relations.add(contributors(england, organisations));
    }
    for (Breakdown breakdown : subject.breakdowns) {
      List<Key> keys = keys(subject, breakdown);
      if (isByOrganisation(breakdown) && breakdown.secondary() != null) {
        twoWays(subject, breakdown, keys);
      } else if (!breakdown.label().equals(ENGLAND)) {
        whole(subject, england, keys, "England is the sum of " + breakdown.label());
        if (isCharacteristic(breakdown) && !organisations.isEmpty()) {
          keys.forEach(key -> relations.add(contributors(key, organisations)));
        }
      }
    }
    ethnicity(subject);
    areas(subject);
  }

  private static Relation contributors(Key england, List<Key> organisations) {
    return new Relation.Contributors(
        england, organisations, Attack.CONTRIBUTORS_OF_EXACT, "exact only with contributors");
  }

  /**
   * Organisation by characteristic: rows add up to the organisation, columns to England's level.
   */
  private void twoWays(Subject subject, Breakdown breakdown, List<Key> keys) {
    Map<String, List<Key>> byOrganisation = new TreeMap<>();
    Map<String, List<Key>> byLevel = new TreeMap<>();
    for (Key key : keys) {
      byOrganisation.computeIfAbsent(key.primary(), code -> new ArrayList<>()).add(key);
      byLevel.computeIfAbsent(key.secondary(), code -> new ArrayList<>()).add(key);
    }
    for (Breakdown other : subject.breakdowns) {
      if (isByOrganisation(other) && other.secondary() == null) {
        keys(subject, other)
            .forEach(
                key ->
                    whole(
                        subject,
                        key,
                        byOrganisation.getOrDefault(key.primary(), List.of()),
                        other.label() + " is the sum of " + breakdown.label()));
      } else if (isCharacteristic(other)
          && breakdown.secondary() != null
          && other.secondary() != null
          && Objects.equals(other.secondary().column(), breakdown.secondary().column())) {
        keys(subject, other)
            .forEach(
                key ->
                    whole(
                        subject,
                        key,
                        byLevel.getOrDefault(key.secondary(), List.of()),
                        other.label() + " is the sum of " + breakdown.label()));
      }
    }
  }

  /** The 16 categories of 2001 within the five groups, each beside its own name for not known. */
  private void ethnicity(Subject subject) {
    Optional<Breakdown> fine = split(subject, "ethnicity_16");
    Optional<Breakdown> coarse = split(subject, "ethnicity");
    if (fine.isEmpty() || coarse.isEmpty()) {
      return;
    }
    Map<String, List<Key>> byGroup = new TreeMap<>();
    for (Key key : keys(subject, fine.get())) {
      byGroup.computeIfAbsent(ethnicGroup(key.secondary()), group -> new ArrayList<>()).add(key);
    }
    boolean isByPolice = measures.measure(subject.levelsOf).family() == Family.PF;
    List<Key> unknown = new ArrayList<>();
    List<Key> fineUnknown = new ArrayList<>();
    for (Key key : keys(subject, coarse.get())) {
      List<Key> parts = new ArrayList<>(byGroup.getOrDefault(key.secondary(), List.of()));
      if (isByPolice && UNKNOWN_ETHNICITY.contains(key.secondary())) {
        unknown.add(key);
        fineUnknown.addAll(parts);
        continue;
      }
      if (isByPolice) {
        Key rest = key.at("group and no category", ENGLAND, key.secondary());
        parts.add(rest);
        unknown.add(rest);
      }
      whole(subject, key, parts, "group is the sum of its categories");
    }
    if (isByPolice && !fineUnknown.isEmpty()) {
      // Officers describe groups, so whose category is not known may have one (ethnicity.md).
      Map<Key, Integer> terms = new LinkedHashMap<>();
      unknown.forEach(key -> terms.put(key, 1));
      fineUnknown.forEach(key -> terms.put(key, -1));
      relations.add(new Relation.Balance(terms, 0, 0, "no category of ethnicity"));
    }
  }

  private String ethnicGroup(String category) {
    return switch (category) {
      case "Z" -> "Not Stated";
      case "99" -> "Not Known";
      default ->
          codeLists
              .list("nhs_ethnic_category_2001")
              .text(category, "nhs_2001_group5")
              .orElse(UNKNOWN);
    };
  }

  private static Optional<Breakdown> split(Subject subject, String id) {
    return subject.breakdowns.stream().filter(b -> b.id().equals(id)).findFirst();
  }

  /** Boards within regions; whoever has a region and no board is in the unknown board. */
  private void areas(Subject subject) {
    Optional<Breakdown> regions = split(subject, "region");
    Optional<Breakdown> boards = split(subject, "icb");
    if (regions.isEmpty() || boards.isEmpty()) {
      return;
    }
    Map<String, List<Key>> byRegion = new TreeMap<>();
    for (Key key : keys(subject, boards.get())) {
      byRegion.computeIfAbsent(region(key.primary()), code -> new ArrayList<>()).add(key);
    }
    List<Key> unplaced = new ArrayList<>();
    for (Key key : keys(subject, regions.get())) {
      if (key.primary().equals(UNKNOWN)) {
        unplaced.add(key);
        continue;
      }
      Key rest = key.at("region without a board", key.primary(), NONE);
      unplaced.add(rest);
      List<Key> parts = new ArrayList<>(byRegion.getOrDefault(key.primary(), List.of()));
      parts.add(rest);
      whole(subject, key, parts, "region is the sum of its boards");
    }
    byRegion
        .getOrDefault(UNKNOWN, List.of())
        .forEach(key -> whole(subject, key, unplaced, "no board"));
  }

  private String region(String board) {
    String old =
        codeLists
            .list("icb_codes_new_2026")
            .text(board, "previous_icb_codes_of_the_same_trusts")
            .map(previous -> previous.substring(0, 3))
            .orElse(board);
    return codeLists.list("icb_region").text(old, "region_ods_code").orElse(UNKNOWN);
  }

  /** Parts by age leave those of unknown age; ways of detention leave nobody. */
  private void families() {
    Map<String, List<Subject>> children = new TreeMap<>();
    for (Subject subject : List.copyOf(subjects.values())) {
      String parent = measures.measure(subject.id).additiveParent();
      if (parent != null && subjects.containsKey(parent)) {
        children.computeIfAbsent(parent, id -> new ArrayList<>()).add(subject);
      }
    }
    for (Map.Entry<String, List<Subject>> family : children.entrySet()) {
      Subject parent = subjects.get(family.getKey());
      List<Subject> parts = new ArrayList<>(family.getValue());
      if (parent == null) {
        continue;
      }
      boolean isByAge =
          parts.stream()
              .allMatch(
                  part -> {
                    Condition further = part.rows.onlyFurther(parent.rows);
                    return further != null && further.column().equals("age_group");
                  });
      boolean isComplete =
          parts.stream()
              .allMatch(part -> measures.measure(part.id).definition().contains("add up to"));
      if (isByAge) {
        Subject rest =
            new Subject(
                parent.id + ", age not known",
                parts.get(0).id,
                parent.rows.where(Condition.among("age_group", Set.of(UNKNOWN), false)),
                parts.get(0).breakdowns);
        subjects.put(rest.id, rest);
        parts.add(rest);
      }
      for (Breakdown breakdown : parts.get(0).breakdowns) {
        for (Key key : keys(parts.get(0), breakdown)) {
          List<Key> keys = parts.stream().map(part -> key.of(part.id)).toList();
          Key whole = key.of(parent.id);
          relations.add(
              isByAge || isComplete
                  ? new Relation.Total(whole, keys, "parts of a measure")
                  : new Relation.AtMost(keys, whole, "parts of a measure"));
        }
      }
    }
  }

  private void compare(Subject one, Subject other) {
    boolean isSame = one.rows.isSame(other.rows);
    if (isSame && one.id.compareTo(other.id) > 0) {
      return;
    }
    if (isSame || one.rows.isAtMost(other.rows)) {
      for (Key key : common(one, other)) {
        relations.add(
            isSame
                ? new Relation.Total(key.of(other.id), List.of(key), "one number twice")
                : new Relation.AtMost(
                    List.of(key), key.of(other.id), one.id + " is within " + other.id));
      }
    }
    Condition further = one.rows.onlyFurther(other.rows);
    if (further == null || !one.rows.addsUp()) {
      return;
    }
    for (Breakdown breakdown : other.breakdowns) {
      if (breakdown.secondary() == null
          || !further.column().equals(breakdown.secondary().column())) {
        continue;
      }
      for (Breakdown own : one.breakdowns) {
        boolean isAlike =
            isByOrganisation(breakdown)
                ? isByOrganisation(own) && own.secondary() == null
                : own.label().equals(ENGLAND);
        if (isAlike) {
          keys(one, own).forEach(key -> levels(key, further, keys(other, breakdown)));
        }
      }
    }
  }

  /** A measure that is some levels of another measure's split. */
  private void levels(Key key, Condition further, List<Key> keys) {
    List<Key> parts =
        keys.stream()
            .filter(
                part ->
                    part.primary().equals(key.primary())
                        && further.values().contains(part.secondary()) != further.isForbidding())
            .toList();
    if (!parts.isEmpty() && (further.isForbidding() || parts.size() == further.values().size())) {
      relations.add(new Relation.Total(key, parts, "a measure that is a level of another"));
    }
  }

  private List<Key> common(Subject one, Subject other) {
    List<Key> result = new ArrayList<>();
    for (Breakdown breakdown : one.breakdowns) {
      if (other.breakdowns.stream().anyMatch(b -> b.id().equals(breakdown.id()))) {
        result.addAll(keys(one, breakdown));
      }
    }
    return result;
  }

  /** Parts of a measure that no row is in two of: any two, and as many as go together. */
  private void exclusiveParts(Subject whole) {
    if (!whole.rows.addsUp()) {
      return;
    }
    List<Subject> parts =
        subjects.values().stream()
            .filter(
                s ->
                    !s.id.equals(whole.id)
                        && s.rows.count().equals(whole.rows.count())
                        && s.rows.isAtMost(whole.rows)
                        && !whole.rows.isAtMost(s.rows))
            .toList();
    for (int i = 0; i < parts.size(); i++) {
      List<Subject> together = new ArrayList<>(List.of(parts.get(i)));
      for (int j = i + 1; j < parts.size(); j++) {
        Subject other = parts.get(j);
        if (parts.get(i).rows.excludes(other.rows)) {
          atMost(whole, List.of(parts.get(i), other));
        }
        if (together.stream().allMatch(s -> s.rows.excludes(other.rows))) {
          together.add(other);
        }
      }
      if (together.size() > 2) {
        atMost(whole, together);
      }
    }
  }

  private void atMost(Subject whole, List<Subject> parts) {
    for (Key key : common(parts.get(0), whole)) {
      boolean areAllThere =
          parts.stream()
              .allMatch(
                  part ->
                      part.breakdowns.stream().anyMatch(b -> b.label().equals(key.breakdown())));
      if (areAllThere) {
        relations.add(
            new Relation.AtMost(
                parts.stream().map(part -> key.of(part.id)).toList(),
                key.of(whole.id),
                "parts that exclude one another"));
      }
    }
  }

  /**
   * Three months are a quarter, twelve a year, as one file's data have them. Not by age: a person
   * is in the band of the age at the end of the later month.
   */
  private void periods(Subject shorter) {
    if (!"month".equals(shorter.rows.period()) || !shorter.rows.addsUp()) {
      return;
    }
    for (Subject longer : subjects.values()) {
      String period = longer.rows.period();
      if (period == null
          || period.equals("month")
          || !shorter.rows.inPeriod("month", period).equals(longer.rows.inPeriod("", ""))) {
        continue;
      }
      int length = period.equals("quarter") ? 3 : 12;
      for (Key key : common(longer, shorter)) {
        if (key.breakdown().contains("Age")) {
          continue;
        }
        List<Key> months = new ArrayList<>();
        for (int back = 0; back < length; back++) {
          Key part = key.of(shorter.id);
          months.add(back == 0 ? part : part.in(monthsBefore(month, back), seenIn));
        }
        relations.add(new Relation.Total(key, months, "months of a " + period));
      }
    }
  }

  /** The month so many months before another. */
  static String monthsBefore(String month, int back) {
    return YearMonth.parse(month).minusMonths(back).toString();
  }

  /** Definition of CRS32 to CRS37: what was active, came and went makes what is active now. */
  private void movements() {
    Map<String, Integer> signs = new LinkedHashMap<>();
    signs.put("MHS151", -1);
    List.of("CRS30", "CRS31", "CRS32", "CRS34", "CRS36").forEach(id -> signs.put(id, 1));
    List.of("MHS150", "CRS33", "CRS35", "CRS37").forEach(id -> signs.put(id, -1));
    if (!subjects.keySet().containsAll(signs.keySet())) {
      return;
    }
    for (String label : List.of(ENGLAND, "Provider")) {
      for (Key key : keys("CRS30", label)) {
        Map<Key, Integer> terms = new LinkedHashMap<>();
        signs.forEach((id, sign) -> terms.put(key.of(id), sign));
        relations.add(new Relation.Balance(terms, 0, 0, "active now"));
      }
    }
  }

  /** Definition of CRS99: each of these people has two or more of the detentions of MHS157. */
  private void peopleDetainedMoreThanOnce() {
    for (Key key : keys("CRS99", ENGLAND)) {
      if (subjects.containsKey("MHS157")) {
        relations.add(
            new Relation.Balance(
                Map.of(key.of("MHS157"), 1, key, -2),
                0,
                Integer.MAX_VALUE,
                "two detentions a person"));
      }
    }
  }
}
