package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts entities together that are one person, pair by pair, under guards that hold at every step
 * (linkage.md, "Probabilistic step", clusters): never two valid NHS numbers, never birth years more
 * than one apart, never more records of one sender and month than one person can have.
 *
 * <p>What comes out depends on the set of pairs only, never on their order.
 */
final class PersonClusters {

  /** An exact step found more than one person. */
  static final String AMBIGUOUS_NAME = "ambiguous_name";

  /**
   * What became of an entity.
   *
   * @param person the entity that names its person
   * @param step the step that first joined it to another; null when none did
   * @param problem why it was not joined; null when nothing is wrong
   */
  record Outcome(String person, @Nullable LinkStep step, @Nullable String problem) {}

  /**
   * What was decided about a pair by its weight.
   *
   * @param isJoined whether it was joined; else it is kept apart for review
   * @param probability that it is one person, among all who it could be
   */
  record Decision(boolean isJoined, double probability) {}

  private final Map<String, PersonCluster> clusterOf = new HashMap<>();
  private final Map<String, LinkStep> stepOf = new HashMap<>();
  private final Map<String, String> problemOf = new HashMap<>();
  private final Map<String, String> firstRowOf = new HashMap<>();

  /**
   * Makes an entity known; again with every profile of it.
   *
   * @param isNumbered whether a valid NHS number names it
   * @param birthDate yyyy-MM-dd; null when not known
   * @param firstRow month and name of its first record
   * @param loads records per sender and month
   */
  void add(
      String entity,
      boolean isNumbered,
      @Nullable String birthDate,
      String firstRow,
      Map<String, Integer> loads) {
    PersonCluster cluster = clusterOf.computeIfAbsent(entity, PersonCluster::new);
    cluster.add(isNumbered ? entity : null, birthDate, loads);
    firstRowOf.merge(entity, firstRow, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  /**
   * Joins what agrees in the key of one deterministic step: entities that can be one person only.
   * Who could be several persons is ambiguous, is not joined now, and is left alone by every later
   * step.
   */
  void join(LinkStep step, Collection<EntityPair> pairs) {
    Map<PersonCluster, Set<PersonCluster>> near = neighbours(pairs);
    Set<PersonCluster> ambiguous = new HashSet<>();
    near.forEach(
        (cluster, others) -> {
          if (!cluster.isNumbered() && conflictAmong(others)) {
            ambiguous.add(cluster);
          }
        });
    for (PersonCluster cluster : ambiguous) {
      String problem = step == LinkStep.EVENT ? "ambiguous_event" : AMBIGUOUS_NAME;
      cluster.entities().forEach(entity -> problemOf.putIfAbsent(entity, problem));
    }
    pairs.stream()
        .filter(pair -> !isAmbiguous(pair))
        .sorted(EntityPair.IN_ORDER)
        .forEach(pair -> unite(step, pair));
  }

  /**
   * Joins by the weight of all identifiers together, the strongest pairs first. A pair counts
   * against every other person that one of the two could be instead: it is joined when its
   * probability among all of these is high enough.
   *
   * @param prior log2 of the odds that any two profiles are of one person
   * @param accept least probability of a link
   * @param review least probability of a pair that is kept apart for review
   * @return what was decided about every pair that is strong enough for review
   */
  SortedMap<EntityPair, Decision> joinByWeight(
      Collection<EntityPair> pairs, double prior, double accept, double review) {
    // In one order from here on: sums of many small odds depend on it.
    List<EntityPair> heaviestFirst = pairs.stream().sorted(EntityPair.BY_WEIGHT).toList();
    Map<String, List<EntityPair>> byEntity = new HashMap<>();
    for (EntityPair pair : heaviestFirst) {
      byEntity.computeIfAbsent(pair.one(), e -> new ArrayList<>()).add(pair);
      byEntity.computeIfAbsent(pair.other(), e -> new ArrayList<>()).add(pair);
    }
    SortedMap<EntityPair, Decision> decisions = new TreeMap<>(EntityPair.BY_WEIGHT);
    for (EntityPair pair : heaviestFirst) {
      PersonCluster one = cluster(pair.one());
      PersonCluster other = cluster(pair.other());
      double alone = MatchWeights.probability(pair.weight() + prior);
      if (alone < review || one == other || isAmbiguous(pair) || one.conflict(other) != null) {
        continue;
      }
      double odds = Math.pow(2, pair.weight() + prior);
      double rivals = rivals(one, other, byEntity, prior) + rivals(other, one, byEntity, prior);
      double probability = odds / (1 + odds + rivals);
      boolean isSure = probability >= accept;
      if (isSure && !DeterministicSteps.hasOtherGivenName(pair.agreement())) {
        unite(LinkStep.MATCH_WEIGHT, pair);
        decisions.put(pair, new Decision(true, probability));
      } else {
        if (alone >= accept && !isSure) {
          note(one, "ambiguous_match");
          note(other, "ambiguous_match");
        }
        decisions.put(pair, new Decision(false, probability));
      }
    }
    // Joined in the end through others: nothing is left to review.
    decisions
        .entrySet()
        .removeIf(
            decided ->
                !decided.getValue().isJoined()
                    && cluster(decided.getKey().one()) == cluster(decided.getKey().other()));
    return decisions;
  }

  /** Odds of all persons a cluster could be instead of another one, and not as well. */
  private double rivals(
      PersonCluster cluster,
      PersonCluster instead,
      Map<String, List<EntityPair>> byEntity,
      double prior) {
    Map<PersonCluster, Double> best = new LinkedHashMap<>();
    for (String entity : cluster.entities()) {
      for (EntityPair pair : byEntity.getOrDefault(entity, List.of())) {
        PersonCluster rival = cluster(pair.one().equals(entity) ? pair.other() : pair.one());
        if (rival != cluster && rival != instead && rival.conflict(instead) != null) {
          best.merge(rival, pair.weight(), Math::max);
        }
      }
    }
    return best.values().stream().mapToDouble(weight -> Math.pow(2, weight + prior)).sum();
  }

  /** Only who has no number is ambiguous: a person of a number is known. */
  private void note(PersonCluster cluster, String problem) {
    if (!cluster.isNumbered()) {
      cluster.entities().forEach(entity -> problemOf.putIfAbsent(entity, problem));
    }
  }

  private Map<PersonCluster, Set<PersonCluster>> neighbours(Collection<EntityPair> pairs) {
    Map<PersonCluster, Set<PersonCluster>> near = new HashMap<>();
    for (EntityPair pair : pairs) {
      PersonCluster one = cluster(pair.one());
      PersonCluster other = cluster(pair.other());
      if (one != other && !isAmbiguous(pair) && one.conflict(other) == null) {
        near.computeIfAbsent(one, c -> new HashSet<>()).add(other);
        near.computeIfAbsent(other, c -> new HashSet<>()).add(one);
      }
    }
    return near;
  }

  private static boolean conflictAmong(Set<PersonCluster> others) {
    List<PersonCluster> list = new ArrayList<>(others);
    for (int i = 0; i < list.size(); i++) {
      for (int j = i + 1; j < list.size(); j++) {
        if (list.get(i).conflict(list.get(j)) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAmbiguous(EntityPair pair) {
    return problemOf.containsKey(pair.one()) || problemOf.containsKey(pair.other());
  }

  private PersonCluster cluster(String entity) {
    PersonCluster cluster = clusterOf.get(entity);
    if (cluster == null) {
      throw new IllegalArgumentException("An entity was not made known");
    }
    return cluster;
  }

  private boolean unite(LinkStep step, EntityPair pair) {
    PersonCluster one = cluster(pair.one());
    PersonCluster other = cluster(pair.other());
    if (one == other) {
      return true;
    }
    if (one.conflict(other) != null) {
      return false;
    }
    PersonCluster kept = one.entities().size() >= other.entities().size() ? one : other;
    PersonCluster gone = kept == one ? other : one;
    for (PersonCluster each : List.of(one, other)) {
      each.entities().forEach(entity -> stepOf.putIfAbsent(entity, step));
    }
    kept.take(gone);
    gone.entities().forEach(entity -> clusterOf.put(entity, kept));
    return true;
  }

  /** Whether an entity was made known. */
  boolean isKnown(String entity) {
    return clusterOf.containsKey(entity);
  }

  /** Month and name of an entity's first record. */
  String firstRow(String entity) {
    return firstRowOf.getOrDefault(entity, "");
  }

  /** The person of every entity made known. */
  SortedMap<String, Outcome> outcomes() {
    SortedMap<String, Outcome> outcomes = new TreeMap<>();
    // What stands alone cannot be known again in a later month, so it names nobody but itself.
    Comparator<String> earliest =
        Comparator.<String, Boolean>comparing(entity -> entity.startsWith("one-time|"))
            .thenComparing(entity -> firstRowOf.getOrDefault(entity, ""))
            .thenComparing(Comparator.naturalOrder());
    for (PersonCluster cluster : new HashSet<>(clusterOf.values())) {
      String numbered = cluster.numbered();
      String person =
          numbered != null ? numbered : cluster.entities().stream().min(earliest).orElseThrow();
      for (String entity : cluster.entities()) {
        outcomes.put(entity, new Outcome(person, stepOf.get(entity), problemOf.get(entity)));
      }
    }
    return outcomes;
  }
}
