package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Works out what the hidden cells of published tables can still be, from the printed texts and what
 * an outsider knows of the figures behind them (returns-and-disclosure.md 2 and 3, D8).
 *
 * <p>A cell is safe only when at least three different values were each shown by a whole set of
 * figures that fits every printed text and every relation at once.
 */
final class Attack {

  /** D8: values that must stay possible. */
  static final int VALUES_NEEDED = 3;

  /** D6: organisations that must count somebody before a figure of England is exact. */
  static final int CONTRIBUTORS_OF_EXACT = 8;

  private static final int SMALL = 4;
  private static final long FIRST_BUDGET = 3_000;
  private static final long QUICK_BUDGET = 300;
  private static final long LONG_BUDGET = 3_000;
  private static final int VALUES_TRIED = 24;

  /**
   * What an attack came to.
   *
   * @param findings everything that is not safe, and what is told for information, by key
   * @param safe how many figures were shown to be safe
   * @param unjudged figures for which this reading of the asterisks fits no set of figures at all
   * @param exempt hidden cells that are nobody below a printed England 0, or of organisations that
   *     sent nothing
   * @param contradictions relations that the printed texts contradict under this reading
   */
  record Result(
      List<Finding> findings, int safe, int unjudged, int exempt, List<Relation> contradictions) {

    /** Findings of these outcomes that a rule forbids; rounding undone is for information. */
    List<Finding> forbidden() {
      return findings.stream().filter(f -> f.kind() != Finding.Kind.ROUNDING_UNDONE).toList();
    }

    /** Forbidden findings that were proved. */
    List<Finding> leaks() {
      return forbidden().stream().filter(f -> f.outcome() == Finding.Outcome.LEAK).toList();
    }
  }

  private final PublishedTable table;
  private final Reading reading;
  private final Figures figures = new Figures();
  private final Map<Key, PublishedCell> cells = new HashMap<>();
  private final Map<Key, Integer> places = new TreeMap<>();
  private final List<Relation> sums = new ArrayList<>();
  private final Map<Key, Integer> complements = new TreeMap<>();

  private Attack(PublishedTable table, Reading reading) {
    this.table = table;
    this.reading = reading;
  }

  /** Attacks every figure of the tables, reading asterisks in one way. */
  static Result on(PublishedTable table, Reading reading) {
    return new Attack(table, reading).result();
  }

  private Result result() {
    for (PublishedCell cell : table.cells()) {
      PublishedCell.Range range = cell.range(reading, table.isEnglandNoughtPrinted());
      cells.put(cell.key(), cell);
      places.put(cell.key(), figures.figure(range.least(), range.most()));
    }
    table.relations().forEach(this::lay);
    figures.settle(FIRST_BUDGET);
    Set<Key> nobody = nobody();
    List<Finding> findings = new ArrayList<>();
    int safe = 0;
    int unjudged = 0;
    int exempt = 0;
    for (PublishedCell cell : new TreeMap<>(cells).values()) {
      int place = place(cell.key());
      if (!cell.isHidden()) {
        if (isExposed(cell)) {
          findings.add(
              new Finding(
                  cell.key(),
                  Finding.Kind.EXPOSED,
                  Finding.Outcome.LEAK,
                  List.of(cell.number()),
                  reading));
        } else if (isRoundingUndone(cell, place)) {
          findings.add(
              new Finding(
                  cell.key(),
                  Finding.Kind.ROUNDING_UNDONE,
                  Finding.Outcome.LEAK,
                  List.of(figures.least(place)),
                  reading));
        }
      } else if (cell.told() == PublishedCell.Told.LARGE) {
        continue;
      } else if (cell.isNotReceived() || nobody.contains(cell.key())) {
        exempt++;
      } else if (figures.isContradicted(place)) {
        unjudged++;
      } else {
        Finding finding = judged(cell.key(), Finding.Kind.HIDDEN, place);
        if (finding.outcome() == Finding.Outcome.SAFE) {
          safe++;
        } else {
          findings.add(finding);
        }
      }
    }
    for (Map.Entry<Key, Integer> complement : complements.entrySet()) {
      int place = complement.getValue();
      if (figures.isContradicted(place)) {
        unjudged++;
        continue;
      }
      Finding finding = judged(complement.getKey(), Finding.Kind.COMPLEMENT, place);
      boolean canBeFew = finding.possible().stream().anyMatch(few -> few >= 1 && few <= SMALL);
      if (finding.outcome() == Finding.Outcome.SAFE || !canBeFew) {
        safe++;
      } else {
        findings.add(finding);
      }
    }
    return new Result(
        findings,
        safe,
        unjudged,
        exempt,
        figures.contradictions().stream().map(sums::get).toList());
  }

