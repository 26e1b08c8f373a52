package org.concordat.link;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one record, or all records of one local patient number, say about the holder of an NHS
 * number.
 *
 * @param firstMonths prepared birth dates, each with the first month it was sent in
 * @param surname prepared family name; trusts send none
 * @param bornFrom earliest year of birth by the age sent; 0 where a birth date or no age was sent
 * @param bornTo latest year of birth by the age sent
 */
record NumberEvidence(
    SortedMap<String, String> firstMonths, @Nullable String surname, int bornFrom, int bornTo) {

  /**
   * @param dated texts {@code yyyy-MM:yyyy-MM-dd}: month of the record and birth date
   * @param born year of birth by the age sent, the earlier of two; null without an age
   */
  static NumberEvidence of(
      Collection<String> dated, @Nullable String surname, @Nullable Integer born) {
    TreeMap<String, String> firstMonths = new TreeMap<>();
    for (String text : dated) {
      int colon = text.indexOf(':');
      firstMonths.merge(
          text.substring(colon + 1),
          text.substring(0, colon),
          (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
    return firstMonths.isEmpty() && born != null
        ? new NumberEvidence(firstMonths, surname, born, born + 1)
        : new NumberEvidence(firstMonths, surname, 0, 0);
  }

  /** The evidence as a text that is equal for equal evidence. */
  String text() {
    StringBuilder text = new StringBuilder();
    firstMonths.forEach(
        (birthDate, month) -> text.append(month).append(':').append(birthDate).append(','));
    text.append('|').append(surname == null ? "" : surname);
    return bornFrom == 0 ? text.toString() : text.append('|').append(bornFrom).toString();
  }

  /** Reads what {@link #text} wrote. */
  static NumberEvidence parse(String text) {
    int bar = text.indexOf('|');
    TreeMap<String, String> firstMonths = new TreeMap<>();
    int from = 0;
    while (from < bar) {
      int comma = text.indexOf(',', from);
      int colon = text.indexOf(':', from);
      firstMonths.put(text.substring(colon + 1, comma), text.substring(from, colon));
      from = comma + 1;
    }
    int second = text.indexOf('|', bar + 1);
    String surname = text.substring(bar + 1, second < 0 ? text.length() : second);
    int born = second < 0 ? 0 : Integer.parseInt(text.substring(second + 1));
    return new NumberEvidence(
        firstMonths, surname.isEmpty() ? null : surname, born, born == 0 ? 0 : born + 1);
  }

  /** The birth date seen first, or null. */
  @Nullable String firstBirthDate() {
    return firstMonths.entrySet().stream()
        .min(
            Comparator.comparing(Map.Entry<String, String>::getValue)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
