package org.concordat.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.concordat.check.CheckedTables.Part;
import org.concordat.check.Inspection.InspectedFile;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.Delivery;

/**
 * One month after its submissions were judged.
 *
 * @param inputs what was judged
 * @param verdicts one per delivery, those in force marked
 * @param inspections what the file rules say, one per delivery
 * @param submissions files of the deliveries that could be read, by submission
 * @param outcomes what became of them, by submission
 * @param history what was known of deliveries that were not judged now
 */
record JudgedMonth(
    MonthInputs inputs,
    List<Verdict> verdicts,
    List<Inspection> inspections,
    Map<String, SubmissionFiles> submissions,
    Map<String, JudgedSubmission> outcomes,
    PartnerHistory history) {

  /** Files of the submissions in force by table, in submission order. */
  SortedMap<String, List<Part>> checkedParts() {
    SortedMap<String, List<Part>> parts = new TreeMap<>();
    for (Verdict verdict : verdicts) {
      SubmissionFiles submission = submissions.get(verdict.delivery().submissionId());
      JudgedSubmission outcome = outcomes.get(verdict.delivery().submissionId());
      if (verdict.isInForce() && submission != null && outcome != null) {
        for (TableFile file : submission.files()) {
          parts
              .computeIfAbsent(file.table(), table -> new ArrayList<>())
              .add(
                  new Part(
                      submission,
                      file,
                      outcome.dropped().getOrDefault(file.table(), new BitSet())));
        }
      }
    }
    return parts;
  }

  List<Object[]> verdictRows() {
    List<Object[]> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Delivery delivery = verdict.delivery();
      rows.add(
          new Object[] {
            delivery.submissionId(),
            delivery.family().name(),
            delivery.organisationCode(),
            delivery.seq(),
            delivery.receivedAt().toString(),
            verdict.state(),
            verdict.isInForce(),
            verdict.isLate(),
            verdict.isNilReturn(),
            verdict.reason(),
            verdict.sent(),
            verdict.accepted(),
            verdict.rejected(),
            verdict.warned(),
            verdict.repeats()
          });
    }
    return rows;
  }

  List<Object[]> eventRows() {
    return SubmissionEvents.of(inputs, verdicts).stream().map(SubmissionEvents.Event::row).toList();
  }

  /** Counts per table; where the whole submission was rejected unread, every row is rejected. */
  List<Object[]> tableCountRows() {
    List<Object[]> rows = new ArrayList<>(history.rows("table_counts", inputs.month()));
    for (Inspection inspection : judged()) {
      Delivery delivery = inspection.delivery();
      JudgedSubmission outcome = outcomes.get(delivery.submissionId());
      if (outcome != null) {
        outcome.tables().forEach(count -> rows.add(row(delivery, count)));
      } else if (inspection.isRejected()) {
        for (InspectedFile file : inspection.files()) {
          rows.add(
              row(delivery, new TableCount(file.table(), file.rows(), 0, file.rows(), 0, 0, 0)));
        }
      }
    }
    return rows;
  }

  /** What each submission changed against the accepted one that stood when it came. */
  List<Object[]> rowChangeRows() throws IOException {
    List<Object[]> rows = new ArrayList<>();
    Map<String, SubmissionFiles> standing = new HashMap<>();
    for (Verdict verdict : verdicts.stream().sorted(InForce.LATEST).toList()) {
      Delivery delivery = verdict.delivery();
      SubmissionFiles files = submissions.get(delivery.submissionId());
      if (files != null && verdict.isAccepted() && verdict.repeats() == null) {
        SubmissionFiles earlier = standing.put(InForce.sender(delivery), files);
        if (earlier != null) {
          for (RowChanges change : RowChanges.between(earlier, files, Rulebook.load())) {
            rows.add(row(delivery, earlier.submissionId(), change));
          }
        }
      }
    }
    return rows;
  }

  private static Object[] row(Delivery delivery, String earlier, RowChanges change) {
    return new Object[] {
      delivery.submissionId(),
      delivery.family().name(),
      delivery.organisationCode(),
      earlier,
      change.table(),
      change.same(),
      change.altered(),
      change.added(),
      change.gone()
    };
  }

  /** How often each rule was broken in each submission. */
  List<Object[]> ruleCountRows() {
    List<Object[]> rows = new ArrayList<>(history.rows("rule_counts", inputs.month()));
    for (Inspection inspection : judged()) {
      Delivery delivery = inspection.delivery();
      JudgedSubmission outcome = outcomes.get(delivery.submissionId());
      List<RuleCount> counts = new ArrayList<>();
      inspection.findings().forEach(finding -> counts.add(RuleCount.of(finding)));
      inspection.broken().forEach(records -> counts.add(records.ruleCount()));
      if (outcome != null) {
        counts.addAll(outcome.rules());
      }
      for (RuleCount count : RuleCount.summed(counts)) {
        rows.add(
            new Object[] {
              delivery.submissionId(),
              delivery.family().name(),
              delivery.organisationCode(),
              count.ruleId(),
              count.version(),
              count.severity(),
              count.table(),
              count.field(),
              count.messages(),
              count.causes(),
              count.rowsLost(),
              count.text(),
              count.action()
            });
      }
    }
    return rows;
  }

  /** How often each code was sent in the submissions in force. */
  List<Object[]> codeCountRows() {
    List<Object[]> rows = new ArrayList<>();
    forEachInForce(
        (delivery, facts) ->
            facts
                .codes()
                .forEach(
                    (table, fields) ->
                        fields.forEach(
                            (field, codes) ->
                                codes.forEach(
                                    (code, count) ->
                                        rows.add(
                                            new Object[] {
                                              delivery.submissionId(),
                                              delivery.family().name(),
                                              delivery.organisationCode(),
                                              table,
                                              field,
                                              code,
                                              count
                                            })))));
    return rows;
  }

  /** What is open at the end of the month in the submissions in force. */
  List<LeftOpen> leftOpen() {
    List<LeftOpen> left = new ArrayList<>();
    forEachInForce(
        (delivery, facts) ->
            facts.open().forEach((table, open) -> left.add(LeftOpen.of(delivery, table, open))));
    return left;
  }

  private void forEachInForce(BiConsumer<Delivery, MonthFacts> take) {
    for (Verdict verdict : verdicts) {
      JudgedSubmission outcome = outcomes.get(verdict.delivery().submissionId());
      if (verdict.isInForce() && outcome != null) {
        take.accept(verdict.delivery(), outcome.facts());
      }
    }
  }

  /** Those that do not repeat another: a repeat is not judged, so it has no numbers. */
  private List<Inspection> judged() {
    Set<String> repeats = new HashSet<>();
    for (Verdict verdict : verdicts) {
      if (verdict.repeats() != null) {
        repeats.add(verdict.delivery().submissionId());
      }
    }
    return inspections.stream()
        .filter(inspection -> !repeats.contains(inspection.delivery().submissionId()))
        .toList();
  }

  private static Object[] row(Delivery delivery, TableCount count) {
    return new Object[] {
      delivery.submissionId(),
      delivery.family().name(),
      delivery.organisationCode(),
      count.table(),
      count.sent(),
      count.accepted(),
      count.rejected(),
      count.rejectedByCascade(),
      count.warned(),
      count.superseded()
    };
  }

  /** What the metrics of the month are made from; a repeat is no submission of its own. */
  JudgedCounts counts() {
    List<JudgedCounts.Sent> sent = new ArrayList<>();
    for (Verdict verdict : verdicts.stream().filter(v -> v.repeats() == null).toList()) {
      Delivery delivery = verdict.delivery();
      JudgedSubmission outcome = outcomes.get(delivery.submissionId());
      sent.add(
          new JudgedCounts.Sent(
              delivery.submissionId(),
              delivery.family().name(),
              delivery.organisationCode(),
              delivery.receivedAt().toString(),
              verdict.isAccepted(),
              verdict.isInForce(),
              verdict.accepted(),
              verdict.isInForce() && outcome != null ? outcome.acceptedTables() : List.of(),
              verdict.isInForce() && outcome != null ? outcome.metrics() : List.of()));
    }
    return new JudgedCounts(inputs.status(), sent);
  }

  /**
   * What check did; rows of a repeat are those of the submission it repeats, so they count once.
   */
  CheckResult numbers(String versionId, int monthsJudged) {
    long messages = 0;
    for (JudgedSubmission outcome : outcomes.values()) {
      messages += outcome.messages();
    }
    for (Inspection inspection : inspections) {
      messages += inspection.messages();
    }
    List<Verdict> counted = verdicts.stream().filter(v -> v.repeats() == null).toList();
    return new CheckResult(
        versionId,
        monthsJudged,
        verdicts.size(),
        verdicts.stream().filter(Verdict::isInForce).count(),
        counted.stream().mapToLong(Verdict::sent).sum(),
        counted.stream().mapToLong(Verdict::accepted).sum(),
        counted.stream().mapToLong(Verdict::rejected).sum(),
        counted.stream().mapToLong(Verdict::warned).sum(),
        messages);
  }
}
