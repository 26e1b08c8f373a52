package org.concordat.sample;

import java.time.LocalDate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who lives in the country: {@link NhsNumbers#COUNT} people, each following from the seed
 * and the place alone. Neighbours in the register may be more than that: the second of a pair the
 * twin of the first, the places of four one household, the first thirty of a street a hostel.
 */
final class Register {

  private static final LocalDate EPOCH = LocalDate.of(2026, 1, 1);
  private static final int PLACES_OF_PAIR = 2;
  private static final int PLACES_OF_HOUSEHOLD = 4;
  private static final int PLACES_OF_STREET = 32;
  private static final int BEDS_OF_HOSTEL = 30;

  private final long seed;
  private final ErrorRates rates;
  private final IntPredicate isCity;

  /**
   * @param isCity whether a place belongs to a big city, where people are younger and more mixed
   */
  Register(long seed, ErrorRates rates, IntPredicate isCity) {
    this.seed = seed;
    this.rates = rates;
    this.isCity = isCity;
  }

  /** The person at a place of the register. */
  Person person(int index) {
    int elder = index - index % PLACES_OF_PAIR;
    if (index != elder && dice("pair", elder).share(rates.share(ErrorRate.TWINS))) {
      return twin(index, person(elder));
    }
    int first = index - index % PLACES_OF_HOUSEHOLD;
    return index != first && index - first < sizeOfHousehold(first)
        ? relative(index, person(first))
        : alone(index);
  }

  /** How many of four places are one household; strangers live in a hostel. */
  private int sizeOfHousehold(int first) {
    if (hostel(first) != null) {
      return 1;
    }
    Dice dice = dice("household", first);
    int size = dice.between(2, PLACES_OF_HOUSEHOLD);
    // Households have three of their four places on average.
    return dice.share(rates.share(ErrorRate.HOUSEHOLDS) * 4 / 3) ? size : 1;
  }

  private Person alone(int index) {
    Dice dice = dice("person", index);
    EthnicGroup group = EthnicGroup.of(dice, isCity.test(index));
    Community community = Community.of(group, dice);
    String postcode = dice.percent(4) ? null : Postcodes.of(dice);
    return someone(index, dice, group, community, community.familyName(dice), postcode);
  }

  /** Somebody of the first one's household: the same group, mostly the same family name. */
  private Person relative(int index, Person first) {
    Dice dice = dice("person", index);
    Community community = first.community();
    String familyName = dice.percent(80) ? first.familyName() : community.familyName(dice);
    return someone(index, dice, first.ethnicGroup(), community, familyName, first.postcode());
  }

  private Person someone(
      int index,
      Dice dice,
      EthnicGroup group,
      Community community,
      String familyName,
      @Nullable String postcode) {
    String sex = dice.percent(51) ? "2" : "1";
    String hostel = hostel(index);
    return new Person(
        index,
        number(index),
        community,
        community.givenName(dice, sex, ""),
        familyName,
        birthDate(dice),
        sex,
        group,
        hostel != null ? hostel : postcode);
  }

  /** The same but for the number, the given name and, for half of them, the sex. */
  private Person twin(int index, Person elder) {
    Dice dice = dice("twin", index);
    String other = elder.sex().equals("1") ? "2" : "1";
    String sex = dice.percent(50) ? elder.sex() : other;
    return new Person(
        index,
        number(index),
        elder.community(),
        elder.community().givenName(dice, sex, elder.givenName()),
        elder.familyName(),
        elder.birthDate(),
        sex,
        elder.ethnicGroup(),
        elder.postcode());
  }

  private @Nullable String hostel(int index) {
    Dice dice = dice("street", index / PLACES_OF_STREET);
    double streets = rates.share(ErrorRate.HOSTELS) * PLACES_OF_STREET / BEDS_OF_HOSTEL;
    return index % PLACES_OF_STREET < BEDS_OF_HOSTEL && dice.share(streets)
        ? Postcodes.of(dice)
        : null;
  }

  private static LocalDate birthDate(Dice dice) {
    int years =
        switch (dice.below(20)) {
          case 0 -> dice.between(9, 15);
          case 1, 2 -> dice.between(14, 19);
          case 3, 4, 5, 6, 7, 8, 9 -> dice.between(18, 39);
          case 10, 11, 12, 13, 14, 15 -> dice.between(30, 60);
          case 16, 17 -> dice.between(55, 75);
          default -> dice.between(65, 96);
        };
    return EPOCH.minusYears(years).minusDays(dice.between(1, 364));
  }

  private String number(int index) {
    return NhsNumbers.at((int) ((index * 7_919L + (seed & 0xFFFF)) % NhsNumbers.COUNT));
  }

  private Dice dice(String subject, int place) {
    return Dice.of(seed, subject, place);
  }
}