  private int place(Key key) {
    Integer place = places.get(key);
    if (place == null) {
      place = figures.figure(0, PublishedCell.Range.ANY);
      places.put(key, place);
    }
    return place;
  }

  private void lay(Relation relation) {
    if (relation instanceof Relation.Total total) {
      balance(total.whole(), total.parts(), 0, relation);
    } else if (relation instanceof Relation.AtMost most) {
      balance(most.whole(), most.parts(), PublishedCell.Range.ANY, relation);
    } else if (relation instanceof Relation.Percentage percentage) {
      lay(percentage);
    } else if (relation instanceof Relation.Balance balance) {
      List<Key> keys = List.copyOf(balance.terms().keySet());
      int[] factors = keys.stream().mapToInt(key -> balance.terms().get(key)).toArray();
      sum(places(keys), factors, balance.least(), balance.most(), relation);
    } else if (relation instanceof Relation.Contributors contributors) {
      PublishedCell england = cells.get(contributors.england());
      if (england != null
          && england.isExact(reading)
          && england.number() >= contributors.least()
          && contributors.organisations().size() >= contributors.least()) {
        figures.notNought(places(contributors.organisations()), contributors.least());
        sums.add(relation);
      }
    }
  }

  /** A whole less its parts is from nought to a limit. */
  private void balance(Key whole, List<Key> parts, int most, Relation relation) {
    int[] factors = new int[parts.size() + 1];
    Arrays.fill(factors, -1);
    factors[0] = 1;
    List<Key> keys = new ArrayList<>(List.of(whole));
    keys.addAll(parts);
    sum(places(keys), factors, 0, most, relation);
  }

  /**
   * A share p of two whole numbers, rounded either way at a half: (2p - 1) / 200 to (2p + 1) / 200.
   */
  private void lay(Relation.Percentage percentage) {
    List<Key> keys = new ArrayList<>(List.of(percentage.denominator()));
    keys.addAll(percentage.numerators());
    int[] factors = new int[keys.size()];
    Arrays.fill(factors, 200);
    factors[0] = -(2 * percentage.percent() - 1);
    sum(places(keys), factors.clone(), 0, Long.MAX_VALUE / 4, percentage);
    factors[0] = -(2 * percentage.percent() + 1);
    sum(places(keys), factors, Long.MIN_VALUE / 4, 0, percentage);
    PublishedCell whole = cells.get(percentage.denominator());
    boolean isProtected =
        whole != null
            && !whole.isExact(reading)
            && percentage.numerators().stream()
                .allMatch(key -> cells.containsKey(key) && !isExactCell(key));
    if (percentage.isPart() && isProtected) {
      int rest = figures.figure(0, PublishedCell.Range.ANY);
      complements.put(percentage.denominator(), rest);
      int[] members = Arrays.copyOf(places(keys), keys.size() + 1);
      members[keys.size()] = rest;
      int[] ones = new int[members.length];
      Arrays.fill(ones, -1);
      ones[0] = 1;
      sum(members, ones, 0, 0, percentage);
    }
  }

  private boolean isExactCell(Key key) {
    PublishedCell cell = cells.get(key);
    return cell != null && cell.isExact(reading);
  }

  private void sum(int[] members, int[] factors, long least, long most, Relation relation) {
    figures.sum(members, factors, least, most);
    sums.add(relation);
  }

  private int[] places(List<Key> keys) {
    return keys.stream().mapToInt(this::place).toArray();
  }

  /**
   * A number that is certainly exact where D1, D2 and D6 want it hidden or rounded: below England
   * anything but 5, 10, 15 and so on; at England what fewer than eight organisations make up.
   */
  private static boolean isExposed(PublishedCell cell) {
    int number = cell.number();
    if (cell.isEngland()) {
      return number > 0 && number < CONTRIBUTORS_OF_EXACT && number % 5 != 0;
    }
    return number == 0 || number % 5 != 0;
  }

