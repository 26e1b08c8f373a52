package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.concordat.marts.secondopinion.Files.Member;
import org.jspecify.annotations.Nullable;

/** Out-of-area placements of one person that overlap, with their spells and ward stays. */
final class PlacementScene {

  private static final String REASONS = "10 10 10 10 10 10 11 15 99 -";
  private static final String BED_TYPES = "200 200 201 202 203 212 10 -";

  private final Files files;
  private final Dice dice;
  private final List<Member> known;

  /**
   * @param known the person as each provider knows them
   */
  PlacementScene(Files files, List<Member> known) {
    this.files = files;
    this.dice = files.dice;
    this.known = known;
  }

  void play() {
    LocalDate received =
        dice.of(
            dice.day(Files.FIRST_DAY.minusDays(40), Files.FIRST_DAY),
            dice.day(Files.FIRST_DAY.minusDays(3), Files.FIRST_DAY.plusDays(3)),
            dice.day(Files.FIRST_DAY, Files.LAST_DAY));
    int placements = dice.of(1, 2, 2, 3, 4);
    for (int i = 0; i < placements && !received.isAfter(Files.LAST_DAY); i++) {
      addPlacement(dice.of(known), received);
      received = received.plusDays(dice.of(0, 0, 1, 2, 5, 12));
    }
  }

  private void addPlacement(Member member, LocalDate received) {
    String id = files.id("R", member);
    String reason = dice.code(REASONS);
    LocalDate discharged =
        dice.chance(35) ? null : received.plusDays(dice.of(0, 1, 3, 6, 12, 25, 45));
    for (YearMonth month : files.months(received, discharged)) {
      boolean isOld = month.isBefore(Files.MONTH);
      LocalDate sentDischarge = Files.endSentIn(month, discharged);
      boolean isSentAhead =
          month.equals(Files.MONTH)
              && discharged != null
              && discharged.isAfter(Files.LAST_DAY)
              && discharged.isBefore(Files.LAST_DAY.plusDays(8));
      files.add(
          member,
          new World.Referral(
              month,
              member.provider(),
              id,
              member.localId(),
              "T1",
              isOld && dice.chance(15) ? received.minusDays(dice.of(1, 3)) : received,
              null,
              null,
              isOld && dice.chance(20) ? dice.code(REASONS) : reason,
              isSentAhead ? discharged : sentDischarge,
              null));
    }
    int spells = dice.of(0, 1, 1, 1, 1, 2);
    for (int i = 0; i < spells; i++) {
      LocalDate admission = received.plusDays(dice.of(-2, -1, 0, 0, 0, 0, 1, 3));
      LocalDate left =
          dice.chance(40)
              ? null
              : discharged != null && dice.chance(60)
                  ? discharged.plusDays(dice.of(-2, 0, 0, 1, 3))
                  : admission.plusDays(dice.of(0, 1, 4, 10, 30));
      if (!admission.isAfter(Files.LAST_DAY)) {
        addSpell(
            member, id, admission, left != null && left.isBefore(admission) ? admission : left);
      }
    }
  }

  private void addSpell(
      Member member, String referral, LocalDate admission, @Nullable LocalDate left) {
    String id = files.id("H", member);
    for (YearMonth month : files.months(admission, left)) {
      if (!files.hasReferral(month, member, referral)) {
        continue;
      }
      LocalDate end = Files.endSentIn(month, left);
      files.spells.add(
          new World.Spell(
              month,
              member.provider(),
              id,
              referral,
              admission,
              dice.chance(30) ? null : dice.time(),
              dice.code("- 21 2B 81"),
              end,
              end == null ? null : dice.time(),
              end == null ? null : dice.code("19 51 87 -")));
      addStays(member, month, id, admission, end);
    }
  }

  /** One ward stay after the other, now and then two at once. */
  private void addStays(
      Member member,
      YearMonth month,
      String spell,
      LocalDate admission,
      @Nullable LocalDate discharge) {
    LocalDate start = admission;
    int stays = dice.of(0, 1, 1, 2, 2, 3);
    for (int i = 0; i < stays; i++) {
      LocalDate end = start.plusDays(dice.of(0, 0, 1, 3, 8));
      if (i == stays - 1 || (discharge != null && end.isAfter(discharge))) {
        end = discharge;
      }
      if (start.isAfter(month.atEndOfMonth())
          || (end != null && end.isAfter(month.atEndOfMonth()))) {
        return;
      }
      files.add(
          new World.Stay(
              month,
              member.provider(),
              files.id("W", member),
              spell,
              start,
              end,
              dice.code(BED_TYPES)));
      start = end == null || dice.chance(10) ? start : end;
    }
  }
}
