package org.concordat.platform.disclosure;

import java.util.ArrayList;
import java.util.List;
import org.concordat.config.Settings;

/**
 * Treats all figures of a publication in one pass: each alone by D1, D2 and D6 (done when the table
 * was filled), then families and the attack (D7, D8) until no hidden figure can be narrowed below
 * the least number of values, or the rounds are over.
 */
public final class Disclosure {

  private final FigureTable table;
  private final List<Cure.Step> steps;
  private final List<Integer> unsafe;
  private final int attacked;
  private final int rounds;

  private Disclosure(
      FigureTable table, List<Cure.Step> steps, List<Integer> unsafe, int attacked, int rounds) {
    this.table = table;
    this.steps = List.copyOf(steps);
    this.unsafe = List.copyOf(unsafe);
    this.attacked = attacked;
    this.rounds = rounds;
  }

  /** The figures with D1, D2 and D6 only, attacked but not cured: what the other rules are for. */
  public static Disclosure alone(FigureTable table, Settings.Disclosure settings) {
    return attacked(table, new Attack(table, settings.possibleValues()), List.of(), 0);
  }

  /** The figures as they may be published, if {@link #isClean}. */
  public static Disclosure of(FigureTable table, Settings.Disclosure settings) {
    Attack attack = new Attack(table, settings.possibleValues());
    Cure cure = new Cure(table, attack);
    int rounds = 0;
    boolean isMore = true;
    while (isMore && rounds < settings.attackRounds()) {
      isMore = false;
      rounds++;
      for (int figure = 0; figure < table.size(); figure++) {
        if (isAttacked(table, attack, figure) && !attack.isSafe(figure, Attack.MANY)) {
          isMore |= cure.of(figure);
          // In the last rounds step by step until it is safe, rather than one step a round.
          while (rounds > settings.attackRounds() / 2
              && !attack.isSafe(figure, Attack.MANY)
              && cure.of(figure)) {
            isMore = true;
          }
        }
      }
    }
    return attacked(table, attack, cure.steps(), rounds);
  }

  private static Disclosure attacked(
      FigureTable table, Attack attack, List<Cure.Step> steps, int rounds) {
    List<Integer> unsafe = new ArrayList<>();
    int attacked = 0;
    for (int figure = 0; figure < table.size(); figure++) {
      if (isAttacked(table, attack, figure)) {
        attacked++;
        if (!attack.isSafe(figure, Attack.MANY)) {
          unsafe.add(figure);
        }
      }
    }
    return new Disclosure(table, steps, unsafe, attacked, rounds);
  }

  /** What is hidden for the sake of others is no small count: to know it harms nobody. */
  private static boolean isAttacked(FigureTable table, Attack attack, int figure) {
    return table.form[figure] == Form.HIDDEN
        && table.rule.isSmall(table.value[figure])
        && !attack.isKnownNought(figure);
  }

  /** Whether every relation holds and no hidden figure has fewer possible values than it must. */
  public boolean isClean() {
    return unsafe.isEmpty() && table.broken().isEmpty();
  }

  /** A figure as published. */
  public String text(Object key) {
    return table.text(table.figure(key));
  }

  /** Keys of hidden figures that are still not safe. */
  public List<Object> unsafe() {
    return unsafe.stream().map(table.keys::get).toList();
  }

  /** What the attack was and found, without a word on why any figure is hidden. */
  public DisclosureReport report(Settings.Disclosure settings) {
    return new DisclosureReport(
        isClean(),
        settings,
        table.keys.size(),
        table.relations.size(),
        table.broken().size(),
        attacked,
        unsafe.size());
  }

  /** How many rounds it took; 0 when nothing was cured. */
  public int rounds() {
    return rounds;
  }

  /**
   * What was made to tell less for the sake of which figure: for the restricted zone only, since
   * reasons give values away.
   */
  public List<List<String>> cures() {
    return steps.stream()
        .map(
            step ->
                List.of(
                    table.keys.get(step.figure()).toString(),
                    step.from().name(),
                    step.to().name(),
                    table.keys.get(step.because()).toString()))
        .toList();
  }
}
