package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.concordat.schemas.Family;

/** One trust's month: everything that was open at any time in it, and its events. */
final class TrustExtract {

  private static final int FIRST_MONTH = -2;
  private static final int LAST_MONTH = 1;

  /** Trap 13: a ward of one trust is run by another from a month on, and its open spells move. */
  private static final String GIVES_WARD = "R1L";

  private static final String TAKES_WARD = "RWK";
  private static final List<Integer> WARD_PATIENTS = List.of(21, 48, 75);

  private final World world;
  private final Histories histories;
  private final Partner trust;
  private final Dates.Period period;
  private final RowSink sink;

  TrustExtract(World world, Partner trust, Dates.Period period, RowSink sink) {
    this.world = world;
    this.histories = new Histories(world);
    this.trust = trust;
    this.period = period;
    this.sink = sink;
  }

  void write(LocalDateTime created) {
    Trust.reference(world, trust, period, created, sink);
    for (int i = FIRST_MONTH; i <= LAST_MONTH; i++) {
      Dates.Period month = period.plus(i);
      for (int story = 0; story < histories.count(trust); story++) {
        if (!hasMovedAway(month, story)) {
          boolean isLast = i == FIRST_MONTH || movesAway(month, story);
          write(histories.at(trust, month, story), isLast);
        }
      }
      broughtByPolice(month, i == FIRST_MONTH);
    }
    wardTakenOver();
    dropIns();
  }

  private void broughtByPolice(Dates.Period month, boolean isLast) {
    for (Partner force : world.plan().partners(Family.PF)) {
      if (!world.plan().trustsOf(force).contains(trust.code())) {
        continue;
      }
      for (int i = 0; i < force.stories(); i++) {
        CrisisEvent event = CrisisEvent.at(world, force, month, i);
        if (event.isKnownToTrust() && trust.code().equals(event.trust())) {
          write(histories.brought(trust, event, month), isLast);
        }
      }
    }
  }

  private boolean hasMovedAway(Dates.Period month, int story) {
    return movesAway(month, story) && period.month().isAfter(month.month());
  }

  private boolean movesAway(Dates.Period month, int story) {
    return trust.code().equals(GIVES_WARD) && WARD_PATIENTS.contains(story) && isWardMonth(month);
  }

  private void wardTakenOver() {
    Dates.Period month = period.plus(-1);
    if (!trust.code().equals(TAKES_WARD) || !isWardMonth(month)) {
      return;
    }
    Partner giver = world.plan().partner(Family.MH, GIVES_WARD).orElseThrow();
    for (int story : WARD_PATIENTS) {
      write(histories.at(giver, trust, month, story), true);
    }
  }

  /** The ward changes hands at the end of each August. */
  private static boolean isWardMonth(Dates.Period month) {
    return month.month().getMonthValue() == 8;
  }

  /**
   * Writes what is sent of a history.
   *
   * @param isLast whether nothing of it will be sent next month, open or not
   */
  private void write(History history, boolean isLast) {
    if (history.referrals().stream().noneMatch(referral -> referral.isSentIn(period))) {
      return;
    }
    PatientRows rows = new PatientRows();
    Row patient =
        new Row(world.shape("MHS001MPI"))
            .set("LocalPatientID", history.patientId())
            .set("OrgIDLocalPatientID", trust.code());
    world.patientRecord(history.person(), trust).patient(patient);
    rows.write(patient);
    Dice dice = world.dice("registration", history.person().index(), trust.ordinal());
    rows.write(
        new Row(world.shape("MHS002GP"))
            .set("LocalPatientID", history.patientId())
            .set("GMPReg", dice.percent(4) ? "V81997" : practice(dice))
            .set(
                "StartDateGMPRegistration",
                "20" + dice.between(10, 25) + "-0" + dice.between(1, 9) + "-15"));
    if (dice.percent(55)) {
      rows.write(
          new Row(world.shape("MHS005PatInd"))
              .set("LocalPatientID", history.patientId())
              .set("LDStatus", dice.weigh("5:80", "1:5", "X:10", "Z:5"))
              .set("AutismStatus", dice.weigh("5:74", "1:7", "2:5", "X:10", "Z:4")));
    }
    Stream.concat(history.referrals().stream(), history.items().stream())
        .filter(item -> item.isSentIn(period))
        .forEach(item -> rows.write(row(history, item, isLast)));
    rows.noted().forEach(sink::write);
  }

  /** A trust that knows everything ends a legal status period that it will not send again. */
  private Row row(History history, Item item, boolean isLast) {
    Row row = item.row(world.shapes(), period);
    if (item.table().equals("MHS401MHActPeriod")) {
      boolean isPlaceOfSafety = row.get("LegalStatusCode").matches("19|20");
      row.about(history.person()).partOf(isPlaceOfSafety ? history.event() : "");
    }
    Dates.Period next = period.plus(1);
    boolean isNotSentAgain =
        isLast
            || !item.isSentIn(next)
            || history.referrals().stream().noneMatch(referral -> referral.isSentIn(next));
    if (world.isAllKnown()
        && isNotSentAgain
        && item.table().equals("MHS401MHActPeriod")
        && row.get("EndDateMHActLegalStatusClass").isEmpty()) {
      row.set("EndDateMHActLegalStatusClass", period.end())
          .set("EndTimeMHActLegalStatusClass", "23:59:00")
          .set("LegalStatusClassPeriodEndReason", "01");
    }
    return row;
  }

  /** Practices of a letter that no real practice code begins with. */
  private String practice(Dice dice) {
    return "Q" + NhsNumbers.digits(80_000 + trust.ordinal() * 20L + dice.below(20), 5);
  }

  private void dropIns() {
    int count = trust.isIndependent() ? 0 : trust.stories() * 2 / 5;
    for (int i = 0; i < count; i++) {
      Dice dice = world.dice("drop-in", trust.ordinal(), period.number(), i);
      LocalDateTime start = Dates.momentIn(period, dice);
      Row row =
          new Row(world.shape("MHS302MHDropInContact"))
              .set(
                  "MHDropInContactID",
                  "DC" + NhsNumbers.digits(period.number(), 5) + NhsNumbers.digits(i + 1L, 6))
              .set("CareContactDateMHDropInContact", start.toLocalDate())
              .set("OrgIDComm", trust.commissioner())
              .set("MHDropInContactServiceType", dice.weigh("A19:74", "A21:22", "A17:4"))
              .set("StartTimeDropInContact", dice.percent(96) ? Dates.time(start) : "")
              .set("EndTimeDropInContact", Dates.time(start.plusMinutes(dice.between(3, 90))))
              .set("ConsMechanismMH", dice.weigh("02:76", "01:18", "09:6"))
              .set(
                  "MHDropInContactOutcome",
                  dice.weigh("02:40", "03:25", "04:12", "05:12", "06:4", "01:7"));
      if (dice.percent(45)) {
        int story = dice.below(trust.stories());
        boolean isPatient = dice.percent(60);
        Person person =
            isPatient ? world.patient(trust, period.number(), story) : world.passerBy(dice);
        if (isPatient) {
          row.set("LocalPatientID", new History(person, trust, dice, start, period).patientId());
        }
        Dice asked = world.dice("drop-in person", trust.ordinal(), period.number(), i);
        world.recorder(person, asked).caller(row);
      }
      sink.write(row);
    }
  }
}
