package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.Delivery;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

class BrokenRecordsTest {

  private static final Delivery DELIVERY =
      new Delivery(
          "PF-10-2026-09-001",
          Family.PF,
          "10",
          ReportingMonth.of("2026-09"),
          "001",
          "10",
          Instant.parse("2026-10-12T09:14:03Z"),
          "folder",
          true,
          List.of());

  @Test
  void names_records_up_to_the_cap_and_counts_the_others() {
    BrokenRecords records = new BrokenRecords(DELIVERY, "a.csv", "police_mha_detention", 2);
    for (int i = 1; i <= 5; i++) {
      records.add(
          PartnerRecord.broken(10 * i, i, 3, PartnerRecord.Fault.WRONG_NUMBER_OF_VALUES), 35);
    }
    List<Finding> findings = new ArrayList<>();
    records.findings().forEachRemaining(findings::add);
    assertThat(findings).extracting(Finding::line).containsExactly(10L, 20L, 30L);
    assertThat(findings.get(1).text())
        .startsWith("Record rejected - a.csv, line 20: 3 values, 35 columns.");
    assertThat(findings.get(2).text())
        .startsWith(
            "Record rejected - a.csv, from line 30 on: 3 more rows of police_mha_detention break"
                + " this rule; those before them are listed one by one.");
    assertThat(records.count()).isEqualTo(5);
    assertThat(records.messages()).isEqualTo(3);
    assertThat(records.firstLine()).isEqualTo(10);
    assertThat(records.ruleCount().messages()).isEqualTo(5);
  }
}
