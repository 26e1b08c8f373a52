package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Delivery;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.TableContract;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of a mart in two returns, each with one seeded change (docs/diff.md). */
class RowCausesTest {

  private static final TableContract MART = ContractCatalogue.load().table("mha_detentions");
  private static final MadeWith SAME = new MadeWith(false, false, false);

  /** RV5 is new, NTN is gone, RX4 sent again, and so did police force 10; RXM is as before. */
  private static final SubmissionChanges CHANGES =
      SubmissionChanges.between(
          inputs(
              "MH-RX4-2026-09-001",
              "MH-NTN-2026-09-001",
              "MH-RXM-2026-09-001",
              "PF-10-2026-09-001"),
          inputs(
              "MH-RX4-2026-09-002",
              "MH-RV5-2026-09-001",
              "MH-RXM-2026-09-001",
              "PF-10-2026-09-002"));

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  private static ReturnInputs inputs(String... submissions) {
    return new ReturnInputs(
        new TreeMap<>(),
        List.of(submissions).stream()
            .map(
                id ->
                    new ReturnInputs.Submission(
                        id,
                        id.split("-")[0],
                        id.split("-")[1],
                        id.substring(id.length() - 11, id.length() - 4),
                        "ACCEPTED",
                        true,
                        List.of(new Delivery.DeliveredFile("a.csv", 1, "0"))))
            .toList(),
        null);
  }

  private static String row(String key, String organisation, String seq, String more) {
    return """
    {'UniqMHActEpisodeID': '%1$s', 'organisation_code': '%2$s',
     'source_submission_id': 'MH-%2$s-2026-09-%3$s', 'submission_ids': ['MH-%2$s-2026-09-%3$s'],
     'person_key': 'p', 'stock_at_month_end': 'detained'%4$s}
    """
        .formatted(key, organisation, seq, more)
        .replace("\n", "");
  }

  private static Dataset<Row> rows(String... json) {
    return Rows.of(ContractFrames.schema(MART), json);
  }

  private static Map<String, Cause> causes(
      SubmissionChanges changes, MadeWith madeWith, Dataset<Row> before, Dataset<Row> after) {
    Map<String, Cause> causes = new TreeMap<>();
    new RowCauses(MART, SmallLake.SEPTEMBER, changes, madeWith)
        .pairs(before, after)
        .where("not is_same")
        .selectExpr("coalesce(a.UniqMHActEpisodeID, b.UniqMHActEpisodeID)", "cause")
        .collectAsList()
        .forEach(row -> causes.put(row.getString(0), Cause.values()[row.getInt(1)]));
    return causes;
  }

  @Test
  void a_row_has_the_cause_that_its_submission_and_its_columns_show() {
    Map<String, Cause> causes =
        causes(
            CHANGES,
            new MadeWith(true, false, false),
            rows(
                row("withdrawn", "NTN", "001", ""),
                row("gone", "RX4", "001", ""),
                row("corrected", "RX4", "001", ", 'category': 'A'"),
                row("same", "RX4", "001", ", 'category': 'A'"),
                row("named", "RXM", "001", ", 'ethnicity_code': 'A'")
                    .replace(
                        "['MH-RXM-2026-09-001']", "['MH-RXM-2026-09-001', 'PF-10-2026-09-001']"),
                row("unnamed", "RXM", "001", ", 'ethnicity_code': 'A'"),
                row("area", "RXM", "001", ", 'region_code': 'Y56'"),
                row("elsewhere", "RXM", "001", "")),
            rows(
                row("late", "RV5", "001", ""),
                row("new", "RX4", "002", ""),
                row("corrected", "RX4", "002", ", 'category': 'B'"),
                row("same", "RX4", "002", ", 'category': 'A'"),
                row("named", "RXM", "001", ", 'ethnicity_code': 'B'")
                    .replace(
                        "['MH-RXM-2026-09-001']", "['MH-RXM-2026-09-001', 'PF-10-2026-09-002']"),
                row("unnamed", "RXM", "001", ", 'ethnicity_code': 'B'"),
                row("area", "RXM", "001", ", 'region_code': 'Y58'")));
    assertThat(causes)
        .containsExactly(
            Map.entry("area", Cause.REFERENCE),
            Map.entry("corrected", Cause.CORRECTED),
            Map.entry("elsewhere", Cause.PARTNERS),
            Map.entry("gone", Cause.RESUBMITTED),
            Map.entry("late", Cause.LATE),
            Map.entry("named", Cause.PARTNERS),
            Map.entry("new", Cause.RESUBMITTED),
            Map.entry("unnamed", Cause.PARTNERS),
            Map.entry("withdrawn", Cause.WITHDRAWN));
  }

