package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way of splitting a measure in the return.
 *
 * @param id short name used by measures, for example provider
 * @param label BREAKDOWN text as published, for example {@code England; Ethnicity}
 * @param description what its levels are, one sentence
 * @param free whether its cells are England or England by one characteristic, so shown exactly when
 *     D6 allows (returns-and-disclosure.md 3)
 * @param primary where the primary level comes from
 * @param secondary where the secondary level comes from; null means NONE
 * @param heldBack why its figures are hidden in the public file, whatever they are; null where they
 *     are published
 */
public record Breakdown(
    String id,
    String label,
    String description,
    boolean free,
    Level primary,
    @Nullable Level secondary,
    @Nullable @JsonProperty("held_back") String heldBack) {

  /** Text of a level that a breakdown does not have. */
  public static final String NONE = "NONE";

  /** Level of rows whose characteristic is not recorded or cannot be mapped; never dropped. */
  public static final String UNKNOWN = "UNKNOWN";

  /** Where the secondary level comes from, when there is one. */
  public Optional<Level> secondaryLevel() {
    return Optional.ofNullable(secondary);
  }

  /**
   * Whether the primary levels are codes that a mart column holds, as for regions and sending
   * providers.
   */
  public boolean isByArea() {
    return primary.isCode();
  }

  /** The level whose codes a mart column holds, primary or secondary, when there is one. */
  public Optional<Level> codeLevel() {
    return levels().filter(Level::isCode).findFirst();
  }

  /** The levels that this breakdown has, primary first. */
  public Stream<Level> levels() {
    return Stream.concat(Stream.of(primary), secondaryLevel().stream());
  }

  /**
   * A level of a breakdown: one constant, the organisations of a family, or the codes a mart column
   * may hold. The last kind always has the level {@link #UNKNOWN} too.
   *
   * @param column mart column that holds the level; null for a constant
   * @param constant the level where it is constant, both code and words
   * @param organisations family whose organisations are the levels
   * @param codelist code list that gives codes and words
   * @param ageBands family of bands in the code list age_bands; the words are the codes
   * @param codes further codes, each {@code code=words}
   * @param areas column of the area tables whose codes in force are the levels; the codes are the
   *     words
   * @param othersUnknown whether a code that is not among the levels counts as {@link #UNKNOWN};
   *     null or false where such a code is an error that holds the return
   */
  public record Level(
      @Nullable String column,
      @Nullable String constant,
      @Nullable Family organisations,
      @Nullable String codelist,
      @Nullable @JsonProperty("age_bands") String ageBands,
      @Nullable List<String> codes,
      @Nullable String areas,
      @Nullable @JsonProperty("others_unknown") Boolean othersUnknown) {

    /** Whether the levels are codes of a mart column other than organisations. */
    boolean isCode() {
      return column != null && !isOrganisation();
    }

    /** Whether codes other than the levels belong to {@link #UNKNOWN}. */
    boolean hasOthers() {
      return Boolean.TRUE.equals(othersUnknown);
    }

    /** Whether the levels are the organisations of a family. */
    public boolean isOrganisation() {
      return organisations != null;
    }
  }
}
