package org.concordat.reports;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.concordat.schemas.Organisation;
import org.concordat.schemas.Organisations;

/** Names of organisations as a page writes them: sources give them in capitals. */
final class OrganisationNames {

  private static final Set<String> SMALL = Set.of("AND", "OF", "THE", "ON", "FOR", "WITH", "UPON");
  private static final Set<String> CAPITALS = Set.of("NHS", "CIC", "UK", "II", "III");
  private final Organisations organisations;

  OrganisationNames(Organisations organisations) {
    this.organisations = organisations;
  }

  /** The name, or the code when the registers do not have it. */
  String of(Partner partner) {
    Optional<Organisation> found = organisations.find(partner.family(), partner.code());
    return found.map(organisation -> readable(organisation.name())).orElse(partner.code());
  }

  /** A name in capitals as words; any other name as it is. */
  static String readable(String name) {
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      return name;
    }
    StringBuilder words = new StringBuilder();
    for (String word : name.split(" ", -1)) {
      String small = word.toLowerCase(Locale.ROOT);
      if (!words.isEmpty()) {
        words.append(' ');
      }
      if (CAPITALS.contains(word)) {
        words.append(word);
      } else if (SMALL.contains(word) && !words.isEmpty()) {
        words.append(small);
      } else {
        words.append(capitalised(small));
      }
    }
    return words.toString();
  }

  private static String capitalised(String word) {
    StringBuilder result = new StringBuilder();
    boolean starts = true;
    for (char letter : word.toCharArray()) {
      result.append(starts ? Character.toUpperCase(letter) : letter);
      starts = letter == '-' || letter == '(' || letter == '/' || letter == '.';
    }
    return result.toString();
  }
}