  @Test
  void a_row_of_a_submission_that_stays_follows_another_month_of_its_organisation() {
    SubmissionChanges onlyAugust =
        SubmissionChanges.between(
            inputs("MH-RX4-2026-08-001", "MH-RX4-2026-09-001"),
            inputs("MH-RX4-2026-08-002", "MH-RX4-2026-09-001"));
    assertThat(
            causes(
                onlyAugust,
                SAME,
                rows(row("ended", "RX4", "001", ""), row("gone", "RX4", "001", "")),
                rows(row("ended", "RX4", "001", ", 'length_days': 3"))))
        .containsExactly(Map.entry("ended", Cause.CORRECTED), Map.entry("gone", Cause.RESUBMITTED));
  }

  @Test
  void without_another_submission_code_explains_a_row_and_else_nothing_does() {
    SubmissionChanges none =
        SubmissionChanges.between(inputs("MH-RX4-2026-09-001"), inputs("MH-RX4-2026-09-001"));
    Dataset<Row> before =
        rows(
            row("area", "RX4", "001", ", 'icb_code': 'QWO'"),
            row("row", "RX4", "001", ", 'category': 'A'"));
    Dataset<Row> after =
        rows(
            row("area", "RX4", "001", ", 'icb_code': 'QOP'"),
            row("row", "RX4", "001", ", 'category': 'B'"));
    assertThat(causes(none, new MadeWith(false, true, true), before, after))
        .containsExactly(Map.entry("area", Cause.CODE), Map.entry("row", Cause.CODE));
    assertThat(causes(none, new MadeWith(true, true, true), before, after))
        .containsExactly(Map.entry("area", Cause.REFERENCE), Map.entry("row", Cause.CODE));
    assertThat(causes(none, new MadeWith(false, false, true), before, after))
        .containsEntry("row", Cause.PARTNERS);
    assertThat(causes(none, SAME, before, after)).containsEntry("row", Cause.UNEXPLAINED);
  }

  @Test
  void other_lines_files_and_key_names_are_no_difference() {
    assertThat(
            causes(
                CHANGES,
                SAME,
                rows(row("k", "RX4", "001", ", 'source_line': 2, 'key_id': 'one'")),
                rows(row("k", "RX4", "002", ", 'source_line': 9, 'key_id': 'two'"))))
        .isEmpty();
  }

  @Test
  void people_move_once_in_each_cell_and_a_new_key_moves_nobody() {
    // p is known to RX4 and NTN, q to NTN, r to RX4. NTN withdraws; RV5 brings p and s. All keys
    // are new.
    Dataset<Row> before =
        rows(
            row("1", "RX4", "001", "").replace("'p'", "'p1'"),
            row("2", "RX4", "001", "").replace("'p'", "'r1'"),
            row("3", "NTN", "001", "").replace("'p'", "'p1'"),
            row("4", "NTN", "001", "").replace("'p'", "'q1'"));
    Dataset<Row> after =
        rows(
            row("1", "RX4", "002", "").replace("'p'", "'p2'"),
            row("2", "RX4", "002", "").replace("'p'", "'r2'"),
            row("5", "RV5", "001", "").replace("'p'", "'p2'"),
            row("6", "RV5", "001", "").replace("'p'", "'s2'"),
            row("7", "RV5", "001", "").replace("'p'", "'s2'"));
    Map<Cell, Map<Cause, Long>> parts =
        new CauseCounts("mha_detentions", Measures.load(), SmallLake.SEPTEMBER)
            .of(
                SharedSpark.session(),
                new RowCauses(MART, SmallLake.SEPTEMBER, CHANGES, SAME).pairs(before, after));
    assertThat(parts.get(new Cell("MHS09", "england", "England", "NONE")))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Cause.LATE, 1L, Cause.WITHDRAWN, -1L));
    assertThat(parts.get(new Cell("MHS09", "provider", "NTN", "NONE")))
        .containsExactly(Map.entry(Cause.WITHDRAWN, -2L));
    assertThat(parts.get(new Cell("MHS09", "provider", "RV5", "NONE")))
        .containsExactly(Map.entry(Cause.LATE, 2L));
    assertThat(parts).doesNotContainKey(new Cell("MHS09", "provider", "RX4", "NONE"));
  }
}
