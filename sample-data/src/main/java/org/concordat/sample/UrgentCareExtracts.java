package org.concordat.sample;

import java.time.LocalDateTime;
import org.concordat.schemas.Family;
import org.jspecify.annotations.Nullable;

/** The emergency department's attendances and the NHS 111 provider's calls. */
final class UrgentCareExtracts {

  private UrgentCareExtracts() {}

  static void attendances(World world, Partner department, Dates.Period month, RowSink sink) {
    for (int i = 0; i < department.stories(); i++) {
      sink.write(attendance(world, department, month, i));
    }
  }

  private static Row attendance(World world, Partner department, Dates.Period month, int number) {
    Dice dice = world.dice("attendance", department.ordinal(), month.number(), number);
    AmbulanceExtract.@Nullable Incident incident = conveyed(world, month, number);
    Person person = incident == null ? world.passerBy(dice) : incident.person();
    LocalDateTime arrived = incident == null ? Dates.momentIn(month, dice) : incident.arrived();
    if (incident == null && number % 3 == 1) {
      // Somebody liaison at a trust of the same city sees an hour or two later.
      Partner trust = world.plan().partner(Family.MH, "RV5").orElseThrow();
      int story = dice.below(trust.stories());
      LocalDateTime before =
          new Histories(world).startOf(trust, month, story).minusMinutes(dice.between(30, 120));
      if (month.holds(before.toLocalDate())) {
        person = world.patient(trust, month.number(), story);
        arrived = before;
      }
    }
    if (!month.holds(arrived.toLocalDate())) {
      arrived = month.end().atTime(23, 40, dice.below(60));
    }
    LocalDateTime assessed = arrived.plusMinutes(dice.between(4, 50));
    LocalDateTime referred = assessed.plusMinutes(dice.between(20, 200));
    boolean isReferred = dice.percent(55);
    Row row =
        new Row(world.shape("ed_attendance"))
            .set("provider_org_code", department.code())
            .set("site_code", department.code() + "01")
            .set(
                "attendance_id",
                "ATT"
                    + month.month().toString().replace("-", "")
                    + NhsNumbers.digits(number + 1L, 6))
            .set("arrival_datetime", Dates.offset(arrived))
            .set("assessment_datetime", Dates.offset(assessed))
            .set("departure_datetime", Dates.offset(referred.plusMinutes(dice.between(60, 600))))
            .set("arrival_mode_code", incident == null ? "1048071000000103" : "1048031000000100")
            .set("ambulance_incident_id", incident == null ? "" : incident.id())
            .set(
                "ambulance_trust_code",
                incident == null ? "" : AmbulanceExtract.WITH_EMERGENCY_DEPARTMENT)
            .set("attendance_source_code", "1065391000000104")
            .set(
                "acuity_code",
                dice.pick("1064891000000107", "1064911000000105", "1077241000000103"))
            .set(
                "chief_complaint_code",
                dice.weigh(
                    "6471006:26",
                    "248062006:24",
                    "366979004:14",
                    "272022009:4",
                    "48694002:10",
                    "7011001:10",
                    "29857009:12"))
            .set("injury_intent_code", dice.weigh("276853009:30", ":70"))
            .set(
                "diagnosis_codes",
                dice.weigh(
                    "35489007:24",
                    "197480006;35489007:12",
                    "69322001:14",
                    "33449004:12",
                    "52448006:4",
                    "29857009:14",
                    ":20"))
            .set(
                "discharge_destination_code",
                dice.pick("306689006", "306706006", "1066341000000100"));
    if (isReferred) {
      row.set("mental_health_referral_datetime", Dates.offset(referred))
          .set(
              "mental_health_seen_datetime",
              dice.percent(88) ? Dates.offset(referred.plusMinutes(dice.between(5, 55))) : "");
    }
    Dice asked = world.dice("attender", department.ordinal(), month.number(), number);
    world
        .recorder(person, asked)
        .bystander(row, arrived.toLocalDate(), ErrorRate.NUMBER_MISSING_ED);
    return row;
  }

  private static AmbulanceExtract.@Nullable Incident conveyed(
      World world, Dates.Period month, int number) {
    Partner ambulance =
        world.plan().partner(Family.AM, AmbulanceExtract.WITH_EMERGENCY_DEPARTMENT).orElseThrow();
    int incident = number * AmbulanceExtract.TO_DEPARTMENT_EVERY;
    return incident < ambulance.stories()
        ? AmbulanceExtract.incident(world, ambulance, month, incident)
        : null;
  }

  static void calls(World world, Partner provider, Dates.Period month, RowSink sink) {
    Partner ambulance = world.plan().partner(Family.AM, provider.code()).orElseThrow();
    for (int i = 0; i < provider.stories(); i++) {
      Dice dice = world.dice("call", provider.ordinal(), month.number(), i);
      boolean sendsAmbulance = i % 4 == 0 && i < ambulance.stories();
      AmbulanceExtract.Incident incident =
          AmbulanceExtract.incident(world, ambulance, month, i % ambulance.stories());
      LocalDateTime start =
          sendsAmbulance
              ? incident.call().minusMinutes(dice.between(2, 12))
              : Dates.momentIn(month, dice);
      if (!month.holds(start.toLocalDate())) {
        start = incident.call();
      }
      String group =
          sendsAmbulance
              ? "ambulance"
              : dice.weigh(
                  "mental_health_crisis_line:48",
                  "primary_care:20",
                  "self_care:14",
                  "emergency_department:10",
                  "other:8");
      Row row =
          new Row(world.shape("nhs111_call"))
              .set("provider_code", provider.code())
              .set(
                  "call_id",
                  "C111" + month.month().toString().replace("-", "") + NhsNumbers.digits(i + 1L, 6))
              .set("call_start_datetime", Dates.offset(start))
              .set("caller_is_patient", dice.weigh("Y:62", "N:34", "U:4"))
              .set("option_selected", dice.weigh("mental_health:74", "other:20", "not_known:6"))
              .set("triage_system", "nhs_pathways")
              .set("disposition_code", dice.pick("Dx012", "Dx02", "Dx05", "Dx92"))
              .set("disposition_group", group)
              .set("ambulance_incident_id", sendsAmbulance ? incident.id() : "");
      if (group.equals("mental_health_crisis_line")) {
        row.set(
            "transferred_to_crisis_line_datetime",
            Dates.offset(start.plusMinutes(dice.between(4, 25))));
      }
      Person person = sendsAmbulance ? incident.person() : world.passerBy(dice);
      Dice asked = world.dice("caller", provider.ordinal(), month.number(), i);
      world
          .recorder(person, asked)
          .bystander(row, start.toLocalDate(), ErrorRate.NUMBER_MISSING_111);
      sink.write(row);
    }
  }
}
