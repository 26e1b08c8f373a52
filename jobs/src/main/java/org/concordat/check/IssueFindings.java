package org.concordat.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/** Puts the issues of one submission into words. */
final class IssueFindings {

  private final SubmissionFiles submission;

  IssueFindings(SubmissionFiles submission) {
    this.submission = submission;
  }

  Finding of(Issue issue) {
    TableRows rows = issue.rows();
    TableContract table = rows.table();
    Issue root = issue.root();
    boolean isRest = issue.row() == Issue.NO_ROW;
    QualityRule rule =
        isRest ? rest(issue.rule()) : root == null ? issue.rule() : caused(issue, root);
    Finding.Builder finding =
        Finding.of(
                rule, submission.submissionId(), submission.organisationCode(), submission.family())
            .file(rows.file())
            .table(table.name())
            .rowsLost(issue.rowsLost())
            .measuresHit(MeasureUses.load().named(measures(issue)))
            .measureRows(issue.measureRows(), regained(issue));
    place(finding, issue);
    ColumnContract related = issue.related().column();
    if (related != null) {
      finding.related(related, issue.related().value());
    }
    if (root != null) {
      finding.causedBy(messageId(root));
    }
    return finding.words(words(issue, related)).build();
  }

  private static void place(Finding.Builder finding, Issue issue) {
    TableRows rows = issue.rows();
    long line = rows.line(issue.first());
    if (issue.row() == Issue.NO_ROW) {
      finding.line(line).value(Long.toString(issue.occurrences()));
      return;
    }
    finding.at(line, issue.row() + 1L).recordKey(shownKey(rows, issue.row()));
    if (issue.field() >= 0) {
      TableContract table = rows.table();
      finding.field(table, table.fields().get(issue.field()), issue.value());
    } else {
      finding.value(issue.value());
    }
  }

  /** What misses the rows a cause removed; of a consequence, what misses its own row. */
  private static long measures(Issue issue) {
    boolean isConsequence = issue.root() != null && issue.row() != Issue.NO_ROW;
    return isConsequence ? issue.rows().measures(issue.row()) : issue.measures();
  }

  /** What measures gain when a cause is put right, for example {@code CCR70:2;MHS83:1}. */
  private static @Nullable String regained(Issue issue) {
    if (issue.measureRows() == 0) {
      return null;
    }
    List<String> ids = MeasureUses.load().ids();
    TreeSet<String> regained = new TreeSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (issue.counted(i) > 0) {
        regained.add(ids.get(i) + ":" + issue.counted(i));
      }
    }
    return regained.isEmpty() ? null : String.join(";", regained);
  }

  private Map<String, String> words(Issue issue, @Nullable ColumnContract related) {
    Map<String, String> words = new HashMap<>();
    words.put("period", submission.monthText());
    String other = Masking.shown(related, issue.related().value());
    words.put("other", other == null ? "blank" : other);
    TableRows others = issue.related().rows();
    if (others != null) {
      words.put("other_file", others.file());
      words.put("other_line", Long.toString(others.line(issue.related().row())));
    }
    return words;
  }

  private String messageId(Issue issue) {
    TableRows rows = issue.rows();
    boolean isRest = issue.row() == Issue.NO_ROW;
    ColumnContract related = issue.related().column();
    return Finding.messageId(
        submission.submissionId(),
        issue.rule().id(),
        rows.file(),
        rows.line(issue.first()),
        isRest || issue.field() < 0 ? null : rows.table().fields().get(issue.field()).name(),
        related == null ? null : related.name());
  }

  /** The record's key as it may be shown; null when it has none. */
  private static @Nullable String shownKey(TableRows rows, int row) {
    List<String> parts = rows.keyParts(row);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      ColumnContract column = rows.table().column(rows.table().primaryKey().get(i)).orElseThrow();
      shown.add(String.valueOf(Masking.shown(column, parts.get(i))));
    }
    return shown.isEmpty() ? null : String.join(" / ", shown);
  }

  /** The rule with its message saying which fault brought this row down. */
  private static QualityRule caused(Issue issue, Issue root) {
    String cause =
        "%s, %s, line %d"
            .formatted(root.rule().id(), root.rows().file(), root.rows().line(root.first()));
    String message = issue.rule().message() + " (cause: " + cause + ")";
    return issue.rule().reworded(issue.rule().severity(), message);
  }

  /** The rule with a message that stands for what is beyond the cap. */
  static QualityRule rest(QualityRule rule) {
    return rule.reworded(
        rule.severity(),
        "{file}, from line {line} on: {value} more rows of {table} break this rule; those before"
            + " them are listed one by one. What is wrong: "
            + rule.condition());
  }
}
