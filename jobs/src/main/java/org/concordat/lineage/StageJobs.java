package org.concordat.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * The jobs a stage consists of, each with exactly what it reads and writes: a figure is followed
 * from the return to a mart, from there to the tables its SQL names, and to the kind of partner
 * that sent them. Partners themselves are not named.
 */
final class StageJobs {

  /** Words for each stage. */
  private static final Map<String, String> WORDS =
      Map.of(
          "pull", "Fetches partners' submissions, byte by byte, into the landing zone.",
          "check", "Judges every row that was sent; accepts it or says why not.",
          "link", "Gives each person one key and joins the records of one event.",
          "marts", "Makes the tables that figures are counted from.",
          "returns", "Counts the monthly return and protects it.",
          "reports", "Writes a page for each partner and one for the nation.");

  private static final List<String> FINDINGS_SHOWN =
      List.of("messages", "rule_counts", "submission_events", "table_counts", "verdicts");

  private static final List<String> MARTS_SHOWN =
      List.of("ethnicity_agreement", "linkage_quality", "section_136_records");

  /** The files of a return by how their names end, the first that fits. */
  private static final List<Map.Entry<String, String>> RETURN_FILES =
      List.of(
          Map.entry("_rates.csv", "detention_rates"),
          Map.entry("_dq_coverage.csv", "quality_coverage"),
          Map.entry("_dq_vodim.csv", "quality_vodim"),
          Map.entry("_metadata.csv", "return_measure_metadata"),
          Map.entry(".csv", "monthly_return"));

  private final Lake lake;
  private final ContractCatalogue contracts;
  private final Supplier<Sources> sources;

  StageJobs(Lake lake, ContractCatalogue contracts, Supplier<Sources> sources) {
    this.lake = lake;
    this.contracts = contracts;
    this.sources = sources;
  }

  /** The stage itself before it began: what it will read is not known yet. */
  static Job begun(String stage) {
    return Job.stage(stage, Objects.requireNonNull(WORDS.get(stage)), List.of(), List.of());
  }

  /**
   * The stage itself, then its parts, as they ended.
   *
   * @param record what the stage noted; null where it noted nothing
   */
  List<Job> ended(String stage, ReportingMonth month, @Nullable RunRecord record) {
    return switch (stage) {
      case "pull" -> List.of(stage(stage, families("sent"), families("landing")));
      case "check" -> check(month);
      case "link" ->
          List.of(stage(stage, there(sources.get().link(), month), zone(Zone.LINKED, month)));
      case "marts" -> marts(month);
      case "returns" -> List.of(returns(month, record));
      case "reports" -> List.of(reports(month));
      default -> throw new IllegalArgumentException("There is no stage " + stage);
    };
  }

  private static Job stage(String stage, Collection<String> inputs, Collection<String> outputs) {
    return Job.stage(
        stage, Objects.requireNonNull(WORDS.get(stage)), List.copyOf(inputs), List.copyOf(outputs));
  }

  private List<Job> check(ReportingMonth month) {
    List<Job> jobs = new ArrayList<>();
    TreeSet<String> quality = new TreeSet<>(zone(Zone.FINDINGS, month));
    quality.addAll(zone(Zone.METRICS, month));
    jobs.add(stage("check", families("landing"), quality));
    for (Family family : senders()) {
      jobs.add(
          new Job(
              "check." + family,
              "CHECK",
              "Keeps the accepted rows: " + family.title() + ".",
              null,
              List.of("landing/" + family),
              zone(Zone.CHECKED, month).stream()
                  .filter(name -> isOf(family, name.substring(name.indexOf('/') + 1)))
                  .toList()));
    }
    return jobs;
  }

  private boolean isOf(Family family, String table) {
    return contracts.landing(family).stream().anyMatch(contract -> contract.name().equals(table));
  }

