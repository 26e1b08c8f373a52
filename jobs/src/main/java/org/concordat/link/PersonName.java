package org.concordat.link;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names as they are compared: without accents, titles and words that stand for no name. */
final class PersonName {

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s.,/]+");
  private static final Pattern NOT_A_LETTER = Pattern.compile("[^A-Z]");

  /** Letters that Unicode does not take apart into a letter and an accent. */
  private static final Map<String, String> WHOLE_LETTERS =
      Map.of("Ø", "O", "Æ", "AE", "Œ", "OE", "Ł", "L", "Đ", "D", "Þ", "TH", "Ð", "D", "ı", "I");

  private static final Set<String> TITLES =
      Set.of(
          "MR",
          "MRS",
          "MS",
          "MISS",
          "MX",
          "MASTER",
          "DR",
          "PROF",
          "PROFESSOR",
          "SIR",
          "LADY",
          "LORD",
          "DAME",
          "REV",
          "REVEREND");

  private static final Set<String> NO_NAME =
      Set.of(
          "BABY",
          "INFANT",
          "NEWBORN",
          "MALE",
          "FEMALE",
          "UNKNOWN",
          "UNKNOWNMALE",
          "UNKNOWNFEMALE",
          "UNK",
          "UNIDENTIFIED",
          "NOTGIVEN",
          "NOTKNOWN",
          "NOTSTATED",
          "NOTRECORDED",
          "NONAME",
          "NOTAVAILABLE",
          "NONE",
          "NULL",
          "REFUSED",
          "WITHHELD",
          "ANON",
          "ANONYMOUS",
          "DOE",
          "JOHNDOE",
          "JANEDOE",
          "TEST",
          "PATIENT");

  private PersonName() {}

  /** All parts of a family name joined: {@code van der Berg} gives {@code VANDERBERG}. */
  static @Nullable String surname(@Nullable String sent) {
    List<String> parts = parts(sent);
    String joined = String.join("", parts);
    return joined.isEmpty() || isNoName(parts, joined) ? null : joined;
  }

  /** The first given name: {@code Mr José María} gives {@code JOSE}. */
  static @Nullable String firstGivenName(@Nullable String sent) {
    List<String> parts = parts(sent);
    if (parts.isEmpty() || isNoName(parts, String.join("", parts))) {
      return null;
    }
    return parts.get(0);
  }

  private static boolean isNoName(List<String> parts, String joined) {
    return NO_NAME.contains(joined) || NO_NAME.contains(parts.get(0));
  }

  private static List<String> parts(@Nullable String sent) {
    List<String> parts = new ArrayList<>();
    if (sent == null) {
      return parts;
    }
    String plain = Normalizer.normalize(sent, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
    plain = ACCENTS.matcher(plain).replaceAll("");
    for (Map.Entry<String, String> letter : WHOLE_LETTERS.entrySet()) {
      plain = plain.replace(letter.getKey(), letter.getValue());
    }
    for (String word : BETWEEN_NAMES.split(plain)) {
      String letters = NOT_A_LETTER.matcher(word).replaceAll("");
      if (!letters.isEmpty()) {
        parts.add(letters);
      }
    }
    // A title is dropped only where a name follows: Lord and Master are family names too.
    while (parts.size() > 1 && TITLES.contains(parts.get(0))) {
      parts.remove(0);
    }
    return parts;
  }
}
