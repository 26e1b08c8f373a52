package org.concordat.marts;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concordat.marts.secondopinion.SentRow;
import org.concordat.marts.secondopinion.World;
import org.jspecify.annotations.Nullable;

/** Many worlds as the input tables of one run; their providers and people never meet. */
final class StackedWorlds {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final GivenTables tables = new GivenTables();
  private int rows;

  private StackedWorlds() {}

  static GivenTables tables(List<World> worlds) {
    StackedWorlds stacked = new StackedWorlds();
    worlds.forEach(stacked::add);
    return stacked.tables;
  }

  private void add(World world) {
    world.patients().forEach(this::add);
    world.referrals().forEach(this::add);
    world
        .otherTeams()
        .forEach(
            row ->
                row("MHS102OtherServiceType", row)
                    .with("ServiceRequestID", row.referral())
                    .with("OtherCareProfTeamLocalID", row.team()));
    world
        .teams()
        .forEach(
            row ->
                row("MHS902ServiceTeamDetails", row)
                    .with("CareProfTeamLocalID", row.id())
                    .with("ServTeamTypeMH", row.type()));
    world.contacts().forEach(this::add);
    world.periods().forEach(this::add);
    world
        .orders()
        .forEach(
            row ->
                row("MHS404CommTreatOrder", row)
                    .with("MHActLegalStatusClassPeriodID", row.period())
                    .with("StartDateCommTreatOrd", row.start())
                    .with("EndDateCommTreatOrd", row.end())
                    .with("CommTreatOrdEndReason", row.endReason()));
    world.spells().forEach(this::add);
    world
        .stays()
        .forEach(
            row ->
                row("MHS502WardStay", row)
                    .with("WardStayID", row.id())
                    .with("HospProvSpellID", row.spell())
                    .with("StartDateWardStay", row.start())
                    .with("EndDateWardStay", row.end())
                    .with("MHAdmittedPatientClass", row.patientClass()));
  }

  private void add(World.Patient row) {
    row("people", row)
        .with("source_table", "MHS001MPI")
        .with("link_step", "nhs_number_birth_date")
        .with("person_key", row.person())
        .with("local_patient_id", row.localId())
        .with("birth_date", "1990-06-15");
  }

  private void add(World.Referral row) {
    row("MHS101Referral", row)
        .with("ServiceRequestID", row.id())
        .with("LocalPatientID", row.localId())
        .with("CareProfTeamLocalID", row.team())
        .with("ReferralRequestReceivedDate", row.received())
        .with("ReferralRequestReceivedTime", row.receivedTime())
        .with("ClinRespPriorityType", row.priority())
        .with("ReasonOAT", row.reasonOat())
        .with("ServDischDate", row.discharged())
        .with("ReferRejectionDate", row.rejected());
  }

  private void add(World.Contact row) {
    row("MHS201CareContact", row)
        .with("CareContactID", row.id())
        .with("ServiceRequestID", row.referral())
        .with("CareContDate", row.date())
        .with("CareContTime", row.time())
        .with("ConsMechanismMH", row.mechanism())
        .with("AttendStatus", row.attendance());
  }

  private void add(World.Period row) {
    row("MHS401MHActPeriod", row)
        .with("MHActLegalStatusClassPeriodID", row.id())
        .with("LocalPatientID", row.localId())
        .with("LegalStatusCode", row.code())
        .with("StartDateMHActLegalStatusClass", row.start())
        .with("StartTimeMHActLegalStatusClass", row.startTime())
        .with("ExpiryDateMHActLegalStatusClass", row.expiry())
        .with("EndDateMHActLegalStatusClass", row.end())
        .with("EndTimeMHActLegalStatusClass", row.endTime());
  }

  private void add(World.Spell row) {
    row("MHS501HospProvSpell", row)
        .with("HospProvSpellID", row.id())
        .with("ServiceRequestID", row.referral())
        .with("StartDateHospProvSpell", row.start())
        .with("StartTimeHospProvSpell", row.startTime())
        .with("MethAdmMHHospProvSpell", row.method())
        .with("DischDateHospProvSpell", row.discharge())
        .with("DischTimeHospProvSpell", row.dischargeTime())
        .with("DestOfDischHospProvSpell", row.destination());
  }

  /** A row of a submission in force: the first of its provider and month. */
  private Columns row(String table, SentRow row) {
    rows++;
    Columns columns = new Columns(new HashMap<>());
    tables.add(table, columns.texts());
    return columns
        .with("reporting_month", row.month().toString())
        .with("organisation_code", row.provider())
        .with("submission_id", "MH-" + row.provider() + "-" + row.month() + "-001")
        .with("family", "MH")
        .with("file", table + ".csv")
        .with("record", String.valueOf(rows))
        .with("line", String.valueOf(rows + 1));
  }

  private record Columns(Map<String, String> texts) {

    private Columns with(String column, @Nullable Object value) {
      if (value instanceof LocalTime time) {
        texts.put(column, TIME.format(time));
      } else if (value instanceof LocalDate || value instanceof String) {
        texts.put(column, value.toString());
      }
      return this;
    }
  }
}
