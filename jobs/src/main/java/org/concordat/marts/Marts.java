package org.concordat.marts;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.DeequGate;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.SqlFile;
import org.concordat.platform.TwoAtATime;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
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
    String versionId =
        Digest.id(
            String.join(
                "\n",
                STAGE,
                month.toString(),
                checked,
                linked,
                String.valueOf(settings.check().windowMonths()),
                CodeVersion.text(),
                MartCatalogue.fingerprint()));
    VersionedTree.Draft draft = lake.tree(Zone.MARTS).draft(versionId);
    SortedMap<String, Long> rows = new TreeMap<>();
    try (MartViews views = new MartViews(spark, lake.root(Zone.LINKED).resolve(".marts-steps"))) {
      register(views, month);
      TwoAtATime.run(
          MartCatalogue.MARTS.stream()
              .<Callable<Boolean>>map(
                  mart ->
                      () -> {
                        write(draft, mart, month);
                        return true;
                      })
              .toList());
    }
    List<Row> totals =
        TwoAtATime.run(
            MartCatalogue.MARTS.stream()
                .<Callable<Row>>map(mart -> () -> totals(draft, mart.name(), month))
                .toList());
    long newDetentions = 0;
    long newDetentionsStrict = 0;
    for (int i = 0; i < totals.size(); i++) {
      String mart = MartCatalogue.MARTS.get(i).name();
      rows.put(mart, totals.get(i).getLong(0));
      if (mart.equals("mha_detentions")) {
        newDetentions = totals.get(i).getLong(1);
        newDetentionsStrict = totals.get(i).getLong(2);
      }
    }
    draft.publish(Set.of(month));
    MartsResult result = new MartsResult(versionId, rows, newDetentions, newDetentionsStrict);
    record(month, started, checked, linked, result);
    return result;
  }

  /** Makes every table the SQL names; steps that several files read are computed here. */
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
    for (String table : MartCatalogue.PARTNER_TABLES) {
      views.add(
          table,
          MartInputs.window(
              spark, checked, table, MartInputs.checkedSchema(contracts, table), month, month));
    }
    for (String table : MartCatalogue.LINKED_TABLES) {
      views.add(
          table,
          MartInputs.window(
              spark, linked, table, MartInputs.linkedSchema(contracts, table), first, month));
    }
    CodeLists lists = CodeLists.load();
    MartCatalogue.CODE_LISTS.forEach(
        list -> views.add(list, MartInputs.codeList(spark, lists, list)));
    Map<String, Object> parameters = MartInputs.parameters(month);
    for (List<MartCatalogue.Step> wave : MartCatalogue.WAVES) {
      List<Callable<Boolean>> kept = new ArrayList<>();
      for (MartCatalogue.Step step : wave) {
        Dataset<Row> table = step.sql().table(spark, parameters);
        if (step.isKept()) {
          kept.add(() -> keep(views, step.sql().name(), table, month));
        } else {
          views.add(step.sql().name(), table);
        }
      }
      TwoAtATime.run(kept);
    }
  }

  private boolean keep(MartViews views, String name, Dataset<Row> table, ReportingMonth month) {
    progress.step(STAGE, name);
    spark.sparkContext().setJobDescription(STAGE + " " + name + " " + month);
    views.add(name, views.kept(name, table));
    return true;
  }

  /** Holds a written mart to its promises and counts its rows. */
  private Row totals(VersionedTree.Draft draft, String mart, ReportingMonth month) {
    progress.step(STAGE, "gate of " + mart);
    Dataset<Row> written = written(draft, mart, month);
    DeequGate.require("mart " + mart + " " + month, written, MartGates.of(contracts.table(mart)));
    return written.selectExpr(MartGates.totals(mart)).head();
  }

  private void write(VersionedTree.Draft draft, SqlFile mart, ReportingMonth month) {
    progress.step(STAGE, mart.name());
    TableContract contract = contracts.table(mart.name());
    spark.sparkContext().setJobDescription(STAGE + " " + mart.name() + " " + month);
    ParquetTables.write(
        mart.table(spark, MartInputs.parameters(month)),
        draft.folder(mart.name(), month),
        mart.name(),
        draft.versionId(),
        1,
        contract.primaryKey());
    spark.sparkContext().setJobDescription(null);
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

  private static ReportingMonth latest(VersionedTree tree, ReportingMonth month) {
    return new TreeSet<>(tree.liveMonths()).last().compareTo(month) > 0
        ? new TreeSet<>(tree.liveMonths()).last()
        : month;
  }

  private void record(
      ReportingMonth month, Instant started, String checked, String linked, MartsResult result) {
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
            Map.of("checked", checked, "linked", linked),
            Map.of("marts", result.versionId()),
            counts,
            List.of())
        .write(lake.root(Zone.RUNS));
  }
}
