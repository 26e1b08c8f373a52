package org.concordat.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.concordat.link.Sighting.Kind;
import org.concordat.schemas.EventLinkLimits;

/**
 * Joins the records of one detention by place and time, one to one, where no quoted reference did:
 * first police with ambulance, then police with trust, then ambulance with trust. What is joined
 * goes into the next pass as one event.
 *
 * <p>Only records of about one place and time are compared, so no record meets all others. The
 * answer never depends on the order of the records.
 */
final class DetentionLinkage {

  private final PlaceAndTime placeAndTime;
  private final DetentionBlocks blocks;
  private List<DetentionEvent> events;

  DetentionLinkage(Collection<Sighting> sightings, EventLinkLimits limits) {
    Neighbours neighbours = new Neighbours(sightings, limits);
    placeAndTime = new PlaceAndTime(limits, neighbours);
    blocks = new DetentionBlocks(limits, neighbours);
    events = quoted(sightings);
    join(Kind.FORCE, Kind.AMBULANCE);
    join(Kind.FORCE, Kind.TRUST);
    join(Kind.AMBULANCE, Kind.TRUST);
  }

  /** Every event. */
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
    return events;
  }

  private void join(Kind one, Kind other) {
    // An ambulance that the police are joined to has had its turn with them.
    Predicate<DetentionEvent> isTurn = event -> one == Kind.FORCE || !event.holds(Kind.FORCE);
    List<DetentionEvent> left = holding(one, other).stream().filter(isTurn).toList();
    List<DetentionEvent> right = holding(other, one);
    OneToOne matching = new OneToOne(candidates(left, right));
    matching.doubtfulLeft().forEach(i -> left.get(i).doubt(other));
    matching.doubtfulRight().forEach(i -> right.get(i).doubt(one));
    Set<DetentionEvent> kept = new LinkedHashSet<>(events);
    for (OneToOne.Candidate pair : matching.pairs()) {
      DetentionEvent first = left.get(pair.left());
      DetentionEvent second = right.get(pair.right());
      kept.remove(first);
      kept.remove(second);
      kept.add(first.joinedWith(second));
    }
    events = new ArrayList<>(kept);
  }

  private List<DetentionEvent> holding(Kind kind, Kind lacking) {
    return events.stream().filter(event -> event.holds(kind) && !event.holds(lacking)).toList();
  }

  private List<OneToOne.Candidate> candidates(
      List<DetentionEvent> left, List<DetentionEvent> right) {
    Map<DetentionBlocks.Block, List<Integer>> index = new HashMap<>();
    for (int i = 0; i < right.size(); i++) {
      for (DetentionBlocks.Block block : blocks.of(right.get(i))) {
        index.computeIfAbsent(block, b -> new ArrayList<>()).add(i);
      }
    }
    List<OneToOne.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Set<Integer> near = new HashSet<>();
      for (DetentionBlocks.Block block : blocks.around(left.get(i))) {
        near.addAll(index.getOrDefault(block, List.of()));
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
}
