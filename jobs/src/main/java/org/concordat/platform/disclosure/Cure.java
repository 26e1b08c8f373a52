package org.concordat.platform.disclosure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is rounded or hidden beside a hidden figure of which too few values are possible (D7, D8).
 * Of two parts their whole; of more parts the smallest printed one; a figure is rounded rather than
 * hidden, and England is hidden last.
 */
final class Cure {

  private static final int SIBLINGS = 4;
  private static final int FAR = 8;
  private static final int NEXT = 200;
  private static final int CANDIDATES = 12;

  private final FigureTable table;
  private final Attack attack;
  private final List<Step> steps = new ArrayList<>();

  /**
   * One figure made to tell less.
   *
   * @param figure the figure
   * @param from its form before
   * @param to its form after
   * @param because the hidden figure that was not safe
   */
  record Step(int figure, Form from, Form to, int because) {}

  Cure(FigureTable table, Attack attack) {
    this.table = table;
    this.attack = attack;
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Makes other figures tell less until this one is safe, or as much less as one step of each can
   * do.
   *
   * @return whether anything could be done
   */
  boolean of(int figure) {
    List<Integer> candidates = candidates(figure);
    for (boolean isHiding : new boolean[] {false, true}) {
      for (int candidate : candidates) {
        if (cures(figure, candidate, isHiding)) {
          return true;
        }
      }
    }
    Collection<Integer> several = nearest(figure);
    if (several.isEmpty()) {
      several = candidates.stream().limit(SIBLINGS).toList();
    }
    several.forEach(candidate -> step(candidate, table.less(candidate), figure));
    return !several.isEmpty();
  }

  private boolean cures(int figure, int candidate, boolean isHiding) {
    Form before = table.form[candidate];
    Form to = isHiding ? Form.HIDDEN : table.less(candidate);
    if (!before.isShown() || !isHiding && to == Form.HIDDEN) {
      return false;
    }
    table.form[candidate] = to;
    attack.formChanged(candidate);
    if (attack.isSafe(figure, Attack.FEW)) {
      steps.add(new Step(candidate, before, to, figure));
      return true;
    }
    table.form[candidate] = before;
    attack.formChanged(candidate);
    return false;
  }

  private void step(int candidate, Form to, int because) {
    steps.add(new Step(candidate, table.form[candidate], to, because));
    table.form[candidate] = to;
    attack.formChanged(candidate);
  }

  /**
   * Figures that could tell less, best first: those beside it, then those beside figures next to it
   * that cannot be changed themselves, and so on.
   */
  private List<Integer> candidates(int figure) {
    Set<Integer> all = new LinkedHashSet<>();
    Set<Integer> reached = new LinkedHashSet<>(List.of(figure));
    List<Integer> from = List.of(figure);
    for (int far = 0; far < FAR && all.size() < CANDIDATES; far++) {
      List<Integer> next = new ArrayList<>();
      Set<Integer> wholes = new LinkedHashSet<>();
      for (int near : from) {
        for (Relation relation : byWhole(near)) {
          beside(near, relation, all, wholes);
          IntStream.range(0, Math.min(relation.size(), NEXT))
              .map(relation::figure)
              .filter(other -> !isChangeable(other) && reached.add(other))
              .forEach(next::add);
        }
      }
      all.addAll(wholes);
      from = next.subList(0, Math.min(NEXT, next.size()));
    }
    return new ArrayList<>(all);
  }

  private void beside(int figure, Relation relation, Set<Integer> all, Set<Integer> wholes) {
    boolean isPart = relation.plus().length == 1 && relation.plus()[0] != figure;
    if (isPart && isChangeable(relation.plus()[0])) {
      (published(relation.minus()) <= 2 ? all : wholes).add(relation.plus()[0]);
    }
    all.addAll(siblings(relation, figure));
  }

  /** The first choice in every relation. */
  private Set<Integer> nearest(int figure) {
    Set<Integer> nearest = new LinkedHashSet<>();
    for (Relation relation : byWhole(figure)) {
      siblings(relation, figure).stream().limit(1).forEach(nearest::add);
      for (int whole : relation.plus()) {
        if (whole != figure && isChangeable(whole) && siblings(relation, figure).isEmpty()) {
          nearest.add(whole);
        }
      }
    }
    return nearest;
  }

  /** Relations of a figure, from the lowest level up. */
  private List<Relation> byWhole(int figure) {
    return IntStream.of(attack.relationsOf(figure))
        .mapToObj(table.relations::get)
        .sorted(
            Comparator.comparingLong(
                (Relation r) -> IntStream.of(r.plus()).mapToLong(f -> table.value[f]).sum()))
        .toList();
  }

  private int published(int[] parts) {
    return (int) IntStream.of(parts).filter(part -> table.form[part] != Form.UNPUBLISHED).count();
  }

  private List<Integer> siblings(Relation relation, int figure) {
    boolean isWhole = IntStream.of(relation.plus()).anyMatch(whole -> whole == figure);
    IntStream others =
        relation.plus().length == 1 || isWhole
            ? IntStream.of(relation.minus())
            : IntStream.concat(IntStream.of(relation.plus()), IntStream.of(relation.minus()));
    return others
        .filter(other -> other != figure && isChangeable(other))
        .boxed()
        .sorted(Comparator.comparingLong((Integer other) -> table.value[other]))
        .limit(SIBLINGS)
        .toList();
  }

  private boolean isChangeable(int figure) {
    return table.isOurs[figure] && table.form[figure].isShown();
  }
}
