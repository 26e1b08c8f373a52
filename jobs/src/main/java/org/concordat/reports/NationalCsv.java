package org.concordat.reports;

import java.nio.file.Path;
import java.util.List;

/** The tables of the national page as CSV files: the same figures, treated the same way (D9). */
final class NationalCsv {

  private NationalCsv() {}

  static void write(NationalPage page, Path folder) {
    try (CsvSink sink =
        new CsvSink(
            folder.resolve("organisations.csv"),
            List.of(
                "family",
                "organisation_code",
                "organisation_name",
                "state",
                "received",
                "submissions",
                "coverage",
                "crisis_data_quality_index",
                "band",
                "rows_sent",
                "rows_accepted",
                "rows_rejected",
                "rows_warned"))) {
      for (NationalPage.Group group : page.groups()) {
        for (NationalPage.OrganisationLine line : group.organisations()) {
          sink.row(
              List.of(
                  group.family(),
                  line.code(),
                  line.name(),
                  line.state(),
                  line.received(),
                  line.attempts(),
                  line.coverage(),
                  line.index(),
                  line.band().word(),
                  line.sent(),
                  line.accepted(),
                  line.rejected(),
                  line.warned()));
        }
      }
    }
    try (CsvSink sink =
        new CsvSink(
            folder.resolve("fields.csv"),
            List.of(
                "family", "table", "field", "rows", "valid", "other", "default", "invalid",
                "missing", "score", "band"))) {
      for (NationalPage.FieldGroup group : page.fields()) {
        for (NationalPage.FieldLine line : group.fields()) {
          sink.row(
              List.of(
                  group.family(),
                  line.table(),
                  line.field(),
                  line.rows(),
                  line.valid(),
                  line.other(),
                  line.defaults(),
                  line.invalid(),
                  line.missing(),
                  line.score(),
                  line.band().word()));
        }
      }
    }
    try (CsvSink sink =
        new CsvSink(
            folder.resolve("rules.csv"),
            List.of(
                "rule_id",
                "table",
                "category",
                "severity",
                "organisations",
                "messages",
                "rows_lost"))) {
      for (NationalPage.RuleLine line : page.rules()) {
        sink.row(
            List.of(
                line.rule(),
                line.table(),
                line.words(),
                line.severity(),
                line.organisations(),
                line.messages(),
                line.rowsLost()));
      }
    }
    writeLinkage(page.linkage(), folder);
  }

  private static void writeLinkage(LinkagePage page, Path folder) {
    try (CsvSink sink =
        new CsvSink(
            folder.resolve("linkage.csv"),
            List.of(
                "family",
                "organisation_code",
                "organisation_name",
                "records",
                "recognised",
                "also_at_another_partner",
                "also_at_another_partner_last_month"))) {
      for (LinkagePage.PartnerLine line : page.partners()) {
        sink.row(
            List.of(
                line.family(),
                line.code(),
                line.name(),
                line.records(),
                line.recognised(),
                line.elsewhere(),
                line.lastMonth()));
      }
    }
    try (CsvSink sink =
        new CsvSink(
            folder.resolve("linkage-groups.csv"),
            List.of(
                "breakdown",
                "value",
                "trust_records",
                "trust_also_at_another_partner",
                "other_records",
                "other_recognised",
                "other_also_at_another_partner"))) {
      for (LinkagePage.Breakdown breakdown : page.breakdowns()) {
        for (LinkagePage.Group group : breakdown.groups()) {
          sink.row(
              List.of(
                  breakdown.title(),
                  group.words(),
                  group.trustRecords(),
                  group.trustElsewhere(),
                  group.otherRecords(),
                  group.otherRecognised(),
                  group.otherElsewhere()));
        }
      }
    }
  }
}
