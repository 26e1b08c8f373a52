package org.concordat.returns.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.concordat.returns.attack.World.WorldCell;

/**
 * Invents small countries: one to three measures, each within the one before, with parts by age;
 * two to nine providers; England by gender and, in every second world, by age; one month, or three
 * and their quarter. The same seed gives the same world.
 *
 * <p>Every figure is counted from invented events, so all relations hold.
 */
final class SmallWorlds {

  private static final String VERSION = "v1";
  private static final String NONE = "NONE";
  private static final String ENGLAND = "England";
  private static final String PROVIDER = "Provider";
  private static final String GENDER = "England; Gender";
  private static final String AGE = "England; Age Band";
  private static final String QUARTER = "Q";
  private static final String REST = ", age not known";
  private static final List<String> GENDERS = List.of("1", "2", "UNKNOWN");
  private static final List<String> AGES = List.of("18 and over", "Under 18", "UNKNOWN");
  private static final List<String> PARTS = List.of("a", "b", REST);

  /** One event: where, when, of whom, and how many of the measures count it. */
  private record Event(String provider, String month, int gender, int age, int depth) {}

  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private final List<String> providers;
  private final List<String> months;
  private final List<String> measures;
  private final boolean hasAges;
  private final boolean hasPartsByGender;
  private final Map<Key, WorldCell> cells = new LinkedHashMap<>();
  private final List<Relation> relations = new ArrayList<>();

  private SmallWorlds(long seed) {
    random = new Random(seed * 7919 + 17);
    providers = IntStream.rangeClosed(1, 2 + random.nextInt(8)).mapToObj(i -> "R0" + i).toList();
    months = random.nextInt(3) == 0 ? List.of("2026-09") : List.of("2026-07", "2026-08", "2026-09");
    measures = List.of("M1", "M2", "M3").subList(0, 1 + random.nextInt(3));
    hasAges = random.nextBoolean();
    hasPartsByGender = random.nextBoolean();
  }

  /** The world of a seed. */
  static World of(long seed) {
    return new SmallWorlds(seed).world();
  }

  private World world() {
    invent();
    for (String month : months) {
      for (int depth = 0; depth < measures.size(); depth++) {
        measure(month, measures.get(depth), depth);
      }
    }
    if (months.size() == 3) {
      for (int depth = 0; depth < measures.size(); depth++) {
        quarter(measures.get(depth), depth);
      }
    }
    return new World(List.copyOf(cells.values()), List.copyOf(relations));
  }

  private void invent() {
    boolean isAgeAlwaysKnown = random.nextInt(3) == 0;
    int[] sizes = {0, 1, 2, 2, 4, 4, 8, 12};
    for (String provider : providers) {
      int size = sizes[random.nextInt(sizes.length)];
      for (String month : months) {
        int count = size == 0 ? 0 : random.nextInt(size + 2) + random.nextInt(size / 2 + 1);
        for (int i = 0; i < count; i++) {
          int depth = 1;
          while (depth < measures.size() && random.nextInt(10) < 6) {
            depth++;
          }
          events.add(
              new Event(
                  provider,
                  month,
                  draw(47, 94),
                  isAgeAlwaysKnown ? draw(70, 100) : draw(68, 95),
                  depth));
        }
      }
    }
  }

  /** 0 below the first limit in a hundred, 1 below the second, else 2. */
  private int draw(int first, int second) {
    int drawn = random.nextInt(100);
    return drawn < first ? 0 : drawn < second ? 1 : 2;
  }

