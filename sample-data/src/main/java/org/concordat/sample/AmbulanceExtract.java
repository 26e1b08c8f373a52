package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.concordat.schemas.Family;

/** An ambulance trust's month: people conveyed for the police, and its own crisis calls. */
final class AmbulanceExtract {

  /** Every fifth own incident of this trust goes to the one emergency department of the sample. */
  static final String WITH_EMERGENCY_DEPARTMENT = "RRU";

  static final int TO_DEPARTMENT_EVERY = 5;

  private AmbulanceExtract() {}

  static void write(World world, Partner trust, Dates.Period month, String made, RowSink sink) {
    for (Partner force : world.plan().partners(Family.PF)) {
      if (!world.plan().ambulanceOf(force).equals(trust.code())) {
        continue;
      }
      for (int i = 0; i < force.stories(); i++) {
        CrisisEvent event = CrisisEvent.at(world, force, month, i);
        if (event.ambulance() != null) {
          sink.write(conveyance(world, trust, event, made));
        }
      }
    }
    for (int i = 0; i < trust.stories(); i++) {
      sink.write(ownIncident(world, trust, month, i, made));
    }
  }

  private static Row conveyance(World world, Partner trust, CrisisEvent event, String made) {
    Dice dice =
        world.dice("conveyance", event.force().ordinal(), event.month().number(), event.number());
    LocalDateTime call = event.detained().minusMinutes(dice.between(0, 15));
    if (!event.month().holds(call.toLocalDate())) {
      call = event.detained();
    }
    boolean toSuite = event.trust() != null;
    boolean toDepartment = event.place().equals("emergency_department");
    Row row =
        start(world, trust, event.month(), event.ambulanceIncident(), made, call)
            .partOf(event.id())
            .set("call_source", "police")
            .set("response_category", dice.weigh("C2:55", "C3:40", "C1:5"))
            .set("mha_section", dice.percent(88) ? event.power() : "none")
            .set("police_on_scene", "Y")
            .set("outcome", toDepartment ? "convey_ed" : "convey_non_ed");
    if (dice.percent(85)) {
      row.set("police_force_code", event.force().code())
          .set("police_incident_reference", event.incidentReference());
    }
    LocalDateTime scene = call.plusMinutes(dice.between(1, 12));
    LocalDateTime left = scene.plusMinutes(1);
    LocalDateTime there = event.arrived().isAfter(left) ? event.arrived() : left.plusMinutes(9);
    travelled(row, call, scene, left, there, there.plusMinutes(dice.between(3, 45)));
    String trustCode = event.trust();
    String destination = trustCode == null ? "RRV" : trustCode;
    row.set("destination_org_code", destination)
        .set("destination_site_code", destination.substring(0, 3) + "01")
        .set(
            "destination_type",
            toSuite
                ? "health_based_place_of_safety"
                : toDepartment ? "emergency_department" : dice.pick("police_station", "other"));
    Dice asked =
        world.dice("conveyed", event.force().ordinal(), event.month().number(), event.number());
    world
        .recorder(event.person(), asked)
        .bystander(row, call.toLocalDate(), ErrorRate.NUMBER_MISSING_AMBULANCE);
    return row;
  }

  /** The person and the call of an own incident; the emergency department asks for it, too. */
  record Incident(
      String id, Person person, LocalDateTime call, LocalDateTime arrived, boolean toDepartment) {}

  static Incident incident(World world, Partner trust, Dates.Period month, int number) {
    Dice dice = world.dice("own incident", trust.ordinal(), month.number(), number);
    LocalDateTime call = Dates.momentIn(month, dice);
    Person person = world.passerBy(dice);
    List<Partner> trusts =
        world.plan().partners(Family.PF).stream()
            .filter(f -> world.plan().ambulanceOf(f).equals(trust.code()))
            .flatMap(f -> world.plan().trustsOf(f).stream())
            .flatMap(code -> world.plan().partner(Family.MH, code).stream())
            .toList();
    if (!trusts.isEmpty() && number % 2 == 0) {
      // Somebody whose crisis the trust hears of a few hours later.
      Partner known = dice.pick(trusts);
      int story = dice.below(known.stories());
      person = world.patient(known, month.number(), story);
      LocalDateTime before =
          new Histories(world).startOf(known, month, story).minusMinutes(dice.between(60, 400));
      call = month.holds(before.toLocalDate()) ? before : call;
    }
    boolean toDepartment =
        trust.code().equals(WITH_EMERGENCY_DEPARTMENT) && number % TO_DEPARTMENT_EVERY == 0;
    String id =
        "CAD"
            + trust.code()
            + month.month().toString().replace("-", "").substring(2)
            + "-"
            + NhsNumbers.digits(number * 5L + 7, 6);
    return new Incident(id, person, call, call.plusMinutes(dice.between(60, 110)), toDepartment);
  }

