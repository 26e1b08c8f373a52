package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a few trusts sent about a few people: accepted rows, in the columns that the three figures
 * read, several months of the same keys among them.
 *
 * @param number tells worlds apart; part of every provider code and person key
 */
public record World(
    int number,
    List<Patient> patients,
    List<Referral> referrals,
    List<OtherTeam> otherTeams,
    List<Team> teams,
    List<Contact> contacts,
    List<Period> periods,
    List<Order> orders,
    List<Spell> spells,
    List<Stay> stays) {

  /** The person behind a local patient number, as the link stage found (people). */
  public record Patient(YearMonth month, String provider, String localId, String person)
      implements SentRow {}

  /** MHS101Referral. */
  public record Referral(
      YearMonth month,
      String provider,
      String id,
      String localId,
      String team,
      LocalDate received,
      @Nullable LocalTime receivedTime,
      @Nullable String priority,
      @Nullable String reasonOat,
      @Nullable LocalDate discharged,
      @Nullable LocalDate rejected)
      implements SentRow {}

  /** MHS102OtherServiceType. */
  public record OtherTeam(YearMonth month, String provider, String referral, String team)
      implements SentRow {}

  /** MHS902ServiceTeamDetails. */
  public record Team(YearMonth month, String provider, String id, String type) implements SentRow {}

  /** MHS201CareContact. */
  public record Contact(
      YearMonth month,
      String provider,
      String id,
      String referral,
      LocalDate date,
      @Nullable LocalTime time,
      @Nullable String mechanism,
      @Nullable String attendance)
      implements SentRow {}

  /** MHS401MHActPeriod. */
  public record Period(
      YearMonth month,
      String provider,
      String id,
      String localId,
      @Nullable String code,
      LocalDate start,
      LocalTime startTime,
      @Nullable LocalDate expiry,
      @Nullable LocalDate end,
      @Nullable LocalTime endTime)
      implements SentRow {

    Period withCode(@Nullable String other) {
      return new Period(
          month, provider, id, localId, other, start, startTime, expiry, end, endTime);
    }
  }

  /** MHS404CommTreatOrder, under its legal status period. */
  public record Order(
      YearMonth month,
      String provider,
      String period,
      LocalDate start,
      @Nullable LocalDate end,
      @Nullable String endReason)
      implements SentRow {}

  /** MHS501HospProvSpell. */
  public record Spell(
      YearMonth month,
      String provider,
      String id,
      String referral,
      LocalDate start,
      @Nullable LocalTime startTime,
      @Nullable String method,
      @Nullable LocalDate discharge,
      @Nullable LocalTime dischargeTime,
      @Nullable String destination)
      implements SentRow {}

  /** MHS502WardStay. */
  public record Stay(
      YearMonth month,
      String provider,
      String id,
      String spell,
      LocalDate start,
      @Nullable LocalDate end,
      @Nullable String patientClass)
      implements SentRow {}

  /** Every provider that sent something, in order. */
  public Set<String> providers() {
    Set<String> codes = new TreeSet<>();
    patients.forEach(patient -> codes.add(patient.provider()));
    return codes;
  }

  /** Every row on a line of its own, null left out. */
  public String printed() {
    return Stream.of(
            patients, referrals, otherTeams, teams, contacts, periods, orders, spells, stays)
        .flatMap(List::stream)
        .map(row -> row.toString().replaceAll(", \\w+=null", ""))
        .collect(Collectors.joining("\n  ", "  ", ""));
  }
}
