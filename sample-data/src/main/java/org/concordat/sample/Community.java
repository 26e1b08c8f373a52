package org.concordat.sample;

/**
 * People who draw their names from the same stock. In some a few names are borne by many, as in
 * life: the commonest family name by about 8 in 100, in others by 1 in 100. The names themselves
 * are nobody's.
 */
enum Community {
  BRITISH(new NamePool(0, 3_000, 15, Names.HEADS, Names.VOWELS, Names.TAILS), 220, 8),
  EUROPEAN(new NamePool(17, 4_000, 20, Names.HEADS, Names.MIDDLES, Names.TAILS), 220, 6),
  SOUTH_ASIAN(new NamePool(5, 700, 1, Names.HEADS, Names.SHORT_TAILS), 150, 2),
  CHINESE(new NamePool(11, 150, 2, Names.HEADS, Names.LAST_VOWELS), 220, 10),
  ARAB(new NamePool(3, 500, 2, Names.GIVEN_HEADS, Names.VOWELS, Names.TAILS), 120, 2),
  AFRICAN(new NamePool(29, 1_500, 7, Names.HEADS, Names.VOWELS, Names.SHORT_TAILS), 220, 5),
  /** The commonest of the British names. */
  CARIBBEAN(new NamePool(0, 500, 10, Names.HEADS, Names.VOWELS, Names.TAILS), 220, 8);

  private final NamePool familyNames;
  private final NamePool namesOfMen;
  private final NamePool namesOfWomen;

  Community(NamePool familyNames, int givenNames, int evenness) {
    this.familyNames = familyNames;
    this.namesOfMen =
        new NamePool(
            ordinal() * 53L, givenNames, evenness, Names.GIVEN_HEADS, Names.GIVEN_TAILS_OF_MEN);
    this.namesOfWomen =
        new NamePool(
            ordinal() * 53L, givenNames, evenness, Names.GIVEN_HEADS, Names.GIVEN_TAILS_OF_WOMEN);
  }

  /** The community of one person of a group; children of two communities bear names of either. */
  static Community of(EthnicGroup group, Dice dice) {
    return switch (group) {
      case WHITE_BRITISH, WHITE_IRISH, WHITE_GYPSY_IRISH_TRAVELLER -> BRITISH;
      case WHITE_ROMA, WHITE_OTHER -> EUROPEAN;
      case ASIAN_INDIAN, ASIAN_PAKISTANI, ASIAN_BANGLADESHI -> SOUTH_ASIAN;
      case ASIAN_CHINESE -> CHINESE;
      case ASIAN_OTHER -> one(dice, SOUTH_ASIAN, SOUTH_ASIAN, CHINESE);
      case BLACK_AFRICAN -> AFRICAN;
      case BLACK_CARIBBEAN -> CARIBBEAN;
      case BLACK_OTHER -> one(dice, AFRICAN, CARIBBEAN);
      case OTHER_ARAB -> ARAB;
      case OTHER_ANY -> one(dice, ARAB, EUROPEAN, SOUTH_ASIAN, AFRICAN);
      case MIXED_WHITE_BLACK_CARIBBEAN -> one(dice, BRITISH, CARIBBEAN);
      case MIXED_WHITE_BLACK_AFRICAN -> one(dice, BRITISH, AFRICAN);
      case MIXED_WHITE_ASIAN -> one(dice, BRITISH, SOUTH_ASIAN);
      case MIXED_OTHER -> one(dice, BRITISH, EUROPEAN, ARAB, CHINESE);
    };
  }

  private static Community one(Dice dice, Community... communities) {
    return communities[dice.below(communities.length)];
  }

  String familyName(Dice dice) {
    return familyNames.at(familyNames.draw(dice));
  }

  /**
   * A given name.
   *
   * @param sex {@code 1} male, {@code 2} female
   * @param other name it must not be
   */
  String givenName(Dice dice, String sex, String other) {
    NamePool names = sex.equals("1") ? namesOfMen : namesOfWomen;
    int place = names.draw(dice);
    String name = names.at(place);
    return name.equals(other) ? names.at(place + 1) : name;
  }
}
