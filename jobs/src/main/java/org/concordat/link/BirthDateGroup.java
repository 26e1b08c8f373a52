package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evidence of one NHS number that shares a birth date (step 1).
 *
 * @param sightings birth dates of the group, each with the months it was sent in and how much
 *     evidence says so; more than one date where a provider changed it under one local patient
 *     number
 * @param surnames family names of the group
 */
record BirthDateGroup(
    TreeMap<String, TreeMap<String, Integer>> sightings, TreeSet<String> surnames) {

  /** Groups of dated evidence, in order of their smallest birth date. */
  static List<BirthDateGroup> of(Collection<NumberEvidence> evidence) {
    List<NumberEvidence> dated =
        evidence.stream().filter(item -> !item.firstMonths().isEmpty()).toList();
    int[] component =
        UnionFind.components(
            dated.size(),
            (i, j) ->
                !Collections.disjoint(
                    dated.get(i).firstMonths().keySet(), dated.get(j).firstMonths().keySet()));
    Map<Integer, BirthDateGroup> groups = new TreeMap<>();
    for (int i = 0; i < component.length; i++) {
      BirthDateGroup group =
          groups.computeIfAbsent(
              component[i], first -> new BirthDateGroup(new TreeMap<>(), new TreeSet<>()));
      dated
          .get(i)
          .firstMonths()
          .forEach(
              (birthDate, month) ->
                  group
                      .sightings
                      .computeIfAbsent(birthDate, date -> new TreeMap<>())
                      .merge(month, 1, Integer::sum));
      String surname = dated.get(i).surname();
      if (surname != null) {
        group.surnames.add(surname);
      }
    }
    List<BirthDateGroup> ordered = new ArrayList<>(groups.values());
    ordered.sort(Comparator.comparing(group -> group.sightings.firstKey()));
    return ordered;
  }

  Set<String> birthDates() {
    return sightings.keySet();
  }

  boolean hasSurnameLike(String surname) {
    return surnames.stream().anyMatch(known -> NumberBlock.alike(known, surname));
  }

  /**
   * Step 2: two of three birth-date parts agree, day and month in each other's place among them; or
   * the year does and one date is default-like; or family names are alike and the dates do not
   * disagree in all parts.
   */
  boolean isSamePerson(BirthDateGroup other) {
    if (mostAgreeingParts(other) >= 2 || agreesInYearOnly(other)) {
      return true;
    }
    return !contradicts(other) && surnames.stream().anyMatch(other::hasSurnameLike);
  }

  /** Whether the birth dates disagree in day, month and year; default-like dates say nothing. */
  boolean contradicts(BirthDateGroup other) {
    boolean isDefaultLike =
        birthDates().stream().anyMatch(IdentifierPreparation::isDefaultLike)
            || other.birthDates().stream().anyMatch(IdentifierPreparation::isDefaultLike);
    return !isDefaultLike && mostAgreeingParts(other) == 0;
  }

  /** A default-like date knows the year at best: it agrees where nothing else is known. */
  private boolean agreesInYearOnly(BirthDateGroup other) {
    boolean isDefaultLike =
        birthDates().stream().allMatch(IdentifierPreparation::isDefaultLike)
            || other.birthDates().stream().allMatch(IdentifierPreparation::isDefaultLike);
    return isDefaultLike
        && birthDates().stream()
            .anyMatch(
                one ->
                    other.birthDates().stream().anyMatch(two -> one.regionMatches(0, two, 0, 4)));
  }

  /** Whether the person may be born in some years, an age being wrong by two at most. */
  boolean isBornAbout(int from, int to) {
    return birthDates().stream()
        .mapToInt(date -> Integer.parseInt(date.substring(0, 4)))
        .anyMatch(year -> year >= from - Agreement.AGE_YEARS && year <= to + Agreement.AGE_YEARS);
  }

  private int mostAgreeingParts(BirthDateGroup other) {
    int most = 0;
    for (String one : birthDates()) {
      for (String two : other.birthDates()) {
        most = Math.max(most, agreeingParts(one, two));
      }
    }
    return most;
  }

  /** Agreeing parts of two dates written yyyy-MM-dd; a default-like date agrees in none. */
  private static int agreeingParts(String one, String two) {
    if (IdentifierPreparation.isDefaultLike(one) || IdentifierPreparation.isDefaultLike(two)) {
      return 0;
    }
    if (Agreement.dates(one, two) == Agreement.Birth.DAY_MONTH_SWAPPED) {
      return 2;
    }
    int parts = one.regionMatches(0, two, 0, 4) ? 1 : 0;
    parts += one.regionMatches(5, two, 5, 2) ? 1 : 0;
    parts += one.regionMatches(8, two, 8, 2) ? 1 : 0;
    return parts;
  }
}
