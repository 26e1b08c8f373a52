package org.concordat.platform.disclosure;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.concordat.config.Settings;

/**
 * The attack on a publication as everybody may read it: what was tried and that nothing was found,
 * never which figure was hidden for what.
 *
 * @param clean whether it may be published
 * @param settings rules it was treated by
 * @param figures figures that took part, published here or earlier or only known as sums
 * @param relations ways in which they add up
 * @param brokenRelations relations that do not hold in the exact figures
 * @param attacked hidden figures that were attacked
 * @param narrowed hidden figures of which fewer values than required are possible
 */
public record DisclosureReport(
    boolean clean,
    Settings.Disclosure settings,
    int figures,
    int relations,
    @JsonProperty("broken_relations") int brokenRelations,
    int attacked,
    int narrowed) {}
