package org.concordat.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.HistoryFile;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Measures;
import org.concordat.schemas.MetricDefinitions;
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
  private static final String RECEIPTS = "receipts";
  private static final String RECEIPT_KEY = "receipt-key.pem";

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
   * A month's pages as far as findings and metrics tell; nothing is in its place yet.
   *
   * @param facts what was read
   * @param folders where the pages wait
   */
  public record Begun(MonthFacts facts, ReportFolders folders, Instant startedAt) {}

  /**
   * Writes all pages of a month.
   *
   * @throws WrongRequestException when the month was not checked or the calendar lacks it
   */
  public ReportsResult run(ReportingMonth month) {
    Begun begun = begin(month);
    linked(begun);
    return finish(begun);
  }

  /**
   * Writes what needs no marts: each partner's own page, receipts and history.
   *
   * @throws WrongRequestException when the month was not checked or the calendar lacks it
   */
  public Begun begin(ReportingMonth month) {
    Instant startedAt = Instant.now();
    ReportFolders folders =
        new ReportFolders(lake.root(Zone.REPORTS), month, new RuleList(contracts));
    progress.step(STAGE, "reading findings and metrics");
    MonthFacts facts = facts(month, folders);
    progress.step(STAGE, "writing partners' pages");
    writePages(facts, folders);
    writeReceipts(month, folders);
    new PartnerHistories(month, historyMonths(), new Deliveries(lake.root(Zone.LANDING)), contracts)
        .write(
            facts.history().partners(),
            new QualityTables(spark, lake, month)
                .texts(HistoryFile.TABLES, contracts, settings.check().windowMonths()),
            folders::history);
    return new Begun(facts, folders, startedAt);
  }

  /** Writes what the marts tell each partner. */
  public void linked(Begun begun) {
    MonthFacts facts = begun.facts();
    ReportFolders folders = begun.folders();
    progress.step(STAGE, "writing what the marts tell");
    OwnMeasures own =
        OwnMeasures.count(
            spark, lake.tree(Zone.MARTS), facts.month(), measures, settings.disclosure());
    LinkedPages linked =
        new LinkedPages(
            facts,
            folders,
            own,
            Section136.read(spark, lake.tree(Zone.MARTS), facts.month()),
            settings.disclosure());
    for (Partner partner : facts.history().partners()) {
      folders.write(partner, linked.page(partner));
    }
  }

  /**
   * Writes the national page, which shows what the month's return told as the return did (D9), and
   * puts all pages in their place.
   */
  public ReportsResult finish(Begun begun) {
    MonthFacts facts = begun.facts();
    ReportFolders folders = begun.folders();
    Map<String, String> inputs = inputs();
    progress.step(STAGE, "writing the national page");
    folders.write(
        NationalPages.page(
            facts,
            LinkageFigures.read(spark, lake, facts.month()),
            ToldByReturn.of(lake, facts.month(), facts.partners()),
            inputs,
            settings.disclosure()));
    List<Path> written = folders.publish();
    RunRecord record =
        record(facts.month(), begun.startedAt(), inputs, written.size(), facts.causes().messages());
    record.write(lake.root(Zone.RUNS));
    return new ReportsResult(
        record.runId(), written.size() - 1, facts.causes().messages(), written);
  }

  /**
   * Writes the page of a lake that holds one partner only, without what needs other partners.
   *
   * @throws WrongRequestException when the month was not checked or the calendar lacks it
   */
  public void runForPartner(ReportingMonth month) {
    ReportFolders folders =
        new ReportFolders(lake.root(Zone.REPORTS), month, new RuleList(contracts));
    progress.step(STAGE, "writing the page");
    writePages(facts(month, folders), folders);
    folders.publishPartners();
  }

  private void writePages(MonthFacts facts, ReportFolders folders) {
    PartnerPages pages = new PartnerPages(facts);
    for (Partner partner : facts.history().partners()) {
      folders.write(partner, pages.page(partner), facts.countsOfMonth(partner));
    }
  }

  /** Puts each receipt of the month beside the page of its sender. */
  private void writeReceipts(ReportingMonth month, ReportFolders folders) {
    Optional<Path> receipts = lake.tree(Zone.FINDINGS).month(RECEIPTS, month);
    if (receipts.isEmpty()) {
      return;
    }
    for (Delivery delivery : new Deliveries(lake.root(Zone.LANDING)).allWithConflicts()) {
      Path receipt = receipts.get().resolve(delivery.submissionId() + ".json");
      if (delivery.month().equals(month) && Files.exists(receipt)) {
        Partner partner = new Partner(delivery.family(), delivery.organisationCode());
        String number =
            delivery.submissionId().substring(delivery.submissionId().indexOf(month + "-") + 8);
        folders.receipt(
            partner, receipt, "receipt-" + number + ".json", receipts.get().resolve(RECEIPT_KEY));
      }
    }
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
    ExcludedRows excluded = new ExcludedRows(folders::excluded);
    tables.messages(folders::messages, causes, excluded);
    tables.brokenRules(causes);
    ScoredFields scored = new ScoredFields(contracts, thresholds);
    StoredMetrics stored = new StoredMetrics(MetricDefinitions.load(contracts));
    tables.metrics(folders::metrics, scored, stored);
    List<ReportingMonth> months = month.window(historyMonths());
    SubmissionHistory history =
        new SubmissionHistory(
            tables.verdicts(historyMonths()),
            new Deliveries(lake.root(Zone.LANDING))
                .all().stream().filter(delivery -> months.contains(delivery.month())).toList(),
            ExpectationRegister.load());
    return new MonthFacts(
        month,
        cut,
        history,
        tables.counts(historyMonths()),
        causes,
        excluded,
        scored,
        stored,
        thresholds,
        contracts,
        new OrganisationNames(Organisations.load()));
  }

  /**
   * Months of who sent what and how much, this one included; the same here and in a partner's own
   * history.
   */
  private int historyMonths() {
    return Math.max(settings.check().windowMonths(), SubmissionHistory.MONTHS);
  }

  private Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>();
    for (Zone zone : List.of(Zone.FINDINGS, Zone.METRICS, Zone.LINKED, Zone.MARTS)) {
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
