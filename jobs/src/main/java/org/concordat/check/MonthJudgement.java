package org.concordat.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.Delivery;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.VersionedTree;
import org.jspecify.annotations.Nullable;

/** Judges the submissions of one month, from their bytes to a verdict for each. */
final class MonthJudgement {

  private final SparkSession spark;
  private final HashMap<String, RowExpressions> conditions;
  private final int messageCap;
  private final VersionedTree.Draft findings;

  MonthJudgement(
      SparkSession spark,
      HashMap<String, RowExpressions> conditions,
      int messageCap,
      VersionedTree.Draft findings) {
    this.spark = spark;
    this.conditions = conditions;
    this.messageCap = messageCap;
    this.findings = findings;
  }

  /**
   * Judges one month and writes its messages.
   *
   * @param inspections what the file rules say, one per delivery that is judged
   * @param history what is known of the other deliveries
   * @param earlier what is known of the months before, by sender
   */
  JudgedMonth judge(
      MonthInputs inputs,
      List<Inspection> inspections,
      PartnerHistory history,
      Map<String, EarlierMonths> earlier) {
    return judge(
        inputs,
        inspections,
        history,
        earlier,
        (senders, fileFindings, broken) ->
            JudgePass.run(
                spark,
                inputs.month(),
                senders,
                fileFindings,
                broken,
                conditions,
                messageCap,
                findings));
  }

  /** How the rows of the senders of a month are judged: what became of each submission, by id. */
  interface Pass {
    Map<String, JudgedSubmission> run(
        List<SenderMonth> senders, List<Finding> fileFindings, List<BrokenRecords> broken);
  }

  /** The same by another pass over the rows. */
  static JudgedMonth judge(
      MonthInputs inputs,
      List<Inspection> inspections,
      PartnerHistory history,
      Map<String, EarlierMonths> earlier,
      Pass pass) {
    Map<String, Verdict> known = history.verdicts(inputs.month());
    Map<String, String> unchanged =
        Repeats.ofTheOneBefore(
            Stream.concat(
                    known.values().stream().filter(Verdict::isAccepted).map(Verdict::delivery),
                    inspections.stream()
                        .filter(inspection -> !inspection.isRejected())
                        .map(Inspection::delivery))
                .toList());
    Map<String, SubmissionFiles> submissions = new HashMap<>();
    List<Finding> fileFindings = new ArrayList<>();
    List<BrokenRecords> broken = new ArrayList<>();
    for (Inspection inspection : inspections) {
      fileFindings.addAll(inspection.findings());
      broken.addAll(inspection.broken());
      String id = inspection.delivery().submissionId();
      if (!inspection.isRejected() && !unchanged.containsKey(id)) {
        submissions.put(id, SubmissionFiles.of(inspection));
      }
    }
    Map<String, JudgedSubmission> outcomes =
        pass.run(bySender(inspections, submissions, known.values(), earlier), fileFindings, broken);
    Map<String, Verdict> judged = new HashMap<>(known);
    for (Inspection inspection : inspections) {
      String id = inspection.delivery().submissionId();
      String repeated = unchanged.get(id);
      Verdict before = repeated == null ? null : known.get(repeated);
      JudgedSubmission outcome = outcomes.get(repeated == null ? id : repeated);
      judged.put(
          id,
          before == null
              ? verdict(inputs, inspection, outcome, repeated)
              : before.of(inspection.delivery()).repeating(before.delivery().submissionId()));
    }
    List<Verdict> verdicts =
        inputs.deliveries().stream()
            .map(delivery -> judged.get(delivery.submissionId()))
            .filter(Objects::nonNull)
            .toList();
    return new JudgedMonth(
        inputs,
        InForce.chosen(Repeats.marked(verdicts), inputs.cut()),
        inspections,
        submissions,
        outcomes,
        history);
  }

  /** The submissions to be judged, those of one sender together in the order they came. */
  private static List<SenderMonth> bySender(
      List<Inspection> inspections,
      Map<String, SubmissionFiles> submissions,
      Collection<Verdict> known,
      Map<String, EarlierMonths> earlier) {
    SortedMap<String, List<Delivery>> senders = new TreeMap<>();
    for (Inspection inspection : inspections) {
      Delivery delivery = inspection.delivery();
      if (submissions.containsKey(delivery.submissionId())) {
        senders.computeIfAbsent(InForce.sender(delivery), s -> new ArrayList<>()).add(delivery);
      }
    }
    List<SenderMonth> months = new ArrayList<>();
    senders.forEach(
        (sender, deliveries) -> {
          deliveries.sort(InForce.ARRIVAL);
          Long replaced =
              known.stream()
                  .filter(Verdict::isAccepted)
                  .filter(before -> InForce.sender(before.delivery()).equals(sender))
                  .filter(
                      before -> InForce.ARRIVAL.compare(before.delivery(), deliveries.get(0)) < 0)
                  .max(InForce.LATEST)
                  .map(Verdict::accepted)
                  .orElse(null);
          months.add(
              new SenderMonth(
                  deliveries.stream().map(each -> submissions.get(each.submissionId())).toList(),
                  earlier.getOrDefault(sender, EarlierMonths.NONE).replacing(replaced)));
        });
    return months;
  }

  private static Verdict verdict(
      MonthInputs inputs,
      Inspection inspection,
      @Nullable JudgedSubmission outcome,
      @Nullable String earlier) {
    Delivery delivery = inspection.delivery();
    boolean isLate = delivery.receivedAt().isAfter(inputs.performanceCut());
    if (outcome == null) {
      String reason =
          inspection.findings().stream()
              .filter(f -> f.severity().equals("RF"))
              .findFirst()
              .map(Finding::text)
              .orElse(null);
      return new Verdict(
          delivery,
          Verdict.REJECTED,
          false,
          isLate,
          inspection.isNilReturn(),
          null,
          reason,
          inspection.rows(),
          0,
          inspection.rows(),
          0);
    }
    String reason = outcome.rejectedBecause() == null ? outcome.worst() : outcome.rejectedBecause();
    return new Verdict(
        delivery,
        state(outcome, inspection),
        false,
        isLate,
        inspection.isNilReturn(),
        earlier,
        earlier == null ? reason : repeatOf(earlier, outcome),
        outcome.sent(),
        outcome.accepted(),
        outcome.rejected(),
        outcome.warned());
  }

  private static String repeatOf(String earlier, JudgedSubmission outcome) {
    return "The same files as %s, which %s."
        .formatted(
            earlier, outcome.rejectedBecause() == null ? "goes on counting" : "was rejected");
  }

  private static String state(JudgedSubmission outcome, Inspection inspection) {
    if (outcome.rejectedBecause() != null) {
      return Verdict.REJECTED;
    }
    if (outcome.rules().stream().anyMatch(rule -> Verdict.ALARMS.contains(rule.ruleId()))
        || inspection.findings().stream().anyMatch(f -> Verdict.ALARMS.contains(f.ruleId()))) {
      return "ACCEPTED_QUERY";
    }
    if (outcome.rejected() > 0) {
      return "ACCEPTED_WITH_REJECTS";
    }
    return outcome.warnings() + inspection.messages() > 0 ? "ACCEPTED_WITH_WARNINGS" : "ACCEPTED";
  }
}
