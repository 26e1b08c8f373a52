package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import org.concordat.marts.secondopinion.Files.Member;
import org.jspecify.annotations.Nullable;

/** A few touching spells and a chain of legal status periods around one of them. */
final class DetentionScene {

  private static final String CODES =
      "02 02 02 02 02 03 03 03 03 20 20 19 04 05 05 06 06 01 07 10 09 15 16 08 12 17 18 13 14"
          + " 31 32 34 35 36 37 38 98 99 ZZ -";

  /** Legal statuses that follow one another; some places are then filled with any code. */
  private static final List<String> PATHS =
      List.of(
          "02",
          "02",
          "03",
          "03",
          "02 03",
          "02 03 03",
          "20 02",
          "20 02 03",
          "20 02",
          "20 02",
          "19 03",
          "05 02",
          "05 02",
          "06 05 02",
          "06 05",
          "06 05",
          "04 02",
          "04 02",
          "04 03",
          "01 02",
          "01 03",
          "07 10",
          "07 10 10",
          "09",
          "15 15",
          "16",
          "17 17",
          "31",
          "13",
          "20 20",
          "06 06",
          "35 36",
          "98 02");

  private static final String METHODS = "- 21 25 2A 2A 2B 81 11 12 13 11 12";
  private static final String DESTINATIONS = "19 19 19 49 50 53 87 48 54 -";

  private final Files files;
  private final Dice dice;
  private final Member member;

  DetentionScene(Files files, Member member) {
    this.files = files;
    this.dice = files.dice;
    this.member = member;
  }

  void play() {
    LocalDate admission =
        dice.of(
            dice.day(Files.FIRST_DAY.minusDays(4), Files.FIRST_DAY.plusDays(4)),
            dice.day(Files.LAST_DAY.minusDays(8), Files.LAST_DAY),
            dice.day(Files.FIRST_DAY, Files.LAST_DAY),
            dice.day(Files.FIRST_DAY, Files.LAST_DAY),
            dice.day(Files.FIRST_DAY.minusDays(70), Files.FIRST_DAY));
    LocalTime admitted = dice.time();
    if (dice.chance(94)) {
      addSpells(admission, admitted);
    }
    boolean isOnOrder = dice.chance(30);
    if (isOnOrder) {
      addSuspendedSection(admission);
    }
    LocalDate start =
        admission.plusDays(
            isOnOrder
                ? dice.of(0, 0, 1, 1, 2, 2, 3)
                : dice.of(-6, -5, -2, -1, 0, 0, 0, 0, 0, 1, 1, 2));
    addPeriods(start, admission, admitted);
  }

  private void addSpells(LocalDate admission, LocalTime admitted) {
    LocalDate start = admission.minusDays(dice.of(0, 0, 0, 4, 11));
    int spells = dice.of(1, 1, 2, 2, 3);
    for (int i = 0; i < spells && !start.isAfter(Files.LAST_DAY); i++) {
      LocalDate discharge =
          start.isBefore(admission)
              ? admission.plusDays(dice.of(0, 0, -1, -1, 2))
              : dice.chance(50) ? null : start.plusDays(dice.of(0, 1, 3, 9, 20));
      if (discharge != null && discharge.isBefore(start)) {
        discharge = start;
      }
      LocalTime time = dice.chance(30) ? null : start.equals(admission) ? admitted : dice.time();
      addSpell(start, time, dice.code(METHODS), discharge);
      if (dice.chance(12)) {
        addSpell(
            start,
            dice.chance(50) ? time : dice.time(),
            dice.code(METHODS),
            dice.chance(50) ? discharge : start.plusDays(dice.between(0, 12)));
      }
      start =
          discharge == null
              ? start.plusDays(dice.of(0, 1, 5))
              : discharge.plusDays(dice.of(0, 0, 1, 2));
    }
  }

  private void addSpell(
      LocalDate start,
      @Nullable LocalTime time,
      @Nullable String method,
      @Nullable LocalDate discharge) {
    String id = files.id("H", member);
    String referral = "R-" + member.localId();
    LocalTime dischargeTime = dice.chance(15) ? null : dice.time();
    String destination = dice.code(DESTINATIONS);
    for (YearMonth month : files.months(start, discharge)) {
      files.add(member, longAgo(month, referral));
      LocalDate end = Files.endSentIn(month, discharge);
      boolean isOld = month.isBefore(Files.MONTH);
      files.spells.add(
          new World.Spell(
              month,
              member.provider(),
              id,
              referral,
              isOld && dice.chance(10) ? start.minusDays(1) : start,
              isOld && dice.chance(10) ? null : time,
              isOld && dice.chance(10) ? null : method,
              end,
              end == null ? null : dischargeTime,
              end == null ? null : destination));
    }
  }