  private List<Job> marts(ReportingMonth month) {
    List<Job> jobs = new ArrayList<>();
    jobs.add(stage("marts", List.of(), List.of()));
    List<String> made = zone(Zone.MARTS, month);
    for (Sources.Mart mart : sources.get().marts()) {
      String name = "marts/" + mart.name();
      if (made.contains(name)) {
        TableContract contract = contracts.table(mart.name());
        jobs.add(
            new Job(
                "marts." + mart.name(),
                "MART",
                "Makes " + mart.name() + ": " + contract.grain() + ".",
                mart.sql(),
                there(mart.reads(), month),
                List.of(name)));
      }
    }
    return jobs;
  }

  private Job returns(ReportingMonth month, @Nullable RunRecord record) {
    TreeSet<String> inputs = new TreeSet<>(there(Set.of("findings/verdicts"), month));
    inputs.addAll(zone(Zone.METRICS, month));
    TreeSet<String> outputs = new TreeSet<>(Set.of("raw/monthly_return", "reports/return_page"));
    if (record != null) {
      record.inputs().keySet().stream()
          .filter(name -> name.startsWith("mart "))
          .forEach(name -> inputs.add("marts/" + name.substring("mart ".length())));
      returnFiles(record).keySet().forEach(outputs::add);
    }
    return stage("returns", inputs, outputs);
  }

  private Job reports(ReportingMonth month) {
    TreeSet<String> inputs = new TreeSet<>(zone(Zone.METRICS, month));
    Set<String> wanted = new TreeSet<>();
    FINDINGS_SHOWN.forEach(table -> wanted.add("findings/" + table));
    Stream.concat(
            MARTS_SHOWN.stream(), Measures.load().all().stream().map(measure -> measure.mart()))
        .forEach(mart -> wanted.add("marts/" + mart));
    inputs.addAll(there(wanted, month));
    return stage("reports", inputs, List.of("reports/national_page", "reports/partner_pages"));
  }

  /** The datasets a return's files are, with the digests of the files. */
  static SortedMap<String, String> returnFiles(RunRecord record) {
    SortedMap<String, String> datasets = new TreeMap<>();
    record
        .outputs()
        .forEach(
            (file, digest) ->
                RETURN_FILES.stream()
                    .filter(kind -> file.endsWith(kind.getKey()))
                    .findFirst()
                    .ifPresent(kind -> datasets.put("returns/" + kind.getValue(), digest)));
    return datasets;
  }

  /** Kinds of partners of whom anything has landed. */
  private Set<Family> senders() {
    TreeSet<Family> families = new TreeSet<>();
    new Deliveries(lake.root(Zone.LANDING)).all().forEach(sent -> families.add(sent.family()));
    return families;
  }

  private List<String> families(String where) {
    return senders().stream().map(family -> where + "/" + family).toList();
  }

  /** The tables of a zone that hold the month. */
  private List<String> zone(Zone zone, ReportingMonth month) {
    return Folders.foldersIn(lake.tree(zone).live()).stream()
        .map(table -> table.getFileName().toString())
        .filter(table -> lake.tree(zone).month(table, month).isPresent())
        .map(table -> zone.folder() + "/" + table)
        .sorted()
        .toList();
  }

  /** Those of the datasets that are there: nobody may have sent a table, or loaded a reference. */
  private List<String> there(Set<String> names, ReportingMonth month) {
    return names.stream().filter(name -> isThere(name, month)).sorted().toList();
  }

  private boolean isThere(String name, ReportingMonth month) {
    return zoneOf(name)
        .map(
            zone ->
                zone == Zone.REFERENCE
                    || lake.tree(zone).table(name.substring(name.indexOf('/') + 1)).isPresent())
        .orElse(false);
  }

  /** The zone a dataset lies in; empty for what lies outside the lake. */
  static Optional<Zone> zoneOf(String dataset) {
    String folder = dataset.substring(0, dataset.indexOf('/'));
    return Stream.of(Zone.values()).filter(zone -> zone.folder().equals(folder)).findFirst();
  }
}
