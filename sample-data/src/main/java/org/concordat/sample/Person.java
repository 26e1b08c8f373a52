package org.concordat.sample;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * One invented person, as they would describe themselves. What a partner writes down about them
 * follows from {@link Recorder}.
 *
 * @param index place in the country's register, from 0
 * @param sex {@code 1} male, {@code 2} female
 * @param ethnicGroup one of the 19 groups of ethnicity_map_19.csv
 * @param postcode home, null for people of no fixed abode
 */
record Person(
    int index,
    String nhsNumber,
    String givenName,
    String familyName,
    LocalDate birthDate,
    String sex,
    EthnicGroup ethnicGroup,
    @Nullable String postcode) {

  private static final LocalDate EPOCH = LocalDate.of(2026, 1, 1);

  /** The person at a place of the register of {@link NhsNumbers#COUNT} people. */
  static Person at(long seed, int index, boolean city) {
    Dice dice = Dice.of(seed, "person", index);
    int scattered = (int) ((index * 7_919L + (seed & 0xFFFF)) % NhsNumbers.COUNT);
    String sex = dice.percent(51) ? "2" : "1";
    int years =
        switch (dice.below(20)) {
          case 0 -> dice.between(9, 15);
          case 1, 2 -> dice.between(14, 19);
          case 3, 4, 5, 6, 7, 8, 9 -> dice.between(18, 39);
          case 10, 11, 12, 13, 14, 15 -> dice.between(30, 60);
          case 16, 17 -> dice.between(55, 75);
          default -> dice.between(65, 96);
        };
    LocalDate birthDate = EPOCH.minusYears(years).minusDays(dice.between(1, 364));
    return new Person(
        index,
        NhsNumbers.at(scattered),
        Names.given(dice),
        Names.family(dice),
        birthDate,
        sex,
        EthnicGroup.of(dice, city),
        dice.percent(4) ? null : Postcodes.of(dice));
  }

  int ageOn(LocalDate day) {
    return Period.between(birthDate, day).getYears();
  }

  boolean isAdultOn(LocalDate day) {
    return ageOn(day) >= 18;
  }
}
