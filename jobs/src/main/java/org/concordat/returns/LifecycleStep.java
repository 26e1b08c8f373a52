package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a version: a line of {@code lifecycle.jsonl}.
 *
 * @param version number of the version
 * @param state what it came to
 * @param by the person who took the step
 * @param at when
 * @param note why, in the person's words; null for none
 * @param manifestSha256 digest of the version's manifest, which holds those of its files
 * @param previousSha256 digest of the line before, so that a changed line is noticed; null in the
 *     first
 */
public record LifecycleStep(
    int version,
    ReturnState state,
    String by,
    Instant at,
    @Nullable String note,
    @JsonProperty("manifest_sha256") String manifestSha256,
    @Nullable @JsonProperty("previous_sha256") String previousSha256) {

  LifecycleStep after(@Nullable String previous) {
    return new LifecycleStep(version, state, by, at, note, manifestSha256, previous);
  }
}
