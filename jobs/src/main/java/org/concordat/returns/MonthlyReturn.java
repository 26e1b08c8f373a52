package org.concordat.returns;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.returns.coverage.Coverage;
import org.concordat.returns.quality.MeasuredQuality;
import org.concordat.returns.quality.QualityFigures;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;

/**
 * The stage that makes a month's return from its marts: counts, skeleton, protection, gate, files.
 * A version is published as a whole or not at all, is never changed, and the next one is made only
 * when a byte differs.
 */
public final class MonthlyReturn {

  /** Name of the stage in progress lines and run records. */
  public static final String STAGE = "returns";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final CodeLists codeLists;
  private final ContractCatalogue contracts;
  private final CountingChoices choices;
  private final Measures byDefault;
  private final Measures measures;
  private final Organisations organisations;

  public MonthlyReturn(SparkSession spark, Lake lake, Settings settings, Progress progress) {
    this.codeLists = CodeLists.load();
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
    this.contracts = ContractCatalogue.load();
    this.choices = CountingChoices.load();
    this.byDefault = Measures.load(contracts, codeLists);
    this.measures = counted(choices, byDefault, settings.counting());
    this.organisations = Organisations.of(codeLists);
  }

  /**
   * Measures as the settings say.
   *
   * @throws WrongRequestException if a setting names a choice or an option that does not exist
   */
  static Measures counted(CountingChoices choices, Measures byDefault, Settings.Counting counting) {
    try {
      return choices.under(byDefault, choices.taken(counting.variant(), counting.choices()));
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("Cannot count as the settings say: " + e.getMessage(), e);
    }
  }

  /**
   * Makes and publishes the return of a month.
   *
   * @param status performance, final or provisional
   * @param dryRun whether to write nothing and only say what would be written
   * @throws WrongRequestException if the month has no verdicts or no marts, or there is no such
   *     status
   * @throws GateHeldException if too many partners are missing, or a check or the quality gate
   *     fails; nothing is published then
   */
  public ReturnResult run(ReportingMonth month, String status, boolean dryRun) {
    return run(month, status, !dryRun, !dryRun);
  }

  /** As above, where writing down the decision and writing the return are asked for apart. */
  ReturnResult run(ReportingMonth month, String status, boolean decides, boolean publishes) {
    Instant started = Clock.systemUTC().instant();
    ReturnStatus cut = ReturnStatus.of(status);
    progress.step(STAGE, "reading verdicts of " + month);
    Senders senders =
        Senders.read(
            spark, lake.tree(Zone.FINDINGS), organisations, month, settings.check().windowMonths());
    Set<String> marts = MartCounts.marts(measures, month);
    List<Delivery> deliveries = new Deliveries(lake.root(Zone.LANDING)).all();
    ReturnInputs inputs =
        ReturnInputs.of(
                lake.tree(Zone.MARTS), lake.root(Zone.RUNS), marts, month, senders, deliveries)
            .recorded(lake, settings, month, cut);
    ReturnCoverage decision = new ReturnCoverage(lake.root(Zone.RUNS), month, cut);
    Optional<Coverage> coverage =
        decision.required(senders, organisations, measures, settings.returns().coverage(), decides);
    MonthFigures figures =
        new MonthCounting(spark, lake, progress, contracts, codeLists, byDefault, choices)
            .figures(measures, marts, month);
    Map<Cell, CellCount> counts = figures.counts();
    MeasuredQuality measured = MeasuredQuality.read(spark, lake.tree(Zone.METRICS), month);
    progress.step(STAGE, "protecting and checking");
    List<ReturnRow> skeleton =
        Skeleton.rows(
            measures.withAreas(
                new ReferenceTables(lake.root(Zone.REFERENCE)).homeCodes(month.end())),
            month,
            senders);
    QualityFigures quality = QualityFigures.of(contracts, QualityFiles.senders(senders), measured);
    progress.step(STAGE, "attacking what is hidden");
    ProtectedFigures shown =
        new Protection(spark, lake, contracts, codeLists, measures, settings.disclosure())
            .of(month, cut, skeleton, counts, senders, quality);
    SmallNumbers smallNumbers = new SmallNumbers(settings.disclosure());
    ReturnValues values =
        new ReturnValues(
            counts,
            figures.averages(),
            senders,
            shown::text,
            smallNumbers,
            figures.rates().population().england());
    OptOuts optOuts = OptOuts.of(lake.root(Zone.RUNS), inputs.martVersions(), month);
    ReturnFiles files =
        files(
            month,
            cut,
            senders,
            inputs,
            skeleton,
            values,
            figures,
            shown,
            new QualityFiles(quality, measured, shown.texts(quality)),
            optOuts.published(smallNumbers),
            coverage);
    try {
      ReturnFit.require(spark, files, figures, skeleton);
    } catch (GateHeldException held) {
      if (decides) {
        decision.write(held.reasons(), coverage);
      }
      throw held;
    }
    ReturnResult result = publish(files, !publishes);
    if (publishes) {
      record(files, result, optOuts, started);
    }
    return result;
  }

