package org.concordat.reports;

import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.Disclosure;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.platform.disclosure.ProtectedCount;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one page for everybody, treated together and in one pass (returns-and-disclosure.md
 * D9, D10). A page is made twice by the same words: the first time its counts are only gathered;
 * then they are treated with all that the page tells of how they add up; the second time their
 * published texts are given out. What the month's return has told already stands here as it stands
 * there.
 */
final class PublicFigures {

  private final FigureTable table;
  private final Settings.Disclosure settings;
  private final Map<?, String> told;
  private final Map<Object, String> same = new HashMap<>();
  private final Set<String> relations = new HashSet<>();
  private @Nullable Disclosure treated;

  private PublicFigures(Settings.Disclosure settings, Map<?, String> told) {
    this.table = new FigureTable(settings);
    this.settings = settings;
    this.told = told;
  }

  /**
   * Makes something that everybody may read.
   *
   * @param told texts of the month's return by the keys that the page calls the same figures by
   * @param making writes with the counts and sums it tells here; is run twice
   */
  static <T> T made(
      Settings.Disclosure settings, Map<?, String> told, Function<PublicFigures, T> making) {
    PublicFigures figures = new PublicFigures(settings, told);
    T unused = making.apply(figures); // gathers
    figures.treated = Disclosure.of(figures.table, settings);
    return making.apply(figures);
  }

  /**
   * A protected count as published, with commas; an asterisk where it is hidden.
   *
   * @param key what it is called in sums
   */
  String count(Object key, long exact) {
    return withCommas(text(key, exact, 1, false));
  }

  /**
   * A count of England as published, with commas; exact where enough organisations contribute (D6).
   *
   * @param contributors organisations with more than nought in it
   */
  String free(Object key, long exact, int contributors) {
    return withCommas(text(key, exact, contributors, true));
  }

  /** The number that {@link #count} or {@link #free} showed of a key; nought where it is hidden. */
  long shown(Object key) {
    String text = shownText(key);
    return text.equals(ProtectedCount.HIDDEN) ? 0 : Long.parseLong(text);
  }

  /** Whether a key's figure is hidden. */
  boolean isHidden(Object key) {
    return shownText(key).equals(ProtectedCount.HIDDEN);
  }

  /**
   * Part of a whole in whole percent, of the two published counts; hidden where one of them is
   * (D3), a dash where the whole is nought.
   */
  String percent(Object part, long exactPart, Object whole, long exactWhole) {
    text(part, exactPart, 1, false);
    text(whole, exactWhole, 1, false);
    if (isHidden(part) || isHidden(whole)) {
      return ProtectedCount.HIDDEN;
    }
    return shown(whole) == 0
        ? "–"
        : Figures.share(shown(part), shown(whole)).setScale(0, RoundingMode.HALF_UP).toPlainString()
            + "\u00a0%";
  }

  /** Tells that a whole is the sum of its parts; what does not add up, readers cannot add up. */
  void sum(Object whole, List<?> parts) {
    if (treated == null
        && table.has(whole)
        && parts.stream().allMatch(table::has)
        && table.value(whole) == parts.stream().mapToLong(table::value).sum()
        && relations.add("sum " + whole + parts)) {
      table.sum("sum " + whole, whole, parts);
    }
  }

  /** Tells that two lists have the same sum; where they have not, readers learn nothing of it. */
  void same(List<?> one, List<?> other) {
    if (treated == null
        && one.stream().allMatch(table::has)
        && other.stream().allMatch(table::has)
        && one.stream().mapToLong(table::value).sum()
            == other.stream().mapToLong(table::value).sum()
        && relations.add("same " + one + other)) {
      table.balance("same " + one, one, other);
    }
  }

  /** Tells that a part is at most the whole. */
  void within(Object whole, Object part) {
    if (treated == null
        && table.has(whole)
        && table.has(part)
        && table.value(part) <= table.value(whole)
        && relations.add("within " + whole + part)) {
      table.atMost("part " + part, whole, List.of(part));
    }
  }

  private String text(Object key, long exact, int contributors, boolean isFree) {
    if (treated == null) {
      String there = told.get(key);
      if (there != null && isOf(there, exact)) {
        table.published(key, exact, there);
        same.put(key, there);
      } else {
        table.figure(key, exact, contributors, isFree);
      }
    }
    return shownText(key);
  }

  private String shownText(Object key) {
    Disclosure now = treated;
    String there = same.get(key);
    if (now == null || !now.isClean()) {
      return ProtectedCount.HIDDEN;
    }
    return there == null ? now.text(key) : there;
  }

  /** A return may be older than what is in force now: then its figure is another one. */
  private boolean isOf(String text, long exact) {
    return text.equals(ProtectedCount.HIDDEN)
        || text.equals(Long.toString(exact))
        || text.equals(new ProtectedCount(settings).text(exact));
  }

  private static String withCommas(String text) {
    return text.equals(ProtectedCount.HIDDEN) ? text : Figures.count(Long.parseLong(text));
  }
}
