package org.concordat.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concordat.check.Issue.Related;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.Family;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.Severity;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Judges one submission from its bytes: every record of every table, then what the rows do to each
 * other, then the submission as a whole. Needs memory for the keys of one submission.
 */
final class SubmissionJudge {

  private final SubmissionFiles submission;
  private final List<TableContract> family;
  private final Map<String, RowExpressions> conditions;
  private final Rulebook rulebook;
  private final Issues issues;
  private final RelationRules relations;
  private final KeyIds keys = new KeyIds();
  private final Map<String, List<RowJudge.SharedRows>> shares = new HashMap<>();
  private final SortedMap<String, TableRows> tables = new TreeMap<>();
  private final RowMetrics metrics;
  private final EarlierMonths earlier;
  private final EpisodeRules episodes;
  private final int messageCap;
  private final List<MetricCount> carriedOver = new ArrayList<>();
  private final MonthFacts facts = MonthFacts.empty();
  private final List<Finding> wholeFindings = new ArrayList<>();

  /**
   * @param conditions analysed conditions by table
   * @param messageCap messages kept per rule
   * @param earlier what is known of the months before, and of what it would replace
   */
  SubmissionJudge(
      SubmissionFiles submission,
      Map<String, RowExpressions> conditions,
      Rulebook rulebook,
      int messageCap,
      EarlierMonths earlier) {
    this.submission = submission;
    this.messageCap = messageCap;
    this.earlier = earlier;
    this.family = rulebook.contracts().landing(Family.valueOf(submission.family()));
    this.episodes = new EpisodeRules(rulebook, family, submission, earlier);
    this.conditions = conditions;
    this.rulebook = rulebook;
    this.issues = new Issues(messageCap);
    this.metrics =
        new RowMetrics(rulebook.metrics(), rulebook.rules(), keys, submission.receivedAt());
    this.relations =
        RelationRules.of(
            Family.valueOf(submission.family()), submission.month(), rulebook, conditions);
  }

  /** Judges everything; {@link #findings} then gives the messages. */
  JudgedSubmission judge() throws IOException {
    for (TableFile file : submission.files()) {
      judge(file);
    }
    new MeasureNarrowing(tables, MeasureUses.load(), keys).narrow();
    RowIndexes indexes = new RowIndexes(keys);
    new RejectCascade(tables, rulebook.rules(), issues, keys)
        .settle(
            () -> relations.judge(true, submission, tables, indexes, issues),
            () -> {
              relations.judge(false, submission, tables, indexes, issues);
              episodes.judgeQuiet(tables, keys, issues);
            });
    wholeFindings.addAll(
        new SubmissionRules(submission, rulebook, tables, issues, shares).findings());
    if (!isRejected()) {
      episodes.addOpen(tables, keys, facts);
      wholeFindings.addAll(new HistoryRules(submission, rulebook, earlier, tables).findings(facts));
      wholeFindings.addAll(episodes.vanished(tables, keys, messageCap, carriedOver));
    }
    return summary();
  }

  private boolean isRejected() {
    return wholeFindings.stream().anyMatch(f -> f.severity().equals(Severity.RF.name()));
  }

  /** Every message about the submission: the whole first, then by table and row. */
  Iterator<Finding> findings() {
    IssueFindings words = new IssueFindings(submission);
    Iterator<Finding> whole = wholeFindings.iterator();
    Iterator<Issue> rows = issues.inOrder().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return whole.hasNext() || rows.hasNext();
      }

