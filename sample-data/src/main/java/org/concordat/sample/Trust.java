package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.List;

/** What a trust sends that belongs to no patient: its header, teams and wards. */
final class Trust {

  private static final List<String> TEAM_TYPES =
      List.of(
          "A02", "A18", "A19", "A11", "C05", "A20", "A21", "A22", "A23", "A24", "A25", "A05", "A06",
          "A07", "A08", "A10", "A14", "C10");
  private static final List<String> BEDS =
      List.of("200", "201", "202", "206", "207", "300", "301", "303");

  private Trust() {}

  static String wardCode(String bed) {
    return "WD-" + bed;
  }

  static void reference(
      World world, Partner trust, Dates.Period period, LocalDateTime created, RowSink sink) {
    sink.write(
        new Row(world.shape("MHS000Header"))
            .set("DatSetVer", Manifest.specVersion(trust.family()))
            .set("OrgIDProvider", trust.code())
            .set("OrgIDSubmit", trust.code())
            .set("PrimSystemInUse", "Invented data")
            .set("ReportingPeriodStartDate", period.start())
            .set("ReportingPeriodEndDate", period.end())
            .set("DateTimeDatSetCreate", Dates.local(created)));
    for (String type : TEAM_TYPES) {
      sink.write(
          new Row(world.shape("MHS902ServiceTeamDetails"))
              .set("CareProfTeamLocalID", trust.code() + "-" + type)
              .set("OrgIDCareProfTeamLocalID", trust.code())
              .set("ServTeamTypeMH", type)
              .set("ServTeamIntAgeGroup", type.startsWith("C") ? "01" : "02"));
    }
    for (String bed : BEDS) {
      boolean young = bed.startsWith("3");
      int secure = bed.equals("206") || bed.equals("303") ? 1 : bed.equals("207") ? 2 : 0;
      sink.write(
          new Row(world.shape("MHS903WardDetails"))
              .set("WardCode", wardCode(bed))
              .set("SiteIDOfTreat", trust.code().substring(0, 3) + "01")
              .set("WardIntendedSex", "8")
              .set("WardIntendedClinCareMH", "51")
              .set("WardAge", young ? "12" : bed.equals("201") ? "15" : "14")
              .set("WardType", young ? "01" : bed.equals("201") ? "06" : "03")
              .set("WardSecLevel", secure)
              .set("LockedWardInd", secure > 0 || bed.equals("202") ? "Y" : "N")
              .set("AvailBedDays", period.month().lengthOfMonth() * 16)
              .set("ClosedBedDays", 0));
    }
  }
}
