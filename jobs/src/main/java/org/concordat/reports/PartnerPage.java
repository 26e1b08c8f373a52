package org.concordat.reports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything a partner's page shows, in words: the template only places it.
 *
 * @param name organisation's name
 * @param code its code
 * @param family its family in words
 * @param month month in words
 * @param isInvented whether the data are invented
 * @param status where it stands
 * @param facts lines of the summary
 * @param attempts submissions of the month
 * @param changes what got better and worse since the month before
 * @param causeLines what to fix first
 * @param tables what was received
 * @param fieldGroups scored fields with rows, by table
 * @param fieldsWithoutRows names of scored fields without rows; may be empty
 * @param index the index and its band
 * @param files files of the submission shown
 * @param reading lines of "how to read this"
 * @param trends accepted rows by table and month
 * @param checks keys, links and times
 * @param ruleChanges faults that are new, gone or still there; empty without an earlier submission
 * @param punctuality when each month's submission came
 */
record PartnerPage(
    String name,
    String code,
    String family,
    String month,
    boolean isInvented,
    Status status,
    List<Fact> facts,
    List<Attempt> attempts,
    MonthChanges changes,
    CauseLines causeLines,
    List<TableLine> tables,
    List<FieldGroup> fieldGroups,
    String fieldsWithoutRows,
    Index index,
    List<FileLine> files,
    List<Fact> reading,
    TableTrends trends,
    KeysLinksTimes checks,
    Optional<RuleChanges> ruleChanges,
    List<Punctuality> punctuality) {

  /** A label and what stands beside it. */
  record Fact(String label, String value) {}

  /** One submission of the month. */
  record Attempt(
      String seq, String received, String outcome, String inForce, String sent, String reason) {}

  /** One cause, ready to read. */
  record CauseLine(
      String rank,
      String anchor,
      String rule,
      String words,
      String place,
      String severity,
      String job,
      String page,
      String filter,
      String rowsLost,
      boolean hasCost,
      String cost,
      String messages,
      String lines,
      String action,
      boolean hasForecast,
      String forecast,
      boolean hasMeasures,
      String measures,
      String shown,
      List<Cause.Message> first) {}

  /** One table received. */
  record TableLine(
      String table,
      String title,
      String sent,
      String accepted,
      String rejected,
      String cascade,
      String warned,
      boolean isTotal,
      List<TableTrends.Line> trend) {}

  /** A field's score in one month. */
  record MonthScore(String month, String score, String rows) {}

  /** Scored fields of one table. */
  record FieldGroup(String table, String title, List<FieldLine> fields) {}

  /** One scored field with its bar. */
  record FieldLine(
      String id,
      String table,
      String field,
      String title,
      String rows,
      Band band,
      boolean hasBar,
      String score,
      String alternative,
      VodimBar bar,
      String lastMonth,
      Sparkline spark,
      String signal,
      List<MonthScore> months,
      List<Causes.UnusableValue> unusable) {

    boolean hasSeveralMonths() {
      return months.size() > 1;
    }

    boolean hasUnusable() {
      return !unusable.isEmpty();
    }
  }

  /** The index in words; {@code isKnown} is false when nothing was scored. */
  record Index(
      boolean isKnown,
      String value,
      Band band,
      String last,
      String lastMonth,
      String yearAgo,
      String yearAgoMonth) {}

  /** One measure of this organisation: exact, and as the return rounds it. */
  record MeasureLine(
      String id,
      String name,
      String exact,
      String published,
      String previousFile,
      String lastMonth,
      String signal,
      String excluded) {}

  /** One file as sent. */
  record FileLine(String path, String bytes, String sha256) {}

  String title() {
    return name + " (" + code + "): " + month;
  }

  /** Most messages shown of one cause. */
  int shownPerRule() {
    return Cause.SHOWN;
  }

  /** Causes shown in full. */
  List<CauseLine> causes() {
    return causeLines.top();
  }

  /** The other causes. */
  List<CauseLine> otherCauses() {
    return causeLines.others();
  }

  /** All causes, worst first. */
  List<CauseLine> allCauses() {
    return Stream.concat(causes().stream(), otherCauses().stream()).toList();
  }

  boolean hasAttempts() {
    return !attempts.isEmpty();
  }

  boolean hasCauses() {
    return !causes().isEmpty();
  }

  boolean hasOtherCauses() {
    return !otherCauses().isEmpty();
  }

  boolean hasTables() {
    return !tables.isEmpty();
  }

  boolean hasFields() {
    return !fieldGroups.isEmpty();
  }

  boolean hasFieldsWithoutRows() {
    return !fieldsWithoutRows.isEmpty();
  }

  /** The changes as a list of none or one, for the template. */
  List<RuleChanges> changeLists() {
    return ruleChanges.stream().toList();
  }

  boolean hasChanges() {
    return ruleChanges.isPresent();
  }

  boolean hasFiles() {
    return !files.isEmpty();
  }
}