  private static Row ownIncident(
      World world, Partner trust, Dates.Period month, int number, String made) {
    Dice dice = world.dice("own details", trust.ordinal(), month.number(), number);
    Incident incident = incident(world, trust, month, number);
    LocalDateTime call = incident.call();
    String outcome =
        incident.toDepartment()
            ? "convey_ed"
            : dice.weigh(
                "hear_and_treat:22",
                "see_and_treat:34",
                "convey_ed:36",
                "convey_non_ed:6",
                "no_patient_or_cancelled:2");
    Row row =
        start(world, trust, month, incident.id(), made, call)
            .set(
                "call_source",
                dice.weigh(
                    "999:66", "nhs_111:16", "healthcare_professional:8", "police:8", "not_known:2"))
            .set("response_category", dice.weigh("C1:6", "C2:46", "C3:36", "C4:8", ":4"))
            .set("mha_section", dice.weigh("none:60", ":40"))
            .set("police_on_scene", dice.weigh("N:70", "Y:20", "U:10"))
            .set("outcome", outcome);
    LocalDateTime clock = call.plusSeconds(dice.between(20, 240));
    LocalDateTime scene = clock.plusSeconds(dice.between(240, 2_700));
    if (outcome.startsWith("convey")) {
      String unit = trust.code().equals("RX6") ? "RX4" : "RV5";
      LocalDateTime left = scene.plusSeconds(dice.between(180, 500));
      travelled(
          row,
          clock,
          scene,
          left,
          incident.arrived(),
          incident.arrived().plusMinutes(dice.between(5, 60)));
      row.set("destination_org_code", outcome.equals("convey_ed") ? "RRV" : unit)
          .set("destination_site_code", (outcome.equals("convey_ed") ? "RRV" : unit) + "01")
          .set(
              "destination_type",
              outcome.equals("convey_ed") ? "emergency_department" : "mental_health_unit");
    } else if (outcome.equals("see_and_treat")) {
      row.set("clock_start_datetime", Dates.offset(clock))
          .set("first_arrival_datetime", Dates.offset(scene));
    } else {
      row.set("clock_start_datetime", Dates.offset(clock));
    }
    Dice asked = world.dice("own patient", trust.ordinal(), month.number(), number);
    world
        .recorder(incident.person(), asked)
        .bystander(row, call.toLocalDate(), ErrorRate.NUMBER_MISSING_AMBULANCE);
    return row;
  }

  private static Row start(
      World world, Partner trust, Dates.Period month, String id, String made, LocalDateTime call) {
    Dice dice = world.dice("triage", trust.ordinal(), id.hashCode());
    boolean ampds = trust.ordinal() % 2 == 0;
    return new Row(world.shape("ambulance_incident"))
        .set("submitter_org_code", trust.code())
        .set("extract_period", month.month())
        .set("record_version", 1)
        .set("submitted_datetime", made)
        .set("incident_id", id)
        .set("patient_number", 1)
        .set("call_connect_datetime", Dates.offset(call))
        .set("triage_system", ampds ? "ampds" : "nhs_pathways")
        .set(
            "triage_code",
            ampds
                ? dice.pick("25A01", "25B06", "25D02W", "23C01")
                : dice.pick("PW1684", "PW1620", "Dx012"))
        .set(
            "chief_complaint_code",
            dice.weigh(
                "6471006:34",
                "248062006:20",
                "366979004:16",
                "48694002:10",
                "248020004:8",
                "7011001:8",
                "272022009:4"))
        .set("suspected_self_harm", dice.weigh("N:55", "Y:30", "U:15"))
        .set(
            "incident_lsoa",
            dice.percent(90) ? "E010" + NhsNumbers.digits(dice.between(30_000, 34_000), 5) : "");
  }

  private static void travelled(
      Row row,
      LocalDateTime clock,
      LocalDateTime scene,
      LocalDateTime left,
      LocalDateTime there,
      LocalDateTime handed) {
    row.set("clock_start_datetime", Dates.offset(clock))
        .set("first_arrival_datetime", Dates.offset(scene))
        .set("left_scene_datetime", Dates.offset(left))
        .set("destination_arrival_datetime", Dates.offset(there))
        .set("handover_datetime", Dates.offset(handed));
  }
}
