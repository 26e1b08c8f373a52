package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of splitting a measure in the return.
 *
 * @param id short name used by measures, for example provider
 * @param label BREAKDOWN text as published, for example {@code England; Ethnicity}
 * @param free whether its cells are England or England by one characteristic, so shown exactly when
 *     D6 allows
 * @param primary where the primary level comes from
 * @param secondary where the secondary level comes from; null means NONE
 */
public record Breakdown(
    String id, String label, boolean free, Level primary, @Nullable Level secondary) {

  /**
   * A level of a breakdown.
   *
   * @param column mart column that holds the level; null for a constant level such as England
   * @param constant the level where it is constant
   * @param codelist code list that gives all levels and their words, for the complete skeleton;
   *     null when {@code levels} or {@code organisations} say so
   * @param levels all levels, where they are few: each {@code code=words}
   * @param organisations family whose organisations are the levels
   */
  public record Level(
      @Nullable String column,
      @Nullable String constant,
      @Nullable String codelist,
      @Nullable List<String> levels,
      @Nullable @JsonProperty("organisations") Family organisations) {}
}
