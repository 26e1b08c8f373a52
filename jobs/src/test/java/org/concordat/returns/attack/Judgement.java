package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the attacker makes of one treated world, told the worst and reading naively.
 *
 * @param wrongTexts texts that are no right number and no asterisk
 * @param results what each reading came to
 * @param misjudged leaks that the attacker claims and that do not hold the true figure: a fault of
 *     the attacker, or of what it was told
 */
record Judgement(
    List<String> wrongTexts, Map<Reading, Attack.Result> results, List<Finding> misjudged) {

  /** Judges what a treatment publishes of a world. */
  static Judgement of(World world, Treatment treatment) {
    Map<Key, String> published = treatment.publish(world);
    PublishedTable table = world.table(published, treatment.printsEnglandNoughts());
    Map<Reading, Attack.Result> results = new EnumMap<>(Reading.class);
    for (Reading reading : List.of(Reading.INFORMED, Reading.NAIVE)) {
      results.put(reading, Attack.on(table, reading));
    }
    Map<Key, Integer> truth = world.truth();
    List<Finding> misjudged =
        Objects.requireNonNull(results.get(Reading.INFORMED)).leaks().stream()
            .filter(leak -> !leak.possible().contains(truth.get(leak.key())))
            .toList();
    return new Judgement(world.wrongTexts(published), results, misjudged);
  }

  /** Why the treated world must not be published; empty when it is safe. */
  List<String> faults() {
    List<String> faults = new ArrayList<>(wrongTexts);
    results.values().forEach(result -> result.forbidden().forEach(f -> faults.add(f.toString())));
    return faults;
  }
}
