package org.concordat.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Lake;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.Zone;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;
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

  /**
   * Every delivery of a lake, those under a number used before among them, each month beside the
   * months before it; by submission.
   */
  static TreeMap<String, JudgedCase> all(Lake lake) {
    Rulebook rulebook = Rulebook.load();
    Deliveries landed = new Deliveries(lake.root(Zone.LANDING));
    SubmissionCalendar calendar = SubmissionCalendar.load();
    FileInspection inspection =
        new FileInspection(
            rulebook.contracts(),
            rulebook.rules(),
            Organisations.of(rulebook.lists()),
            calendar,
            Settings.defaults(),
            landed);
    TreeMap<ReportingMonth, List<Delivery>> months = new TreeMap<>();
    for (Delivery delivery : landed.allWithConflicts()) {
      months.computeIfAbsent(delivery.month(), month -> new ArrayList<>()).add(delivery);
    }
    JudgedPast past =
        new JudgedPast(
            SharedSpark.session(),
            lake.tree(Zone.FINDINGS),
            Set.of(),
            rulebook.rules().monthsLookedBack());
    TreeMap<String, JudgedCase> cases = new TreeMap<>();
    months.forEach(
        (month, deliveries) -> {
          Instant cut =
              calendar
                  .find(month)
                  .map(SubmissionCalendar.Entry::performanceCut)
                  .orElse(Instant.MAX);
          List<Inspection> inspections = deliveries.stream().map(inspection::inspect).toList();
          Map<String, EarlierMonths> before = past.before(month);
          Map<String, List<Finding>> found = new HashMap<>();
          JudgedMonth judged =
              MonthJudgement.judge(
                  MonthInputs.of(month, "performance", cut, cut, deliveries, ""),
                  inspections,
                  PartnerHistory.NONE,
                  before,
                  (senders, fileFindings, broken) -> judged(senders, found));
          past.add(judged);
          inspections.forEach(
              one -> cases.put(one.delivery().submissionId(), of(one, judged, before, found)));
        });
    return cases;
  }

  private static Map<String, JudgedSubmission> judged(
      List<SenderMonth> senders, Map<String, List<Finding>> found) {
    Map<String, JudgedSubmission> outcomes = new HashMap<>();
    for (SenderMonth sender : senders) {
      sender
          .judged(
              conditions(),
              Rulebook.load(),
              100_000,
              outcome -> {
                outcomes.put(outcome.submissionId(), outcome);
                found.put(outcome.submissionId(), new ArrayList<>());
              })
          .forEachRemaining(finding -> listOf(found, finding.submissionId()).add(finding));
    }
    return outcomes;
  }

  private static List<Finding> listOf(Map<String, List<Finding>> found, String submission) {
    return found.computeIfAbsent(submission, id -> new ArrayList<>());
  }

  /** A submission that repeats another is judged here all the same: its bytes must say the same. */
  private static JudgedCase of(
      Inspection inspection,
      JudgedMonth month,
      Map<String, EarlierMonths> before,
      Map<String, List<Finding>> found) {
    List<Finding> findings = new ArrayList<>(inspection.findings());
    if (inspection.isRejected()) {
      inspection.broken().forEach(records -> records.findings().forEachRemaining(findings::add));
      return new JudgedCase(true, findings, List.of(), inspection.rows());
    }
    String id = inspection.delivery().submissionId();
    Map<String, JudgedSubmission> outcomes = new HashMap<>(month.outcomes());
    if (!outcomes.containsKey(id)) {
      EarlierMonths earlier =
          before.getOrDefault(InForce.sender(inspection.delivery()), EarlierMonths.NONE);
      outcomes.putAll(
          judged(
              List.of(new SenderMonth(List.of(SubmissionFiles.of(inspection)), earlier)), found));
    }
    JudgedSubmission outcome = Objects.requireNonNull(outcomes.get(id));
    findings.addAll(listOf(found, id));
    return new JudgedCase(
        outcome.rejectedBecause() != null, findings, outcome.tables(), inspection.rows());
  }
}
