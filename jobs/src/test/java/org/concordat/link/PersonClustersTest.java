package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.link.Agreement.Name;
import org.concordat.link.PersonClusters.Outcome;
import org.junit.jupiter.api.Test;

/** Guards of linkage.md: first success wins, ambiguity is no link, never two numbers. */
class PersonClustersTest {

  private static final Agreement SAME = new Agreement(Name.EXACT, Name.EXACT, null, null, null);
  private static final Agreement OTHER_GIVEN =
      new Agreement(Name.EXACT, Name.DIFFERENT, null, null, null);

  @Test
  void one_candidate_is_taken_and_the_first_step_kept() {
    PersonClusters clusters = clusters("nhs|A 1980", "b 1980", "c 1980");
    clusters.join(LinkStep.NAME_BIRTH_DATE_POSTCODE, List.of(pair("b", "nhs|A", 0, SAME)));
    clusters.join(LinkStep.NAME_BIRTH_DATE_SEX, List.of(pair("b", "c", 0, SAME)));

    assertThat(clusters.outcomes())
        .containsEntry("b", new Outcome("nhs|A", LinkStep.NAME_BIRTH_DATE_POSTCODE, null))
        .containsEntry("c", new Outcome("nhs|A", LinkStep.NAME_BIRTH_DATE_SEX, null));
  }

  @Test
  void two_candidates_are_none_and_no_later_step_is_tried() {
    PersonClusters clusters = clusters("nhs|A 1980", "nhs|B 1980", "c 1980");
    List<EntityPair> pairs = List.of(pair("c", "nhs|A", 30, SAME), pair("c", "nhs|B", 20, SAME));
    clusters.join(LinkStep.NAME_BIRTH_DATE_SEX, pairs);
    clusters.joinByWeight(pairs, -15, 0.99, 0.9);

    assertThat(clusters.outcomes()).containsEntry("c", new Outcome("c", null, "ambiguous_name"));
  }

  @Test
  void years_of_birth_more_than_one_apart_are_never_one_person() {
    PersonClusters clusters = clusters("a 1980", "b 1981", "c 1982");
    clusters.join(
        LinkStep.NAME_BIRTH_DATE_SEX, List.of(pair("a", "b", 0, SAME), pair("b", "c", 0, SAME)));

    assertThat(clusters.outcomes()).containsEntry("b", new Outcome("b", null, "ambiguous_name"));
    assertThat(persons(clusters)).isEqualTo(Map.of("a", "a", "b", "b", "c", "c"));
  }

  @Test
  void weight_decides_among_rivals() {
    // Odds 2^10 against 2^2: 1024 / (1 + 1024 + 4) = 0.995.
    PersonClusters clear = clusters("nhs|A 1980", "nhs|B 1980", "c 1980");
    clear.joinByWeight(
        List.of(pair("c", "nhs|A", 30, SAME), pair("c", "nhs|B", 22, SAME)), -20, 0.99, 0.9);
    assertThat(persons(clear)).containsEntry("c", "nhs|A");

    // Odds 2^10 against 2^5: 1024 / (1 + 1024 + 32) = 0.969, which is for review.
    PersonClusters close = clusters("nhs|A 1980", "nhs|B 1980", "c 1980");
    SortedMap<EntityPair, PersonClusters.Decision> review =
        close.joinByWeight(
            List.of(pair("c", "nhs|A", 30, SAME), pair("c", "nhs|B", 25, SAME)), -20, 0.99, 0.9);
    assertThat(close.outcomes()).containsEntry("c", new Outcome("c", null, "ambiguous_match"));
    assertThat(review.values())
        .singleElement()
        .satisfies(decision -> assertThat(decision.isJoined()).isFalse())
        .satisfies(decision -> assertThat(decision.probability()).isBetween(0.968, 0.969));
  }

