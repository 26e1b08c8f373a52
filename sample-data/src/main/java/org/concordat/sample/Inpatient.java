package org.concordat.sample;

import java.time.LocalDateTime;

/** Hospital spells with their wards, commissioner and, now and then, a call for the police. */
final class Inpatient {

  private final History history;

  Inpatient(History history) {
    this.history = history;
  }

  /** The bed a person of that age would get on an ordinary admission. */
  String usualBed() {
    int age = history.person().ageOn(history.start().toLocalDate());
    if (age < 13) {
      return "300";
    }
    if (age < 18) {
      return "301";
    }
    return age >= 66 ? "201" : "200";
  }

  /**
   * A spell under a referral.
   *
   * @param to discharge; the spell is sent as open until then
   * @param destination discharge destination code
   */
  void spell(
      Referral referral,
      LocalDateTime from,
      LocalDateTime to,
      String source,
      String method,
      String destination,
      String bed) {
    String spellId = history.nextId("SP");
    history
        .add(Item.lasting("MHS501HospProvSpell", from).until(to))
        .with("HospProvSpellID", spellId)
        .with("ServiceRequestID", referral.id())
        .with("StartDateHospProvSpell", from.toLocalDate())
        .with("StartTimeHospProvSpell", Dates.time(from))
        .with("DecidedToAdmitDate", from.toLocalDate())
        .with("SourceAdmMHHospProvSpell", source)
        .with("MethAdmMHHospProvSpell", method)
        .with("EstimatedDischDateHospProvSpell", from.plusDays(30).toLocalDate())
        .closing("DischDateHospProvSpell", to.toLocalDate())
        .closing("DischTimeHospProvSpell", Dates.time(to))
        .closing("MethOfDischMHHospProvSpell", "1")
        .closing("DestOfDischHospProvSpell", destination);
    history
        .add(Item.lasting("MHS512HospSpellCommAssPer", from).until(to))
        .with("HospProvSpellID", spellId)
        .with("OrgIDComm", history.trust().commissioner())
        .with("StartDateOrgCodeComm", from.toLocalDate())
        .closing("EndDateOrgCodeComm", to.toLocalDate());
    wards(spellId, from, to, bed);
  }

  private void wards(String spellId, LocalDateTime from, LocalDateTime to, String bed) {
    Dice dice = history.dice();
    boolean moves = to.isAfter(from.plusDays(6)) && dice.percent(20);
    if (!moves) {
      ward(spellId, from, to, bed);
      return;
    }
    LocalDateTime move = history.daysAfter(from, 2, 5);
    // A clerk who books the new bed before the old one is left makes two stays overlap (trap 11).
    LocalDateTime left = dice.percent(8) ? move.plusDays(1) : move;
    ward(spellId, from, left, bed);
    ward(spellId, move, to, bed.equals("200") ? "202" : bed);
  }

  private void ward(String spellId, LocalDateTime from, LocalDateTime to, String bed) {
    Dice dice = history.dice();
    String stayId = history.nextId("WS");
    history
        .add(Item.lasting("MHS502WardStay", from).until(to))
        .with("WardStayID", stayId)
        .with("WardCode", Trust.wardCode(bed))
        .with("HospProvSpellID", spellId)
        .with("StartDateWardStay", from.toLocalDate())
        .with("StartTimeWardStay", Dates.time(from))
        .with("MHAdmittedPatientClass", bed)
        .closing("EndDateWardStay", to.toLocalDate())
        .closing("EndTimeWardStay", Dates.time(to));
    if (dice.percent(5)) {
      LocalDateTime asked = history.after(from, 60, 2_000);
      if (asked.isBefore(to)) {
        LocalDateTime arrived = asked.plusMinutes(dice.between(8, 70));
        history
            .add(Item.event("MHS516PoliceAssistanceRequest", asked))
            .with("WardStayID", stayId)
            .with("PoliceAssistReqDate", asked.toLocalDate())
            .with("PoliceAssistReqTime", Dates.time(asked))
            .with("PoliceAssistArrDate", arrived.toLocalDate())
            .with("PoliceAssistArrTime", Dates.time(arrived))
            .with("PoliceRestraintForceUsedInd", dice.weigh("N:85", "Y:15"));
      }
    }
  }
}
