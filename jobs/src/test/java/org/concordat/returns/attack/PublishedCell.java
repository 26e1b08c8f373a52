package org.concordat.returns.attack;

/**
 * One published count.
 *
 * @param key where it stands
 * @param text an asterisk or a whole number, as published
 * @param isEngland whether it is England or England by one characteristic: an England 0 is printed
 *     (D6), so an asterisk there is at least 1, and a figure that is no multiple of 5 is exact;
 *     below England every figure is hidden or rounded
 * @param isNotReceived whether the organisation sent nothing, which the value note tells: it adds
 *     nothing to any total
 * @param told what somebody told the attacker beyond the file; NOTHING for the file alone
 */
record PublishedCell(Key key, String text, boolean isEngland, boolean isNotReceived, Told told) {

  /** What the attacker may be assumed to know of one cell beyond the file, in the worst case. */
  enum Told {
    /** The file alone. */
    NOTHING,
    /** The asterisk stands for 0 to 4. */
    SMALL,
    /** The asterisk hides 5 or more, for the sake of another cell. */
    LARGE,
    /** The number is exact. */
    EXACT,
    /** The number was rounded to the nearest 5. */
    ROUNDED
  }

  /** A figure known from its text alone. */
  static PublishedCell of(Key key, String text, boolean isEngland) {
    return new PublishedCell(key, text, isEngland, false, Told.NOTHING);
  }

  /** The same with what the attacker was told. */
  PublishedCell knowing(Told knowledge) {
    return new PublishedCell(key, text, isEngland, isNotReceived, knowledge);
  }

  /** Whether an asterisk stands for it. */
  boolean isHidden() {
    return text.equals("*");
  }

  /** The printed number; only for a cell that is not hidden. */
  int number() {
    return Integer.parseInt(text);
  }

  /** Whether the printed number is certainly the exact one for a reader of this kind. */
  boolean isExact(Reading reading) {
    if (isHidden()) {
      return false;
    }
    return number() % 5 != 0
        || number() == 0
        || (isEngland && reading == Reading.INFORMED && told == Told.EXACT);
  }

  /**
   * What the figure can be, before anything is added up.
   *
   * @param isEnglandNoughtPrinted whether an England 0 is always printed
   */
  Range range(Reading reading, boolean isEnglandNoughtPrinted) {
    if (isNotReceived) {
      return new Range(0, 0);
    }
    if (!isHidden()) {
      int number = number();
      if (isExact(reading)) {
        return new Range(number, number);
      }
      return new Range(number == 5 ? 5 : number - 2, number + 2);
    }
    int least = isEngland && isEnglandNoughtPrinted ? 1 : 0;
    return switch (reading) {
      case NAIVE -> new Range(least, 4);
      case CAUTIOUS -> new Range(least, Range.ANY);
      case INFORMED ->
          switch (told) {
            case SMALL -> new Range(least, 4);
            case LARGE -> new Range(5, Range.ANY);
            default -> new Range(least, Range.ANY);
          };
    };
  }

  /**
   * Whole numbers from one to another, both included.
   *
   * @param least smallest
   * @param most largest
   */
  record Range(int least, int most) {
    /** More than any figure of the return. */
    static final int ANY = 100_000_000;
  }
}
