package org.concordat.check;

import org.jspecify.annotations.Nullable;

/**
 * The check digit of an NHS number: weights 10 to 2, 11 minus the remainder modulo 11, 11 counts as
 * 0 and 10 is never a check digit (rule MHP-004).
 */
final class NhsNumber {

  private NhsNumber() {}

  /**
   * Whether a text is ten digits with the right check digit and not all equal.
   *
   * @param testNumbers whether numbers that start with 999, kept for invented people, count
   */
  static boolean isValid(@Nullable String text, boolean testNumbers) {
    if (text == null || text.length() != 10 || (!testNumbers && text.startsWith("999"))) {
      return false;
    }
    int sum = 0;
    boolean equal = true;
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      equal &= c == text.charAt(0);
      sum += i < 9 ? (c - '0') * (10 - i) : 0;
    }
    int check = 11 - sum % 11;
    return !equal && (check == 11 ? 0 : check) == text.charAt(9) - '0';
  }
}
