package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.concordat.config.WrongRequestException;

/** How far a version of a return has come (returns-and-disclosure.md 5.1). */
public enum ReturnState {
  /** Made, and looked at by nobody. */
  DRAFT,
  /** Somebody checked the figures. */
  QUALITY_ASSURED,
  /** Somebody answers for them. */
  SIGNED_OFF,
  /** This is the version that readers are shown. */
  PUBLISHED,
  /** A later version was published in its place. */
  SUPERSEDED,
  /** It was taken back without another in its place. */
  WITHDRAWN;

  /**
   * @throws WrongRequestException if there is no such state
   */
  @JsonCreator
  public static ReturnState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "There is no state \""
                        + word
                        + "\": a version is "
                        + Arrays.stream(values())
                            .map(ReturnState::word)
                            .collect(Collectors.joining(", "))));
  }

  /** Word of the command line and of the record. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a version in this state can come into another by a step. */
  boolean canBecome(ReturnState next) {
    return switch (next) {
      case DRAFT -> false;
      case QUALITY_ASSURED -> this == DRAFT;
      case SIGNED_OFF -> this == QUALITY_ASSURED;
      case PUBLISHED -> this == SIGNED_OFF;
      case SUPERSEDED, WITHDRAWN -> this == PUBLISHED;
    };
  }

  /** Whether it was ever shown to readers. */
  boolean wasPublished() {
    return compareTo(PUBLISHED) >= 0;
  }
}