  private boolean isRoundingUndone(PublishedCell cell, int place) {
    return !cell.isExact(reading)
        && !cell.isNotReceived()
        && !figures.isContradicted(place)
        && figures.least(place) == figures.most(place);
  }

  /** Figures that are nobody because printed noughts alone say so: they hide nothing (D6, D8). */
  private Set<Key> nobody() {
    Set<Key> nobody = new HashSet<>();
    for (PublishedCell cell : table.cells()) {
      if (cell.isNotReceived() || (!cell.isHidden() && cell.number() == 0)) {
        nobody.add(cell.key());
      }
    }
    int before;
    do {
      before = nobody.size();
      for (Relation relation : table.relations()) {
        if (relation instanceof Relation.Total total) {
          if (nobody.contains(total.whole())) {
            nobody.addAll(total.parts());
          } else if (!total.parts().isEmpty() && nobody.containsAll(total.parts())) {
            nobody.add(total.whole());
          }
        } else if (relation instanceof Relation.AtMost most && nobody.contains(most.whole())) {
          nobody.addAll(most.parts());
        }
      }
    } while (nobody.size() > before);
    return nobody;
  }

  private Finding judged(Key key, Finding.Kind kind, int place) {
    final int least = figures.least(place);
    final int most = figures.most(place);
    if (figures.isSolved(place)) {
      Set<Integer> impossible = new HashSet<>();
      for (long budget : new long[] {QUICK_BUDGET, LONG_BUDGET}) {
        for (int wanted : nearest(place, least, most)) {
          if (figures.shownValues(place) >= VALUES_NEEDED) {
            return new Finding(key, kind, Finding.Outcome.SAFE, shown(place), reading);
          }
          if (!impossible.contains(wanted)
              && !figures.isShown(place, wanted)
              && figures.ask(place, wanted, budget, budget == LONG_BUDGET)
                  == Figures.Answer.IMPOSSIBLE) {
            impossible.add(wanted);
            figures.ruleOut(place, wanted);
          }
        }
        if (figures.shownValues(place) >= VALUES_NEEDED) {
          return new Finding(key, kind, Finding.Outcome.SAFE, shown(place), reading);
        }
        if ((long) most - least + 1 - impossible.size() < VALUES_NEEDED) {
          break;
        }
      }
      TreeSet<Integer> left = new TreeSet<>();
      for (int wanted = least; wanted <= Math.min(most, least + 60); wanted++) {
        if (!impossible.contains(wanted)) {
          left.add(wanted);
        }
      }
      boolean isProved = most - least <= 60 && left.size() < VALUES_NEEDED;
      return new Finding(
          key,
          kind,
          isProved ? Finding.Outcome.LEAK : Finding.Outcome.UNKNOWN,
          List.copyOf(left),
          reading);
    }
    List<Integer> range = new ArrayList<>();
    for (int wanted = least; wanted <= Math.min(most, least + VALUES_NEEDED); wanted++) {
      range.add(wanted);
    }
    return new Finding(
        key,
        kind,
        range.size() < VALUES_NEEDED ? Finding.Outcome.LEAK : Finding.Outcome.UNKNOWN,
        range,
        reading);
  }

  private List<Integer> shown(int place) {
    List<Integer> values = new ArrayList<>();
    int least = figures.least(place);
    for (int wanted = least; wanted < least + 63; wanted++) {
      if (figures.isShown(place, wanted)) {
        values.add(wanted);
      }
    }
    return values;
  }

  /** Values to try, those next to the present one first. */
  private List<Integer> nearest(int place, int least, int most) {
    List<Integer> result = new ArrayList<>();
    int present = figures.present(place);
    for (int by = 0; result.size() < VALUES_TRIED && by <= 2 * VALUES_TRIED; by++) {
      for (int wanted : by == 0 ? new int[] {present} : new int[] {present + by, present - by}) {
        if (wanted >= least && wanted <= most) {
          result.add(wanted);
        }
      }
    }
    return result;
  }
}
