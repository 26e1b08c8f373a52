package org.concordat.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Lake;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.Zone;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.SubmissionCalendar;
import org.concordat.testing.SharedSpark;

/**
 * One landed submission judged as the stage judges it, without writing anything.
 *
 * @param isRejected whether the submission as a whole is rejected
 * @param findings all messages about it
 * @param tables numbers per table; empty when it was rejected before its rows were judged
 * @param sent rows the file rules counted
 */
record JudgedCase(boolean isRejected, List<Finding> findings, List<TableCount> tables, long sent) {

  private static final class Analysed {
    static final HashMap<String, RowExpressions> CONDITIONS =
        Conditions.analysed(SharedSpark.session(), Rulebook.load().contracts().landing(), true);
  }

  /** Conditions of every table, analysed once for all tests. */
  static HashMap<String, RowExpressions> conditions() {
    return Analysed.CONDITIONS;
  }

  /** Every delivery of a lake, those under a number used before among them; by submission. */
  static TreeMap<String, JudgedCase> all(Lake lake) throws IOException {
    Rulebook rulebook = Rulebook.load();
    Deliveries landed = new Deliveries(lake.root(Zone.LANDING));
    FileInspection inspection =
        new FileInspection(
            rulebook.contracts(),
            rulebook.rules(),
            Organisations.of(rulebook.lists()),
            SubmissionCalendar.load(),
            Settings.defaults(),
            landed);
    TreeMap<String, JudgedCase> cases = new TreeMap<>();
    for (Delivery delivery : landed.allWithConflicts()) {
      cases.put(delivery.submissionId(), of(inspection.inspect(delivery)));
    }
    return cases;
  }

  private static JudgedCase of(Inspection inspection) throws IOException {
    List<Finding> findings = new ArrayList<>(inspection.findings());
    if (inspection.isRejected()) {
      return new JudgedCase(true, findings, List.of(), inspection.rows());
    }
    SubmissionJudge judge =
        new SubmissionJudge(
            SubmissionFiles.of(inspection), Analysed.CONDITIONS, Rulebook.load(), 100_000);
    JudgedSubmission outcome = judge.judge();
    judge.findings().forEachRemaining(findings::add);
    return new JudgedCase(
        outcome.rejectedBecause() != null, findings, outcome.tables(), inspection.rows());
  }
}
