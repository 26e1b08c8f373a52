package org.concordat.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.Settings;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Delivery;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A lake as check leaves it, made by hand: RX4 has a submission in force after a rejected one, 01
 * is accepted, RXM was rejected, RX6 sent last month only.
 */
final class TinyLake {

  static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  static final String HOSTILE = "<script>alert(1)</script>& \\\"x";

  private static final String TIME = "CareContTime";
  private static final String NOTHING = "NOT_APPLICABLE";

  private static final StructType VERDICTS =
      StructType.fromDDL(
          "submission_id string, family string, organisation_code string, seq string, "
              + "received_at string, state string, is_in_force boolean, is_late boolean, "
              + "is_nil_return boolean, reason string, sent bigint, accepted bigint, "
              + "rejected bigint, warned bigint");
  private static final StructType COUNTS =
      StructType.fromDDL(
          "submission_id string, family string, organisation_code string, `table` string, "
              + "sent bigint, accepted bigint, rejected bigint, rejected_by_cascade bigint, "
              + "warned bigint, superseded bigint");
  private static final StructType MESSAGES =
      StructType.fromDDL(
          "submission_id string, organisation_code string, family string, message_id string, "
              + "rule_id string, rule_version int, severity string, category string, file string, "
              + "line bigint, record bigint, `table` string, field string, "
              + "field_dictionary_name string, value string, record_key string, "
              + "related_field string, related_value string, text string, action string, "
              + "root_message_id string, rows_lost bigint, measures_hit string, "
              + "measure_rows bigint, measures_regained string");
  private static final StructType METRICS =
      StructType.fromDDL(
          "metric_id string, metric_version int, dimension string, organisation_code string, "
              + "family string, `table` string, field string, submission_id string, "
              + "numerator bigint, denominator bigint, value double, applicability string");
  private static final StructType PRESENTATIONS =
      ContractFrames.schema(ContractCatalogue.load().table("crisis_presentations"));

  private TinyLake() {}

  /**
   * @param policeRows rows of force 01: changing them must change nothing for RX4
   */
  static Lake at(Path root, int policeRows) {
    Lake lake = Lake.at(root, Settings.defaults());
    VersionedTree.Draft findings = lake.tree(Zone.FINDINGS).draft("findings" + policeRows);
    write(
        findings,
        "verdicts",
        MONTH.plusMonths(-1),
        VERDICTS,
        verdict(
            "AM-RX6-2026-08-001",
            "AM",
            "RX6",
            "001",
            "2026-09-10T08:00:00Z",
            "ACCEPTED",
            true,
            "",
            50,
            50,
            0,
            0));
    write(
        findings,
        "verdicts",
        MONTH,
        VERDICTS,
        verdict(
            "MH-RX4-2026-09-001",
            "MH",
            "RX4",
            "001",
            "2026-10-10T08:00:00Z",
            "REJECTED",
            false,
            "MHS101Referral.csv: checksum differs.",
            31,
            0,
            31,
            0),
        verdict(
            "MH-RX4-2026-09-002",
            "MH",
            "RX4",
            "002",
            "2026-10-12T09:14:03Z",
            "ACCEPTED_WITH_REJECTS",
            true,
            "the contact is outside the month",
            1234,
            1229,
            5,
            2),
        verdict(
            "PF-01-2026-09-001",
            "PF",
            "01",
            "001",
            "2026-10-11T08:00:00Z",
            "ACCEPTED",
            true,
            "",
            policeRows,
            policeRows,
            0,
            0),
        verdict(
            "MH-RXM-2026-09-001",
            "MH",
            "RXM",
            "001",
            "2026-10-11T08:00:00Z",
            "REJECTED",
            false,
            "manifest.json could not be read",
            0,
            0,
            0,
            0));
    write(
        findings,
        "table_counts",
        MONTH,
        COUNTS,
        counts("MH-RX4-2026-09-002", "MH", "RX4", "MHS001MPI", 234, 234, 0, 0, 2),
        counts("MH-RX4-2026-09-002", "MH", "RX4", "MHS101Referral", 1000, 995, 5, 3, 0),
        counts(
            "PF-01-2026-09-001",
            "PF",
            "01",
            "police_mha_detention",
            policeRows,
            policeRows,
            0,
            0,
            0));
    write(
        findings,
        "messages",
        MONTH,
        MESSAGES,
        message(
            "MH-RX4-2026-09-002",
            "MH",
            "RX4",
            "m1",
            "MHR-004",
            "RR",
            311,
            "MHS101Referral",
            "ReferralRequestReceivedDate",
            HOSTILE,
            null,
            4),
        message(
            "MH-RX4-2026-09-002",
            "MH",
            "RX4",
            "m2",
            "MHC-002",
            "RR",
            9,
            "MHS201CareContact",
            "ServiceRequestID",
            "R-5512",
            "m1",
            0),
        message(
            "MH-RX4-2026-09-002",
            "MH",
            "RX4",
            "m3",
            "MHR-004",
            "RR",
            312,
            "MHS101Referral",
            "ReferralRequestReceivedDate",
            "",
            null,
            1),
        message(
            "MH-RX4-2026-09-002",
            "MH",
            "RX4",
            "m4",
            "MHP-009",
            "W1",
            7,
            "MHS001MPI",
            "Postcode",
            "",
            null,
            0),
        message("MH-RXM-2026-09-001", "MH", "RXM", "m5", "FIL-001", "RF", 1, "", "", "", null, 0));
    findings.publish(Set.of());
    publishMetrics(lake, policeRows);
    VersionedTree.Draft marts = lake.tree(Zone.MARTS).draft("marts1");
    write(
        marts,
        "crisis_presentations",
        MONTH,
        PRESENTATIONS,
        "{'event_id':'e1','family':'MH','organisation_code':'RX4','event_type':'T2',"
            + "'has_crisis_team':true,'ClinRespPriorityType':'1','age_group':'Under 18'}",
        "{'event_id':'e2','family':'PF','organisation_code':'01','event_type':'police_detention',"
            + "'mha_power':'s136','age_group':'18 and over'}");
    TinyLinkage.write(lake, marts, MONTH);
    marts.publish(Set.of());
    deliver(lake, Family.MH, "RX4", "2026-09", "002");
    deliver(lake, Family.AM, "RX6", "2026-08", "001");
    return lake;
  }

