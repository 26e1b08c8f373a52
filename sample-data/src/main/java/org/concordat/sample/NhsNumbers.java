package org.concordat.sample;

/**
 * NHS numbers of the range 999, which is kept for tests and never given to a person. Every number
 * passes the modulus 11 check (linkage.md, Preparation).
 */
final class NhsNumbers {

  /** How many different numbers there are: nine of every ten, since some have no check digit. */
  static final int COUNT = 900_000;

  private NhsNumbers() {}

  /** The number at a place from 0 to {@link #COUNT} - 1; different places, different numbers. */
  static String at(int index) {
    int head = index / 9;
    int wanted = index % 9;
    for (int ninth = 0; ninth <= 9; ninth++) {
      String nine = "999" + digits(head, 5) + ninth;
      int check = checkDigit(nine);
      if (check <= 9) {
        if (wanted == 0) {
          return nine + check;
        }
        wanted--;
      }
    }
    throw new IllegalStateException("no NHS number at " + index);
  }

  /** Check digit of nine digits; 10 where there is none and the number is not used. */
  static int checkDigit(String nine) {
    int sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += (nine.charAt(i) - '0') * (10 - i);
    }
    int check = 11 - sum % 11;
    return check == 11 ? 0 : check;
  }

  /** The same number with a wrong check digit. */
  static String broken(String number) {
    int last = number.charAt(9) - '0';
    return number.substring(0, 9) + (last + 1) % 10;
  }

  /** A number with leading zeros. */
  static String digits(long value, int width) {
    String text = Long.toString(value);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
