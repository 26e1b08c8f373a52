package org.concordat.schemas;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that may send for a family.
 *
 * @param family family it sends for; one organisation may stand in several
 * @param code ODS code, or two-digit force code
 * @param name name as found in the source, often in capitals
 * @param region ODS code of the NHS region, where known
 * @param opened first day, null when not known or long ago
 * @param closed last day, null while open
 */
public record Organisation(
    Family family,
    String code,
    String name,
    @Nullable String region,
    @Nullable LocalDate opened,
    @Nullable LocalDate closed) {

  /** ODS code of the NHS region. */
  public Optional<String> regionCode() {
    return Optional.ofNullable(region);
  }

  /** Whether it was open on any day of a month (FIL-003). */
  public boolean isLiveIn(ReportingMonth month) {
    return (opened == null || !opened.isAfter(month.end()))
        && (closed == null || !closed.isBefore(month.start()));
  }
}