      @Override
      public Finding next() {
        return whole.hasNext() ? whole.next() : words.of(rows.next());
      }
    };
  }

  private void judge(TableFile file) throws IOException {
    TableContract table = rulebook.contracts().table(file.table());
    TableRows rows =
        new TableRows(
            table,
            file.name(),
            RejectCascade.referencedIn(table, family),
            metrics.wanted(table, relations.wanted(table).and(episodes.wanted(table))),
            keys);
    CodeCounts codes = new CodeCounts(table);
    RowMarks marks = metrics.of(table);
    EntryLag lag = metrics.lagOf(table);
    tables.put(table.name(), rows);
    QualityRule unreadable = rulebook.rules().rule("FIL-013");
    try (JudgedFile judged =
        JudgedFile.open(submission, file, rulebook, conditionsOf(table.name()))) {
      for (PartnerRecord record = judged.next(); record != null; record = judged.next()) {
        if (record.isReadable()) {
          int row = addRow(rows, record, judged.judge());
          marks.add(row, judged.judge().items(), judged.judge(), keys);
          lag.add(row, judged.judge().items());
          codes.add(judged.judge().items(), judged.judge().faults());
        } else {
          int row = rows.addUnreadable(record.line());
          String values = Integer.toString(record.valueCount());
          String columns = Integer.toString(judged.columnCount());
          rows.reject(
              row,
              issues.add(unreadable, rows, row, -1, values, Related.inSameRow(null, columns), null),
              false);
        }
      }
      shares.put(table.name(), judged.judge().sharedRows());
      codes.addTo(facts);
    }
  }

  private RowExpressions conditionsOf(String table) {
    RowExpressions of = conditions.get(table);
    if (of == null) {
      throw new IllegalStateException("The conditions of " + table + " were not analysed");
    }
    return of;
  }

  private int addRow(TableRows rows, PartnerRecord record, RowJudge judge) {
    JudgedItems items = judge.items();
    int row = rows.add(record.line(), items);
    rows.useFor(row, judge.measures());
    for (RowJudge.Fault fault : judge.faults()) {
      int other = fault.relatedField();
      Issue issue =
          issues.add(
              fault.rule(),
              rows,
              row,
              fault.field(),
              items.text(fault.field()),
              other < 0
                  ? Related.NOTHING
                  : Related.inSameRow(rows.table().fields().get(other), items.text(other)),
              null);
      if (fault.rule().severity() == Severity.RR) {
        rows.reject(row, issue, false);
      } else {
        rows.warn(row);
      }
    }
    return row;
  }

  private JudgedSubmission summary() {
    boolean rejected = isRejected();
    carriedOver.addAll(0, metrics.counts(tables));
    List<TableCount> counts = new ArrayList<>();
    Map<String, BitSet> dropped = new HashMap<>();
    for (TableRows rows : tables.values()) {
      counts.add(count(rows, rejected));
      BitSet lost = new BitSet();
      for (int row = 0; row < rows.size(); row++) {
        lost.set(row, !rows.isUsable(row));
      }
      dropped.put(rows.table().name(), lost);
    }
    long messages = wholeFindings.size();
    long warnings = wholeFindings.stream().filter(f -> f.severity().startsWith("W")).count();
    SortedMap<String, Loss> losses = new TreeMap<>();
    Map<List<Object>, RuleCount> rules = new HashMap<>();
    for (Issue issue : issues.inOrder()) {
      messages++;
      addTo(rules, issue);
      warnings += issue.rule().severity().compareTo(Severity.W1) >= 0 ? 1 : 0;
      if (issue.rowsLost() > 0) {
        losses.merge(
            issue.rule().id() + "|" + issue.rows().table().name(), Loss.of(issue), Loss::plus);
      }
    }
    return new JudgedSubmission(
        submission.submissionId(),
        rejected ? wholeFindings.get(0).text() : null,
        counts,
        dropped,
        List.copyOf(carriedOver),
        messages,
        warnings,
        RuleCount.summed(
            Stream.concat(wholeFindings.stream().map(RuleCount::of), rules.values().stream())
                .toList()),
        losses.values().stream().min(Loss.WORST_FIRST).map(Loss::words).orElse(null),
        facts);
  }

  /** What the rows of one table that broke a rule cost in all. */
  private record Loss(QualityRule rule, String table, long measureRows, long rows) {

    static final Comparator<Loss> WORST_FIRST =
        Comparator.comparingLong(Loss::measureRows).thenComparingLong(Loss::rows).reversed();

    static Loss of(Issue issue) {
      return new Loss(
          issue.rule(), issue.rows().table().name(), issue.measureRows(), issue.rowsLost());
    }

    Loss plus(Loss other) {
      return new Loss(rule, table, measureRows + other.measureRows, rows + other.rows);
    }

    String words() {
      return "%s in %s: %s (rows lost: %d)".formatted(rule.id(), table, rule.condition(), rows);
    }
  }

  /** Only the first message of a rule is put into words here. */
  private void addTo(Map<List<Object>, RuleCount> rules, Issue issue) {
    List<Object> key =
        List.of(
            issue.rule().id(), issue.rule().severity(), issue.rows().table().name(), issue.field());
    RuleCount one = RuleCount.of(issue);
    RuleCount before = rules.get(key);
    rules.put(
        key,
        before == null ? one.worded(new IssueFindings(submission).of(issue)) : before.plus(one));
  }

  private static TableCount count(TableRows rows, boolean isSubmissionRejected) {
    long lost = 0;
    long byCascade = 0;
    long warned = 0;
    long superseded = 0;
    for (int row = 0; row < rows.size(); row++) {
      @Nullable Issue cause = rows.cause(row);
      if (cause != null) {
        lost++;
        byCascade += rows.isLostByCascade(row) ? 1 : 0;
      } else {
        warned += rows.isWarned(row) ? 1 : 0;
        superseded += rows.isSuperseded(row) ? 1 : 0;
      }
    }
    String table = rows.table().name();
    return isSubmissionRejected
        ? new TableCount(table, rows.size(), 0, rows.size(), byCascade, 0, 0)
        : new TableCount(
            table, rows.size(), rows.size() - lost, lost, byCascade, warned, superseded);
  }
}
