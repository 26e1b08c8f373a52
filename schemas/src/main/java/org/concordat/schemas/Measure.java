package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure of the return.
 *
 * @param id published id, for example MHS81, CCR117a, OAP02
 * @param name published name
 * @param definition what is counted, with the source of the rule
 * @param mart mart it is counted from
 * @param filter SQL over the mart's columns and :month_start, :month_end
 * @param count {@code rows}, {@code distinct COLUMN} or {@code sum COLUMN}
 * @param breakdowns names of {@link Breakdown}s it is published by
 * @param additiveParent id of the measure this one is a part of, for measures that add up
 * @param suppression suppression type: count
 * @param unit what one is: referrals, detentions, bed days
 * @param validFrom first reporting month, null for always
 * @param validTo last reporting month, null for open
 */
public record Measure(
    String id,
    String name,
    String definition,
    String mart,
    String filter,
    String count,
    List<String> breakdowns,
    @Nullable @JsonProperty("additive_parent") String additiveParent,
    String suppression,
    String unit,
    @Nullable @JsonProperty("valid_from") String validFrom,
    @Nullable @JsonProperty("valid_to") String validTo) {}
