package org.concordat.link;

import java.util.HashSet;
import java.util.Set;
import org.concordat.schemas.EventLinkLimits;

/**
 * Where and when detentions have to be looked for, so that no record is compared with all others: a
 * place, or a sender, and a stretch of time as long as two records may lie apart, or a day.
 * Whatever {@link PlaceAndTime} accepts shares a block.
 */
final class DetentionBlocks {

  /**
   * @param where code of a place or a sender
   * @param isSender which of the two it is
   * @param when number of a stretch of time or a day
   * @param isDay which of the two it is
   */
  record Block(String where, boolean isSender, long when, boolean isDay) {}

  private final Neighbours neighbours;
  private final long stretchSeconds;

  DetentionBlocks(EventLinkLimits limits, Neighbours neighbours) {
    this.neighbours = neighbours;
    this.stretchSeconds = limits.minutesApart() * 60L;
  }

  /** The blocks an event lies in. */
  Set<Block> of(DetentionEvent event) {
    Set<Block> blocks = new HashSet<>();
    for (Sighting one : event.sightings()) {
      String place = one.place().organisation();
      if (place != null) {
        addTimes(blocks, one, place, false);
      }
      if (one.kind() != Sighting.Kind.TRUST) {
        addTimes(blocks, one, one.organisation(), true);
      }
    }
    return blocks;
  }

  /** The blocks in which what an event may be joined to lies. */
  Set<Block> around(DetentionEvent event) {
    Set<Block> blocks = new HashSet<>();
    for (Sighting one : event.sightings()) {
      String place = one.place().organisation();
      for (String at : place == null ? neighbours.usualPlaces(one) : Set.of(place)) {
        addTimesAround(blocks, one, at, false);
      }
      for (String partner : neighbours.partners(one)) {
        addTimesAround(blocks, one, partner, true);
      }
    }
    return blocks;
  }

  private void addTimes(Set<Block> blocks, Sighting one, String where, boolean isSender) {
    if (one.time().isUntimed()) {
      blocks.add(new Block(where, isSender, one.time().day().toEpochDay(), true));
    }
    for (Long at : one.time().known()) {
      blocks.add(new Block(where, isSender, stretch(at), false));
    }
  }

  private void addTimesAround(Set<Block> blocks, Sighting one, String where, boolean isSender) {
    blocks.add(new Block(where, isSender, one.time().day().toEpochDay(), true));
    for (Long at : one.time().known()) {
      for (long stretch = stretch(at) - 1; stretch <= stretch(at) + 1; stretch++) {
        blocks.add(new Block(where, isSender, stretch, false));
      }
    }
  }

  private long stretch(long seconds) {
    return Math.floorDiv(seconds, stretchSeconds);
  }
}
