package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one trust knows about one patient: referrals, contacts, spells, legal status periods, with
 * the ids the trust gives them. Filled by the classes that tell a kind of history.
 */
final class History {

  private static final String ID_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  private final Person person;
  private final Partner trust;
  private final Dice dice;
  private final LocalDateTime start;
  private final LocalDateTime horizon;
  private final String number;
  private final List<Item> referrals = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private int nextId;
  private String event = "";

  /**
   * @param start when the history's main event happens; all else is told from it
   * @param month month the history belongs to; part of the ids
   */
  History(Person person, Partner trust, Dice dice, LocalDateTime start, Dates.Period month) {
    this.person = person;
    this.trust = trust;
    this.dice = dice;
    this.start = start;
    this.number =
        patientNumber(person, trust)
            + ID_SIGNS.charAt(Math.floorMod(month.number(), ID_SIGNS.length()));
    this.horizon = month.plus(2).end().atTime(16, 0);
  }

  private static String patientNumber(Person person, Partner trust) {
    long scattered = (person.index() * 6_101L + trust.ordinal() * 104_729L) % 900_001L;
    return NhsNumbers.digits(scattered, 6);
  }

  Person person() {
    return person;
  }

  /** Says that the history began with a crisis event. */
  History beganWith(String crisis) {
    event = crisis;
    return this;
  }

  /** Id of the crisis event it began with; empty where there was none. */
  String event() {
    return event;
  }

  Partner trust() {
    return trust;
  }

  Dice dice() {
    return dice;
  }

  LocalDateTime start() {
    return start;
  }

  String patientId() {
    return "LP" + patientNumber(person, trust);
  }

  List<Item> referrals() {
    return referrals;
  }

  List<Item> items() {
    return items;
  }

  /** Id of the first referral of the history. */
  String firstReferralId() {
    return "SR" + number + "01";
  }

  String nextId(String prefix) {
    nextId++;
    return prefix + number + NhsNumbers.digits(nextId, 2);
  }

  Item addReferral(Item referral) {
    referrals.add(referral);
    return referral;
  }

  boolean isAdult() {
    return person.isAdultOn(start.toLocalDate());
  }

  String team(String type) {
    return trust.code() + "-" + type;
  }

  Item add(Item item) {
    items.add(item);
    return item;
  }

  /** A referral to a team of a type; the caller says how it ends with {@link Referral}. */
  Referral referral(String teamType, LocalDateTime received) {
    return new Referral(this, teamType, received);
  }

  /** A legal status period. */
  LegalPeriod period(
      String code, LocalDateTime from, @Nullable LocalDateTime to, int authorityDays) {
    return new LegalPeriod(this, code, from, to, authorityDays);
  }

  /** Adds hours and minutes drawn at random. */
  LocalDateTime after(LocalDateTime moment, int leastMinutes, int mostMinutes) {
    return moment.plusMinutes(dice.between(leastMinutes, mostMinutes)).plusSeconds(dice.below(60));
  }

  /**
   * A working hour some days later. Histories end within two months of the one they belong to, so
   * that an extract needs to look at few months; what would take longer ends near that horizon.
   */
  LocalDateTime daysAfter(LocalDateTime moment, int leastDays, int mostDays) {
    LocalDateTime later =
        moment
            .plusDays(dice.between(leastDays, mostDays))
            .toLocalDate()
            .atTime(dice.between(9, 17), dice.below(60), dice.below(60));
    if (!later.isAfter(horizon)) {
      return later;
    }
    LocalDateTime spread = horizon.minusDays(dice.below(26));
    LocalDateTime soon = moment.plusMinutes(dice.between(30, 50));
    return spread.isAfter(soon) ? spread : soon;
  }
}
