package org.concordat.sample;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A referral with its contacts and further teams. */
final class Referral {

  private final History history;
  private final Item item;
  private final String id;
  private final LocalDateTime received;
  private LocalDateTime last;

  Referral(History history, String teamType, LocalDateTime received) {
    this.history = history;
    this.received = received;
    this.last = received;
    this.id = history.nextId("SR");
    this.item = Item.lasting("MHS101Referral", received);
    boolean hasTime = !history.dice().inThousand(25);
    item.with("ServiceRequestID", id)
        .with("LocalPatientID", history.patientId())
        .with("OrgIDComm", history.trust().commissioner())
        .with("CareProfTeamLocalID", history.team(teamType))
        .with("ReferralRequestReceivedDate", received.toLocalDate())
        .with("ReferralRequestReceivedTime", hasTime ? Dates.time(received) : "");
    history.addReferral(item);
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
    Dice dice = history.dice();
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
          .closing("ReferClosReason", history.dice().pick("01", "01", "02", "04"));
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
