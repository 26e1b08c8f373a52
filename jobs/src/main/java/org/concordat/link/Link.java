package org.concordat.link;

import static org.apache.spark.sql.functions.lit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.RunRecord;
import org.concordat.platform.TwoAtATime;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;

/**
 * Gives each person one key and joins the records of one event, for a month and the months marts
 * look back on, in one pass, so that keys are the same across them.
 *
 * <p>Reads the live checked tables; writes {@code people} and {@code events} as one version of the
 * linked zone.
 */
public final class Link {

  private static final String STAGE = "link";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final EventLinkLimits limits = EventLinkLimits.load();
  private final MatchModel model = MatchModel.load();

  public Link(SparkSession spark, Lake lake, Settings settings, Progress progress) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
  }

  /** What people and events are linked from: zone, slash, table. */
  public static SortedSet<String> sources() {
    SortedSet<String> sources = new TreeSet<>(Set.of("findings/verdicts", "linked/person_index"));
    Stream.concat(PersonRecords.TABLES.stream(), EventRecords.TABLES.stream())
        .forEach(table -> sources.add("checked/" + table));
    return sources;
  }

  /**
   * Links one month and its window.
   *
   * @throws WrongRequestException when nothing is checked, or the key cannot be used
   */
  public LinkResult run(ReportingMonth month) {
    Instant startedAt = Instant.now();
    VersionedTree checked = lake.tree(Zone.CHECKED);
    String checkedVersion =
        checked
            .liveVersion()
            .orElseThrow(
                () ->
                    new WrongRequestException(
                        "Cannot link " + month + ": nothing is checked yet; run check first"));
    List<ReportingMonth> months = months(checked, month);
    Set<String> real =
        InForce.realSubmissions(
            spark, lake.tree(Zone.FINDINGS), new Deliveries(lake.root(Zone.LANDING)), months);
    PseudonymKey key = PseudonymKey.of(settings.linkage(), lakeFolder(), real.isEmpty());
    EarlierIndex earlier = EarlierIndex.before(lake.tree(Zone.LINKED), month);
    PersonIndex index = earlier.open(spark, PseudonymKey.ofIndex(settings.linkage(), key));
    boolean testNumbers = settings.linkage().testNumbers() && real.isEmpty();
    SuppliedNumbers supplied = SuppliedNumbers.read(settings.linkage(), testNumbers);
    SortedMap<String, String> inputs = supplied.fingerprints(key);
    inputs.putAll(CountedMonth.inputs(lake.tree(Zone.FINDINGS), months, checkedVersion));
    inputs.put("key_id", key.id());
    String runId = runId(month, months, inputs, key, earlier, testNumbers);
    inputs.put("checked", checkedVersion);
    inputs.putAll(earlier.files());

    CheckedTables tables = new CheckedTables(spark, contracts, checked.liveFolder(), months);
    VersionedTree.Draft draft = lake.tree(Zone.LINKED).draft(runId);
    LinkedTables linked = new LinkedTables(contracts, draft, months, month);
    progress.step(STAGE, "people and events of " + months.size() + " months");
    List<String> warnings = new ArrayList<>(key.warnings());
    // Events are known long before people ask for them.
    CompletableFuture<EventLinkage> events = new CompletableFuture<>();
    // Whose events are not written is known once people are.
    CompletableFuture<OptedOut> optedOut = new CompletableFuture<>();
    if (supplied.optOuts().isEmpty()) {
      optedOut.complete(OptedOut.NONE);
    }
    List<Long> rows;
    try {
      rows =
          TwoAtATime.run(
              List.of(
                  () -> writeEvents(tables, supplied, key, events, optedOut, linked),
                  () -> writePeople(tables, supplied, key, index, events, optedOut, linked)));
      warnings.addAll(events.join().warnings());
      warnings.addAll(optedOut.join().warnings());
    } finally {
      events.thenAccept(EventLinkage::close);
      optedOut.thenAccept(OptedOut::close);
    }
    draft.publish(new TreeSet<>(months));

    new RunRecord(
            runId,
            STAGE,
            month,
            startedAt,
            Instant.now(),
            Map.of("code", CodeVersion.text(), "preparation", IdentifierPreparation.VERSION),
            inputs,
            Map.of("linked", runId),
            linked.counts(),
            warnings)
        .write(lake.root(Zone.RUNS));
    return new LinkResult(
        runId, months.size(), rows.get(1), rows.get(0), linked.counts(), warnings);
  }

  private long writeEvents(
      CheckedTables tables,
      SuppliedNumbers supplied,
      PseudonymKey key,
      CompletableFuture<EventLinkage> made,
      CompletableFuture<OptedOut> optedOut,
      LinkedTables linked) {
    try {
      made.complete(new EventLinkage(tables::rows, supplied.preparation(), limits));
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
      throw e;
    }
    return linked.write(
        made(optedOut).events(made.join().keyed(key)),
        "events",
        "link_basis",
        of -> tables.bytes(EventRecords.TABLES, of));
  }

  private long writePeople(
      CheckedTables tables,
      SuppliedNumbers supplied,
      PseudonymKey key,
      PersonIndex index,
      CompletableFuture<EventLinkage> events,
      CompletableFuture<OptedOut> optedOut,
      LinkedTables linked) {
    PersonLinkage linkage = new PersonLinkage(spark, settings.linkage(), model, key);
    Dataset<Row> records =
        supplied.optOuts().marked(PersonRecords.of(tables::rows, supplied.preparation()));
    try (PersonLinkage.Linked people =
        linkage.link(records, () -> made(events).personLinks(), index, linked.month())) {
      OptedOut removed = OptedOut.of(supplied.optOuts(), people.people(), tables::rows, limits);
      optedOut.complete(removed);
      linked.addCounts(removed.counts());
      linked.addCounts(supplied.preparation().merges().counts(people.people()));
      PersonMatches matches = people.matches();
      linked.addCounts("people", matches.counts());
      List<MatchPair> pairs = removed.pairs(matches.pairs());
      linked.writePairs(
          MatchPair.rows(spark, contracts.table("match_pairs"), pairs),
          pairs.stream().map(MatchPair::month).collect(Collectors.toCollection(TreeSet::new)));
      PersonIndex.Assigned known = removed.index(people.index());
      linked.writeIndex(
          known,
          PersonChange.rows(spark, contracts, known.changes(), key, linked.month()),
          of -> tables.bytes(PersonRecords.TABLES, of));
      return linked.write(
          removed
              .people(people.people())
              .withColumn("key_id", lit(key.id()))
              .withColumn("preparation_version", lit(IdentifierPreparation.VERSION)),
          "people",
          "link_step",
          of -> tables.bytes(PersonRecords.TABLES, of));
    } catch (RuntimeException | Error e) {
      optedOut.completeExceptionally(e);
      throw e;
    }
  }

  /** What is made at the same time; where that fails, so does this. */
  private static <T> T made(CompletableFuture<T> beside) {
    try {
      return beside.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * Estimates the model of the probabilistic step on the checked records of a month and its window.
   *
   * @param version what the model shall be called
   * @throws WrongRequestException when nothing is checked
   */
  public MatchModel estimated(ReportingMonth month, String version) {
    return PersonLinkage.estimated(checkedRecords(month), version);
  }

  private Dataset<Row> checkedRecords(ReportingMonth month) {
    VersionedTree checked = lake.tree(Zone.CHECKED);
    if (checked.liveVersion().isEmpty()) {
      throw new WrongRequestException("Nothing is checked yet; run check first");
    }
    CheckedTables tables =
        new CheckedTables(spark, contracts, checked.liveFolder(), months(checked, month));
    SuppliedNumbers supplied =
        SuppliedNumbers.read(settings.linkage(), settings.linkage().testNumbers());
    return supplied.optOuts().without(PersonRecords.of(tables::rows, supplied.preparation()));
  }

  /**
   * How well people of a month and its window are recognised without their NHS numbers.
   *
   * @throws WrongRequestException when nothing is checked
   */
  public List<QualityLine> withoutNumbers(ReportingMonth month) {
    return new HiddenNumbers(spark, settings.linkage(), model).lines(checkedRecords(month));
  }

  /**
   * Holds the live linked tables against the truth that only invented data have, and keeps the
   * figures beside them.
   *
   * @param month month they were linked for
   * @param truth CSV as the generator writes it
   * @throws WrongRequestException when nothing is linked
   */
  public List<QualityLine> measured(ReportingMonth month, Path truth) {
    return new TruthTable(spark, lake).measure(month, truth);
  }

  /** The month, and those of its window that were checked. */
  private List<ReportingMonth> months(VersionedTree checked, ReportingMonth month) {
    Set<ReportingMonth> there = new HashSet<>(checked.liveMonths());
    there.add(month);
    return month.window(settings.check().windowMonths()).stream().filter(there::contains).toList();
  }

  /** The folder above the linked zone. */
  private Path lakeFolder() {
    return lake.root(Zone.LINKED).toAbsolutePath().resolveSibling("");
  }

  private String runId(
      ReportingMonth month,
      List<ReportingMonth> months,
      Map<String, String> inputs,
      PseudonymKey key,
      EarlierIndex earlier,
      boolean testNumbers) {
    return Digest.id(
        String.join(
            "\n",
            STAGE,
            month.toString(),
            months.toString(),
            inputs.toString(),
            key.fingerprint(),
            earlier.version(),
            String.valueOf(testNumbers),
            settings.linkage().fingerprint(),
            model.version(),
            IdentifierPreparation.VERSION,
            limits.toString(),
            CodeVersion.text()));
  }
}
