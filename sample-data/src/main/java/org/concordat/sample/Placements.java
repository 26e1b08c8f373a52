package org.concordat.sample;

import java.time.LocalDateTime;

/** Out-of-area placements, from both ends (counting-rules.md section 3). */
final class Placements {

  private final History history;

  Placements(History history) {
    this.history = history;
  }

  /**
   * The receiving provider's referral, with its spell.
   *
   * @param sender organisation that had no bed
   * @param hasSpell false for a placement whose spell was never recorded (trap 9)
   * @param isTwice true for one that is followed by a second, overlapping referral (trap 9)
   */
  void take(String sender, boolean hasSpell, boolean isTwice) {
    Dice dice = history.dice();
    String reason = dice.weigh("10:68", "11:6", "12:3", "13:5", "14:6", "15:6", "99:6");
    LocalDateTime received = history.start();
    LocalDateTime out = history.daysAfter(received, 4, 55);
    Referral referral = referral(received, sender, reason);
    // A few referrals are only closed days after the person has left (trap 9).
    LocalDateTime closed = dice.percent(10) ? history.daysAfter(out, 2, 12) : out;
    referral.discharged(closed);
    if (!hasSpell) {
      return;
    }
    LocalDateTime in = dice.percent(80) ? history.after(received, 60, 700) : received.plusDays(1);
    Inpatient stay = new Inpatient(history);
    stay.spell(
        referral,
        in,
        out,
        "53",
        dice.pick("81", "2B", "11"),
        "53",
        dice.percent(20) ? "202" : stay.usualBed());
    if (dice.percent(45)) {
      boolean isShort = dice.percent(55);
      history.period(
          isShort ? "02" : "03",
          dice.percent(60) ? in.minusDays(3) : in.minusMinutes(5),
          out.isBefore(in.plusDays(20)) || !isShort ? out : in.plusDays(20),
          isShort ? 28 : 183);
    }
    if (isTwice) {
      referral(received.plusDays(3), sender, "10").discharged(out.plusDays(6));
    }
  }

  private Referral referral(LocalDateTime received, String sender, String reason) {
    return history
        .referral("A10", received)
        .from("I1", "1", "18")
        .with("OrgIDReferringOrg", sender)
        .with("ReasonOAT", reason);
  }

  /** The sending trust's onward referral, under the person's first referral. */
  void send(String receiver, LocalDateTime when) {
    history
        .add(Item.event("MHS105OnwardReferral", when))
        .with("ServiceRequestID", history.firstReferralId())
        .with("DecisionToReferDate", when.toLocalDate())
        .with("OnwardReferDate", when.toLocalDate())
        .with("OnwardReferTime", Dates.time(when))
        .with("OnwardReferReason", "02")
        .with("OATReason", "10")
        .with("OrgIDReceiving", receiver);
  }
}
