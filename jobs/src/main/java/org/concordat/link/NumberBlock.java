package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;

/**
 * The persons behind one valid NHS number: steps 1 and 2 of the deterministic linkage. One block
 * never holds two numbers, so these steps cannot merge across two valid numbers.
 *
 * <p>Step 1 joins evidence with an equal birth date. Step 2 joins the groups so made where two of
 * three birth-date parts agree, or where family names are alike (Jaro-Winkler 0.85) and the birth
 * dates do not disagree in all parts. CHOICE: where a record knows an age or a year only, that must
 * agree; linkage.md names no such case, and without it every such record is another person. Groups
 * that are joined only through a third, and themselves disagree in all parts, are ambiguous: none
 * of them is joined.
 *
 * <p>The answer depends on the set of evidence only, never on its order.
 */
final class NumberBlock {

  /** More different evidence than one person can have: such a number is not used in step 2. */
  static final int LARGEST = 256;

  private static final double ALIKE = 0.85;
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  /**
   * What the block says about one piece of evidence.
   *
   * @param person the person within the number: a birth date, or a name where no date is known;
   *     null when the number is not enough
   * @param step the step that succeeded; null when none did
   * @param problem why evidence was not joined further; null when nothing is wrong
   */
  record Identity(@Nullable String person, @Nullable LinkStep step, @Nullable String problem) {}

  private final List<BirthDateGroup> groups;
  private final int[] components;
  private final boolean[] isAmbiguous;
  private final Map<Integer, String> birthDateOf = new HashMap<>();
  private final SortedSet<String> undatedSurnames = new TreeSet<>();
  private final boolean isTooCommon;

  NumberBlock(Collection<NumberEvidence> evidence) {
    isTooCommon = evidence.size() > LARGEST;
    groups = isTooCommon ? List.of() : BirthDateGroup.of(evidence);
    components = UnionFind.components(groups.size(), this::isSamePerson);
    isAmbiguous = new boolean[groups.size()];
    settleAmbiguous();
    nameComponents();
    for (NumberEvidence item : evidence) {
      if (item.firstMonths().isEmpty() && item.surname() != null) {
        undatedSurnames.add(item.surname());
      }
    }
  }

  /** Who one piece of this block's evidence is about. */
  Identity identity(NumberEvidence evidence) {
    if (isTooCommon) {
      return new Identity(
          evidence.firstBirthDate(),
          evidence.firstBirthDate() == null ? null : LinkStep.NHS_NUMBER_BIRTH_DATE,
          "nhs_number_too_common");
    }
    String birthDate = evidence.firstBirthDate();
    return birthDate == null ? undated(evidence) : dated(birthDate);
  }

  private Identity dated(String birthDate) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).birthDates().contains(birthDate)) {
        String person = birthDateOf.getOrDefault(components[i], birthDate);
        boolean isFirst = groups.get(i).birthDates().contains(person);
        String problem = null;
        if (isAmbiguous[i]) {
          problem = "ambiguous_birth_date";
        } else if (birthDateOf.size() > 1) {
          problem = "nhs_number_other_birth_date";
        }
        return new Identity(
            person,
            isFirst ? LinkStep.NHS_NUMBER_BIRTH_DATE : LinkStep.NHS_NUMBER_PARTIAL_BIRTH_DATE,
            problem);
      }
    }
    throw new IllegalArgumentException("The evidence is not of this block");
  }

  /** Without a birth date a family name, or else an age, can tell which person is meant. */
  private Identity undated(NumberEvidence evidence) {
    String surname = evidence.surname();
    SortedSet<Integer> named = new TreeSet<>();
    SortedSet<Integer> aged = new TreeSet<>();
    for (int i = 0; i < groups.size(); i++) {
      BirthDateGroup group = groups.get(i);
      if (surname != null && group.hasSurnameLike(surname)) {
        named.add(components[i]);
      }
      boolean isOtherName = surname != null && !group.surnames().isEmpty();
      if (!isOtherName && group.isBornAbout(evidence.bornFrom(), evidence.bornTo())) {
        aged.add(components[i]);
      }
    }
    SortedSet<Integer> candidates = named.isEmpty() ? aged : named;
    if (candidates.size() > 1) {
      return new Identity(null, null, named.isEmpty() ? "ambiguous_age" : "ambiguous_surname");
    }
    if (candidates.size() == 1) {
      return new Identity(
          birthDateOf.get(candidates.first()), LinkStep.NHS_NUMBER_PARTIAL_BIRTH_DATE, null);
    }
    if (surname == null) {
      return new Identity(null, null, "nhs_number_alone");
    }
    List<String> names = new ArrayList<>(undatedSurnames);
    int[] like = UnionFind.components(names.size(), (i, j) -> alike(names.get(i), names.get(j)));
    String person = names.get(like[names.indexOf(surname)]);
    return new Identity(person, LinkStep.NHS_NUMBER_PARTIAL_BIRTH_DATE, null);
  }

  private boolean isSamePerson(int one, int other) {
    return groups.get(one).isSamePerson(groups.get(other));
  }

  /** Takes a component apart when two of its groups disagree in all parts of the birth date. */
  private void settleAmbiguous() {
    Set<Integer> broken = new TreeSet<>();
    for (int i = 0; i < components.length; i++) {
      for (int j = i + 1; j < components.length; j++) {
        if (components[i] == components[j] && groups.get(i).contradicts(groups.get(j))) {
          broken.add(components[i]);
        }
      }
    }
    for (int i = 0; i < components.length; i++) {
      if (broken.contains(components[i])) {
        isAmbiguous[i] = true;
        components[i] = i;
      }
    }
  }

  /**
   * A person is named by the birth date seen first, so that later months do not rename it; of
   * several in that month by the one with most evidence, then by the smallest.
   */
  private void nameComponents() {
    Map<Integer, TreeMap<String, TreeMap<String, Integer>>> sightings = new HashMap<>();
    for (int i = 0; i < components.length; i++) {
      sightings
          .computeIfAbsent(components[i], component -> new TreeMap<>())
          .putAll(groups.get(i).sightings());
    }
    Comparator<Map.Entry<String, TreeMap<String, Integer>>> firstMonth =
        Comparator.comparing(date -> date.getValue().firstKey());
    Comparator<Map.Entry<String, TreeMap<String, Integer>>> leastEvidence =
        Comparator.comparing(date -> date.getValue().firstEntry().getValue());
    Comparator<Map.Entry<String, TreeMap<String, Integer>>> firstSeen =
        firstMonth.thenComparing(leastEvidence.reversed()).thenComparing(Map.Entry::getKey);
    sightings.forEach(
        (component, dates) ->
            dates.entrySet().stream()
                .min(firstSeen)
                .ifPresent(first -> birthDateOf.put(component, first.getKey())));
  }

  static boolean alike(String one, String other) {
    return SIMILARITY.apply(one, other) >= ALIKE;
  }
}
