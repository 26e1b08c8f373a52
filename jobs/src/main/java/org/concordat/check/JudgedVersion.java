package org.concordat.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.concordat.check.CheckedTables.Part;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.TwoAtATime;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/** Judges months and publishes what came of them as one version: checked tables and findings. */
final class JudgedVersion {

  private static final String STAGE = "check";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Rulebook rulebook;
  private final SubmissionCalendar calendar;
  private final Progress progress;
  private final @Nullable SignedReceipts receipts;
  private final PartnerHistory history;

  JudgedVersion(
      SparkSession spark,
      Lake lake,
      Settings settings,
      Rulebook rulebook,
      SubmissionCalendar calendar,
      Progress progress,
      @Nullable SignedReceipts receipts,
      PartnerHistory history) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.rulebook = rulebook;
    this.calendar = calendar;
    this.progress = progress;
    this.receipts = receipts;
    this.history = history;
  }

  /** Judges the months and makes them live, all tables together; other months are carried over. */
  void publish(List<MonthInputs> changed, String versionId) {
    VersionedTree.Draft checked = lake.tree(Zone.CHECKED).draft(versionId);
    VersionedTree.Draft findings = lake.tree(Zone.FINDINGS).draft(versionId);
    progress.step(STAGE, "reading the files of " + changed.size() + " months");
    FileInspection inspection =
        new FileInspection(
            rulebook.contracts(),
            rulebook.rules(),
            Organisations.of(rulebook.lists()),
            calendar,
            settings,
            new Deliveries(lake.root(Zone.LANDING)));
    SortedMap<ReportingMonth, List<Inspection>> inspections = new TreeMap<>();
    changed.forEach(month -> inspections.put(month.month(), inspection.inspect(unknown(month), 2)));
    HashMap<String, RowExpressions> conditions = conditions(inspections);
    progress.step(STAGE, "judging rows");
    Set<ReportingMonth> replaced = new HashSet<>();
    changed.forEach(month -> replaced.add(month.month()));
    MonthJudgement judgement =
        new MonthJudgement(spark, conditions, settings.check().messageCap(), findings);
    JudgedPast past =
        new JudgedPast(
            spark, lake.tree(Zone.FINDINGS), replaced, rulebook.rules().monthsLookedBack());
    List<JudgedMonth> judged = new ArrayList<>();
    for (MonthInputs month : changed) { // from the oldest on: a month is judged beside those before
      judged.add(
          judgement.judge(
              month, listOf(inspections, month.month()), history, past.before(month.month())));
      past.add(judged.get(judged.size() - 1));
    }
    progress.step(STAGE, "writing accepted rows");
    List<Callable<Boolean>> writes = new ArrayList<>();
    SortedMap<String, SortedMap<ReportingMonth, List<Part>>> accepted = new TreeMap<>();
    for (JudgedMonth month : judged) {
      month
          .checkedParts()
          .forEach(
              (table, parts) ->
                  accepted
                      .computeIfAbsent(table, name -> new TreeMap<>())
                      .put(month.inputs().month(), parts));
      if (receipts != null) {
        receipts.write(month, calendar.entry(month.inputs().month()), findings);
      }
      new JudgedInputs(
              month.inputs().fingerprint(), month.inputs().own(), month.numbers(versionId, 0))
          .write(findings, month.inputs().month());
      month.inputs().counted().write(findings, month.inputs().month());
      month.counts().write(findings, month.inputs().month());
    }
    accepted.forEach(
        (table, months) ->
            writes.add(
                () -> {
                  CheckedTables.write(
                      spark,
                      rulebook.contracts().table(table),
                      months,
                      Objects.requireNonNull(conditions.get(table)),
                      checked);
                  return true;
                }));
    writes.addAll(tables(judged, findings));
    TwoAtATime.run(writes);
    checked.publish(replaced);
    findings.publish(replaced);
  }

  private List<Delivery> unknown(MonthInputs month) {
    Map<String, Verdict> known = history.verdicts(month.month());
    return month.deliveries().stream()
        .filter(delivery -> !known.containsKey(delivery.submissionId()))
        .toList();
  }

  private static List<Inspection> listOf(
      SortedMap<ReportingMonth, List<Inspection>> inspections, ReportingMonth month) {
    return inspections.getOrDefault(month, List.of());
  }

  private HashMap<String, RowExpressions> conditions(
      SortedMap<ReportingMonth, List<Inspection>> inspections) {
    Set<String> sent = new TreeSet<>();
    inspections
        .values()
        .forEach(
            month ->
                month.forEach(
                    submission -> submission.files().forEach(file -> sent.add(file.table()))));
    List<TableContract> tables = sent.stream().map(rulebook.contracts()::table).toList();
    return Conditions.analysed(spark, tables, settings.linkage().testNumbers());
  }

  private List<Callable<Boolean>> tables(List<JudgedMonth> judged, VersionedTree.Draft findings) {
    return List.of(
        () -> write("verdicts", judged, JudgedMonth::verdictRows, findings),
        () -> write("table_counts", judged, JudgedMonth::tableCountRows, findings),
        () -> write("rule_counts", judged, JudgedMonth::ruleCountRows, findings),
        () -> write("submission_events", judged, JudgedMonth::eventRows, findings),
        () -> writeRowChanges(judged, findings),
        () -> write("code_counts", judged, JudgedMonth::codeCountRows, findings),
        () -> writeOpen(judged, findings));
  }

  private boolean writeRowChanges(List<JudgedMonth> judged, VersionedTree.Draft into)
      throws IOException {
    SortedMap<ReportingMonth, List<Object[]>> months = new TreeMap<>();
    for (JudgedMonth month : judged) {
      months.put(month.inputs().month(), month.rowChangeRows());
    }
    MonthTables.write(spark, rulebook.contracts().table("row_changes"), months, into);
    return true;
  }

  private boolean writeOpen(List<JudgedMonth> judged, VersionedTree.Draft into) {
    SortedMap<ReportingMonth, List<LeftOpen>> months = new TreeMap<>();
    judged.forEach(month -> months.put(month.inputs().month(), month.leftOpen()));
    MonthTables.write(
        spark, rulebook.contracts().table("open_episodes"), months, LeftOpen::rows, into);
    return true;
  }

  private boolean write(
      String table,
      List<JudgedMonth> judged,
      Function<JudgedMonth, List<Object[]>> rows,
      VersionedTree.Draft into) {
    SortedMap<ReportingMonth, List<Object[]>> months = new TreeMap<>();
    judged.forEach(month -> months.put(month.inputs().month(), rows.apply(month)));
    MonthTables.write(spark, rulebook.contracts().table(table), months, into);
    return true;
  }
}
