package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectCascadeTest {

  @TempDir Path folder;

  @Test
  void a_rejected_referral_takes_its_patient_and_contacts_and_every_loss_has_one_cause()
      throws IOException {
    List<Finding> findings =
        judged(
            csv("MHS001MPI", "LocalPatientID,OrgIDLocalPatientID", "P1,RX4", "P2,RX4"),
            csv("MHS002GP", "LocalPatientID,GMPReg", "P1,A81001", "P2,A81001"),
            csv(
                "MHS101Referral",
                "ServiceRequestID,LocalPatientID,OrgIDComm,CareProfTeamLocalID,"
                    + "ReferralRequestReceivedDate",
                "R1,P1,QHM00,T1,31/08/2026",
                "R2,P2,QHM00,T1,2026-09-02"),
            csv(
                "MHS105OnwardReferral",
                "ServiceRequestID,OnwardReferDate,OrgIDReceiving",
                "R1,2026-09-03,RXM"));
    Finding root =
        findings.stream().filter(f -> f.ruleId().equals("MHR-004")).findFirst().orElseThrow();
    assertThat(root.rowsLost()).isEqualTo(4); // referral, its onward referral, patient, GP row
    assertThat(root.line()).isEqualTo(2);
    assertThat(findings.stream().filter(f -> root.messageId().equals(f.rootMessageId())).toList())
        .hasSize(3)
        .allSatisfy(
            f -> {
              assertThat(f.text()).contains("MHR-004, MHS101Referral.csv, line 2");
              assertThat(f.rowsLost()).isZero();
            });
    assertThat(findings.stream().filter(f -> f.ruleId().endsWith("-PAR")).toList())
        .hasSize(2)
        .allSatisfy(f -> assertThat(f.text()).startsWith("Record rejected (parent missing) - "));
  }

  @Test
  void all_copies_of_a_key_are_lost_and_a_quoted_newline_moves_the_lines_after_it()
      throws IOException {
    List<Finding> findings =
        judged(
            csv(
                "MHS902ServiceTeamDetails",
                "CareProfTeamLocalID,ServTeamTypeMH",
                "\"T\n1\",A02",
                "T2,A02",
                "T2,A05"));
    assertThat(findings.stream().filter(f -> f.category().equals("duplicate")).toList())
        .extracting(Finding::line)
        .containsExactly(4L, 5L);
  }

  /**
   * What a lost referral costs depends on its team; submission-and-validation 2.5, measures_hit.
   */
  @Test
  void a_message_names_the_measures_that_miss_its_row_and_the_rows_it_takes_with_it()
      throws IOException {
    String referral =
        "ServiceRequestID,LocalPatientID,OrgIDComm,CareProfTeamLocalID,ClinRespPriorityType,"
            + "ReferralRequestReceivedDate";
    List<Finding> findings =
        judged(
            csv("MHS001MPI", "LocalPatientID,OrgIDLocalPatientID", "P1,RX4", "P2,RX4"),
            csv("MHS002GP", "LocalPatientID,GMPReg", "P1,A81001", "P2,A81001"),
            csv(
                "MHS101Referral",
                referral,
                "R1,P1,QHM00,CRISIS,4,31/08/2026",
                "R2,P2,QHM00,COMMUNITY,4,31/08/2026"),
            csv(
                "MHS201CareContact",
                "CareContactID,ServiceRequestID,CareContDate,ConsMechanismMH,AttendStatus",
                "C1,R1,2026-09-03,01,5",
                "C2,R2,2026-09-03,01,5"),
            csv(
                "MHS902ServiceTeamDetails",
                "CareProfTeamLocalID,ServTeamTypeMH",
                "CRISIS,A02",
                "COMMUNITY,A06"));
    assertThat(findings.stream().filter(f -> f.ruleId().equals("MHR-004")).toList())
        .extracting(Finding::measuresHit)
        .containsExactly("CCR117;CCR118;CCR119;CRS01;CRS02;CRS05", null);
    assertThat(findings.stream().filter(f -> f.ruleId().equals("MHC-002")).toList())
        .extracting(Finding::measuresHit)
        .containsExactly("CCR118;CCR119;CRS01;CRS02;CRS05", null);
  }

  private TableFile csv(String table, String... lines) throws IOException {
    Path file = folder.resolve(table + ".csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return new TableFile(table, table + ".csv", file.toString(), Files.size(file));
  }

  private static List<Finding> judged(TableFile... files) throws IOException {
    Rulebook rulebook = Rulebook.load();
    List<TableContract> tables = new ArrayList<>();
    for (TableFile file : files) {
      tables.add(rulebook.contracts().table(file.table()));
    }
    HashMap<String, RowExpressions> conditions =
        Conditions.analysed(SharedSpark.session(), tables, true);
    SubmissionJudge judge =
        new SubmissionJudge(
            new SubmissionFiles(
                "MH-RX4-2026-09-001",
                "RX4",
                "MH",
                "2026-09",
                "001",
                Instant.parse("2026-10-12T09:00:00Z"),
                Instant.parse("2026-10-11T09:00:00Z"),
                false,
                false,
                List.of(files)),
            conditions,
            rulebook,
            100,
            EarlierMonths.NONE);
    judge.judge();
    List<Finding> findings = new ArrayList<>();
    judge.findings().forEachRemaining(findings::add);
    return findings;
  }
}
