package org.concordat.link;

import java.util.Objects;
import org.concordat.schemas.EventLinkLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where a record of a detention ended.
 *
 * @param organisation code of the organisation; null where the record names none
 * @param type kind of place; null where the record gives none
 */
record DetentionPlace(@Nullable String organisation, @Nullable String type) {

  /** Whether both name an organisation, and the same one. */
  boolean isNamedBy(DetentionPlace other) {
    return organisation != null && organisation.equals(other.organisation);
  }

  /** Whether both name an organisation, but not the same one. */
  boolean differsFrom(DetentionPlace other) {
    return organisation != null
        && other.organisation != null
        && !organisation.equals(other.organisation);
  }

  /** Whether it may have been a trust's place of safety, by its kind. */
  boolean mayBeSuite(EventLinkLimits limits) {
    return isOpen(limits) || limits.suiteTypes().contains(type);
  }

  /** Whether the kinds of place can be one. */
  boolean isOfTypeOf(DetentionPlace other, EventLinkLimits limits) {
    return isOpen(limits)
        || other.isOpen(limits)
        || Objects.equals(type, other.type)
        || (mayBeSuite(limits) && other.mayBeSuite(limits));
  }

  private boolean isOpen(EventLinkLimits limits) {
    return type == null || limits.openTypes().contains(type);
  }
}
