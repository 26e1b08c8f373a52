package org.concordat.marts;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.DeequGate;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.RunRecord;
import org.concordat.platform.SqlFile;
import org.concordat.platform.TwoAtATime;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.AreaRows;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** Makes the three marts of a month from checked and linked tables and publishes them together. */
public final class Marts {

  private static final String STAGE = "marts";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final ContractCatalogue contracts = ContractCatalogue.load();

  public Marts(SparkSession spark, Lake lake, Settings settings, Progress progress) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Reads the month and the window before it, writes and judges the three marts, then makes them
   * live.
   *
   * @throws WrongRequestException when nothing was checked or linked yet
   * @throws org.concordat.platform.GateHeldException when a mart does not keep its promises; then
   *     the version before stays live
   */
  public MartsResult run(ReportingMonth month) {
    Instant started = Clock.systemUTC().instant();
    String checked = liveVersion(Zone.CHECKED, month);
    String linked = liveVersion(Zone.LINKED, month);
    SortedMap<String, String> counted = counted(month, checked);
    SortedMap<AreaKind, AreaRows> areas = new ReferenceTables(lake.root(Zone.REFERENCE)).areas();
    String versionId =
        Digest.id(
            String.join(
                "\n",
                STAGE,
                month.toString(),
                counted.toString(),
                linked,
                String.valueOf(settings.check().windowMonths()),
                MartInputs.earlier(lake.tree(Zone.MARTS), month),
                String.join("\n", versions(areas).values()),
                CodeVersion.text(),
                MartCatalogue.fingerprint()));
    SortedMap<String, String> earlier = MartInputs.earlierFiles(lake.tree(Zone.MARTS), month);
    VersionedTree.Draft draft = lake.tree(Zone.MARTS).draft(versionId);
    Map<String, Object> parameters =
        MartInputs.parameters(
            month, MartInputs.keyId(spark, lake.tree(Zone.LINKED), "people", month).orElse("none"));
    SortedMap<String, Row> totals = Collections.synchronizedSortedMap(new TreeMap<>());
    try (MartViews views = new MartViews(spark, lake.root(Zone.LINKED).resolve(".marts-steps"))) {
      register(views, month);
      areas.forEach((kind, rows) -> views.add(kind.id(), MartInputs.areas(spark, rows)));
      List<TwoAtATime.Step> steps = new ArrayList<>();
      MartCatalogue.SHARED.forEach(step -> steps.add(shared(views, step, month, parameters)));
      MartCatalogue.MARTS.forEach(mart -> steps.add(mart(draft, mart, month, parameters, totals)));
      steps.addAll(new PeopleQuality(spark, contracts, draft, month, parameters, progress).steps());
      TwoAtATime.runInOrder(steps);
    }
    SortedMap<String, Long> rows = new TreeMap<>();
    totals.forEach((mart, total) -> rows.put(mart, total.getLong(0)));
    Row detentions = Objects.requireNonNull(totals.get("mha_detentions"));
    draft.publish(Set.of(month));
    MartsResult result =
        new MartsResult(versionId, rows, detentions.getLong(1), detentions.getLong(2));
    SortedMap<String, String> inputs = versions(areas);
    inputs.put("checked", checked);
    inputs.put("linked", linked);
    inputs.putAll(counted);
    inputs.putAll(earlier);
    record(month, started, inputs, result);
    return result;
  }

  /**
   * Earlier months whose marts must be made again, because a month's linkage gave people of theirs
   * another key.
   */
  public List<ReportingMonth> toFollow(ReportingMonth month) {
    return OpenMonths.toFollow(spark, lake, settings.check().windowMonths(), month);
  }

  /** Names and digests of the area tables in force, by kind. */
  private static SortedMap<String, String> versions(SortedMap<AreaKind, AreaRows> areas) {
    SortedMap<String, String> versions = new TreeMap<>();
    areas.forEach((kind, rows) -> versions.put(kind.id(), rows.version()));
    return versions;
  }

  /** Makes every table the SQL names but the shared steps and the areas. */
  private void register(MartViews views, ReportingMonth month) {
    VersionedTree checked = lake.tree(Zone.CHECKED);
    VersionedTree linked = lake.tree(Zone.LINKED);
    ReportingMonth first = month.plusMonths(1 - settings.check().windowMonths());
    for (String table : MartCatalogue.TRUST_TABLES) {
      // Later contacts that have arrived stop the any-month clock (counting-rules.md 2.2).
      ReportingMonth last = table.equals("MHS201CareContact") ? latest(checked, month) : month;
      ReportingMonth from = table.equals("MHS201CareContact") ? month : first;
      views.add(
          table,
          MartInputs.window(
              spark, checked, table, MartInputs.checkedSchema(contracts, table), from, last));
    }
    // A detention over the end of a month lies in the month before, too (section_136_counterparts).
    ReportingMonth before = month.plusMonths(-1);
    for (String table : MartCatalogue.PARTNER_TABLES) {
      views.add(
          table,
          MartInputs.window(
              spark, checked, table, MartInputs.checkedSchema(contracts, table), before, month));
    }
    for (String table : MartCatalogue.LINKED_TABLES) {
      views.add(
          table,
          MartInputs.window(
              spark, linked, table, MartInputs.linkedSchema(contracts, table), first, month));
    }
    VersionedTree marts = lake.tree(Zone.MARTS);
    for (MartCatalogue.Earlier earlier : MartCatalogue.EARLIER) {
      views.add(
          earlier.view(),
          MartInputs.earlier(
              spark, marts, earlier, MartInputs.linkedSchema(contracts, earlier.mart()), month));
    }
    CodeLists lists = CodeLists.load();
    MartCatalogue.CODE_LISTS.forEach(
        list -> views.add(list, MartInputs.codeList(spark, lists, list)));
  }

