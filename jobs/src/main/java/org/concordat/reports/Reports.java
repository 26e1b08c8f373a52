package org.concordat.reports;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Writes a page for every partner and a national page, each with its CSV files beside it.
 *
 * <p>In: verdicts, counts, messages and metrics; the marts where they are there. Out: {@code
 * reports/<family>/<organisation>/<month>/} and {@code reports/national/<month>/}. No clock stands
 * on a page, so the same inputs give the same bytes. A partner's folder holds that partner's
 * figures only (data-quality.md 5.2).
 */
public final class Reports {

  private static final String STAGE = "reports";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final QualityThresholds thresholds = QualityThresholds.load(contracts);
  private final Measures measures = Measures.load();

  public Reports(SparkSession spark, Lake lake, Settings settings, Progress progress) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Writes all pages of a month.
   *
   * @throws WrongRequestException when the month was not checked or the calendar lacks it
   */
  public ReportsResult run(ReportingMonth month) {
    Instant startedAt = Instant.now();
    Map<String, String> inputs = inputs();
    ReportFolders folders = new ReportFolders(lake.root(Zone.REPORTS), month);
    progress.step(STAGE, "reading findings and metrics");
    MonthFacts facts = facts(month, folders);
    OwnMeasures own =
        OwnMeasures.count(spark, lake.tree(Zone.MARTS), month, measures, settings.disclosure());
    progress.step(STAGE, "writing pages");
    PartnerPages pages = new PartnerPages(facts, settings.check());
    for (Partner partner : facts.history().partners()) {
      boolean isInForce = facts.history().inForce(partner, month).isPresent();
      folders.write(
          partner,
          pages.page(partner, isInForce ? own.of(partner) : List.of()),
          facts.countsOfMonth(partner));
    }
    folders.write(new NationalPages(facts, settings.disclosure()).page(inputs));
    List<Path> written = folders.publish();
    RunRecord record = record(month, startedAt, inputs, written.size(), facts.causes().messages());
    record.write(lake.root(Zone.RUNS));
    return new ReportsResult(
        record.runId(), written.size() - 1, facts.causes().messages(), written);
  }

  private MonthFacts facts(ReportingMonth month, ReportFolders folders) {
    Instant cut =
        SubmissionCalendar.load()
            .find(month)
            .map(SubmissionCalendar.Entry::performanceCut)
            .orElseThrow(
                () -> new WrongRequestException("The submission calendar has no month " + month));
    QualityTables tables = new QualityTables(spark, lake, month);
    Causes causes = new Causes();
    tables.messages(folders::messages, causes);
    tables.earlierMessages(causes);
    ScoredFields scored = new ScoredFields(contracts, thresholds);
    tables.metrics(folders::metrics, scored);
    SubmissionHistory history =
        new SubmissionHistory(
            tables.verdicts(settings.check().windowMonths()),
            new Deliveries(lake.root(Zone.LANDING)).all());
    return new MonthFacts(
        month,
        cut,
        history,
        tables.counts(settings.check().windowMonths()),
        causes,
        scored,
        thresholds,
        contracts,
        new OrganisationNames(Organisations.load()));
  }

  private Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>();
    for (Zone zone : List.of(Zone.FINDINGS, Zone.METRICS, Zone.MARTS)) {
      lake.tree(zone).liveVersion().ifPresent(id -> inputs.put(zone.folder(), id));
    }
    return inputs;
  }

  private RunRecord record(
      ReportingMonth month,
      Instant startedAt,
      Map<String, String> inputs,
      int folders,
      long messages) {
    Map<String, String> versions =
        Map.of("code", CodeVersion.text(), "measures", measures.version());
    String runId = Digest.id(STAGE + month + inputs + new TreeMap<>(versions));
    return new RunRecord(
        runId,
        STAGE,
        month,
        startedAt,
        Instant.now(),
        versions,
        inputs,
        Map.of(),
        Map.of("partner_pages", folders - 1L, "messages", messages),
        List.of());
  }
}
