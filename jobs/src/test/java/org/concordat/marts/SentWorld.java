package org.concordat.marts;

import java.sql.Date;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.Settings;
import org.concordat.marts.secondopinion.SentRow;
import org.concordat.marts.secondopinion.World;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;

/** Everything that all trusts sent up to a month, as check accepted it, as one world. */
final class SentWorld {

  private final Lake lake;
  private final ReportingMonth month;
  private final ContractCatalogue contracts = ContractCatalogue.load();

  private SentWorld(Lake lake, ReportingMonth month) {
    this.lake = lake;
    this.month = month;
  }

  /**
   * @return the world, without records of people the link stage left out
   */
  static World of(Lake lake, ReportingMonth month) {
    return new SentWorld(lake, month).world();
  }

  private World world() {
    List<World.Patient> patients =
        rows(
            Zone.LINKED,
            "people",
            row -> {
              String localId = row.text("local_patient_id");
              return "MHS001MPI".equals(row.text("source_table")) && localId != null
                  ? new World.Patient(row.month(), row.provider(), localId, row.sent("person_key"))
                  : null;
            });
    Set<String> known = new HashSet<>();
    patients.forEach(row -> known.add(inFile(row, row.localId())));
    List<World.Referral> referrals =
        kept(rows("MHS101Referral", SentWorld::referral), known, World.Referral::localId);
    List<World.Period> periods =
        kept(rows("MHS401MHActPeriod", SentWorld::period), known, World.Period::localId);
    Set<String> referralIds = new HashSet<>();
    referrals.forEach(row -> referralIds.add(inFile(row, row.id())));
    Set<String> periodIds = new HashSet<>();
    periods.forEach(row -> periodIds.add(inFile(row, row.id())));
    return new World(
        0,
        patients,
        referrals,
        rows(
            "MHS102OtherServiceType",
            row ->
                new World.OtherTeam(
                    row.month(),
                    row.provider(),
                    row.sent("ServiceRequestID"),
                    row.sent("OtherCareProfTeamLocalID"))),
        rows(
            "MHS902ServiceTeamDetails",
            row ->
                new World.Team(
                    row.month(),
                    row.provider(),
                    row.sent("CareProfTeamLocalID"),
                    row.sent("ServTeamTypeMH"))),
        rows("MHS201CareContact", SentWorld::contact),
        periods,
        kept(rows("MHS404CommTreatOrder", SentWorld::order), periodIds, World.Order::period),
        kept(rows("MHS501HospProvSpell", SentWorld::spell), referralIds, World.Spell::referral),
        rows("MHS502WardStay", SentWorld::stay));
  }

  private static World.Referral referral(SentColumns row) {
    return new World.Referral(
        row.month(),
        row.provider(),
        row.sent("ServiceRequestID"),
        row.sent("LocalPatientID"),
        row.sent("CareProfTeamLocalID"),
        row.day("ReferralRequestReceivedDate"),
        row.time("ReferralRequestReceivedTime"),
        row.text("ClinRespPriorityType"),
        row.text("ReasonOAT"),
        row.date("ServDischDate"),
        row.date("ReferRejectionDate"));
  }

  private static World.Contact contact(SentColumns row) {
    return new World.Contact(
        row.month(),
        row.provider(),
        row.sent("CareContactID"),
        row.sent("ServiceRequestID"),
        row.day("CareContDate"),
        row.time("CareContTime"),
        row.text("ConsMechanismMH"),
        row.text("AttendStatus"));
  }

  private static World.Period period(SentColumns row) {
    LocalTime start = row.time("StartTimeMHActLegalStatusClass");
    return new World.Period(
        row.month(),
        row.provider(),
        row.sent("MHActLegalStatusClassPeriodID"),
        row.sent("LocalPatientID"),
        row.text("LegalStatusCode"),
        row.day("StartDateMHActLegalStatusClass"),
        start == null ? LocalTime.MIDNIGHT : start,
        row.date("ExpiryDateMHActLegalStatusClass"),
        row.date("EndDateMHActLegalStatusClass"),
        row.time("EndTimeMHActLegalStatusClass"));
  }

  private static World.Order order(SentColumns row) {
    return new World.Order(
        row.month(),
        row.provider(),
        row.sent("MHActLegalStatusClassPeriodID"),
        row.day("StartDateCommTreatOrd"),
        row.date("EndDateCommTreatOrd"),
        row.text("CommTreatOrdEndReason"));
  }

  private static World.Spell spell(SentColumns row) {
    return new World.Spell(
        row.month(),
        row.provider(),
        row.sent("HospProvSpellID"),
        row.sent("ServiceRequestID"),
        row.day("StartDateHospProvSpell"),
        row.time("StartTimeHospProvSpell"),
        row.text("MethAdmMHHospProvSpell"),
        row.date("DischDateHospProvSpell"),
        row.time("DischTimeHospProvSpell"),
        row.text("DestOfDischHospProvSpell"));
  }

  private static World.Stay stay(SentColumns row) {
    return new World.Stay(
        row.month(),
        row.provider(),
        row.sent("WardStayID"),
        row.sent("HospProvSpellID"),
        row.day("StartDateWardStay"),
        row.date("EndDateWardStay"),
        row.text("MHAdmittedPatientClass"));
  }

  private <R> List<R> rows(String table, Function<SentColumns, R> made) {
    return rows(Zone.CHECKED, table, made);
  }

  private <R> List<R> rows(Zone zone, String table, Function<SentColumns, @Nullable R> made) {
    StructType schema =
        zone == Zone.LINKED
            ? MartInputs.linkedSchema(contracts, table)
            : MartInputs.checkedSchema(contracts, table);
    List<R> rows = new ArrayList<>();
    for (Row row :
        MartInputs.window(
                SharedSpark.session(),
                lake.tree(zone),
                table,
                schema,
                month.plusMonths(1 - Settings.defaults().check().windowMonths()),
                month)
            .collectAsList()) {
      R one = made.apply(new SentColumns(row));
      if (one != null) {
        rows.add(one);
      }
    }
    return rows;
  }

  /** Rows that name something of the same file that is known. */
  private static <R extends SentRow> List<R> kept(
      List<R> rows, Set<String> known, Function<R, String> named) {
    return rows.stream().filter(row -> known.contains(inFile(row, named.apply(row)))).toList();
  }

  private static String inFile(SentRow row, String id) {
    return row.provider() + "/" + row.month() + "/" + id;
  }

  private record SentColumns(Row row) {

    private YearMonth month() {
      return YearMonth.parse(sent("reporting_month"));
    }

    private String provider() {
      return sent("organisation_code");
    }

    private @Nullable String text(String column) {
      return row.getAs(column);
    }

    private String sent(String column) {
      String text = text(column);
      return text == null ? "" : text;
    }

    private @Nullable LocalDate date(String column) {
      Date date = row.getAs(column);
      return date == null ? null : date.toLocalDate();
    }

    private LocalDate day(String column) {
      LocalDate day = date(column);
      return day == null ? LocalDate.MIN : day;
    }

    private @Nullable LocalTime time(String column) {
      String time = text(column);
      return time == null ? null : LocalTime.parse(time);
    }
  }
}