  private static void publishMetrics(Lake lake, int policeRows) {
    VersionedTree.Draft metrics = lake.tree(Zone.METRICS).draft("metrics" + policeRows);
    write(
        metrics,
        "metrics",
        MONTH,
        METRICS,
        metric("valid", "MH", "RX4", "MHS001MPI", "EthnicCategory", 200, 234),
        metric("other", "MH", "RX4", "MHS001MPI", "EthnicCategory", 4, 234),
        metric("default", "MH", "RX4", "MHS001MPI", "EthnicCategory", 20, 234),
        metric("invalid", "MH", "RX4", "MHS001MPI", "EthnicCategory", 3, 234),
        metric("missing", "MH", "RX4", "MHS001MPI", "EthnicCategory", 7, 234),
        metric("valid", "MH", "RX4", "MHS401MHActPeriod", "LegalStatusCode", 11, 12),
        metric("missing", "MH", "RX4", "MHS401MHActPeriod", "LegalStatusCode", 1, 12),
        metric("valid", "PF", "01", "police_mha_detention", "mha_power", policeRows, policeRows),
        counted("uniqueness.key.once", "09-002", "MHS101Referral", null, 996, 1000, "FAIL"),
        counted("uniqueness.key.surplus", "09-002", "MHS101Referral", null, 2, 1000, "PASS"),
        counted("uniqueness.key.exact", "09-002", "MHS101Referral", null, 1, 1000, "PASS"),
        counted("integrity.parent.orphan", "09-002", "MHS002GP", "LocalPatientID", 3, 60, "FAIL"),
        counted("integrity.order.referral", "09-002", "MHS101Referral", null, 0, 0, NOTHING),
        counted("integrity.time.on_hour", "09-002", "MHS201CareContact", TIME, 30, 200, "FAIL"),
        counted("integrity.time.midnight", "09-002", "MHS201CareContact", TIME, 1, 200, "PASS"),
        counted("integrity.time.midday", "09-002", "MHS201CareContact", TIME, 25, 200, "FAIL"),
        counted("integrity.limit.urgent_24_hours", "09-002", "MHS101Referral", null, 4, 31, "PASS"),
        counted(
            "consistency.ratio.contacts", "09-002", "MHS201CareContact", null, 250, 995, "PASS"),
        counted("timeliness.lag.0", "09-002", "MHS201CareContact", null, 0, 250, "PASS"),
        counted("timeliness.lag.1", "09-002", "MHS201CareContact", null, 240, 250, "PASS"),
        counted("timeliness.lag.2", "09-002", "MHS201CareContact", null, 7, 250, "PASS"),
        counted("timeliness.lag.3_or_more", "09-002", "MHS201CareContact", null, 3, 250, "PASS"));
    write(
        metrics,
        "metrics",
        MONTH.plusMonths(-1),
        METRICS,
        counted("uniqueness.key.once", "08-001", "MHS101Referral", null, 900, 900, "PASS"),
        counted("integrity.parent.orphan", "08-001", "MHS002GP", "LocalPatientID", 0, 60, "PASS"),
        counted("integrity.time.on_hour", "08-001", "MHS201CareContact", TIME, 3, 200, "PASS"));
    metrics.publish(Set.of());
  }

