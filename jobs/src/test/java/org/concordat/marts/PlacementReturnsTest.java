package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.SqlFile;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who returns home after a placement. A test of its own and no case folder, because a case's
 * organisations are told apart by marks that the sending provider's code cannot carry.
 */
class PlacementReturnsTest {

  private static final StructType PLACEMENTS =
      new StructType()
          .add("placement_id", DataTypes.StringType)
          .add("person_key", DataTypes.StringType)
          .add("OrgIDReferringOrg", DataTypes.StringType)
          .add("start_date", DataTypes.DateType)
          .add("end_date", DataTypes.DateType);
  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void a_person_is_home_with_a_referral_to_the_sending_provider_and_no_other_placement() {
    Map<String, Boolean> returns =
        returns(
            new String[] {
              // Ended in September; the 30 days are over on 1 October.
              placement("open", "P1", "RXM01", "2026-09-01"),
              placement("closed", "P2", "RXM", "2026-09-01"),
              placement("late", "P3", "RXM", "2026-09-01"),
              placement("in_time", "P4", "RXM", "2026-09-01"),
              placement("other_trust", "P5", "RXM", "2026-09-01"),
              placement("nobody", "P6", "RXM", "2026-09-01"),
              placement("long_code", "P7", "G6V2S", "2026-09-01"),
              // Another placement begins on the last of the 30 days, or the day after.
              placement("again", "P8", "RXM", "2026-09-01"),
              placement("again_on_30", "P8", "RXM", "2026-12-01", "2026-10-01"),
              placement("later", "P9", "RXM", "2026-09-01"),
              placement("later_on_31", "P9", "RXM", "2026-12-01", "2026-10-02"),
              // The 30 days run on after month end.
              placement("undecided", "P10", "RXM", "2026-10-02"),
              placement("decided", "P11", "RXM", "2026-10-02"),
              placement("just_over", "P12", "RXM", "2026-10-01"),
              placement("open_ended", "P13", "RXM", null),
              placement("no_sender", "P14", null, "2026-09-01"),
              placement("RXMown", "P15", "RXM", "2026-09-01")
            },
            referral("RXM", "P1", "r1", "2026-01-01", null, "2026-10"),
            referral("RXM", "P2", "r2", "2026-01-01", null, "2026-08"),
            referral("RXM", "P2", "r2", "2026-01-01", "2026-09-01", "2026-09"),
            referral("RXM", "P3", "r3", "2026-10-02", null, "2026-10"),
            referral("RXM", "P4", "r4", "2026-10-01", "2026-10-02", "2026-10"),
            referral("RX4", "P5", "r5", "2026-09-02", null, "2026-10"),
            referral("G6V2S", "P7", "r7", "2026-09-02", null, "2026-10"),
            referral("RXM", "P8", "r8", "2026-09-02", null, "2026-10"),
            referral("RXM", "P9", "r9", "2026-09-02", null, "2026-10"),
            referral("RXM", "P10", "r10", "2026-11-01", null, "2026-10"),
            referral("RXM", "P11", "r11", "2026-10-31", null, "2026-10"),
            referral("RXM", "P15", "own", "2026-08-01", null, "2026-10"));
    assertThat(returns)
        .containsOnly(
            Map.entry("open", true),
            Map.entry("closed", false),
            Map.entry("late", false),
            Map.entry("in_time", true),
            Map.entry("other_trust", false),
            Map.entry("nobody", false),
            Map.entry("long_code", true),
            Map.entry("again", false),
            Map.entry("later", true),
            Map.entry("decided", true),
            Map.entry("just_over", false),
            Map.entry("RXMown", false));
  }

  private static Map<String, Boolean> returns(String[] placements, String... referrals) {
    Rows.of(PLACEMENTS, placements).createOrReplaceTempView("placements");
    Rows.of(MartInputs.checkedSchema(CONTRACTS, "MHS101Referral"), referrals)
        .createOrReplaceTempView("MHS101Referral");
    SharedSpark.session()
        .sql(
            "select distinct submission_id, LocalPatientID as local_patient_id,"
                + " LocalPatientID as person_key, 'MHS001MPI' as source_table from MHS101Referral")
        .createOrReplaceTempView("people");
    Map<String, Boolean> returns = new TreeMap<>();
    for (Row row :
        SqlFile.of("1-shared/placement_returns.sql")
            .table(
                SharedSpark.session(), MartInputs.parameters(ReportingMonth.of("2026-10"), "a key"))
            .collectAsList()) {
      assertThat(returns.put(row.getString(0), row.getBoolean(1))).isNull();
    }
    return returns;
  }

  private static String placement(
      String id, String person, @Nullable String sender, @Nullable String end) {
    return placement(id, person, sender, end, "2026-01-01");
  }

  private static String placement(
      String id, String person, @Nullable String sender, @Nullable String end, String start) {
    return "{'placement_id': '%s', 'person_key': '%s', 'start_date': '%s'%s%s}"
        .formatted(id, person, start, field("OrgIDReferringOrg", sender), field("end_date", end));
  }

  private static String referral(
      String organisation,
      String person,
      String id,
      String from,
      @Nullable String to,
      String month) {
    return ("{'organisation_code': '%s', 'LocalPatientID': '%s', 'ServiceRequestID': '%s',"
            + " 'ReferralRequestReceivedDate': '%s', 'reporting_month': '%s',"
            + " 'submission_id': '%s-%s'%s}")
        .formatted(
            organisation, person, id, from, month, organisation, month, field("ServDischDate", to));
  }

  private static String field(String name, @Nullable String value) {
    return value == null ? "" : ", '%s': '%s'".formatted(name, value);
  }
}
