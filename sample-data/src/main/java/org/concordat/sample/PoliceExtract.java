package org.concordat.sample;

import java.time.LocalDateTime;

/** A force's month: detentions, and the incidents its control room marked as mental health. */
final class PoliceExtract {

  private PoliceExtract() {}

  static void write(World world, Partner force, Dates.Period month, String made, RowSink sink) {
    for (int i = 0; i < force.stories(); i++) {
      sink.write(detention(world, CrisisEvent.at(world, force, month, i), made));
    }
    for (int i = 0; i < force.stories() * 2 / 3; i++) {
      sink.write(incident(world, force, month, i, made));
    }
  }

  private static Row detention(World world, CrisisEvent event, String made) {
    Dice dice =
        world.dice("detention", event.force().ordinal(), event.month().number(), event.number());
    Row row =
        new Row(world.shape("police_mha_detention"))
            .partOf(event.id())
            .set("force_code", event.force().code())
            .set("extract_period", event.month().month())
            .set("record_version", 1)
            .set("submitted_datetime", made)
            .set("detention_reference", event.detentionReference())
            .set("incident_reference", dice.percent(96) ? event.incidentReference() : "")
            .set("mha_power", event.power())
            .set("detention_datetime", Dates.offset(event.detained()))
            .set(
                "arrival_place_of_safety_datetime",
                dice.percent(95) ? Dates.offset(event.arrived()) : "")
            .set("handover_datetime", dice.percent(70) ? Dates.offset(event.handedOver()) : "")
            .set("detention_end_datetime", dice.percent(82) ? Dates.offset(event.ended()) : "")
            .set("extension_authorised", dice.weigh("N:85", "U:9", "Y:6"))
            .set("place_of_safety_type", event.place())
            .set("transport_method", event.transport())
            .set(
                "ambulance_requested",
                event.ambulance() != null ? "Y" : dice.weigh("Y:55", "N:35", "U:10"))
            .set("health_advice_sought", dice.weigh("Y:72", "N:20", "U:6", ":2"))
            .set("arrested_for_offence", dice.weigh("N:90", "Y:6", "U:4"))
            .set("outcome", event.outcome());
    if (event.place().equals("police_station")) {
      row.set(
          "reason_police_station",
          dice.weigh("conditions_in_regulations_met:70", "other:20", "not_known:10"));
    }
    if (event.transport().equals("police_vehicle")) {
      row.set(
          "reason_police_vehicle",
          dice.weigh(
              "ambulance_not_available_30_min:55",
              "ambulance_not_requested:30",
              "other:10",
              "not_known:5"));
    }
    String trust = event.trust();
    if (trust != null && dice.percent(90)) {
      row.set("place_of_safety_org_code", trust)
          .set("place_of_safety_site_code", trust.substring(0, 3) + "01");
    }
    if (event.ambulance() != null && dice.percent(80)) {
      row.set("ambulance_trust_code", event.ambulance())
          .set("ambulance_incident_id", event.ambulanceIncident());
    }
    Dice asked =
        world.dice("detainee", event.force().ordinal(), event.month().number(), event.number());
    world.recorder(event.person(), asked).detainee(row, event.detained().toLocalDate());
    return row;
  }

  private static Row incident(
      World world, Partner force, Dates.Period month, int number, String made) {
    Dice dice = world.dice("incident", force.ordinal(), month.number(), number);
    boolean isDetention = number % 4 == 1;
    CrisisEvent event = CrisisEvent.at(world, force, month, number);
    LocalDateTime opened =
        isDetention
            ? event.detained().minusMinutes(dice.between(10, 90))
            : Dates.momentIn(month, dice);
    if (!month.holds(opened.toLocalDate())) {
      opened = event.detained();
    }
    boolean attended = isDetention || dice.percent(55);
    Row row =
        new Row(world.shape("police_mh_incident"))
            .set("force_code", force.code())
            .set("extract_period", month.month())
            .set("record_version", 1)
            .set("submitted_datetime", made)
            .set(
                "incident_reference",
                isDetention
                    ? event.incidentReference()
                    : event.incidentReference().replace("LOG", "INC"))
            .set("opened_datetime", Dates.offset(opened))
            .set("closed_datetime", Dates.offset(opened.plusMinutes(dice.between(20, 900))))
            .set(
                "qualifier_text",
                dice.weigh(
                    "MENTAL HEALTH:50",
                    "CONCERN FOR SAFETY, MENTAL HEALTH:30",
                    "MENTAL HEALTH\nPASSED BY CALL HANDLER:5",
                    "MH \"QUALIFIED\":3",
                    ":12"))
            .set("closing_code", dice.pick("MH01", "MH02", "CFS3", "PS09"))
            .set("attended", attended ? "Y" : "N")
            .set(
                "rcrp_decision",
                attended
                    ? dice.weigh("attend:85", "not_assessed:15")
                    : dice.weigh("not_attend:80", "not_assessed:20"));
    Person person = isDetention ? event.person() : world.passerBy(dice);
    row.partOf(isDetention ? event.id() : "");
    if (isDetention || dice.percent(60)) {
      Dice asked = world.dice("incident person", force.ordinal(), month.number(), number);
      world.recorder(person, asked).detainee(row, opened.toLocalDate());
    }
    return row;
  }
}
