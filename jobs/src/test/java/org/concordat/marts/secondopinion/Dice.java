package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded chance: the same seed makes the same worlds. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A whole number, both bounds included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** One of the values; repeat a value to make it likelier. */
  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> T of(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** One of the texts parted by blanks; {@code -} stands for nothing sent. */
  @Nullable String code(String texts) {
    String text = of(texts.split(" "));
    return text.equals("-") ? null : text;
  }

  LocalDate day(LocalDate first, LocalDate last) {
    return first.plusDays(random.nextInt((int) (last.toEpochDay() - first.toEpochDay()) + 1));
  }

  /** Often one of few times, so that times meet. */
  LocalTime time() {
    return chance(70)
        ? LocalTime.parse(of("00:00", "00:30", "09:00", "12:00", "12:00", "17:45", "23:30"))
        : LocalTime.of(between(0, 23), between(0, 59));
  }
}
