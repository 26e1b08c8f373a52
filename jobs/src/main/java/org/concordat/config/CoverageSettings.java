package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * From when on missing partners give a return a caveat, and from when on they hold it back. Shares
 * are percentages of expected partners; families of which no measure is counted have none of their
 * own.
 *
 * @param caveatMissing missing partners from which on a return carries a caveat
 * @param caveatFamilyPercent missing share of one family from which on it carries one
 * @param holdPercent missing share of all partners from which on it is held
 * @param holdFamilyPercent missing share of one family from which on it is held
 */
public record CoverageSettings(
    @JsonProperty("caveat-missing") int caveatMissing,
    @JsonProperty("caveat-family-percent") int caveatFamilyPercent,
    @JsonProperty("hold-percent") int holdPercent,
    @JsonProperty("hold-family-percent") int holdFamilyPercent) {

  /**
   * @throws WrongRequestException if a number is below 1: a month in which all sent would be judged
   */
  public CoverageSettings {
    if (caveatMissing < 1 || caveatFamilyPercent < 1 || holdPercent < 1 || holdFamilyPercent < 1) {
      throw new WrongRequestException("every number below returns.coverage must be at least 1");
    }
  }
}
