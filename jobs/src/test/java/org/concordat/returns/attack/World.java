package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.concordat.returns.attack.PublishedCell.Told;

/**
 * A small invented country whose true figures are known.
 *
 * @param cells every figure that is to be published
 * @param relations what everybody knows of them; keys that no cell has are figures that exist and
 *     are not published. {@link Relation.Contributors} are knowledge of the attacker's only: they
 *     follow from D6 and need not be told to a treatment
 */
record World(List<WorldCell> cells, List<Relation> relations) {

  /**
   * One true figure.
   *
   * @param key where it stands
   * @param value the exact count
   * @param contributors organisations that count somebody in it
   * @param isFree whether it is England or England by one characteristic
   */
  record WorldCell(Key key, int value, int contributors, boolean isFree) {

    /** D6: whether it is printed exactly. */
    boolean isExact() {
      return isFree && (value == 0 || contributors >= Attack.CONTRIBUTORS_OF_EXACT);
    }

    /** The only number that may be printed for it; nothing but an asterisk where it is small. */
    String printed() {
      if (isExact()) {
        return Integer.toString(value);
      }
      return value < 5 ? "*" : Integer.toString((value + 2) / 5 * 5);
    }
  }

  /** True figures by key. */
  Map<Key, Integer> truth() {
    Map<Key, Integer> truth = new TreeMap<>();
    cells.forEach(cell -> truth.put(cell.key(), cell.value()));
    return truth;
  }

  /**
   * Texts that are neither the right number nor an asterisk: not what D1, D2 and D6 print. An
   * English figure may be rounded for the sake of another.
   */
  List<String> wrongTexts(Map<Key, String> published) {
    List<String> wrong = new ArrayList<>();
    for (WorldCell cell : cells) {
      String text = published.get(cell.key());
      boolean isRounded =
          cell.value() >= 5 && Integer.toString((cell.value() + 2) / 5 * 5).equals(text);
      if (!"*".equals(text) && !cell.printed().equals(text) && !isRounded) {
        wrong.add(cell.key() + " is printed " + text + " and not " + cell.printed());
      }
    }
    if (published.size() != cells.size()) {
      wrong.add(published.size() + " texts for " + cells.size() + " cells");
    }
    return wrong;
  }

  /**
   * What was published, with an attacker told the worst: of each asterisk whether it is small, of
   * each number whether it is exact.
   *
   * @param isEnglandNoughtPrinted whether the treatment always prints an England 0
   */
  PublishedTable table(Map<Key, String> published, boolean isEnglandNoughtPrinted) {
    List<PublishedCell> result = new ArrayList<>();
    for (WorldCell cell : cells) {
      String text = Objects.requireNonNull(published.get(cell.key()), "a cell without text");
      Told told =
          text.equals("*")
              ? cell.value() < 5 ? Told.SMALL : Told.LARGE
              : cell.isExact() && text.equals(Integer.toString(cell.value()))
                  ? Told.EXACT
                  : Told.ROUNDED;
      result.add(PublishedCell.of(cell.key(), text, cell.isFree()).knowing(told));
    }
    return new PublishedTable(result, relations, isEnglandNoughtPrinted);
  }
}
