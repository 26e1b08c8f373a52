package org.concordat.returns;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Digest;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
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
   * @param status performance or final
   * @param dryRun whether to write nothing and only say what would be written
   * @throws WrongRequestException if the month has no verdicts or no marts, or there is no such
   *     status
   * @throws GateHeldException if a check or the quality gate fails; nothing is published then
   */
  public ReturnResult run(ReportingMonth month, String status, boolean dryRun) {
    Instant started = Clock.systemUTC().instant();
    ReturnStatus cut = ReturnStatus.of(status);
    progress.step(STAGE, "reading verdicts of " + month);
    Senders senders =
        Senders.read(
            spark, lake.tree(Zone.FINDINGS), organisations, month, settings.check().windowMonths());
    Set<String> marts = MartCounts.marts(measures, month);
    ReturnInputs inputs =
        ReturnInputs.of(
            lake.tree(Zone.MARTS),
            marts,
            month,
            senders,
            new Deliveries(lake.root(Zone.LANDING)).all());
    MonthFigures figures =
        new MonthCounting(spark, lake, progress, contracts, codeLists, byDefault, choices)
            .figures(measures, marts, month);
    Map<Cell, CellCount> counts = figures.counts();
    progress.step(STAGE, "protecting and checking");
    List<ReturnRow> skeleton = Skeleton.rows(measures.withAreas(areas(month)), month, senders);
    ProtectedFigures shown =
        ProtectedFigures.of(
            measures, codeLists, skeleton, counts, senders, Set.of(), settings.disclosure());
    ReturnValues values =
        new ReturnValues(
            counts,
            figures.averages(),
            senders,
            shown::text,
            new SmallNumbers(settings.disclosure()),
            figures.rates().population().england());
    ReturnFiles files = files(month, cut, senders, inputs, skeleton, values, figures);
    requireFit(files, figures, skeleton);
    ReturnResult result = publish(files, dryRun);
    if (!dryRun) {
      record(files, result, started);
    }
    return result;
  }

  /** Areas that are levels, as the tables in force have them at month end. */
  private Map<String, SortedSet<String>> areas(ReportingMonth month) {
    return new ReferenceTables(lake.root(Zone.REFERENCE)).homeCodes(month.end());
  }

  private ReturnFiles files(
      ReportingMonth month,
      ReturnStatus status,
      Senders senders,
      ReturnInputs inputs,
      List<ReturnRow> skeleton,
      ReturnValues values,
      MonthFigures figures) {
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
        figures.effects());
  }

  private void requireFit(ReturnFiles files, MonthFigures figures, List<ReturnRow> skeleton) {
    List<String> reasons =
        new ArrayList<>(
            new ReturnChecks(
                    figures.counts(), figures.averages(), files.senders(), settings.disclosure())
                .reasons(skeleton, files.published(), files.exact()));
    reasons.addAll(RateChecks.reasons(files.rates(), figures.counts(), settings.disclosure()));
    String what = "return " + files.month() + " " + files.status().published();
    if (!reasons.isEmpty()) {
      throw new GateHeldException(what, reasons);
    }
    ReturnGate.require(
        spark,
        what,
        skeleton,
        files.published(),
        settings.disclosure().smallCount(),
        settings.disclosure().roundTo());
  }

  private ReturnResult publish(ReturnFiles files, boolean dryRun) {
    ReturnFolder open = new ReturnFolder(lake.root(Zone.RETURNS), files.month(), files.status());
    ReturnFolder raw = new ReturnFolder(lake.root(Zone.RAW), files.month(), files.status());
    int latest = open.latest();
    if (latest > 0) {
      Revision revision = revision(open, files, latest - 1);
      SortedMap<String, byte[]> same = files.open(latest, revision);
      if (ReturnFolder.same(same, open.files(latest))) {
        if (!dryRun && raw.files(latest).isEmpty()) {
          raw.publish(latest, files.raw(latest, revision), true);
        }
        return result(files, latest, false, open, raw, same);
      }
    }
    int next = latest + 1;
    Revision revision = revision(open, files, latest);
    SortedMap<String, byte[]> made = files.open(next, revision);
    if (!dryRun) {
      progress.step(STAGE, "publishing version " + next);
      raw.forget(next);
      raw.publish(next, files.raw(next, revision), true);
      open.publish(next, made, false);
    }
    return result(files, next, !dryRun, open, raw, made);
  }

  private static Revision revision(ReturnFolder open, ReturnFiles files, int before) {
    byte[] main = open.files(before).get(files.mainFile(before));
    return main == null ? Revision.FIRST : new Revision(before, ReturnCsv.publishedValues(main));
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
        notReceived(files.senders()),
        files.inputs().isInvented());
  }

  private static long notReceived(Senders senders) {
    return Senders.FAMILIES.stream().mapToLong(family -> senders.missing(family).size()).sum();
  }

  private void record(ReturnFiles files, ReturnResult result, Instant started) {
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
            files.versions(),
            inputs,
            result.files(),
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
                (long) files.inputs().submissions().size()),
            files.inputs().isInvented() ? List.of(ReturnFiles.INVENTED) : List.of())
        .write(runs);
  }
}