  private static void write(
      VersionedTree.Draft draft,
      String table,
      ReportingMonth month,
      StructType schema,
      String... rows) {
    ParquetTables.write(
        Rows.of(schema, rows),
        draft.folder(table, month),
        table,
        draft.versionId(),
        1,
        List.of(schema.fieldNames()));
  }

  private static void deliver(
      Lake lake, Family family, String organisation, String month, String seq) {
    Delivery delivery =
        new Delivery(
            family + "-" + organisation + "-" + month + "-" + seq,
            family,
            organisation,
            ReportingMonth.of(month),
            seq,
            organisation,
            Instant.parse("2026-10-12T09:14:03Z"),
            "folder",
            true,
            List.of(new Delivery.DeliveredFile("MHS001MPI.csv", 12345, "ab".repeat(32))));
    Path file =
        lake.root(Zone.LANDING)
            .resolve("deliveries")
            .resolve(family.name())
            .resolve(organisation)
            .resolve(month)
            .resolve(seq + ".json");
    try {
      Json.write(file, delivery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String verdict(
      String id,
      String family,
      String organisation,
      String seq,
      String received,
      String state,
      boolean inForce,
      String reason,
      long sent,
      long accepted,
      long rejected,
      long warned) {
    return ("{'submission_id':'%s','family':'%s','organisation_code':'%s','seq':'%s',"
            + "'received_at':'%s','state':'%s','is_in_force':%s,'is_late':false,"
            + "'is_nil_return':false,'reason':'%s','sent':%d,'accepted':%d,'rejected':%d,"
            + "'warned':%d}")
        .formatted(
            id,
            family,
            organisation,
            seq,
            received,
            state,
            inForce,
            reason,
            sent,
            accepted,
            rejected,
            warned);
  }

  private static String counts(
      String id,
      String family,
      String organisation,
      String table,
      long sent,
      long accepted,
      long rejected,
      long cascade,
      long warned) {
    return ("{'submission_id':'%s','family':'%s','organisation_code':'%s','table':'%s',"
            + "'sent':%d,'accepted':%d,'rejected':%d,'rejected_by_cascade':%d,'warned':%d,'superseded':0}")
        .formatted(id, family, organisation, table, sent, accepted, rejected, cascade, warned);
  }

  private static String message(
      String id,
      String family,
      String organisation,
      String messageId,
      String rule,
      String severity,
      long line,
      String table,
      String field,
      String value,
      @Nullable String root,
      long lost) {
    String text =
        (severity.equals("RR")
                ? "Record rejected"
                : severity.equals("RF") ? "File rejected" : "Warning (priority)")
            + " - the value cannot be used. File "
            + table
            + ".csv, line "
            + line
            + ", field "
            + field
            + ", value "
            + value
            + ". Correct it.";
    return ("{'submission_id':'%s','family':'%s','organisation_code':'%s','message_id':'%s',"
            + "'rule_id':'%s','rule_version':1,'severity':'%s','category':'bad value',"
            + "'file':'%s.csv','line':%d,'record':%d,'table':'%s','field':'%s','value':'%s',"
            + "'text':'%s','action':'Correct it.',%s'rows_lost':%d,'measures_hit':'CCR118;CCR119',"
            + "'measure_rows':%d,'measures_regained':%s}")
        .formatted(
            id,
            family,
            organisation,
            messageId,
            rule,
            severity,
            table,
            line,
            line,
            table,
            field,
            value,
            text,
            root == null ? "" : "'root_message_id':'" + root + "',",
            lost,
            lost,
            lost > 0 ? "'CCR117:" + lost + "'" : "null");
  }

  private static String counted(
      String metric,
      String submission,
      String table,
      @Nullable String field,
      long numerator,
      long denominator,
      String applicability) {
    return ("{'metric_id':'%s','metric_version':1,'dimension':'integrity','family':'MH',"
            + "'organisation_code':'RX4','table':'%s',%s'submission_id':'MH-RX4-2026-%s',"
            + "'numerator':%d,'denominator':%d,'applicability':'%s'}")
        .formatted(
            metric,
            table,
            field == null ? "" : "'field':'" + field + "',",
            submission,
            numerator,
            denominator,
            applicability);
  }

  private static String metric(
      String part,
      String family,
      String organisation,
      String table,
      String field,
      long numerator,
      long denominator) {
    return ("{'metric_id':'vodim.%s','metric_version':1,'dimension':'validity','family':'%s',"
            + "'organisation_code':'%s','table':'%s','field':'%s',"
            + "'submission_id':'%s-%s-2026-09-%s','numerator':%d,'denominator':%d,"
            + "'applicability':'PASS'}")
        .formatted(
            part,
            family,
            organisation,
            table,
            field,
            family,
            organisation,
            organisation.equals("RX4") ? "002" : "001",
            numerator,
            denominator);
  }
}
