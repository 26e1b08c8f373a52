package org.concordat.link;

import java.util.OptionalInt;
import org.concordat.schemas.EventLinkLimits;

/**
 * Whether two sides of a detention can be one event, and how well they agree: same place, times and
 * ages within limits, same sex, and no identifier that contradicts (linkage.md step 6).
 *
 * <p>A rank is a sum of the agreements below. Each weighs more than all after it together, so an
 * equal NHS number comes first, then birth date, postcode, a place that both name, and a time that
 * both know.
 */
final class PlaceAndTime {

  private static final int NHS_NUMBER = 16;
  private static final int BIRTH_DATE = 8;
  private static final int POSTCODE = 4;
  private static final int NAMED_PLACE = 2;
  private static final int KNOWN_TIME = 1;

  private final EventLinkLimits limits;
  private final Neighbours neighbours;

  PlaceAndTime(EventLinkLimits limits, Neighbours neighbours) {
    this.limits = limits;
    this.neighbours = neighbours;
  }

  /**
   * How well two events agree: at least one record of each must fit the other, and none may
   * contradict; empty where they cannot be one.
   */
  OptionalInt rank(DetentionEvent one, DetentionEvent other) {
    if (!one.canJoin(other)) {
      return OptionalInt.empty();
    }
    boolean isFit = false;
    int rank = 0;
    for (Sighting mine : one.sightings()) {
      for (Sighting theirs : other.sightings()) {
        if (mine.person().contradicts(theirs.person())) {
          return OptionalInt.empty();
        }
        rank |= identifiers(mine.person(), theirs.person());
        if (fits(mine, theirs)) {
          isFit = true;
          rank |= circumstances(mine, theirs);
        }
      }
    }
    return isFit ? OptionalInt.of(rank) : OptionalInt.empty();
  }

  private boolean fits(Sighting one, Sighting other) {
    return one.person().isLike(other.person(), limits.yearsApart())
        && one.time().isNear(other.time(), limits.minutesApart() * 60L)
        && isPartnerOf(one, other)
        && isPartnerOf(other, one)
        && isSamePlace(one, other);
  }

  /** A force or ambulance trust that names the other's kind names the sender of the other. */
  private static boolean isPartnerOf(Sighting one, Sighting other) {
    return other.kind() == Sighting.Kind.TRUST
        || one.partner() == null
        || one.partner().equals(other.organisation());
  }

  private boolean isSamePlace(Sighting one, Sighting other) {
    if (one.place().isNamedBy(other.place())) {
      return true;
    }
    if (one.place().differsFrom(other.place())) {
      return false;
    }
    if (other.kind() == Sighting.Kind.TRUST) {
      return one.place().mayBeSuite(limits)
          && neighbours.usualPlaces(one).contains(other.organisation());
    }
    if (one.kind() == Sighting.Kind.TRUST) {
      return isSamePlace(other, one);
    }
    return one.place().isOfTypeOf(other.place(), limits)
        && neighbours.partners(one).contains(other.organisation());
  }

  private static int identifiers(DetainedPerson one, DetainedPerson other) {
    return (one.hasNumberOf(other) ? NHS_NUMBER : 0)
        | (one.hasBirthDateOf(other) ? BIRTH_DATE : 0)
        | (one.hasPostcodeOf(other) ? POSTCODE : 0);
  }

  private static int circumstances(Sighting one, Sighting other) {
    boolean isTimed = !one.time().isUntimed() && !other.time().isUntimed();
    return (one.place().isNamedBy(other.place()) ? NAMED_PLACE : 0) | (isTimed ? KNOWN_TIME : 0);
  }
}
