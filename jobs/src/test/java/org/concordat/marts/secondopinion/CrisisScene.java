package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;
import org.concordat.marts.secondopinion.Files.Member;

/** A crisis referral and its contacts, close to four hours, to midnight and to a clock change. */
final class CrisisScene {

  private static final String TEAMS = "T1 T2 T2 T2 T3 T3 T3 T4 T5 T6";

  private final Files files;
  private final Dice dice;
  private final Member member;

  CrisisScene(Files files, Member member) {
    this.files = files;
    this.dice = files.dice;
    this.member = member;
  }

  void play() {
    LocalDate received =
        dice.of(
            Files.FIRST_DAY.minusDays(1),
            Files.FIRST_DAY,
            Files.LAST_DAY,
            LocalDate.of(2026, 10, 24),
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 10, 25),
            dice.day(Files.FIRST_DAY, Files.LAST_DAY));
    LocalTime time =
        dice.chance(12)
            ? null
            : LocalTime.parse(
                dice.of(
                    "00:00:00",
                    "00:30:00",
                    "00:59:59",
                    "01:00:00",
                    "01:30:00",
                    "02:00:00",
                    "08:15:30",
                    "20:30:00",
                    "22:00:00",
                    "23:30:00"));
    String id = files.id("R", member);
    String team = String.valueOf(dice.code(TEAMS));
    String priority = dice.code("4 4 4 4 4 2 1 3 -");
    LocalDate rejected = dice.chance(10) ? received : null;
    LocalDate discharged = dice.chance(60) ? null : received.plusDays(dice.of(0, 3, 20));
    for (YearMonth month : files.months(received, discharged)) {
      boolean isOld = month.isBefore(Files.MONTH);
      files.add(
          member,
          new World.Referral(
              month,
              member.provider(),
              id,
              member.localId(),
              team,
              // A date put right later: what September called its last day is 1 October after all.
              !isOld && received.isBefore(Files.FIRST_DAY) && dice.chance(30)
                  ? Files.FIRST_DAY
                  : received,
              time,
              isOld && dice.chance(30) ? "3" : priority,
              null,
              Files.endSentIn(month, discharged),
              rejected));
      for (String other : new TreeSet<>(List.of("T1", "T2", "T3", team))) {
        if (dice.chance(12)) {
          files.otherTeams.add(new World.OtherTeam(month, member.provider(), id, other));
        }
      }
    }
    if (files.hasReferral(Files.MONTH, member, id)) {
      addContacts(id, received.atTime(time == null ? LocalTime.MIDNIGHT : time));
    }
  }

  private void addContacts(String referral, LocalDateTime received) {
    int contacts = dice.of(0, 1, 1, 1, 2, 3, 4);
    for (int i = 0; i < contacts; i++) {
      LocalDateTime seen =
          received
              .plusMinutes(dice.of(-600, -30, 0, 1, 60, 179, 180, 181, 239, 240, 241, 300, 1500))
              .plusSeconds(dice.of(0, 0, 0, 1, -1, 30));
      YearMonth month = YearMonth.from(seen);
      if (month.isBefore(Files.MONTH)) {
        continue;
      }
      files.contacts.add(
          new World.Contact(
              month,
              member.provider(),
              files.id("C", member),
              referral,
              seen.toLocalDate(),
              dice.chance(12) ? null : seen.toLocalTime(),
              dice.code("01 01 01 01 01 11 02 -"),
              dice.code("5 5 5 6 6 7 3 -")));
    }
  }
}
