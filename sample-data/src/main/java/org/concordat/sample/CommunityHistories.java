package org.concordat.sample;

import java.time.LocalDateTime;

/** Histories without a bed: crisis, liaison, other crisis services, ordinary community work. */
final class CommunityHistories {

  private final int extraContacts;

  CommunityHistories(int extraContacts) {
    this.extraContacts = extraContacts;
  }

  /** A crisis team, single point of access or crisis line, seen inside or outside its target. */
  void crisis(History history) {
    Dice dice = history.dice();
    String team = dice.weigh("A02:62", "A18:24", "A19:14");
    String priority = dice.weigh("1:20", "4:25", "2:38", "3:11", ":6");
    Referral referral =
        history
            .referral(team, history.start())
            .from(
                dice.weigh("A1:30", "B1:28", "B2:8", "H1:6", "E1:8", "M2:10", "P1:10"),
                priority,
                dice.weigh("18:60", "04:12", "02:10", "05:8", "15:6", "14:4"));
    if (dice.percent(9)) {
      referral.rejected(
          history.after(history.start(), 30, 1_200), dice.weigh("01:30", "02:50", "03:20"));
      return;
    }
    int target = priority.equals("4") ? 240 : 1_440;
    if (dice.percent(90)) {
      boolean inTime = dice.percent(priority.equals("4") ? 68 : 78);
      LocalDateTime first =
          inTime
              ? history.after(history.start(), 10, target - 5)
              : history.after(history.start(), target + 5, target * 4);
      if (dice.percent(2)) {
        first = history.start().minusMinutes(dice.between(5, 40));
      }
      referral.contact(first, mechanism(dice), attendance(dice), "");
      followUps(history, referral, dice.between(1, 8), 1, 3);
    }
    LocalDateTime end = history.daysAfter(referral.last(), 1, 12);
    if (dice.percent(24)) {
      referral.otherTeam(team.equals("A02") ? "A06" : "A02", end);
    }
    referral.discharged(end);
  }

  /** Liaison in an emergency department; one hour is the target. */
  void liaison(History history) {
    Dice dice = history.dice();
    String team = history.isAdult() ? "A11" : "C05";
    Referral referral =
        history
            .referral(team, history.start())
            .from(
                dice.weigh("H1:88", "H2:12"),
                dice.weigh("1:60", "2:20", "4:12", "3:5", ":3"),
                dice.weigh("18:40", "15:30", "04:15", "02:15"));
    if (dice.percent(94)) {
      boolean inTime = dice.percent(70);
      referral.contact(
          inTime ? history.after(history.start(), 1, 59) : history.after(history.start(), 61, 480),
          dice.weigh("01:90", "02:5", "11:5"),
          dice.weigh("5:93", "6:2", "3:5"),
          "");
      followUps(history, referral, dice.below(3), 1, 2);
    }
    LocalDateTime end = history.after(referral.last(), 60, 1_440);
    if (history.isAdult() && dice.percent(22)) {
      referral.otherTeam("A02", end);
    }
    referral.discharged(end);
  }

  /** Cafes, houses, decision units, walk-in units (type T3). */
  void otherCrisis(History history) {
    Dice dice = history.dice();
    Referral referral =
        history
            .referral(dice.pick("A21", "A22", "A23", "A24", "A25"), history.start())
            .from(dice.pick("B1", "P1", "M7", "A1"), dice.weigh("2:60", "1:20", "3:20"), "18")
            .contact(
                history.after(history.start(), 15, 900), mechanism(dice), attendance(dice), "");
    followUps(history, referral, dice.between(1, 3), 1, 2);
    referral.discharged(history.daysAfter(referral.last(), 1, 5));
  }

  /** An ordinary team asked urgently because of a crisis (type T4). */
  void urgentOther(History history) {
    Dice dice = history.dice();
    Referral referral =
        history
            .referral(history.isAdult() ? "A06" : "C10", history.start())
            .from(dice.pick("A1", "P1"), dice.pick("1", "2", "4"), "18")
            .contact(
                history.after(history.start(), 60, 3_000), mechanism(dice), attendance(dice), "");
    followUps(history, referral, dice.between(1, 3), 3, 9);
    referral.discharged(history.daysAfter(referral.last(), 5, 30));
  }

  /** A community team over one to four months. */
  void community(History history) {
    Dice dice = history.dice();
    Referral referral =
        history
            .referral(dice.pick("A06", "A05", "A14", "A07", "A08"), history.start())
            .from(
                dice.weigh("A1:60", "P1:25", "B1:15"),
                dice.weigh("3:85", "2:10", ":5"),
                dice.weigh("04:30", "05:25", "02:15", "03:10", "14:10", "08:10"));
    followUps(history, referral, dice.between(3, 8), 3, 8);
    referral.discharged(history.daysAfter(referral.last(), 3, 15));
  }

  /** A person under guardianship, whom a community team looks after. */
  void guardianship(History history) {
    LocalDateTime from = history.start().minusDays(history.dice().between(0, 20));
    Referral referral = history.referral("A06", from).from("C1", "3", "02");
    history.period(history.dice().weigh("35:90", "36:10"), from.plusHours(5), null, 183);
    followUps(history, referral, 4, 6, 12);
    referral.discharged(null);
  }

  private void followUps(
      History history, Referral referral, int count, int leastDays, int mostDays) {
    for (int i = 0; i < count + extraContacts; i++) {
      LocalDateTime next =
          i < count
              ? history.daysAfter(referral.last(), leastDays, mostDays)
              : history.after(referral.last(), 240, 1_200);
      referral.contact(next, mechanism(history.dice()), attendance(history.dice()), "");
    }
  }

  static String mechanism(Dice dice) {
    return dice.weigh("01:64", "02:24", "11:9", "98:1", "09:2");
  }

  static String attendance(Dice dice) {
    return dice.weigh("5:80", "6:4", "3:8", "2:4", "4:3", "7:1");
  }
}
