package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one world while it is being made: what refers to a row finds it in its file. */
final class Files {

  /** The month that is counted. */
  static final YearMonth MONTH = YearMonth.of(2026, 10);

  static final LocalDate FIRST_DAY = MONTH.atDay(1);
  static final LocalDate LAST_DAY = MONTH.atEndOfMonth();
  private static final YearMonth OLDEST = MONTH.minusMonths(11);

  /** Somebody as one provider knows them. */
  record Member(String provider, String localId, String person) {}

  final Dice dice;
  private final int number;
  private final Map<String, Integer> lastIds = new HashMap<>();
  private final Map<String, LocalDate> orderStarts = new HashMap<>();
  private final Map<String, World.Patient> patients = new LinkedHashMap<>();
  private final Map<String, World.Referral> referrals = new LinkedHashMap<>();
  private final Map<String, World.Period> periods = new LinkedHashMap<>();
  final List<World.OtherTeam> otherTeams = new ArrayList<>();
  final List<World.Team> teams = new ArrayList<>();
  final List<World.Contact> contacts = new ArrayList<>();
  private final List<World.Order> orders = new ArrayList<>();
  final List<World.Spell> spells = new ArrayList<>();
  private final List<World.Stay> stays = new ArrayList<>();

  Files(int number, Dice dice) {
    this.number = number;
    this.dice = dice;
  }

  /** A new id of a provider; other providers use the same ids. */
  String id(String kind, Member member) {
    int last = lastIds.merge(kind + member.provider(), 1, Integer::sum);
    return String.format("%s%03d", kind, last);
  }

  /**
   * The months that something is sent in: from the month it starts until the one it ends, now and
   * then with a gap, given up without an end, or sent once long ago.
   */
  List<YearMonth> months(LocalDate start, @Nullable LocalDate end) {
    YearMonth first = YearMonth.from(start);
    YearMonth last = end == null || end.isAfter(LAST_DAY) ? MONTH : YearMonth.from(end);
    YearMonth usual = MONTH.minusMonths(dice.of(1, 2, 2, 3));
    YearMonth from = first.isBefore(usual) && !last.isBefore(usual) ? usual : first;
    from = from.isBefore(OLDEST) ? OLDEST : from;
    List<YearMonth> months =
        new ArrayList<>(
            Stream.iterate(from, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .toList());
    if (months.size() > 1 && dice.chance(12)) {
      int gap = dice.between(0, months.size() - 1);
      months.remove(gap);
    }
    if (first.isBefore(usual) && dice.chance(5)) {
      return List.of(dice.of(from, OLDEST.isBefore(first) ? first : OLDEST));
    }
    return months;
  }

  /** An end is sent in the month it falls in. */
  static @Nullable LocalDate endSentIn(YearMonth month, @Nullable LocalDate end) {
    return end != null && YearMonth.from(end).equals(month) ? end : null;
  }

  void add(Member member, World.Period row) {
    know(member, row.month());
    periods.put(row.provider() + row.month() + row.id(), row);
  }

  boolean hasPeriod(YearMonth month, Member member, String id) {
    return periods.containsKey(member.provider() + month + id);
  }

  /** A row of a referral, unless the month's file has one. */
  void add(Member member, World.Referral row) {
    know(member, row.month());
    referrals.putIfAbsent(row.provider() + row.month() + row.id(), row);
  }

  boolean hasReferral(YearMonth month, Member member, String id) {
    return referrals.containsKey(member.provider() + month + id);
  }

  /**
   * One order for each person: the rules do not say which of two that run at an admission is
   * attached.
   */
  boolean mayHaveOrderFrom(LocalDate start, Member member) {
    return start.equals(orderStarts.computeIfAbsent(member.person(), person -> start));
  }

  void add(World.Order row) {
    orders.add(row);
  }

  void add(World.Stay row) {
    stays.add(row);
  }

  private void know(Member member, YearMonth month) {
    patients.putIfAbsent(
        member.provider() + month + member.localId(),
        new World.Patient(month, member.provider(), member.localId(), member.person()));
  }

  World world() {
    return new World(
        number,
        List.copyOf(patients.values()),
        List.copyOf(referrals.values()),
        List.copyOf(otherTeams),
        List.copyOf(teams),
        List.copyOf(contacts),
        List.copyOf(periods.values()),
        List.copyOf(orders),
        List.copyOf(spells),
        List.copyOf(stays));
  }
}
