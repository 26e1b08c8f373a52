package org.concordat.sample;

import java.time.LocalDateTime;

/**
 * Admissions, with or without the Mental Health Act, in sequences that happen in life. The letters
 * in the comments are the categories of counting-rules.md 4.4 the period is meant to fall into.
 */
final class DetentionHistories {

  private static final int SECTION_2_DAYS = 28;
  private static final int SECTION_3_DAYS = 183;

  /** An admission of one's own will. */
  void informal(History history) {
    Referral referral = inpatientReferral(history, history.start(), "A1");
    LocalDateTime in = history.after(history.start(), 60, 600);
    LocalDateTime out = history.daysAfter(in, 4, 45);
    Inpatient stay = new Inpatient(history);
    stay.spell(
        referral, in, out, "19", history.dice().pick("21", "25", "2D"), "19", stay.usualBed());
    // Some trusts send the informal status as a period although they should not (trap 6).
    if (history.trust().ordinal() % 3 == 1) {
      history.period("01", in, out, 0);
    }
    referral.discharged(out);
  }

  /** Section 2 on the day of admission (A), for a third of them section 3 later (L). */
  void section2OnAdmission(History history, boolean thenSection3) {
    Referral referral = inpatientReferral(history, history.start(), "A1");
    LocalDateTime in = history.start().plusMinutes(50);
    LocalDateTime signed = in.minusMinutes(history.dice().between(0, 40));
    admitted(history, referral, in, signed, "21", thenSection3);
  }

  /** Section 2 some days after an informal admission (B). */
  void section2AfterAdmission(History history) {
    LocalDateTime in = history.start().minusDays(history.dice().between(1, 9));
    Referral referral = inpatientReferral(history, in.minusHours(3), "P1");
    admitted(history, referral, in, history.start(), "25", false);
  }

  /** A nurse's hold, a doctor's hold and section 2, or a shorter chain of them (F, J, B). */
  void holds(History history, boolean nurseFirst) {
    LocalDateTime in = history.start().minusDays(history.dice().between(1, 12));
    Referral referral = inpatientReferral(history, in.minusHours(2), "A1");
    LocalDateTime doctor = history.start();
    if (nurseFirst) {
      LocalDateTime nurse = doctor.minusHours(3);
      // The nurse's hold is often closed late, so that it still runs when the doctor's begins.
      history.period("06", nurse, history.dice().percent(60) ? doctor.plusHours(1) : doctor, 1);
    }
    LocalDateTime signed = doctor.plusHours(history.dice().between(20, 60));
    history.period("05", doctor, signed, 3);
    admitted(history, referral, in, signed, "25", false);
  }

  /** An emergency section 4, then section 2. */
  void section4(History history) {
    Referral referral = inpatientReferral(history, history.start(), "A1");
    LocalDateTime in = history.start().plusHours(1);
    LocalDateTime signed = in.plusHours(history.dice().between(10, 50));
    history.period("04", in.minusMinutes(5), signed, 3);
    admitted(history, referral, in, signed, "21", false);
  }

  /** Section 3 straight on admission (A). */
  void section3OnAdmission(History history) {
    Referral referral = inpatientReferral(history, history.start(), "P1");
    LocalDateTime in = history.start().plusMinutes(30);
    LocalDateTime out = history.daysAfter(in, 20, 150);
    history.period("03", in, out, SECTION_3_DAYS);
    spell(history, referral, in, out, "19", "13");
  }

  /** Section 3 renewed after six months (G); some old periods just stop being sent (trap 2). */
  void renewal(History history) {
    LocalDateTime first = history.start().minusDays(SECTION_3_DAYS);
    LocalDateTime in = first.minusDays(5);
    Referral referral = inpatientReferral(history, in, "P1");
    LocalDateTime out = history.daysAfter(history.start(), 60, 150);
    LegalPeriod old = history.period("03", first, history.start(), SECTION_3_DAYS);
    if (history.dice().percent(30)) {
      old.item().until(null).lostAfter(history.start().minusMonths(1).toLocalDate());
    }
    history.period("03", history.start(), out, SECTION_3_DAYS);
    spell(history, referral, in, out, "19", "21");
  }

  /** Discharged on a community treatment order: the section stays open, suspended. */
  void treatmentOrder(History history) {
    LocalDateTime in = history.start().minusDays(history.dice().between(40, 120));
    Referral referral = inpatientReferral(history, in, "P1");
    LocalDateTime out = history.start();
    history.period("03", in, null, SECTION_3_DAYS).treatmentOrder(out, null, "");
    spell(history, referral, in, out, "19", "21");
    afterCare(history, out);
    referral.discharged(out);
  }

  /** Recalled to hospital and the order revoked (D), or recalled only and sent home again. */
  void recall(History history, boolean revoked) {
    LocalDateTime section = history.start().minusDays(150);
    LocalDateTime order = section.plusDays(60);
    LocalDateTime recalled = history.start();
    LocalDateTime decided = recalled.plusHours(history.dice().between(24, 70));
    afterCare(history, section);
    Referral referral = inpatientReferral(history, recalled, "P1");
    if (revoked) {
      LocalDateTime out = history.daysAfter(decided, 20, 90);
      history
          .period("03", section, decided, SECTION_3_DAYS)
          .treatmentOrder(order, decided, "02")
          .recall(recalled, decided);
      history.period("03", decided, out, SECTION_3_DAYS);
      spell(history, referral, recalled, out, "19", "2D");
      referral.discharged(out);
    } else {
      history
          .period("03", section, null, 2 * SECTION_3_DAYS)
          .treatmentOrder(order, null, "")
          .recall(recalled, decided);
      spell(history, referral, recalled, decided, "19", "2D");
      referral.discharged(decided);
    }
  }