  private TwoAtATime.Step shared(
      MartViews views,
      MartCatalogue.Step step,
      ReportingMonth month,
      Map<String, Object> parameters) {
    SqlFile sql = step.sql();
    return new TwoAtATime.Step(
        sql.name(),
        MartCatalogue.reads(sql),
        () -> {
          Dataset<Row> table = sql.table(spark, parameters);
          if (step.isKept()) {
            progress.step(STAGE, sql.name());
            describe(sql.name(), month);
            views.add(sql.name(), views.kept(sql.name(), table));
          } else {
            views.add(sql.name(), table);
          }
        });
  }

  private TwoAtATime.Step mart(
      VersionedTree.Draft draft,
      SqlFile mart,
      ReportingMonth month,
      Map<String, Object> parameters,
      Map<String, Row> totals) {
    return new TwoAtATime.Step(
        mart.name(),
        MartCatalogue.reads(mart),
        () -> {
          write(draft, mart, month, parameters);
          totals.put(mart.name(), totals(draft, mart.name(), month));
        });
  }

  private void describe(String table, ReportingMonth month) {
    spark.sparkContext().setJobDescription(STAGE + " " + table + " " + month);
  }

  /** Holds a written mart to its promises and counts its rows. */
  private Row totals(VersionedTree.Draft draft, String mart, ReportingMonth month) {
    progress.step(STAGE, "gate of " + mart);
    Dataset<Row> written = written(draft, mart, month);
    DeequGate.require("mart " + mart + " " + month, written, MartGates.of(contracts.table(mart)));
    return written.selectExpr(MartGates.totals(mart)).head();
  }

  private void write(
      VersionedTree.Draft draft,
      SqlFile mart,
      ReportingMonth month,
      Map<String, Object> parameters) {
    progress.step(STAGE, mart.name());
    TableContract contract = contracts.table(mart.name());
    describe(mart.name(), month);
    ParquetTables.write(
        mart.table(spark, parameters),
        draft.folder(mart.name(), month),
        mart.name(),
        draft.versionId(),
        1,
        contract.primaryKey());
  }

  private Dataset<Row> written(VersionedTree.Draft draft, String mart, ReportingMonth month) {
    return spark
        .read()
        .schema(ContractFrames.schema(contracts.table(mart)))
        .parquet(draft.folder(mart, month).toString());
  }

  private String liveVersion(Zone zone, ReportingMonth month) {
    VersionedTree tree = lake.tree(zone);
    String command = zone == Zone.CHECKED ? "check" : "link";
    if (!tree.liveMonths().contains(month)) {
      throw new WrongRequestException(
          "Cannot make the marts of "
              + month
              + ": nothing of that month in "
              + lake.root(zone)
              + "; run concordat "
              + command
              + " --month "
              + month
              + " first");
    }
    return tree.liveVersion().orElseThrow();
  }

  /**
   * What decides the rows that are read, by month: the window's, and later months', whose contacts
   * are looked at. What came too late for a month's cut is not in it.
   */
  private SortedMap<String, String> counted(ReportingMonth month, String checkedVersion) {
    VersionedTree findings = lake.tree(Zone.FINDINGS);
    Set<ReportingMonth> months = new TreeSet<>(month.window(settings.check().windowMonths()));
    findings.liveMonths().stream().filter(live -> live.compareTo(month) > 0).forEach(months::add);
    return CountedMonth.inputs(findings, months, checkedVersion);
  }

  private static ReportingMonth latest(VersionedTree tree, ReportingMonth month) {
    return new TreeSet<>(tree.liveMonths()).last().compareTo(month) > 0
        ? new TreeSet<>(tree.liveMonths()).last()
        : month;
  }

  private void record(
      ReportingMonth month, Instant started, SortedMap<String, String> inputs, MartsResult result) {
    SortedMap<String, Long> counts = new TreeMap<>();
    result.rows().forEach((mart, count) -> counts.put("rows." + mart, count));
    counts.put("new_detentions", result.newDetentions());
    counts.put("new_detentions_strict_continuation", result.newDetentionsStrict());
    new RunRecord(
            result.versionId(),
            STAGE,
            month,
            started,
            Clock.systemUTC().instant(),
            Map.of("code", CodeVersion.text(), "sql", MartCatalogue.fingerprint()),
            inputs,
            Map.of("marts", result.versionId()),
            counts,
            List.of())
        .write(lake.root(Zone.RUNS));
  }
}