  private World.Referral longAgo(YearMonth month, String id) {
    return new World.Referral(
        month,
        member.provider(),
        id,
        member.localId(),
        "T1",
        LocalDate.of(2025, 6, 1),
        null,
        null,
        null,
        null,
        null);
  }

  /** A section given up for a community treatment order, which may be revoked about admission. */
  private void addSuspendedSection(LocalDate admission) {
    LocalDate start = dice.day(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 7, 31));
    LocalDate end = dice.chance(50) ? null : admission.plusDays(dice.of(-1, 0, 0, 1));
    LocalDate orderEnd = admission.plusDays(dice.of(-1, 0, 1, 1, 1, 2, 2, 3));
    OrderDates order = new OrderDates(start.plusDays(dice.between(0, 30)), orderEnd);
    String code = dice.code("03 03 03 03 09 10 15 16 02");
    addPeriod(
        code,
        start,
        dice.time(),
        dice.chance(80) ? null : admission.plusDays(dice.of(-1, 0, 20)),
        end,
        dice.chance(15) ? null : order);
    if (dice.chance(15)) {
      // The same section again under a new id, and with it the order.
      addPeriod(code, start, dice.time(), null, end, dice.chance(70) ? order : null);
    }
  }

  private void addPeriods(LocalDate first, LocalDate admission, LocalTime admitted) {
    LocalDate start = first;
    boolean isAfterPlaceOfSafety = false;
    for (String step : dice.of(PATHS).split(" ")) {
      if (start.isAfter(Files.LAST_DAY)) {
        return;
      }
      String code = dice.chance(20) ? dice.code(CODES) : step;
      LocalDate end = dice.chance(25) ? null : start.plusDays(dice.of(0, 0, 0, 1, 1, 1, 2, 3, 9));
      LocalDate expiry =
          dice.chance(15) ? null : start.plusDays(dice.of(-1, 0, 1, 3, 28, 28, 180, 180));
      LocalTime time = dice.chance(40) ? admitted : dice.time();
      OrderDates order = null;
      if (dice.chance(isAfterPlaceOfSafety ? 70 : 8)) {
        order =
            new OrderDates(
                start.minusDays(dice.of(-1, 0, 2, 4, 4)), start.plusDays(dice.of(-1, 0, 1, 3)));
      }
      addPeriod(code, start, time, expiry, end, order);
      if (dice.chance(10)) {
        addPeriod(
            code,
            start,
            time,
            dice.chance(50) ? expiry : start.plusDays(14),
            dice.chance(50) ? end : start.plusDays(2),
            dice.chance(30) ? order : null);
      }
      LocalDate next = (end == null ? start : end).plusDays(dice.of(-1, 0, 0, 0, 1, 1, 1, 2));
      start = next.isBefore(start) ? start : next;
      isAfterPlaceOfSafety = "19".equals(code) || "20".equals(code);
    }
  }

  private record OrderDates(LocalDate start, LocalDate end) {}

  private void addPeriod(
      @Nullable String code,
      LocalDate start,
      LocalTime time,
      @Nullable LocalDate expiry,
      @Nullable LocalDate end,
      @Nullable OrderDates order) {
    String id = files.id("L", member);
    LocalTime endTime = dice.chance(10) ? null : dice.time();
    List<YearMonth> months = files.months(start, end);
    for (YearMonth month : months) {
      boolean isOld = month.isBefore(Files.MONTH);
      LocalDate sentEnd = Files.endSentIn(month, end);
      files.add(
          member,
          new World.Period(
              month,
              member.provider(),
              id,
              member.localId(),
              isOld && dice.chance(25) ? dice.code(CODES) : code,
              isOld && dice.chance(10) ? start.minusDays(1) : start,
              time,
              isOld && dice.chance(15) ? start.plusDays(3) : expiry,
              sentEnd,
              sentEnd == null ? null : endTime));
      if (sentEnd != null && isOld && dice.chance(15)) {
        files.add(
            member,
            new World.Period(
                month.plusMonths(1),
                member.provider(),
                id,
                member.localId(),
                code,
                start,
                time,
                expiry,
                null,
                null));
      }
    }
    if (order != null
        && !order.end().isBefore(order.start())
        && files.mayHaveOrderFrom(order.start(), member)) {
      addOrder(id, order);
    }
  }

  private void addOrder(String period, OrderDates order) {
    String reason = dice.code("02 02 02 02 01 -");
    boolean isLeftOpen = dice.chance(15);
    for (YearMonth month : files.months(order.start(), order.end())) {
      if (!files.hasPeriod(month, member, period)) {
        continue;
      }
      LocalDate end = isLeftOpen ? null : Files.endSentIn(month, order.end());
      boolean isReasonSent = end != null || isLeftOpen;
      files.add(
          new World.Order(
              month, member.provider(), period, order.start(), end, isReasonSent ? reason : null));
    }
  }
}
