package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a return was made from.
 *
 * @param marts the month of each mart, by name
 * @param submissions every submission in force in the window, in id order
 * @param madeFrom what else it stands on; null where the marts' runs left no record
 */
record ReturnInputs(
    SortedMap<String, MartMonth> marts,
    List<Submission> submissions,
    @Nullable @JsonProperty("made_from") MadeFrom madeFrom) {

  /** The stage that makes marts, as its run records call it. */
  private static final String MARTS_STAGE = "marts";

  /**
   * One month of a mart.
   *
   * @param version version that wrote the month; later versions carry it over unchanged
   * @param files digest of each file, by name
   * @param madeFrom versions of code, SQL, reference tables and stages before it that the month was
   *     made with, by name; null where its run record was not there
   */
  record MartMonth(
      String version,
      SortedMap<String, String> files,
      @Nullable @JsonProperty("made_from") SortedMap<String, String> madeFrom) {}

  /**
   * One submission with the files as they were sent.
   *
   * @param month month it is for
   */
  record Submission(
      @JsonProperty("submission_id") String submissionId,
      String family,
      @JsonProperty("organisation_code") String organisationCode,
      String month,
      String state,
      boolean invented,
      List<Delivery.DeliveredFile> files) {}

  /**
   * @param marts tree of the marts
   * @param runs root of the run records
   * @param names marts that are counted from
   * @param deliveries every delivery of the landing zone
   * @throws WrongRequestException if a mart has no such month
   */
  static ReturnInputs of(
      VersionedTree marts,
      Path runs,
      Iterable<String> names,
      ReportingMonth month,
      Senders senders,
      List<Delivery> deliveries) {
    SortedMap<String, MartMonth> months = new TreeMap<>();
    for (String mart : names) {
      months.put(mart, martMonth(mart, folder(marts, mart, month), runs));
    }
    Map<String, Delivery> delivered = new LinkedHashMap<>();
    deliveries.forEach(delivery -> delivered.put(delivery.submissionId(), delivery));
    List<Submission> submissions = new ArrayList<>();
    senders
        .submissions()
        .forEach((id, verdict) -> submissions.add(submission(verdict, delivered.get(id))));
    return new ReturnInputs(months, submissions, null);
  }

  /**
   * The same with what the marts stand on, as the records of their runs tell, and what is read of
   * earlier months.
   */
  ReturnInputs recorded(Lake lake, Settings settings, ReportingMonth month, ReturnStatus status) {
    // Marts are made together, so one version stands for all.
    String version = marts.values().stream().map(MartMonth::version).findFirst().orElse("");
    EarlierMonths earlier = EarlierMonths.of(lake, month, status);
    return new ReturnInputs(
        marts, submissions, MadeFrom.of(lake, settings, version, earlier).orElse(null));
  }

  /** Folder of a mart's month. */
  static Path folder(VersionedTree marts, String mart, ReportingMonth month) {
    return marts
        .month(mart, month)
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "Cannot make the return of "
                        + month
                        + ": there is no mart "
                        + mart
                        + " for it; run marts first"));
  }

  private static MartMonth martMonth(String mart, Path folder, Path runs) {
    SortedMap<String, String> files = new TreeMap<>();
    String version = "";
    for (Path file : Folders.filesBelow(folder)) {
      String name = file.toString();
      try {
        files.put(name, Digest.ofFile(folder.resolve(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + folder.resolve(file), e);
      }
      version = name.replaceFirst(mart + "-(.*)-[0-9]{5}[.]parquet", "$1");
    }
    return new MartMonth(version, files, madeWith(runs, version).orElse(null));
  }

  /** The checked tables hold what came too late as well, so their version is no part of it. */
  private static Optional<SortedMap<String, String>> madeWith(Path runs, String version) {
    Optional<SortedMap<String, String>> with = RunRecord.madeFrom(runs, MARTS_STAGE, version);
    with.ifPresent(names -> names.remove("checked"));
    return with;
  }

  private static Submission submission(Senders.Verdict verdict, @Nullable Delivery delivery) {
    if (delivery == null) {
      throw new IllegalStateException(
          "Cannot name the files of submission "
              + verdict.submissionId()
              + ": the landing zone has no such delivery");
    }
    return new Submission(
        verdict.submissionId(),
        verdict.family().name(),
        verdict.organisation(),
        delivery.month().toString(),
        verdict.state(),
        delivery.invented(),
        delivery.files());
  }

  /** Versions of the marts that wrote the months. */
  List<String> martVersions() {
    return marts.values().stream().map(MartMonth::version).toList();
  }

  /** Whether any of it is invented: then every file of the return says so. */
  boolean isInvented() {
    return submissions.stream().anyMatch(Submission::invented);
  }
}
