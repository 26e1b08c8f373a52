package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of section 135 or 136 as it happened, before anybody writes it down. The force, the
 * ambulance trust and the mental health trust each tell their part of the same event.
 *
 * @param number place within the force and month
 * @param place project value of police_place_of_safety_type
 * @param trust code of the trust whose place of safety it was, null for any other place
 * @param ambulance code of the ambulance trust that drove, null when none did
 */
record CrisisEvent(
    Partner force,
    Dates.Period month,
    int number,
    Person person,
    String power,
    LocalDateTime detained,
    LocalDateTime arrived,
    LocalDateTime handedOver,
    LocalDateTime ended,
    String place,
    String transport,
    String outcome,
    @Nullable String trust,
    @Nullable String ambulance) {

  static CrisisEvent at(World world, Partner force, Dates.Period month, int number) {
    Dice dice = world.dice("crisis", force.ordinal(), month.number(), number);
    Person person = world.person(force.personIndex(month.number(), number));
    List<String> trusts = world.plan().trustsOf(force);
    String place =
        dice.weigh(
            "health_based_place_of_safety:66",
            "emergency_department:26",
            "private_home:2",
            "police_station:2",
            "other:3",
            "not_known:1");
    if (place.equals("police_station") && !person.isAdultOn(month.start()) && dice.percent(90)) {
      place = "emergency_department";
    }
    boolean isSuite = place.equals("health_based_place_of_safety");
    String transport =
        place.equals("private_home")
            ? "none_already_there"
            : dice.weigh(
                "ambulance:50",
                "police_vehicle:40",
                "other_health_vehicle:6",
                "other:2",
                "not_known:2");
    LocalDateTime detained = Dates.momentIn(month, dice);
    LocalDateTime arrived =
        transport.equals("none_already_there")
            ? detained
            : detained.plusMinutes(dice.between(20, 150));
    LocalDateTime handedOver = arrived.plusMinutes(dice.between(10, 300));
    String outcome =
        dice.weigh(
            "detained_hospital:28",
            "admitted_informally:12",
            "discharged_with_follow_up:34",
            "discharged_no_follow_up:18",
            "other:3",
            "not_known:5");
    return new CrisisEvent(
        force,
        month,
        number,
        person,
        dice.weigh("s136:93", "s135_1:5", "s135_2:2"),
        detained,
        arrived,
        handedOver,
        arrived.plusMinutes(
            dice.percent(96) ? dice.between(150, 1_400) : dice.between(1_450, 2_000)),
        place,
        transport,
        outcome,
        isSuite ? dice.pick(trusts) : null,
        transport.equals("ambulance") ? world.plan().ambulanceOf(force) : null);
  }

  /** Whether the trust wrote the period down, which it does less often than the police do. */
  boolean isKnownToTrust() {
    return trust != null && number % 8 != 5;
  }

  /** What all rows that tell of the event share in the truth file. */
  String id() {
    return force.code() + "-" + month.month() + "-" + (number + 1);
  }

  String detentionReference() {
    return "DET" + force.code() + yearMonth() + NhsNumbers.digits(number + 1L, 5);
  }

  String incidentReference() {
    return "LOG" + force.code() + yearMonth() + NhsNumbers.digits(number * 3L + 101, 6);
  }

  /** The number the ambulance trust gave its incident. */
  String ambulanceIncident() {
    return "CAD" + force.code() + yearMonth() + NhsNumbers.digits(number * 7L + 13, 6);
  }

  private String yearMonth() {
    return month.month().toString().replace("-", "").substring(2);
  }
}
