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
  Period period(String code, LocalDateTime from, @Nullable LocalDateTime to, int authorityDays) {
    return new Period(this, code, from, to, authorityDays);
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

  /** A referral with its contacts and further teams. */
  static final class Referral {

    private final History history;
    private final Item item;
    private final String id;
    private final LocalDateTime received;
    private LocalDateTime last;

    private Referral(History history, String teamType, LocalDateTime received) {
      this.history = history;
      this.received = received;
      this.last = received;
      this.id = history.nextId("SR");
      this.item = Item.lasting("MHS101Referral", received);
      boolean hasTime = !history.dice.inThousand(25);
      item.with("ServiceRequestID", id)
          .with("LocalPatientID", history.patientId())
          .with("OrgIDComm", history.trust.commissioner())
          .with("CareProfTeamLocalID", history.team(teamType))
          .with("ReferralRequestReceivedDate", received.toLocalDate())
          .with("ReferralRequestReceivedTime", hasTime ? Dates.time(received) : "");
      history.referrals.add(item);
    }

    String id() {
      return id;
    }

    LocalDateTime received() {
      return received;
    }

    /** Latest moment anything happened under the referral. */
    LocalDateTime last() {
      return last;
    }

    Referral from(String source, String priority, String reason) {
      item.with("SourceOfReferralMH", source)
          .with("ClinRespPriorityType", priority)
          .with("PrimReasonReferralMH", reason);
      return this;
    }

    Referral with(String column, @Nullable Object value) {
      item.with(column, value);
      return this;
    }

    Referral contact(LocalDateTime when, String mechanism, String attendance, String safetyPlace) {
      Dice dice = history.dice;
      boolean hasTime = !dice.inThousand(20);
      boolean attended = attendance.equals("5") || attendance.equals("6");
      history.add(
          Item.event("MHS201CareContact", when)
              .with("CareContactID", history.nextId("CC"))
              .with("ServiceRequestID", id)
              .with("CareContDate", when.toLocalDate())
              .with("CareContTime", hasTime ? Dates.time(when.withSecond(0)) : "")
              .with("ClinContDurOfCareCont", attended ? dice.between(2, 24) * 5 : "")
              .with("ConsType", dice.percent(60) ? "01" : "02")
              .with("CareContSubj", dice.percent(96) ? "01" : "02")
              .with("ConsMechanismMH", mechanism)
              .with("ActLocTypeCode", mechanism.equals("01") ? dice.pick("A01", "B01", "E01") : "")
              .with("PlaceOfSafetyInd", safetyPlace)
              .with("AttendStatus", attendance));
      if (when.isAfter(last)) {
        last = when;
      }
      return this;
    }

    Referral otherTeam(String teamType, LocalDateTime closed) {
      history.add(
          Item.lasting("MHS102OtherServiceType", received)
              .until(closed)
              .with("ServiceRequestID", id)
              .with("OtherCareProfTeamLocalID", history.team(teamType))
              .closing("ReferClosureDate", closed.toLocalDate())
              .closing("ReferClosureTime", Dates.time(closed))
              .closing("ReferClosReason", "01"));
      return this;
    }

    Referral discharged(@Nullable LocalDateTime when) {
      if (when != null) {
        item.until(when)
            .closing("ServDischDate", when.toLocalDate())
            .closing("ServDischTime", Dates.time(when))
            .closing("ReferClosReason", history.dice.pick("01", "01", "02", "04"));
      }
      return this;
    }

    Referral rejected(LocalDateTime when, String reason) {
      item.until(when)
          .closing("ReferRejectionDate", when.toLocalDate())
          .closing("ReferRejectionTime", Dates.time(when))
          .closing("ReferRejectReason", reason);
      return this;
    }
  }

  /** A legal status period and what hangs on it. */
  static final class Period {

    private final History history;
    private final String id;
    private final Item item;

    private Period(
        History history,
        String code,
        LocalDateTime from,
        @Nullable LocalDateTime to,
        int authorityDays) {
      this.history = history;
      this.id = history.nextId("MP");
      this.item = history.add(Item.lasting("MHS401MHActPeriod", from).until(to));
      // A few clerks enter midnight, noon or the full hour when they do not know (trap 3).
      String time = history.dice.weigh(Dates.time(from) + ":92", "00:00:00:4", "12:00:00:4");
      item.with("MHActLegalStatusClassPeriodID", id)
          .with("LocalPatientID", history.patientId())
          .with("StartDateMHActLegalStatusClass", from.toLocalDate())
          .with("StartTimeMHActLegalStatusClass", time)
          .with("LegalStatusClassPeriodStartReason", "01")
          .with("LegalStatusCode", code)
          .with("MentalCat", "A");
      if (authorityDays > 0) {
        item.with("ExpiryDateMHActLegalStatusClass", from.plusDays(authorityDays).toLocalDate())
            .with("ExpiryTimeMHActLegalStatusClass", "23:59:00");
      }
      if (to != null) {
        item.closing("EndDateMHActLegalStatusClass", to.toLocalDate())
            .closing("EndTimeMHActLegalStatusClass", Dates.time(to))
            .closing("LegalStatusClassPeriodEndReason", "01");
      }
    }

    Item item() {
      return item;
    }

    Period treatmentOrder(LocalDateTime from, @Nullable LocalDateTime to, String endReason) {
      Item order =
          history
              .add(Item.lasting("MHS404CommTreatOrder", from).until(to))
              .with("MHActLegalStatusClassPeriodID", id)
              .with("StartDateCommTreatOrd", from.toLocalDate())
              .with("ExpiryDateCommTreatOrd", from.plusMonths(6).toLocalDate());
      if (to != null) {
        order.closing("EndDateCommTreatOrd", to.toLocalDate());
        order.closing("CommTreatOrdEndReason", endReason);
      }
      return this;
    }

    Period recall(LocalDateTime from, LocalDateTime to) {
      history
          .add(Item.lasting("MHS405CommTreatOrderRecall", from).until(to))
          .with("MHActLegalStatusClassPeriodID", id)
          .with("StartDateCommTreatOrdRecall", from.toLocalDate())
          .with("StartTimeCommTreatOrdRecall", Dates.time(from))
          .closing("EndDateCommTreatOrdRecall", to.toLocalDate())
          .closing("EndTimeCommTreatOrdRecall", Dates.time(to));
      return this;
    }

    Period conditionalDischarge(LocalDateTime from, @Nullable LocalDateTime to) {
      Item discharge =
          history
              .add(Item.lasting("MHS403ConditionalDischarge", from).until(to))
              .with("MHActLegalStatusClassPeriodID", id)
              .with("StartDateMHCondDisch", from.toLocalDate())
              .with("AbsDischResp", "01");
      if (to != null) {
        discharge
            .closing("EndDateMHCondDisch", to.toLocalDate())
            .closing("CondDischEndReason", "01");
      }
      return this;
    }
  }
}
