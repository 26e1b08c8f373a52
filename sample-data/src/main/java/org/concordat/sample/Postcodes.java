package org.concordat.sample;

/**
 * Postcodes of the right shape in areas that do not exist, so that none is anybody's address and a
 * search for one means something.
 */
final class Postcodes {

  /** No fixed abode, as the NHS writes it. */
  static final String NO_FIXED_ABODE = "ZZ99 3VZ";

  /** Address not known, as the NHS writes it. */
  static final String NOT_KNOWN = "ZZ99 3WZ";

  private static final String[] AREAS = {"ZQ", "YX", "JQ", "ZW", "JX", "YQ", "ZX", "UX"};
  private static final String LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

  private Postcodes() {}

  static String of(Dice dice) {
    return within(dice.pick(AREAS) + dice.between(1, 99), dice);
  }

  /** Another postcode: of the same district for half of those who move, of any for the others. */
  static String other(String home, Dice dice) {
    String other = home;
    while (other.equals(home)) {
      other = dice.percent(50) ? within(home.substring(0, home.indexOf(' ')), dice) : of(dice);
    }
    return other;
  }

  private static String within(String district, Dice dice) {
    return district
        + ' '
        + dice.below(10)
        + LETTERS.charAt(dice.below(LETTERS.length()))
        + LETTERS.charAt(dice.below(LETTERS.length()));
  }
}