  @Test
  void twins_are_two_people_whatever_the_weight() {
    PersonClusters clusters = clusters("nhs|A 1980", "b 1980");
    SortedMap<EntityPair, PersonClusters.Decision> review =
        clusters.joinByWeight(List.of(pair("b", "nhs|A", 40, OTHER_GIVEN)), -20, 0.99, 0.9);

    assertThat(persons(clusters)).containsEntry("b", "b");
    assertThat(review).hasSize(1);
  }

  @Test
  void more_records_of_a_sender_and_month_than_one_person_has_are_left_apart() {
    PersonClusters clusters = new PersonClusters();
    add(clusters, "a", "1980", Map.of("PF 10 2026-09", 6));
    add(clusters, "b", "1980", Map.of("PF 10 2026-09", 5));
    clusters.join(LinkStep.NAME_BIRTH_DATE_SEX, List.of(pair("a", "b", 0, SAME)));

    assertThat(persons(clusters)).isEqualTo(Map.of("a", "a", "b", "b"));
  }

  @Test
  void random_pairs_in_any_order_give_the_same_people_and_never_two_numbers() {
    Random random = new Random(7);
    List<String> entities = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      entities.add((i < 4 ? "nhs|" + i : "e" + i) + " " + (1980 + i % 2));
    }
    for (int round = 0; round < 200; round++) {
      List<EntityPair> pairs = new ArrayList<>();
      for (int i = 0; i < 14; i++) {
        String one = entities.get(4 + random.nextInt(8)).split(" ")[0];
        String other = entities.get(random.nextInt(12)).split(" ")[0];
        if (!one.equals(other)) {
          LinkStep step = random.nextInt(3) == 0 ? LinkStep.NAME_BIRTH_DATE_SEX : null;
          pairs.add(EntityPair.of(one, other, step, SAME, List.of(15.0 + random.nextInt(20))));
        }
      }
      SortedMap<String, Outcome> first = solved(entities, pairs);
      Collections.shuffle(pairs, random);
      assertThat(solved(entities, pairs)).isEqualTo(first);
      TreeMap<String, TreeSet<String>> numbers = new TreeMap<>();
      first.forEach(
          (entity, outcome) -> {
            if (entity.startsWith("nhs|")) {
              numbers.computeIfAbsent(outcome.person(), p -> new TreeSet<>()).add(entity);
            }
          });
      assertThat(numbers.values()).allMatch(of -> of.size() == 1);
    }
  }

  private static SortedMap<String, Outcome> solved(List<String> entities, List<EntityPair> pairs) {
    TreeMap<List<String>, EntityPair> best =
        new TreeMap<>((one, other) -> String.join(" ", one).compareTo(String.join(" ", other)));
    pairs.forEach(pair -> best.merge(List.of(pair.one(), pair.other()), pair, EntityPair::better));
    PersonClusters clusters = clusters(entities.toArray(String[]::new));
    clusters.join(
        LinkStep.NAME_BIRTH_DATE_SEX,
        best.values().stream().filter(pair -> pair.step() != null).toList());
    clusters.joinByWeight(best.values(), -20, 0.99, 0.9);
    return clusters.outcomes();
  }

  /** Entities with their year of birth. */
  private static PersonClusters clusters(String... entities) {
    PersonClusters clusters = new PersonClusters();
    for (String entity : entities) {
      String[] words = entity.split(" ");
      add(clusters, words[0], words[1], Map.of());
    }
    return clusters;
  }

  private static void add(
      PersonClusters clusters, String entity, String year, Map<String, Integer> loads) {
    clusters.add(entity, entity.startsWith("nhs|"), year + "-05-17", "2026-09", loads);
  }

  private static EntityPair pair(String one, String other, double weight, Agreement agreement) {
    return EntityPair.of(one, other, null, agreement, List.of(weight));
  }

  private static Map<String, String> persons(PersonClusters clusters) {
    Map<String, String> persons = new TreeMap<>();
    clusters
        .outcomes()
        .forEach(
            (entity, outcome) -> {
              if (!entity.startsWith("nhs|")) {
                persons.put(entity, outcome.person());
              }
            });
    return persons;
  }
}
