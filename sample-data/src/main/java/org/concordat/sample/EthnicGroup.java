package org.concordat.sample;

/**
 * The 19 groups of the 2021 census, with the code each partner would use (ethnicity_map_19.csv).
 */
enum EthnicGroup {
  WHITE_BRITISH("A", "W1", "IC1", 700, 380),
  WHITE_IRISH("B", "W2", "IC1", 10, 20),
  WHITE_GYPSY_IRISH_TRAVELLER("C", "W3", "IC1", 4, 4),
  WHITE_ROMA("C", "W9", "IC2", 4, 6),
  WHITE_OTHER("C", "W9", "IC2", 60, 130),
  MIXED_WHITE_BLACK_CARIBBEAN("D", "M1", "IC3", 16, 34),
  MIXED_WHITE_BLACK_AFRICAN("E", "M2", "IC3", 8, 16),
  MIXED_WHITE_ASIAN("F", "M3", "IC4", 9, 14),
  MIXED_OTHER("G", "M9", "IC3", 10, 24),
  ASIAN_INDIAN("H", "A1", "IC4", 26, 48),
  ASIAN_PAKISTANI("J", "A2", "IC4", 28, 30),
  ASIAN_BANGLADESHI("K", "A3", "IC4", 10, 46),
  ASIAN_CHINESE("R", "A4", "IC5", 7, 14),
  ASIAN_OTHER("L", "A9", "IC4", 18, 36),
  BLACK_CARIBBEAN("M", "B1", "IC3", 22, 72),
  BLACK_AFRICAN("N", "B2", "IC3", 36, 84),
  BLACK_OTHER("P", "B9", "IC3", 14, 40),
  OTHER_ARAB("S", "O2", "IC6", 6, 12),
  OTHER_ANY("S", "O9", "IC6", 20, 40);

  private final String nhsCode;
  private final String selfDefined;
  private final String officerDefined;
  private final int inCountry;
  private final int inCity;

  EthnicGroup(
      String nhsCode, String selfDefined, String officerDefined, int inCountry, int inCity) {
    this.nhsCode = nhsCode;
    this.selfDefined = selfDefined;
    this.officerDefined = officerDefined;
    this.inCountry = inCountry;
    this.inCity = inCity;
  }

  /** NHS ethnic category of 2001. */
  String nhsCode() {
    return nhsCode;
  }

  /** The five groups NHS publications use, in the grouping of 2001: Chinese is of the others. */
  String groupOfFive() {
    return switch (nhsCode) {
      case "A", "B", "C" -> "white";
      case "D", "E", "F", "G" -> "mixed";
      case "H", "J", "K", "L" -> "asian";
      case "M", "N", "P" -> "black";
      default -> "other";
    };
  }

  /** Police self-defined code, 18+1. */
  String selfDefined() {
    return selfDefined;
  }

  /** What an officer would most likely see. */
  String officerDefined() {
    return officerDefined;
  }

  static EthnicGroup of(Dice dice, boolean city) {
    int total = 0;
    for (EthnicGroup group : values()) {
      total += city ? group.inCity : group.inCountry;
    }
    int left = dice.below(total);
    for (EthnicGroup group : values()) {
      left -= city ? group.inCity : group.inCountry;
      if (left < 0) {
        return group;
      }
    }
    throw new IllegalStateException("shares do not add up");
  }
}
