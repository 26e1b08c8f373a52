package org.concordat.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.concordat.link.Sighting.Kind;
import org.concordat.schemas.EventLinkLimits;

/**
 * Which senders work together, seen from what their records of the window name: a force and an
 * ambulance trust name each other, and both name the trusts they take people to.
 */
final class Neighbours {

  private record Sender(Kind kind, String organisation) {}

  private final Map<Sender, Set<String>> places = new HashMap<>();
  private final Map<Sender, Set<String>> partners = new HashMap<>();

  Neighbours(Collection<Sighting> sightings, EventLinkLimits limits) {
    Map<Sender, Map<String, Integer>> namedPlaces = new HashMap<>();
    Map<Sender, Map<String, Integer>> namedPartners = new HashMap<>();
    for (Sighting one : sightings) {
      String place = one.place().organisation();
      String partner = one.partner();
      if (place != null) {
        count(namedPlaces, sender(one), place);
      }
      if (partner != null) {
        // Both sides name each other: whoever does so counts for both.
        count(namedPartners, sender(one), partner);
        count(namedPartners, new Sender(otherThan(one.kind()), partner), one.organisation());
      }
    }
    keepFrequent(namedPlaces, places, limits.neighbourRecords());
    keepFrequent(namedPartners, partners, limits.neighbourRecords());
  }

  /** The organisations that the sender of a record takes people to. */
  Set<String> usualPlaces(Sighting one) {
    return places.getOrDefault(sender(one), Set.of());
  }

  /** The ambulance trusts that a force works with, or the forces that an ambulance trust does. */
  Set<String> partners(Sighting one) {
    return partners.getOrDefault(sender(one), Set.of());
  }

  private static Sender sender(Sighting one) {
    return new Sender(one.kind(), one.organisation());
  }

  private static Kind otherThan(Kind kind) {
    return kind == Kind.FORCE ? Kind.AMBULANCE : Kind.FORCE;
  }

  private static void count(Map<Sender, Map<String, Integer>> counts, Sender sender, String named) {
    counts.computeIfAbsent(sender, s -> new HashMap<>()).merge(named, 1, Integer::sum);
  }

  private static void keepFrequent(
      Map<Sender, Map<String, Integer>> counts, Map<Sender, Set<String>> kept, int fewest) {
    counts.forEach(
        (sender, named) ->
            named.forEach(
                (name, count) -> {
                  if (count >= fewest) {
                    kept.computeIfAbsent(sender, s -> new TreeSet<>()).add(name);
                  }
                }));
  }
}