  private void measure(String month, String measure, int depth) {
    Predicate<Event> counted = event -> event.month.equals(month) && event.depth > depth;
    List<Key> whole = places(month, measure, counted, true, true);
    for (int part = 0; part < PARTS.size(); part++) {
      int age = part;
      places(
          month,
          measure + PARTS.get(part),
          event -> counted.test(event) && event.age == age,
          part < 2,
          hasPartsByGender);
    }
    for (Key key : whole) {
      if (!key.breakdown().equals(GENDER) || hasPartsByGender) {
        List<Key> parts = PARTS.stream().map(part -> key.of(measure + part)).toList();
        relations.add(new Relation.Total(key, parts, "parts by age"));
      }
    }
    if (hasAges) {
      byAge(month, measure, counted);
    }
    if (depth > 0) {
      List<String> suffixes = List.of("", "a", "b", REST);
      String wider = measures.get(depth - 1);
      for (String suffix : suffixes) {
        for (Key key : whole) {
          if (suffix.isEmpty() || !key.breakdown().equals(GENDER) || hasPartsByGender) {
            relations.add(
                new Relation.AtMost(
                    List.of(key.of(measure + suffix)), key.of(wider + suffix), "within"));
          }
        }
      }
    }
  }

  /** England, providers and genders of a measure, and what is known of them. */
  private List<Key> places(
      String month,
      String measure,
      Predicate<Event> counted,
      boolean isPublished,
      boolean isByGender) {
    Key england = new Key(month, VERSION, measure, ENGLAND, ENGLAND, NONE);
    List<Key> all = new ArrayList<>(List.of(england));
    count(england, counted, isPublished, true);
    List<Key> byProvider = new ArrayList<>();
    for (String provider : providers) {
      Key key = england.at(PROVIDER, provider, NONE);
      byProvider.add(key);
      count(
          key, event -> counted.test(event) && event.provider.equals(provider), isPublished, false);
    }
    relations.add(new Relation.Total(england, byProvider, "providers"));
    contributors(england, byProvider, isPublished);
    all.addAll(byProvider);
    if (isByGender) {
      List<Key> byGender = new ArrayList<>();
      for (int gender = 0; gender < GENDERS.size(); gender++) {
        int level = gender;
        Key key = england.at(GENDER, ENGLAND, GENDERS.get(gender));
        byGender.add(key);
        count(key, event -> counted.test(event) && event.gender == level, isPublished, true);
        contributors(key, byProvider, isPublished);
      }
      relations.add(new Relation.Total(england, byGender, "genders"));
      all.addAll(byGender);
    }
    return all;
  }

  private void contributors(Key england, List<Key> byProvider, boolean isPublished) {
    if (isPublished) {
      relations.add(
          new Relation.Contributors(
              england, byProvider, Attack.CONTRIBUTORS_OF_EXACT, "contributors"));
    }
  }

  private void byAge(String month, String measure, Predicate<Event> counted) {
    Key england = new Key(month, VERSION, measure, ENGLAND, ENGLAND, NONE);
    List<Key> byAge = new ArrayList<>();
    for (int age = 0; age < AGES.size(); age++) {
      int level = age;
      Key key = england.at(AGE, ENGLAND, AGES.get(age));
      byAge.add(key);
      count(key, event -> counted.test(event) && event.age == level, true, true);
      relations.add(new Relation.Total(key, List.of(england.of(measure + PARTS.get(age))), "same"));
    }
    relations.add(new Relation.Total(england, byAge, "ages"));
  }

  private void quarter(String measure, int depth) {
    String last = months.get(2);
    Predicate<Event> counted = event -> event.depth > depth;
    for (Key key : places(last, measure + QUARTER, counted, true, false)) {
      List<Key> parts = months.stream().map(month -> key.of(measure).in(month, VERSION)).toList();
      relations.add(new Relation.Total(key, parts, "months of a quarter"));
      if (depth > 0) {
        relations.add(
            new Relation.AtMost(List.of(key), key.of(measures.get(depth - 1) + QUARTER), "within"));
      }
    }
  }

  private void count(Key key, Predicate<Event> counted, boolean isPublished, boolean isFree) {
    if (!isPublished) {
      return;
    }
    Set<String> who = new HashSet<>();
    int value = 0;
    for (Event event : events) {
      if (counted.test(event)) {
        value++;
        who.add(event.provider);
      }
    }
    cells.put(key, new WorldCell(key, value, who.size(), isFree));
  }
}