  private ReturnFiles files(
      ReportingMonth month,
      ReturnStatus status,
      Senders senders,
      ReturnInputs inputs,
      List<ReturnRow> skeleton,
      ReturnValues values,
      MonthFigures figures,
      ProtectedFigures shown,
      QualityFiles quality,
      OptOuts.Published optOuts,
      Optional<Coverage> coverage) {
    List<ReturnRow> published = values.published(skeleton);
    return new ReturnFiles(
        month,
        status,
        settings.disclosure(),
        measures,
        contracts,
        inputs,
        senders,
        published,
        values.exact(skeleton),
        figures.rates(),
        SkeletonCheck.of(skeleton, published, figures.counts().keySet(), senders),
        shown,
        figures.effects(),
        quality,
        optOuts,
        coverage);
  }

  private ReturnResult publish(ReturnFiles files, boolean dryRun) {
    ReturnFolder open = ReturnFolder.open(lake, files.month(), files.status());
    ReturnFolder raw = ReturnFolder.raw(lake, files.month(), files.status());
    Revisions revisions = new Revisions(spark, lake, progress, files);
    int latest = open.latest();
    if (latest > 0) {
      Revision revision = revisions.published(open, latest);
      SortedMap<String, byte[]> same = files.open(latest, revision);
      if (ReturnFolder.same(same, open.files(latest))) {
        if (!dryRun && raw.files(latest).isEmpty()) {
          raw.publish(latest, files.raw(latest, revision), true);
        }
        return result(files, latest, false, open, raw, same);
      }
    }
    int next = latest + 1;
    Revision revision = revisions.next(open, latest);
    SortedMap<String, byte[]> made = files.open(next, revision);
    if (!dryRun) {
      progress.step(STAGE, "publishing version " + next);
      raw.forget(next);
      raw.publish(next, files.raw(next, revision), true);
      open.publish(next, made, !files.status().isPublishable());
    }
    return result(files, next, !dryRun, open, raw, made);
  }

  private static ReturnResult result(
      ReturnFiles files,
      int version,
      boolean isNew,
      ReturnFolder open,
      ReturnFolder raw,
      SortedMap<String, byte[]> bytes) {
    SortedMap<String, String> digests = new TreeMap<>();
    bytes.forEach((name, content) -> digests.put(name, ReturnFiles.sha256(content)));
    return new ReturnResult(
        files.month(),
        files.status(),
        version,
        isNew,
        open.version(version),
        raw.version(version),
        digests,
        files.published().size(),
        files.published().stream().filter(r -> r.value().equals(SmallNumbers.HIDDEN)).count(),
        files.senders().notReceived(),
        files.inputs().isInvented());
  }

  private void record(ReturnFiles files, ReturnResult result, OptOuts optOuts, Instant started) {
    SortedMap<String, Long> counts =
        new TreeMap<>(
            Map.of(
                "version",
                (long) result.version(),
                "new_version",
                result.isNew() ? 1L : 0L,
                "rows",
                result.rows(),
                "hidden",
                result.hidden(),
                "not_received",
                result.notReceived(),
                "submissions",
                (long) files.inputs().submissions().size()));
    optOuts.removed().forEach((family, count) -> counts.put("opt_out." + family, count));
    Map<String, String> inputs = new LinkedHashMap<>();
    files.inputs().marts().forEach((mart, part) -> inputs.put("mart " + mart, part.version()));
    inputs.put("submissions", Digest.id(Json.text(files.inputs().submissions())));
    String runId =
        Digest.id(
            String.join(
                "\n",
                STAGE,
                files.month().toString(),
                files.status().folder(),
                Json.text(inputs),
                Json.text(settings.disclosure()),
                Json.text(settings.returns()),
                measures.version(),
                files.rates().population().version(),
                CodeVersion.text()));
    Path runs = lake.root(Zone.RUNS);
    new RunRecord(
            runId,
            STAGE,
            files.month(),
            started,
            Clock.systemUTC().instant(),
            files.runVersions(),
            inputs,
            result.files(),
            counts,
            files.inputs().isInvented() ? List.of(ReturnFiles.INVENTED) : List.of())
        .write(runs);
  }
}
