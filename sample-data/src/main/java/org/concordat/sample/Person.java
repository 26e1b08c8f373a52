package org.concordat.sample;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * One invented person, as they would describe themselves. What a partner writes down about them
 * follows from {@link Recorder}.
 *
 * @param index place in the country's {@link Register}, from 0
 * @param community where their names come from
 * @param sex {@code 1} male, {@code 2} female
 * @param ethnicGroup one of the 19 groups of ethnicity_map_19.csv
 * @param postcode home, null for people of no fixed abode
 */
record Person(
    int index,
    String nhsNumber,
    Community community,
    String givenName,
    String familyName,
    LocalDate birthDate,
    String sex,
    EthnicGroup ethnicGroup,
    @Nullable String postcode) {

  int ageOn(LocalDate day) {
    return Period.between(birthDate, day).getYears();
  }

  boolean isAdultOn(LocalDate day) {
    return ageOn(day) >= 18;
  }
}
