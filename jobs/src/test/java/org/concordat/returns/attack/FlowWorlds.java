package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.concordat.returns.attack.World.WorldCell;

/**
 * Invents small countries of people who come and go: who was there at the start and who came are,
 * together, who left and who is there at the end, in England and in each of two to nine providers;
 * of those who left some are seen within a week; and in two months in a row the second starts with
 * whom the first ended with. The same seed gives the same world.
 */
final class FlowWorlds {

  private static final String VERSION = "v1";
  private static final String NONE = "NONE";
  private static final String ENGLAND = "England";
  private static final List<String> MEASURES = List.of("START", "CAME", "LEFT", "END", "SEEN");

  private final Random random;
  private final Map<Key, WorldCell> cells = new LinkedHashMap<>();
  private final List<Relation> relations = new ArrayList<>();

  private FlowWorlds(long seed) {
    random = new Random(seed * 6151 + 5);
  }

  /** The world of a seed. */
  static World of(long seed) {
    return new FlowWorlds(seed).world();
  }

  private World world() {
    List<String> providers =
        IntStream.rangeClosed(1, 2 + random.nextInt(8)).mapToObj(i -> "R0" + i).toList();
    List<String> months = random.nextBoolean() ? List.of("2026-09") : List.of("2026-08", "2026-09");
    int[] sizes = {0, 1, 2, 4, 6, 9, 14};
    Map<String, Integer> there = new HashMap<>();
    providers.forEach(p -> there.put(p, random.nextInt(1 + sizes[random.nextInt(sizes.length)])));
    String before = "";
    for (String month : months) {
      Map<String, List<Integer>> figures = new LinkedHashMap<>();
      for (String provider : providers) {
        int start = there.getOrDefault(provider, 0);
        int came = random.nextInt(1 + sizes[random.nextInt(sizes.length)]);
        int left = random.nextInt(start + came + 1);
        int end = start + came - left;
        figures.put(provider, List.of(start, came, left, end, random.nextInt(left + 1)));
        there.put(provider, end);
      }
      publish(month, figures);
      if (!before.isEmpty()) {
        carriedOn(before, month, providers);
      }
      before = month;
    }
    return new World(List.copyOf(cells.values()), List.copyOf(relations));
  }

  private void publish(String month, Map<String, List<Integer>> figures) {
    for (int measure = 0; measure < MEASURES.size(); measure++) {
      Key england = new Key(month, VERSION, MEASURES.get(measure), ENGLAND, ENGLAND, NONE);
      List<Key> parts = new ArrayList<>();
      int sum = 0;
      int contributors = 0;
      for (Map.Entry<String, List<Integer>> provider : figures.entrySet()) {
        Key key = england.at("Provider", provider.getKey(), NONE);
        int value = provider.getValue().get(measure);
        cells.put(key, new WorldCell(key, value, value > 0 ? 1 : 0, false));
        parts.add(key);
        sum += value;
        contributors += value > 0 ? 1 : 0;
      }
      cells.put(england, new WorldCell(england, sum, contributors, true));
      relations.add(new Relation.Total(england, parts, "providers"));
      relations.add(
          new Relation.Contributors(england, parts, Attack.CONTRIBUTORS_OF_EXACT, "contributors"));
    }
    for (Key start : cells.keySet().stream().filter(key -> key.month().equals(month)).toList()) {
      if (start.measure().equals("START")) {
        relations.add(
            new Relation.Balance(
                Map.of(start, 1, start.of("CAME"), 1, start.of("LEFT"), -1, start.of("END"), -1),
                0,
                0,
                "who came and went"));
        relations.add(
            new Relation.AtMost(List.of(start.of("SEEN")), start.of("LEFT"), "within those left"));
      }
    }
  }

  private void carriedOn(String before, String month, List<String> providers) {
    Key england = new Key(month, VERSION, "START", ENGLAND, ENGLAND, NONE);
    List<Key> starts = new ArrayList<>(List.of(england));
    providers.forEach(provider -> starts.add(england.at("Provider", provider, NONE)));
    for (Key start : starts) {
      Key end = start.of("END").in(before, VERSION);
      relations.add(new Relation.Total(start, List.of(end), "carried on"));
    }
  }
}
