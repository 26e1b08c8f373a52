package org.concordat.link;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.concordat.link.Sighting.Kind;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * A record of a detention for a test. What is left out is: force 10, ambulance trust RX6 or trust
 * RX4, at the suite of RX4, arrived on 15 September 2026 at 14:00 in London, a woman of 36 without
 * NHS number, birth date or postcode.
 */
final class DetentionRow {

  private static final LocalDateTime ARRIVED = LocalDateTime.of(2026, 9, 15, 14, 0);

  private final String id;
  private final Kind kind;
  private String organisation;
  private String month = "2026-09";
  private @Nullable String root;
  private int rootCount = 1;
  private boolean hasAmbulance;
  private boolean isContradicted;
  private @Nullable String partner;
  private @Nullable String place = "RX4";
  private @Nullable String type = "health_based_place_of_safety";
  private DetentionTime time = DetentionTime.of(seconds(ARRIVED), seconds(ARRIVED.minusHours(1)));
  private @Nullable String number;
  private @Nullable LocalDate birthDate;
  private @Nullable Integer age = 36;
  private @Nullable String sex = "2";
  private @Nullable String postcode;
  private @Nullable String patient;

  private DetentionRow(String id, Kind kind, String organisation) {
    this.id = id;
    this.kind = kind;
    this.organisation = organisation;
    this.hasAmbulance = kind == Kind.AMBULANCE;
  }

  static DetentionRow police(String id) {
    return new DetentionRow(id, Kind.FORCE, "10");
  }

  static DetentionRow ambulance(String id) {
    return new DetentionRow(id, Kind.AMBULANCE, "RX6");
  }

  static DetentionRow trust(String id) {
    DetentionRow row = new DetentionRow(id, Kind.TRUST, "RX4");
    row.patient = "patient of " + id;
    row.type = null;
    row.time = DetentionTime.ofArrival(seconds(ARRIVED));
    return row;
  }

  DetentionRow from(String sender) {
    organisation = sender;
    return kind == Kind.TRUST ? at(sender) : this;
  }

  DetentionRow in(String reportingMonth) {
    month = reportingMonth;
    return this;
  }

  /** Another record quotes it, or it another, so that they have one root. */
  DetentionRow quoted(String eventRoot, int count, boolean withAmbulance) {
    root = eventRoot;
    rootCount = count;
    hasAmbulance = withAmbulance;
    return this;
  }

  DetentionRow contradicted() {
    isContradicted = true;
    return this;
  }

  DetentionRow naming(String other) {
    partner = other;
    return this;
  }

  DetentionRow at(@Nullable String organisationOfPlace) {
    place = organisationOfPlace;
    return this;
  }

  DetentionRow ofType(@Nullable String kindOfPlace) {
    type = kindOfPlace;
    return this;
  }

  /** Arrived so many minutes after 14:00; the start stays an hour before 14:00. */
  DetentionRow minutesLater(int minutes) {
    return arrived(ARRIVED.plusMinutes(minutes));
  }

  DetentionRow arrived(LocalDateTime at) {
    time =
        kind == Kind.TRUST
            ? DetentionTime.ofArrival(seconds(at))
            : DetentionTime.of(seconds(at), seconds(at.minusHours(1)));
    return this;
  }

  /** Nobody wrote the arrival down; the record began so many minutes after 14:00. */
  DetentionRow startedOnly(int minutes) {
    time = DetentionTime.of(null, seconds(ARRIVED.plusMinutes(minutes)));
    return this;
  }

  DetentionRow untimedOn(LocalDate day) {
    time = DetentionTime.ofDay(day);
    return this;
  }

  DetentionRow aged(@Nullable Integer years) {
    age = years;
    return this;
  }

  DetentionRow born(String date) {
    birthDate = LocalDate.parse(date);
    return this;
  }

  DetentionRow ofSex(@Nullable String code) {
    sex = code;
    return this;
  }

  DetentionRow numbered(String nhsNumber) {
    number = nhsNumber;
    return this;
  }

  DetentionRow livingAt(String home) {
    postcode = home;
    return this;
  }

  DetentionRow ofPatient(String one) {
    patient = one;
    return this;
  }

  Sighting row() {
    return new Sighting(
        id,
        kind,
        organisation,
        month,
        root == null ? id : root,
        rootCount,
        hasAmbulance,
        isContradicted,
        partner,
        new DetentionPlace(place, type),
        time,
        new DetainedPerson(number, birthDate, age, sex, postcode),
        patient,
        kind == Kind.TRUST ? "MPI of " + id : null);
  }

  private static long seconds(LocalDateTime at) {
    return at.atZone(SubmissionCalendar.ZONE).toEpochSecond();
  }

  /** The day all rows are of, unless they say otherwise. */
  static LocalDate day() {
    return ARRIVED.toLocalDate();
  }
}
