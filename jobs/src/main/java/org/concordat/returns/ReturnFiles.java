package org.concordat.returns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.returns.coverage.Coverage;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Every file of one version of a return, as bytes: the same inputs give the same bytes.
 *
 * @param month reporting month
 * @param status cut of the data
 * @param settings disclosure settings
 * @param measures what is counted
 * @param contracts layout of the files
 * @param inputs what the figures were counted from
 * @param senders who is in them
 * @param published protected rows
 * @param exact the same rows, exact
 * @param rates detentions and treatment orders by ethnic group beside residents
 * @param check evidence of the skeleton
 * @param shown counts as disclosure control publishes them
 * @param effects what each counting choice moves, exact
 * @param quality the two quality files
 * @param optOuts records removed because their people opted out, as published
 * @param coverage the decision on it, by who is missing; empty where none is to be made
 */
record ReturnFiles(
    ReportingMonth month,
    ReturnStatus status,
    Settings.Disclosure settings,
    Measures measures,
    ContractCatalogue contracts,
    ReturnInputs inputs,
    Senders senders,
    List<ReturnRow> published,
    List<ReturnRow> exact,
    Rates rates,
    SkeletonCheck check,
    ProtectedFigures shown,
    List<List<String>> effects,
    QualityFiles quality,
    OptOuts.Published optOuts,
    Optional<Coverage> coverage) {

  static final String INVENTED = "Invented data";
  private static final String RATES = "_rates";

  /** End of the manifest's name. */
  static final String MANIFEST = "_manifest.json";

  /** End of the name of the exact twin of the main file. */
  static final String EXACT = "_raw.csv";

  /** End of the name of the report of the attack check, one of the public files (D8). */
  static final String DISCLOSURE_CHECK = "_disclosure_check.json";

  /** Field of that report: true when no hidden value can be narrowed too far. */
  static final String CLEAN = "clean";

  /** Start of every file name of a version. */
  String stem(int version) {
    return stem(month, status, version);
  }

  /** Start of every file name of a version of a month's return. */
  static String stem(ReportingMonth month, ReturnStatus status, int version) {
    return "crisis_return_"
        + month.toString().replace("-", "")
        + "_"
        + status.code()
        + "_v"
        + version;
  }

  /** Name of the main file. */
  String mainFile(int version) {
    return stem(version) + ".csv";
  }

  /** Name of the file that says what a version changes and why. */
  String changesFile(int version) {
    return stem(version) + "_changes.txt";
  }

  /** The public files. */
  SortedMap<String, byte[]> open(int version, Revision revision) {
    List<ReturnRow> rows = revision.noted(published);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(mainFile(version), ReturnCsv.rows(layout(), month, status, rows));
    files.put(
        stem(version) + "_metadata.csv",
        ReturnCsv.metadata(
            contracts.table("return_measure_metadata"),
            measures,
            month,
            rates.population(),
            inputs.isInvented() ? INVENTED : ""));
    files.put(
        stem(version) + RATES + ".csv",
        ReturnCsv.rates(rateLayout(), month, status, rates.published(settings, shown::textIfAny)));
    quality
        .open(contracts, month, status)
        .forEach((name, bytes) -> files.put(stem(version) + name, bytes));
    files.put(stem(version) + "_skeleton_check.json", utf8(Json.text(check)));
    files.put(stem(version) + DISCLOSURE_CHECK, utf8(Json.text(shown.report())));
    files.put(
        stem(version) + "_README.txt",
        utf8(
            ReturnReadme.text(
                month,
                status,
                version,
                inputs.isInvented(),
                measures.options(),
                senders,
                coverage,
                optOuts,
                settings,
                revision,
                rows)));
    files.put(changesFile(version), utf8(revision.text()));
    files.put(stem(version) + MANIFEST, utf8(Json.text(manifest(version, files))));
    return files;
  }

  /**
   * The restricted twin: same rows, exact; what each counting choice moves, and what disclosure
   * control hid for the sake of what.
   */
  SortedMap<String, byte[]> raw(int version, Revision revision) {
    List<ReturnRow> noted = revision.noted(published);
    List<ReturnRow> rows = new ArrayList<>();
    for (int i = 0; i < noted.size(); i++) {
      rows.add(exact.get(i).withRevision(noted.get(i).revisionNote()));
    }
    SortedMap<String, byte[]> files =
        new TreeMap<>(
            Map.of(
                stem(version) + EXACT,
                ReturnCsv.rows(layout(), month, status, rows),
                stem(version) + "_raw_choices.csv",
                ReturnCsv.table(contracts.table("return_choices"), effects),
                stem(version) + "_raw_disclosure.csv",
                ReturnCsv.table(contracts.table("return_disclosure"), shown.cures()),
                stem(version) + RATES + EXACT,
                ReturnCsv.rates(rateLayout(), month, status, rates.exact())));
    quality
        .raw(contracts, month, status)
        .forEach((name, bytes) -> files.put(stem(version) + name, bytes));
    return files;
  }

  /** The same as it will be read once it is published. */
  ReturnVersion asVersion(int version) {
    Map<List<String>, String> values = new HashMap<>();
    exact.forEach(row -> values.put(row.key(), row.value()));
    return new ReturnVersion(
        month,
        status,
        manifest(version, new TreeMap<>()),
        published.stream().map(ReturnVersion.Figure::of).toList(),
        Optional.of(values));
  }

  private TableContract layout() {
    return contracts.table("monthly_return");
  }

  private TableContract rateLayout() {
    return contracts.table("detention_rates");
  }

  private ReturnManifest manifest(int version, SortedMap<String, byte[]> files) {
    List<ReturnManifest.Output> outputs = new ArrayList<>();
    files.forEach(
        (name, bytes) ->
            outputs.add(new ReturnManifest.Output(name, sha256(bytes), bytes.length, rows(name))));
    return new ReturnManifest(
        "crisis_return",
        month.toString(),
        status.published(),
        version,
        inputs.isInvented() ? INVENTED : null,
        versions(),
        settings,
        coverage.orElse(null),
        inputs,
        optOuts,
        outputs);
  }

  private @Nullable Long rows(String name) {
    if (!name.endsWith(".csv")) {
      return null;
    }
    if (name.endsWith(RATES + ".csv")) {
      return (long) rates.exact().size();
    }
    if (QualityFiles.isOne(name)) {
      return QualityFiles.rows(quality.figures(), name);
    }
    return name.endsWith("_metadata.csv")
        ? (long) measures.inForce(month).size()
        : (long) published.size();
  }

  /** Versions of what decided the figures. */
  SortedMap<String, String> versions() {
    return new TreeMap<>(
        Map.of(
            "code",
            CodeVersion.text(),
            "measures",
            measures.version(),
            "population",
            rates.population().version()));
  }

  /**
   * The same with the version of check's metrics, for the record of the run: it changes with what
   * comes too late, so no file of a return holds it.
   */
  SortedMap<String, String> runVersions() {
    SortedMap<String, String> all = versions();
    all.put("metrics", quality.version());
    return all;
  }

  static String sha256(byte[] bytes) {
    MessageDigest digest = Digest.sha256();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
