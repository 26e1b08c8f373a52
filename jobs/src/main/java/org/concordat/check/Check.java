package org.concordat.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.HistoryFile;
import org.concordat.platform.Lake;
import org.concordat.platform.LandingStore;
import org.concordat.platform.ParquetEncryption;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * The stage check: judges every delivery of the months the marts look back on, decides which
 * submission counts, and publishes the accepted rows, the findings with a verdict per submission,
 * and the quality metrics.
 *
 * <p>A month whose deliveries, rules and settings are those of the published version is not judged
 * again, unless a month changed that it is judged beside.
 */
public final class Check {

  private static final String STAGE = "check";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final Rulebook rulebook = Rulebook.load();
  private final SubmissionCalendar calendar = SubmissionCalendar.load();

  private final PartnerHistory history;
  private List<String> warnings = List.of();
  private final Set<ReportingMonth> judgedMonths = new TreeSet<>();
  private boolean isMeasuredSoFar;

  public Check(SparkSession spark, Lake lake, Settings settings, Progress progress) {
    this(spark, lake, settings, progress, PartnerHistory.NONE);
  }

  private Check(
      SparkSession spark, Lake lake, Settings settings, Progress progress, PartnerHistory history) {
    this.history = history;
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Judges and measures a month and those before it that changed.
   *
   * @param status performance (submissions received at or before a month's performance cut count)
   *     or final (at or before its year-end close)
   * @param asOf submissions received later do not exist; null for all
   * @throws WrongRequestException when the status or the month is none the project knows
   */
  public CheckResult run(ReportingMonth month, String status, @Nullable Instant asOf) {
    CheckResult result = judge(month, status, asOf);
    measure(result);
    return result;
  }

  /**
   * The first half of {@link #run}: findings, verdicts and checked tables; the stages after check
   * need no more than these.
   */
  public CheckResult judge(ReportingMonth month, String status, @Nullable Instant asOf) {
    Instant started = Instant.now();
    List<MonthInputs> window = window(month, status, asOf);
    VersionedTree findings = lake.tree(Zone.FINDINGS);
    ChangedMonths months =
        ChangedMonths.of(
            window,
            findings,
            rulebook.rules().monthsLookedBack(),
            ChangedMonths.keptOtherwise(
                window, lake.tree(Zone.CHECKED), ParquetEncryption.of(settings)));
    List<MonthInputs> changed = months.changed();
    String versionId = Digest.id(STAGE + months.fingerprints());
    isMeasuredSoFar =
        history.isOffline()
            || lake.tree(Zone.METRICS).liveVersion().equals(lake.tree(Zone.CHECKED).liveVersion());
    if (!isPublished(versionId) || !changed.isEmpty()) {
      changed.forEach(inputs -> judgedMonths.add(inputs.month()));
      new JudgedVersion(
              spark, lake, settings, rulebook, calendar, progress, receipts(window), history)
          .publish(changed, versionId);
    }
    CheckResult result =
        JudgedInputs.live(findings, month)
            .map(inputs -> inputs.numbers().numbers(versionId, changed.size()))
            .orElse(new CheckResult(versionId, changed.size(), 0, 0, 0, 0, 0, 0, 0));
    record(month, result, months.fingerprints(), started);
    return result;
  }

  /**
   * The second half of {@link #run}: the metrics of what was judged. Months that were not judged
   * now keep theirs, unless an earlier run ended before it had measured them.
   *
   * @param result what {@link #judge(ReportingMonth, String, Instant)} gave
   */
  public void measure(CheckResult result) {
    VersionedTree metrics = lake.tree(Zone.METRICS);
    if (metrics.liveVersion().filter(result.versionId()::equals).isPresent()) {
      return;
    }
    VersionedTree checked = lake.tree(Zone.CHECKED);
    Set<ReportingMonth> months = new TreeSet<>(judgedMonths);
    if (!isMeasuredSoFar) {
      months.addAll(checked.liveMonths());
      months.addAll(metrics.liveMonths());
    }
    VersionedTree findings = lake.tree(Zone.FINDINGS);
    months.addAll(laterMonths(months, findings.liveMonths()));
    progress.step(STAGE, "measuring quality");
    VersionedTree.Draft draft = metrics.draft(result.versionId());
    MetricHistory superseded =
        new MetricHistory(spark, rulebook.contracts(), metrics, MetricHistory.tree(lake));
    new QualityMetrics(spark, rulebook, calendar)
        .write(months, checked.liveFolder(), findings, superseded, draft);
    months.forEach(month -> history.writeMetrics(month, spark, draft));
    draft.publish(months);
  }

  /** Months whose coverage and consistency look back on one that changed. */
  private static Set<ReportingMonth> laterMonths(
      Set<ReportingMonth> changed, Set<ReportingMonth> live) {
    Set<ReportingMonth> later = new TreeSet<>();
    for (ReportingMonth month : live) {
      if (month.window(SubmissionMetrics.LOOKS_BACK + 1).stream().anyMatch(changed::contains)) {
        later.add(month);
      }
    }
    return later;
  }

  /** What the operator must be told; known once months were judged. */
  public List<String> warnings() {
    return warnings;
  }

  /** Receipts are the national run's: a partner gives itself none. */
  private @Nullable SignedReceipts receipts(List<MonthInputs> window) {
    if (history.isOffline()) {
      return null;
    }
    SignedReceipts receipts = SignedReceipts.of(settings, lake, window, rulebook.fingerprint());
    warnings = receipts.warnings();
    return receipts;
  }

  /**
   * Judges one partner's own submission folder by the same code, in a lake of its own.
   *
   * @param folder table files and manifest.json
   * @param historyFile the partner's own history as the national run wrote it; null for none
   * @param status performance or final
   * @param out root of the lake to write
   * @return the delivery the folder was taken for
   * @throws WrongRequestException when the folder's manifest does not say whose month it is, or the
   *     history is another's
   */
  public static Delivery offline(
      SparkSession spark,
      Settings settings,
      Progress progress,
      Path folder,
      @Nullable Path historyFile,
      String status,
      Path out) {
    Settings here = settings.with().zones(Map.of()).done();
    Lake lake = Lake.at(out, here);
    lake.requireWritable();
    HistoryFile file = historyFile == null ? null : HistoryFile.read(historyFile);
    Delivery delivery = OfflineDelivery.of(folder, file, new LandingStore(lake.root(Zone.LANDING)));
    PartnerHistory history =
        PartnerHistory.of(
            file == null
                ? HistoryFile.of(delivery.family(), delivery.organisationCode(), delivery.month())
                : file,
            delivery.submissionId());
    history.publishBefore(delivery.month(), spark, lake);
    new Check(spark, lake, here, progress, history).run(delivery.month(), status, null);
    return delivery;
  }

  private List<MonthInputs> window(ReportingMonth month, String status, @Nullable Instant asOf) {
    if (!status.equals("performance") && !status.equals("final")) {
      throw new WrongRequestException(
          "Cannot check with status \"" + status + "\": it is performance or final");
    }
    String settled =
        "%s %s %s %s %s"
            .formatted(
                rulebook.fingerprint(),
                settings.check(),
                settings.linkage().testNumbers(),
                settings.receipts().keyId(),
                status);
    List<Delivery> deliveries = new Deliveries(lake.root(Zone.LANDING)).allWithConflicts();
    List<MonthInputs> window = new ArrayList<>();
    int months = history.isOffline() ? 1 : settings.check().windowMonths();
    for (ReportingMonth each : month.window(months)) {
      SubmissionCalendar.Entry entry = calendar.find(each).orElse(null);
      if (entry != null) {
        boolean isFinal = status.equals("final");
        window.add(
            MonthInputs.of(
                each,
                status,
                isFinal ? entry.yearEndClose() : entry.performanceCut(),
                entry.performanceCut(),
                deliveries.stream()
                    .filter(delivery -> delivery.month().equals(each))
                    .filter(delivery -> asOf == null || !delivery.receivedAt().isAfter(asOf))
                    .toList(),
                settled));
      }
    }
    if (window.isEmpty() || !window.get(window.size() - 1).month().equals(month)) {
      throw new WrongRequestException(
          "Cannot check " + month + ": the submission calendar has no such month");
    }
    return window;
  }

  private boolean isPublished(String versionId) {
    return List.of(Zone.CHECKED, Zone.FINDINGS).stream()
        .allMatch(zone -> lake.tree(zone).liveVersion().filter(versionId::equals).isPresent());
  }

  private void record(
      ReportingMonth month,
      CheckResult result,
      SortedMap<ReportingMonth, String> fingerprints,
      Instant started) {
    Map<String, String> inputs = new TreeMap<>();
    fingerprints.forEach((each, fingerprint) -> inputs.put("deliveries " + each, fingerprint));
    Map<String, Long> counts = new TreeMap<>();
    counts.put("months_judged", (long) result.monthsJudged());
    counts.put("submissions", result.submissions());
    counts.put("in_force", result.inForce());
    counts.put("sent", result.sent());
    counts.put("accepted", result.accepted());
    counts.put("rejected", result.rejected());
    counts.put("warned", result.warned());
    counts.put("messages", result.messages());
    new RunRecord(
            Digest.id(STAGE + month + result.versionId()),
            STAGE,
            month,
            started,
            Instant.now(),
            Map.of("code", CodeVersion.text(), "rules", rulebook.fingerprint()),
            inputs,
            Map.of(
                "checked", result.versionId(),
                "findings", result.versionId(),
                "metrics", result.versionId()),
            counts,
            List.of())
        .write(lake.root(Zone.RUNS));
  }
}
