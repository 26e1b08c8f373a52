package org.concordat.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows a trust sends of one patient in a month, before they are written: what does not fit
 * together among them is noted on the rows. Like {@link NaturalUnknowns} it tells what the
 * generator did and knows nothing of how check works.
 */
final class PatientRows implements RowSink {

  /** Local ids of the teams that answer crises: their type follows the trust's code. */
  static final String CRISIS_TEAM = ".*-(A02|A18|A19|A11|C05)";

  private static final String REFERRAL = "MHS101Referral";
  private static final String PERIOD = "MHS401MHActPeriod";
  private static final String DETAINING = "0[2-9]|1[02-9]|20|3[1278]";
  private static final String NEVER = "9999-12-31";

  private final List<Row> rows = new ArrayList<>();

  @Override
  public void write(Row row) {
    rows.add(row);
  }

  /** All rows in the order they came, with their notes. */
  List<Row> noted() {
    Map<String, Row> referrals = new TreeMap<>();
    of(REFERRAL).forEach(row -> referrals.put(row.get("ServiceRequestID"), row));
    of("MHS201CareContact").forEach(row -> noteContact(row, referrals));
    List<Row> outOfArea =
        of(REFERRAL).stream().filter(row -> !row.get("ReasonOAT").matches("|99")).toList();
    outOfArea.forEach(row -> notePlacement(row, outOfArea));
    of(PERIOD).forEach(this::notePeriod);
    if (of("MHS001MPI").stream().anyMatch(row -> row.get("EthnicCategory").isEmpty())) {
      of(PERIOD).stream()
          .filter(row -> row.get("LegalStatusCode").matches(DETAINING))
          .forEach(row -> row.note("MHD-010", "ethnic category of a detained person not known"));
    }
    return rows;
  }

  private List<Row> of(String table) {
    return rows.stream().filter(row -> row.shape().name().equals(table)).toList();
  }

  private static void noteContact(Row contact, Map<String, Row> referrals) {
    Row referral = referrals.get(contact.get("ServiceRequestID"));
    if (referral == null) {
      return;
    }
    String time = contact.get("CareContTime");
    boolean isAttended = contact.get("AttendStatus").matches("[56]");
    boolean isSameDay =
        contact.get("CareContDate").equals(referral.get("ReferralRequestReceivedDate"));
    boolean isCrisis = referral.get("CareProfTeamLocalID").matches(CRISIS_TEAM);
    boolean isBefore =
        !time.isEmpty() && time.compareTo(referral.get("ReferralRequestReceivedTime")) < 0;
    if (isAttended && isSameDay && isCrisis && isBefore) {
      contact.note("MHC-005", "time of a contact before that of its referral");
    }
  }

  private void notePlacement(Row referral, List<Row> outOfArea) {
    String from = referral.get("ReferralRequestReceivedDate");
    String to = orNever(referral.get("ServDischDate"));
    boolean hasBed =
        of("MHS501HospProvSpell").stream()
            .filter(spell -> spell.get("ServiceRequestID").equals(referral.get("ServiceRequestID")))
            .anyMatch(
                spell ->
                    spell.get("StartDateHospProvSpell").compareTo(to) <= 0
                        && orNever(spell.get("DischDateHospProvSpell")).compareTo(from) >= 0);
    if (!hasBed) {
      referral.note("MHO-001", "trap 9: out-of-area referral without a spell");
    }
    boolean isSecond =
        outOfArea.stream()
            .filter(other -> other != referral)
            .anyMatch(
                other ->
                    isBefore(other, referral)
                        && orNever(other.get("ServDischDate")).compareTo(from) > 0);
    if (isSecond) {
      referral.note("MHO-002", "trap 9: out-of-area referrals overlap");
    }
  }

  /** Section 2 is for 28 days; systems that count from the hour end it a day late. */
  private void notePeriod(Row period) {
    String end = period.get("EndDateMHActLegalStatusClass");
    boolean isTooLong =
        period.get("LegalStatusCode").equals("02")
            && !end.isEmpty()
            && (end + period.get("EndTimeMHActLegalStatusClass"))
                    .compareTo(after(period) + "00:00:00")
                > 0;
    boolean isFollowed =
        of(PERIOD).stream()
            .filter(other -> other != period)
            .map(other -> other.get("StartDateMHActLegalStatusClass"))
            .anyMatch(
                start ->
                    start.compareTo(period.get("StartDateMHActLegalStatusClass")) >= 0
                        && start.compareTo(after(period)) <= 0);
    if (isTooLong && !isFollowed) {
      period.note("MHD-005", "section 2 for more than 28 days");
    }
  }

  /** The last day of a section 2. */
  static String lastDay(Row period) {
    return LocalDate.parse(period.get("StartDateMHActLegalStatusClass")).plusDays(27).toString();
  }

  private static String after(Row period) {
    return LocalDate.parse(lastDay(period)).plusDays(1).toString();
  }

  private static boolean isBefore(Row one, Row other) {
    String key = "ReferralRequestReceivedDate";
    return (one.get(key) + one.get("ServiceRequestID"))
            .compareTo(other.get(key) + other.get("ServiceRequestID"))
        < 0;
  }

  private static String orNever(String date) {
    return date.isEmpty() ? NEVER : date;
  }
}
