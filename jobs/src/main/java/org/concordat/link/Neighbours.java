package org.concordat.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.concordat.schemas.EventLinkLimits;
import org.jspecify.annotations.Nullable;

/**
 * Which senders work together, seen from what their records of the window name: a force and an
 * ambulance trust name each other, and both name the trusts they take people to.
 */
final class Neighbours {

  private record Pair(Sighting.Kind kind, String sender, String named) {}

  private final Map<Pair, Integer> places = new HashMap<>();
  private final Map<Pair, Integer> partners = new HashMap<>();
  private final int fewest;

  Neighbours(Collection<Sighting> sightings, EventLinkLimits limits) {
    fewest = limits.neighbourRecords();
    for (Sighting one : sightings) {
      count(places, one, one.place().organisation());
      count(partners, one, one.partner());
    }
  }

  private static void count(Map<Pair, Integer> counts, Sighting one, @Nullable String named) {
    if (named != null) {
      counts.merge(new Pair(one.kind(), one.organisation(), named), 1, Integer::sum);
    }
  }

  /** Whether the sender of a record takes people to a trust. */
  boolean takesPeopleTo(Sighting one, String trust) {
    return places.getOrDefault(new Pair(one.kind(), one.organisation(), trust), 0) >= fewest;
  }

  /** Whether the senders of a police and an ambulance record name each other. */
  boolean workTogether(Sighting one, Sighting other) {
    return named(one, other) + named(other, one) >= fewest;
  }

  private int named(Sighting one, Sighting other) {
    return partners.getOrDefault(new Pair(one.kind(), one.organisation(), other.organisation()), 0);
  }
}
