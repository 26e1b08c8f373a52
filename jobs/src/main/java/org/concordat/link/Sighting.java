package org.concordat.link;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * One record of a detention under section 135 or 136, as one partner saw it. It never leaves the
 * link stage.
 *
 * @param rowId name of the record
 * @param kind which partner's side it is
 * @param organisation code of the sender
 * @param month reporting month of its submission
 * @param root what the quoted references call its event
 * @param rootCount records of that event
 * @param hasAmbulance whether an ambulance incident is part of that event
 * @param isContradicted whether its references contradict each other
 * @param partner code of the force or ambulance trust it names
 * @param patient of a trust's period: the patient, start date and legal status, which two ids of
 *     one period share
 * @param patientRowId of a trust's period: name of the patient's record
 */
record Sighting(
    String rowId,
    Kind kind,
    String organisation,
    String month,
    String root,
    int rootCount,
    boolean hasAmbulance,
    boolean isContradicted,
    @Nullable String partner,
    DetentionPlace place,
    DetentionTime time,
    DetainedPerson person,
    @Nullable String patient,
    @Nullable String patientRowId) {

  /** The sides of a detention. */
  enum Kind {
    FORCE,
    AMBULANCE,
    TRUST
  }

  /**
   * @param row as {@link Sightings#of} gives it, with what the quoted references say
   */
  static Sighting of(Row row, IdentifierPreparation preparation, EventLinkLimits limits) {
    Kind kind = Kind.valueOf(row.getAs("kind"));
    DetentionTime time = kind == Kind.TRUST ? periodTime(row, limits) : time(row);
    return new Sighting(
        row.getAs("row_id"),
        kind,
        code(row.getAs("organisation_code"), ""),
        row.getAs("reporting_month"),
        row.getAs("root"),
        row.getAs("linked_event_count"),
        row.getAs("has_ambulance"),
        "references_contradict".equals(row.getAs("problem")),
        code(row.getAs("partner")),
        new DetentionPlace(code(row.getAs("place")), row.getAs("place_type")),
        time,
        person(row, time, preparation),
        row.getAs("patient"),
        row.getAs("patient_row_id"));
  }

  private static DetentionTime time(Row row) {
    long start = row.getAs("start");
    return DetentionTime.of(row.getAs("arrival"), start);
  }

  private static DetentionTime periodTime(Row row, EventLinkLimits limits) {
    LocalDate day = LocalDate.parse(row.getAs("start_date"));
    String text = row.getAs("start_time");
    if (text == null) {
      return DetentionTime.ofDay(day);
    }
    LocalTime time = LocalTime.parse(text);
    boolean isDefault = limits.defaultTimes().stream().map(LocalTime::parse).anyMatch(time::equals);
    return isDefault
        ? DetentionTime.ofDay(day)
        : DetentionTime.ofArrival(day.atTime(time).atZone(SubmissionCalendar.ZONE).toEpochSecond());
  }

  private static DetainedPerson person(
      Row row, DetentionTime time, IdentifierPreparation preparation) {
    LocalDate monthEnd = ReportingMonth.of(row.getAs("reporting_month")).end();
    String precision = row.getAs("birth_date_precision");
    boolean isUnknown = "unknown".equals(precision);
    String sent = isUnknown ? null : preparation.birthDate(row.getAs("birth_date"), monthEnd);
    LocalDate date = sent == null ? null : LocalDate.parse(sent);
    boolean isExact =
        sent != null
            && (precision == null || precision.equals("day"))
            && !IdentifierPreparation.isDefaultLike(sent);
    Integer age = row.getAs("age_years");
    if (date != null && (isExact || age == null)) {
      age = Period.between(date, began(time)).getYears();
    }
    return new DetainedPerson(
        preparation.nhsNumber(row.getAs("nhs_number")),
        isExact ? date : null,
        age,
        preparation.sex(row.getAs("sex_code")),
        preparation.postcode(row.getAs("home_postcode")));
  }

  private static LocalDate began(DetentionTime time) {
    Long start = time.start();
    return start == null
        ? time.day()
        : Instant.ofEpochSecond(start).atZone(SubmissionCalendar.ZONE).toLocalDate();
  }

  private static String code(@Nullable String sent, String otherwise) {
    String code = code(sent);
    return code == null ? otherwise : code;
  }

  private static @Nullable String code(@Nullable String sent) {
    return sent == null || sent.isBlank() ? null : sent.strip().toUpperCase(Locale.ROOT);
  }
}
