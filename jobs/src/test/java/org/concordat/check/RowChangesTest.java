package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.concordat.check.SubmissionFiles.TableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later submission changed (submission-and-validation 2.6, part 5). */
class RowChangesTest {

  private static final String PATIENTS = "MHS001MPI";

  @TempDir Path folder;

  @Test
  void rows_are_the_same_altered_added_and_gone() throws IOException {
    SubmissionFiles earlier =
        sent("001", PATIENTS, "LocalPatientID,Gender", "P1,1", "P2,2", "P3,1");
    SubmissionFiles later = sent("002", PATIENTS, "LocalPatientID,Gender", "P4,1", "P2,9", "P1,1");

    assertThat(RowChanges.between(earlier, later, Rulebook.load()))
        .containsExactly(new RowChanges(PATIENTS, 1, 1, 1, 1));
  }

  @Test
  void order_of_columns_spaces_and_columns_of_no_contract_change_nothing() throws IOException {
    SubmissionFiles earlier = sent("001", PATIENTS, "LocalPatientID,NHSNumber", "P1,", "P2,x");
    SubmissionFiles later =
        sent("002", PATIENTS, "Own,NHSNumber,LocalPatientID", "1, x ,P2", "2,,P1 ");

    assertThat(RowChanges.between(earlier, later, Rulebook.load()))
        .containsExactly(new RowChanges(PATIENTS, 2, 0, 0, 0));
  }

  @Test
  void a_row_sent_twice_and_then_once_is_gone_once() throws IOException {
    SubmissionFiles earlier = sent("001", PATIENTS, "LocalPatientID", "P1", "P1", "P2");
    SubmissionFiles later = sent("002", PATIENTS, "LocalPatientID", "P1", "P2");

    assertThat(RowChanges.between(earlier, later, Rulebook.load()))
        .containsExactly(new RowChanges(PATIENTS, 2, 0, 0, 1));
  }

  @Test
  void a_table_of_one_side_only_is_all_new_or_all_gone() throws IOException {
    SubmissionFiles with = sent("001", PATIENTS, "LocalPatientID", "P1", "P2");
    SubmissionFiles without = submission("002", List.of());

    assertThat(RowChanges.between(with, without, Rulebook.load()))
        .containsExactly(new RowChanges(PATIENTS, 0, 0, 0, 2));
    assertThat(RowChanges.between(without, with, Rulebook.load()))
        .containsExactly(new RowChanges(PATIENTS, 0, 0, 2, 0));
  }

  @Test
  void without_a_key_a_changed_row_is_one_gone_and_one_added() throws IOException {
    String orders = "MHS404CommTreatOrder";
    assertThat(Rulebook.load().contracts().table(orders).primaryKey()).isEmpty();
    SubmissionFiles earlier = sent("001", orders, "StartDateCommTreatOrd", "2026-09-01");
    SubmissionFiles later = sent("002", orders, "StartDateCommTreatOrd", "2026-09-02");

    assertThat(RowChanges.between(earlier, later, Rulebook.load()))
        .containsExactly(new RowChanges(orders, 0, 0, 1, 1));
  }

  private SubmissionFiles sent(String seq, String table, String... lines) throws IOException {
    Path file = folder.resolve(seq + table + ".csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return submission(
        seq, List.of(new TableFile(table, table + ".csv", file.toString(), Files.size(file))));
  }

  private static SubmissionFiles submission(String seq, List<TableFile> files) {
    return new SubmissionFiles(
        "MH-RX4-2026-09-" + seq,
        "RX4",
        "MH",
        "2026-09",
        seq,
        Instant.parse("2026-10-12T09:00:00Z"),
        null,
        false,
        false,
        files);
  }
}
