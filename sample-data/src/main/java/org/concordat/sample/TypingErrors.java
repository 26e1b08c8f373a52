package org.concordat.sample;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Slips of the fingers: in a name, in a date. */
final class TypingErrors {

  private static final String[] KEYBOARD = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  /** Wrong dates stay of people old enough and young enough not to be seen at once. */
  private static final LocalDate EARLIEST = LocalDate.of(1916, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2018, 12, 31);

  /** Places of yyyy-MM-dd: decade, year, month, day. */
  private static final List<Integer> DIGITS = List.of(2, 3, 5, 6, 8, 9);

  private TypingErrors() {}

  /**
   * A name with one slip at one place: two neighbouring letters change places, one is left out,
   * doubled, or becomes its neighbour on the keyboard. Never the name itself.
   */
  static String name(String right, Dice dice) {
    String letters = right.toLowerCase(Locale.ROOT);
    String typed = letters;
    while (typed.equals(letters)) {
      int at = dice.below(letters.length());
      String before = letters.substring(0, at);
      String after = letters.substring(at + 1);
      char letter = letters.charAt(at);
      typed =
          switch (dice.below(4)) {
            case 0 ->
                after.isEmpty() ? letters : before + after.charAt(0) + letter + after.substring(1);
            case 1 -> before + after;
            case 2 -> before + letter + letter + after;
            default -> before + neighbour(letter, dice) + after;
          };
    }
    return typed.substring(0, 1).toUpperCase(Locale.ROOT) + typed.substring(1);
  }

  private static char neighbour(char letter, Dice dice) {
    for (String row : KEYBOARD) {
      int at = row.indexOf(letter);
      if (at >= 0) {
        int next = dice.percent(50) ? at - 1 : at + 1;
        return row.charAt(next < 0 ? 1 : next == row.length() ? next - 2 : next);
      }
    }
    return letter;
  }

  /** A date with day and month changed round where that is another date; else one digit wrong. */
  static LocalDate date(LocalDate right, Dice dice) {
    int day = right.getDayOfMonth();
    if (day <= 12 && day != right.getMonthValue()) {
      return LocalDate.of(right.getYear(), day, right.getMonthValue());
    }
    while (true) {
      StringBuilder text = new StringBuilder(right.toString());
      int at = dice.pick(DIGITS);
      text.setCharAt(at, (char) ('0' + dice.below(10)));
      if (isOther(text, right)) {
        return LocalDate.parse(text);
      }
    }
  }

  private static boolean isOther(CharSequence text, LocalDate right) {
    try {
      LocalDate date = LocalDate.parse(text);
      return !date.equals(right) && !date.isBefore(EARLIEST) && !date.isAfter(LATEST);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
