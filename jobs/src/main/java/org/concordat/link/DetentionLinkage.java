package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.concordat.link.Sighting.Kind;
import org.concordat.schemas.EventLinkLimits;

/**
 * Joins the records of one detention by place and time, one to one, where no quoted reference did:
 * first police with ambulance, then police with trust, then ambulance with trust. What is joined
 * goes into the next pass as one event.
 *
 * <p>Only records of about the same time are compared, so no record meets all others. The answer
 * never depends on the order of the records.
 */
final class DetentionLinkage {

  private final PlaceAndTime placeAndTime;
  private final long bucketSeconds;
  private List<DetentionEvent> events;

  DetentionLinkage(Collection<Sighting> sightings, EventLinkLimits limits) {
    placeAndTime = new PlaceAndTime(limits, new Neighbours(sightings, limits));
    bucketSeconds = limits.minutesApart() * 60L;
    events = quoted(sightings);
    join(Kind.FORCE, Kind.AMBULANCE);
    join(Kind.FORCE, Kind.TRUST);
    join(Kind.AMBULANCE, Kind.TRUST);
  }

  /** Every event, in order of its name. */
  List<DetentionEvent> events() {
    return List.copyOf(events);
  }

  /** What quoted references join, and the periods of trusts, each once. */
  private static List<DetentionEvent> quoted(Collection<Sighting> sightings) {
    Map<String, List<Sighting>> byRoot = new TreeMap<>();
    for (Sighting one : sightings) {
      byRoot.computeIfAbsent(one.root(), root -> new ArrayList<>()).add(one);
    }
    List<DetentionEvent> events = new ArrayList<>();
    Map<String, List<Sighting>> periods = new TreeMap<>();
    for (List<Sighting> joined : byRoot.values()) {
      String patient = Collections.max(joined, DetentionEvent.LATEST).patient();
      if (patient == null) {
        events.add(DetentionEvent.quoted(joined));
      } else {
        periods.computeIfAbsent(patient, p -> new ArrayList<>()).addAll(joined);
      }
    }
    periods.values().forEach(versions -> events.add(DetentionEvent.period(versions)));
    return ordered(events);
  }

  private static List<DetentionEvent> ordered(Collection<DetentionEvent> events) {
    return events.stream().sorted(Comparator.comparing(DetentionEvent::root)).toList();
  }

  private void join(Kind one, Kind other) {
    // An ambulance that the police are joined to has had its turn with them.
    Predicate<DetentionEvent> isTurn = event -> one == Kind.FORCE || !event.holds(Kind.FORCE);
    List<DetentionEvent> left = holding(one, other).stream().filter(isTurn).toList();
    List<DetentionEvent> right = holding(other, one);
    OneToOne matching = new OneToOne(candidates(left, right));
    matching.doubtfulLeft().forEach(i -> left.get(i).doubt(other));
    matching.doubtfulRight().forEach(i -> right.get(i).doubt(one));
    Set<DetentionEvent> kept = new HashSet<>(events);
    for (OneToOne.Candidate pair : matching.pairs()) {
      DetentionEvent first = left.get(pair.left());
      DetentionEvent second = right.get(pair.right());
      kept.remove(first);
      kept.remove(second);
      kept.add(first.joinedWith(second));
    }
    events = ordered(kept);
  }

  private List<DetentionEvent> holding(Kind kind, Kind lacking) {
    return events.stream().filter(event -> event.holds(kind) && !event.holds(lacking)).toList();
  }

  private List<OneToOne.Candidate> candidates(
      List<DetentionEvent> left, List<DetentionEvent> right) {
    Map<String, List<Integer>> index = new HashMap<>();
    for (int i = 0; i < right.size(); i++) {
      for (String key : keys(right.get(i), 0)) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    List<OneToOne.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Set<Integer> near = new TreeSet<>();
      for (String key : keys(left.get(i), 1)) {
        near.addAll(index.getOrDefault(key, List.of()));
      }
      for (int j : near) {
        OptionalInt rank = placeAndTime.rank(left.get(i), right.get(j));
        if (rank.isPresent()) {
          candidates.add(new OneToOne.Candidate(i, j, rank.getAsInt()));
        }
      }
    }
    return candidates;
  }

  /** Stretches of time an event lies in, those beside them as asked, and its days. */
  private Set<String> keys(DetentionEvent event, int around) {
    Set<String> keys = new TreeSet<>();
    for (Sighting one : event.sightings()) {
      DetentionTime time = one.time();
      keys.add("day " + time.day());
      for (Long at : new Long[] {time.arrival(), time.start()}) {
        if (at != null) {
          long bucket = Math.floorDiv(at, bucketSeconds);
          for (long near = bucket - around; near <= bucket + around; near++) {
            keys.add("time " + near);
          }
        }
      }
    }
    return keys;
  }
}
