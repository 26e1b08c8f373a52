package org.concordat.marts.secondopinion;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.concordat.marts.secondopinion.Files.Member;

/** Small worlds made by chance, dense in days, times and copies that nearly or just meet. */
public final class Worlds {

  /** The month that the worlds are made around: it holds the day the clocks go back. */
  public static final YearMonth MONTH = Files.MONTH;

  private static final List<String> TEAM_TYPES =
      List.of("A02", "A18", "A19", "A11", "A06", "A20", "C05");

  private Worlds() {}

  /** World number {@code number} of a seed: always the same. */
  public static World of(long seed, int number) {
    Dice dice = new Dice(seed * 1_000_003L + number);
    Files files = new Files(number, dice);
    List<String> providers = new ArrayList<>();
    int providerCount = dice.of(1, 2, 2, 3);
    for (int i = 0; i < providerCount; i++) {
      providers.add(String.format("W%04d%c", number, 'A' + i));
    }
    providers.forEach(provider -> addTeams(files, provider));
    int people = dice.between(1, 4);
    for (int i = 1; i <= people; i++) {
      addPerson(files, String.format("w%04d~person%d", number, i), i, providers);
    }
    return files.world();
  }

  private static void addPerson(Files files, String person, int number, List<String> providers) {
    Dice dice = files.dice;
    String provider = dice.of(providers);
    List<Member> known = new ArrayList<>();
    known.add(new Member(provider, "p" + number, person));
    if (dice.chance(35)) {
      // Another provider's number, or a second one of the same provider.
      known.add(new Member(dice.of(providers), "q" + number, person));
    }
    if (dice.chance(75)) {
      new DetentionScene(files, known.get(0)).play();
    }
    if (dice.chance(30)) {
      new DetentionScene(files, dice.of(known)).play();
    }
    if (dice.chance(50)) {
      new PlacementScene(files, known).play();
    }
    int crises = dice.of(0, 1, 1, 2);
    for (int i = 0; i < crises; i++) {
      new CrisisScene(files, dice.of(known)).play();
    }
  }

  /** Teams T1 (no crisis team) to T5; T6 is on no list. */
  private static void addTeams(Files files, String provider) {
    Dice dice = files.dice;
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      types.add(i == 2 || i == 3 ? dice.of("A02", "A18", "A19") : dice.of(TEAM_TYPES));
    }
    for (int back = 1; back >= 0; back--) {
      for (int i = 1; i <= 5; i++) {
        String type = dice.chance(10) ? dice.of(TEAM_TYPES) : types.get(i - 1);
        if (dice.chance(back == 0 ? 96 : 20)) {
          files.teams.add(new World.Team(MONTH.minusMonths(back), provider, "T" + i, type));
        }
      }
    }
  }
}
