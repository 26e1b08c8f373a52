package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.CoverageSettings;
import org.concordat.config.Settings;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;

/** A lake with verdicts, deliveries and marts written by hand, one JSON line a row. */
final class SmallLake {

  static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");
  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final StructType VERDICT =
      new StructType()
          .add("submission_id", DataTypes.StringType)
          .add("family", DataTypes.StringType)
          .add("organisation_code", DataTypes.StringType)
          .add("state", DataTypes.StringType)
          .add("is_in_force", DataTypes.BooleanType)
          .add("is_late", DataTypes.BooleanType);

  private final Path root;
  private final Settings settings;
  private final List<String> verdicts = new ArrayList<>();
  private final SortedMap<String, List<String>> marts = new TreeMap<>();
  private final List<String> metrics = new ArrayList<>();

  SmallLake(Path root) {
    this(root, notJudged());
  }

  SmallLake(Path root, Settings settings) {
    this.root = root;
    this.settings = settings;
    CONTRACTS
        .tables(ContractCatalogue.Layer.MARTS)
        .forEach(mart -> marts.put(mart.name(), new ArrayList<>()));
  }

  /** Defaults, but the few who sent are never too few: the register expects the sample country. */
  private static Settings notJudged() {
    return judgedBy(null);
  }

  /** Defaults with limits of coverage; null for none. */
  static Settings judgedBy(@Nullable CoverageSettings coverage) {
    return Settings.defaults().with().returns(new Settings.Returns(coverage)).done();
  }

  Lake lake() {
    return Lake.at(root, settings);
  }

  MonthlyReturn stage() {
    return new MonthlyReturn(SharedSpark.session(), lake(), settings, Progress.silent());
  }

  /** Adds a submission and its delivery. */
  SmallLake submission(Family family, String organisation, boolean isInForce, boolean isLate) {
    return submission(family, organisation, "001", isInForce, isLate);
  }

  /** Adds a submission with a sequence number and its delivery. */
  SmallLake submission(
      Family family, String organisation, String seq, boolean isInForce, boolean isLate) {
    String id = family + "-" + organisation + "-2026-09-" + seq;
    verdicts.add(
        ("{'submission_id': '%s', 'family': '%s', 'organisation_code': '%s', 'state': '%s',"
                + " 'is_in_force': %s, 'is_late': %s}")
            .formatted(
                id, family, organisation, isInForce ? "ACCEPTED" : "REJECTED", isInForce, isLate));
    Delivery delivery =
        new Delivery(
            id,
            family,
            organisation,
            SEPTEMBER,
            seq,
            organisation,
            Instant.parse("2026-10-12T09:14:03Z"),
            "folder",
            true,
            List.of(new Delivery.DeliveredFile("manifest.json", 2, Digest.ofText(id))));
    try {
      Json.write(
          new Deliveries(lake().root(Zone.LANDING))
              .manifest(family.name(), organisation, "2026-09", seq),
          delivery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds rows to a mart. */
  SmallLake mart(String name, int times, String row) {
    List<String> rows = marts.computeIfAbsent(name, n -> new ArrayList<>());
    for (int i = 0; i < times; i++) {
      String key = CONTRACTS.table(name).primaryKey().get(0);
      rows.add("{'" + key + "': 'k" + rows.size() + "', " + row.substring(1));
    }
    return this;
  }

  /**
   * Adds what check measured: rows of a table, and the rows of each class of a field of it.
   *
   * @param organisation its code, or ENGLAND
   * @param field null for the rows of the table
   */
  SmallLake measured(
      Family family, String organisation, String table, @Nullable String field, long... counts) {
    List<String> ids =
        field == null
            ? List.of("rows")
            : List.of(
                "vodim.valid", "vodim.other", "vodim.default", "vodim.invalid", "vodim.missing");
    for (int i = 0; i < counts.length; i++) {
      metrics.add(
          ("{'metric_id': '%s', 'organisation_code': '%s', 'family': '%s', 'table': '%s',"
                  + " 'field': %s, 'numerator': %d, 'version_id': 'v'}")
              .formatted(
                  ids.get(i),
                  organisation,
                  family,
                  table,
                  field == null ? "null" : "'" + field + "'",
                  counts[i]));
    }
    return this;
  }

  /** Adds a row with a key of its own to a mart. */
  SmallLake row(String name, String key, String row) {
    String column = CONTRACTS.table(name).primaryKey().get(0);
    marts
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add("{'" + column + "': '" + key + "', " + row.substring(1));
    return this;
  }

  /** Writes verdicts, metrics, marts and the record of what the marts were made with. */
  SmallLake written(Map<String, String> madeWith) {
    written();
    new RunRecord(
            Digest.id(marts.toString()),
            "marts",
            SEPTEMBER,
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            madeWith,
            Map.of(),
            Map.of(),
            List.of())
        .write(lake().root(Zone.RUNS));
    return this;
  }

  /** Writes verdicts, metrics and marts; the marts' version follows their rows. */
  SmallLake written() {
    String findings = Digest.id(verdicts.toString());
    VersionedTree.Draft checked = lake().tree(Zone.FINDINGS).draft(findings);
    ParquetTables.write(
        Rows.of(VERDICT, verdicts.toArray(String[]::new)),
        checked.folder("verdicts", SEPTEMBER),
        "verdicts",
        findings,
        1,
        List.of("submission_id"));
    counted().write(checked, SEPTEMBER);
    checked.publish(Set.of(SEPTEMBER));
    String measured = Digest.id(metrics.toString());
    VersionedTree.Draft measuring = lake().tree(Zone.METRICS).draft(measured);
    ParquetTables.write(
        Rows.of(ContractFrames.schema(CONTRACTS.table("metrics")), metrics.toArray(String[]::new)),
        measuring.folder("metrics", SEPTEMBER),
        "metrics",
        measured,
        1,
        List.of("metric_id", "organisation_code", "table", "field"));
    measuring.publish(Set.of(SEPTEMBER));
    String version = Digest.id(marts.toString());
    VersionedTree.Draft draft = lake().tree(Zone.MARTS).draft(version);
    marts.forEach(
        (name, rows) -> {
          TableContract mart = CONTRACTS.table(name);
          ParquetTables.write(
              Rows.of(ContractFrames.schema(mart), rows.toArray(String[]::new)),
              draft.folder(name, SEPTEMBER),
              name,
              version,
              1,
              mart.primaryKey());
        });
    draft.publish(Set.of(SEPTEMBER));
    return this;
  }

  /** What counts in the month, as check keeps it. */
  private CountedMonth counted() {
    return new CountedMonth(
        "performance",
        Instant.parse("2026-10-21T22:59:59Z"),
        "own",
        Digest.id(verdicts.toString()),
        List.of(),
        new Deliveries(lake().root(Zone.LANDING))
            .all().stream().map(CountedMonth.Received::of).toList());
  }

  /** The same as {@link #written} with records of the runs that would have made it. */
  SmallLake recorded() {
    written();
    SortedMap<String, String> counted =
        CountedMonth.inputs(lake().tree(Zone.FINDINGS), List.of(SEPTEMBER), "none");
    record("link", "linked-by-hand", counted);
    SortedMap<String, String> inputs = new TreeMap<>(counted);
    inputs.put("linked", "linked-by-hand");
    record("marts", Digest.id(marts.toString()), inputs);
    return this;
  }

  private void record(String stage, String id, SortedMap<String, String> inputs) {
    new RunRecord(
            id,
            stage,
            SEPTEMBER,
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            inputs,
            Map.of(),
            Map.of(),
            List.of())
        .write(lake().root(Zone.RUNS));
  }
}
