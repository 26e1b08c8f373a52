package org.concordat.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.TypedRows;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * The first of the two passes over the partners' files: one task per sender judges its submissions
 * and writes their messages. What became of each submission comes back as a few numbers and one bit
 * per row.
 */
final class JudgePass {

  /** Key that orders messages totally. */
  private static final List<String> KEY = List.of("submission_id", "file", "line", "message_id");

  private JudgePass() {}

  /**
   * Judges the submissions of one month and writes the table {@code messages}.
   *
   * @param senders those whose files can be read
   * @param fileFindings messages found before any row was read
   * @param broken records that cannot be read, of submissions that are rejected for their files
   * @return what became of each submission, by id
   */
  static Map<String, JudgedSubmission> run(
      SparkSession spark,
      ReportingMonth month,
      List<SenderMonth> senders,
      List<Finding> fileFindings,
      List<BrokenRecords> broken,
      HashMap<String, RowExpressions> conditions,
      int messageCap,
      VersionedTree.Draft draft) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    CollectionAccumulator<JudgedSubmission> outcomes =
        spark.sparkContext().collectionAccumulator("judged submissions of " + month);
    List<SenderMonth> largestFirst = new ArrayList<>(senders);
    largestFirst.sort(
        Comparator.comparingLong(SenderMonth::bytes)
            .reversed()
            .thenComparing(sender -> sender.submissions().get(0).submissionId()));
    List<Object[]> before = fileFindings.stream().map(JudgePass::row).toList();
    JavaRDD<Object[]> messages = context.parallelize(before, 1);
    if (!broken.isEmpty()) {
      messages =
          messages.union(
              context
                  .parallelize(broken, broken.size())
                  .flatMap(records -> rows(records.findings())));
    }
    if (!senders.isEmpty()) {
      messages =
          context
              .parallelize(largestFirst, largestFirst.size())
              .flatMap(sender -> judge(sender, conditions, messageCap, outcomes))
              .union(messages);
    }
    long bytes = senders.stream().mapToLong(SenderMonth::bytes).sum();
    ParquetTables.write(
        TypedRows.frame(
            spark, messages, ContractFrames.schema(Rulebook.load().contracts().table("messages"))),
        draft.folder("messages", month),
        "messages",
        draft.versionId(),
        ParquetTables.filesFor(bytes),
        KEY);
    Map<String, JudgedSubmission> byId = new HashMap<>();
    outcomes.value().forEach(outcome -> byId.put(outcome.submissionId(), outcome));
    return byId;
  }

  private static Iterator<Object[]> judge(
      SenderMonth sender,
      Map<String, RowExpressions> conditions,
      int messageCap,
      CollectionAccumulator<JudgedSubmission> outcomes) {
    return rows(sender.judged(conditions, Rulebook.load(), messageCap, outcomes::add));
  }

  private static Iterator<Object[]> rows(Iterator<Finding> findings) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return findings.hasNext();
      }

      @Override
      public Object[] next() {
        return row(findings.next());
      }
    };
  }

  private static Object[] row(Finding finding) {
    return new Object[] {
      finding.submissionId(),
      finding.organisationCode(),
      finding.family(),
      finding.messageId(),
      finding.ruleId(),
      finding.ruleVersion(),
      finding.severity(),
      finding.category(),
      finding.file(),
      finding.line(),
      finding.record(),
      finding.table(),
      finding.field(),
      finding.fieldDictionaryName(),
      finding.value(),
      finding.recordKey(),
      finding.relatedField(),
      finding.relatedValue(),
      finding.text(),
      finding.action(),
      finding.rootMessageId(),
      finding.rowsLost(),
      finding.measuresHit(),
      finding.measureRows(),
      finding.measuresRegained()
    };
  }
}