  /** From court or prison (P), some with restrictions. */
  void criminalJustice(History history) {
    LocalDateTime in = history.start();
    Referral referral = inpatientReferral(history, in.minusDays(2), "E4");
    LocalDateTime out = history.daysAfter(in, 60, 200);
    String code = history.dice().weigh("15:30", "10:20", "17:25", "09:15", "08:10");
    history.period(code, in.minusMinutes(30), out, code.equals("10") ? SECTION_3_DAYS : 0);
    new Inpatient(history)
        .spell(
            referral,
            in,
            out,
            history.dice().pick("40", "37"),
            history.dice().pick("11", "12", "13"),
            "40",
            history.isAdult() ? history.dice().pick("206", "207") : "303");
    referral.discharged(out);
  }

  /** Remanded for a report, then a hospital order (K). */
  void hospitalOrder(History history) {
    LocalDateTime in = history.start().minusDays(27);
    Referral referral = inpatientReferral(history, in, "E2");
    LocalDateTime out = history.daysAfter(history.start(), 60, 160);
    history.period("07", in.minusMinutes(20), history.start(), 28);
    history.period("10", history.start(), out, SECTION_3_DAYS);
    spell(history, referral, in, out, "37", "13");
  }

  /** A restricted patient discharged on conditions. */
  void conditionalDischarge(History history) {
    LocalDateTime in = history.start().minusDays(300);
    Referral referral = inpatientReferral(history, in, "E2");
    history
        .period("09", in.minusMinutes(10), null, 0)
        .conditionalDischarge(
            history.start(),
            history.dice().percent(30) ? history.daysAfter(history.start(), 20, 60) : null);
    spell(history, referral, in, history.start(), "37", "13");
    afterCare(history, history.start());
    referral.discharged(history.start());
  }

  /** Brought from another hospital while already detained (H). */
  void transfer(History history) {
    LocalDateTime in = history.start();
    Referral referral = inpatientReferral(history, in.minusDays(1), "I2");
    LocalDateTime out = history.daysAfter(in, 15, 80);
    history.period("03", in.minusDays(history.dice().between(10, 60)), out, SECTION_3_DAYS);
    new Inpatient(history)
        .spell(
            referral,
            in,
            out,
            "53",
            history.dice().pick("81", "2B"),
            "53",
            new Inpatient(history).usualBed());
    referral.discharged(out);
  }

  /**
   * A place of safety: detained there, seen there, then let go, admitted, or put under section 2
   * (E, then C).
   *
   * @param code 20 for section 136, 19 for section 135
   * @param outcome project value of the police file
   */
  void placeOfSafety(History history, String code, LocalDateTime arrived, String outcome) {
    Dice dice = history.dice();
    LocalDateTime assessed = history.after(arrived, 90, 700);
    LocalDateTime end = history.after(assessed, 30, 600);
    Referral suite =
        history
            .referral("A20", arrived)
            .from("E1", "1", "18")
            .contact(assessed, "01", "5", dice.percent(90) ? "Y" : "");
    history.period(code, arrived, end, 1);
    suite.discharged(end.plusMinutes(20));
    if (outcome.equals("detained_hospital")) {
      Referral referral = inpatientReferral(history, end, "P1");
      admitted(history, referral, end.plusMinutes(25), end, "2D", dice.percent(15));
    } else if (outcome.equals("admitted_informally")) {
      Referral referral = inpatientReferral(history, end, "P1");
      LocalDateTime out = history.daysAfter(end, 3, 25);
      spell(history, referral, end.plusMinutes(40), out, "19", "2D");
    } else if (outcome.equals("discharged_with_follow_up")) {
      Referral crisis =
          history
              .referral("A02", end)
              .from("P1", dice.pick("2", "4"), "18")
              .contact(history.after(end, 60, 2_000), "01", "5", "");
      crisis.discharged(history.daysAfter(crisis.last(), 3, 14));
    }
  }

  private void admitted(
      History history,
      Referral referral,
      LocalDateTime in,
      LocalDateTime signed,
      String method,
      boolean thenSection3) {
    LocalDateTime end = history.daysAfter(signed, 8, SECTION_2_DAYS);
    history.period("02", signed, end, SECTION_2_DAYS);
    LocalDateTime out = end;
    if (thenSection3) {
      out = history.daysAfter(end, 20, 120);
      history.period("03", end, out, SECTION_3_DAYS);
    } else if (history.dice().percent(40)) {
      out = history.daysAfter(end, 1, 15);
    }
    spell(history, referral, in, out, "19", method);
  }

  private static Referral inpatientReferral(
      History history, LocalDateTime received, String source) {
    return history
        .referral("A10", received)
        .from(
            source,
            history.dice().pick("1", "2", "3"),
            history.dice().pick("02", "04", "18", "03"));
  }

  private static void spell(
      History history,
      Referral referral,
      LocalDateTime in,
      LocalDateTime out,
      String source,
      String method) {
    Inpatient stay = new Inpatient(history);
    stay.spell(referral, in, out, source, method, "19", stay.usualBed());
    referral.discharged(out);
  }

  /** A community team that knows the person from then on. */
  private static void afterCare(History history, LocalDateTime from) {
    Referral referral = history.referral("A06", from).from("P1", "3", "02");
    LocalDateTime near = from.isBefore(history.start()) ? history.start().minusDays(6) : from;
    for (int i = 0; i < 3; i++) {
      near = history.daysAfter(near, 3, 8);
      referral.contact(near, "01", CommunityHistories.attendance(history.dice()), "");
    }
  }
}
