package org.concordat.returns;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;

/**
 * Who is expected in a month's return and who is in it.
 *
 * <p>Expected is every registered organisation that sent anything in time in the months of the
 * window; what arrived after a month's cut does not count, so that a return made again after a late
 * submission stays the same. In the return is who has a submission in force for the month.
 *
 * @param expected code to name, by family
 * @param present codes with a submission in force for the month, by family
 * @param rejected codes of which something was rejected that came in time for the month, by family
 * @param inForce ids of the submissions in force in the window, by month
 */
record Senders(
    Map<Family, SortedMap<String, String>> expected,
    Map<Family, Set<String>> present,
    Map<Family, Set<String>> rejected,
    SortedMap<ReportingMonth, List<Verdict>> inForce) {

  static final String VERDICTS = "verdicts";

  private static final String REJECTED = "REJECTED";

  /** Families whose organisations are levels of the return. */
  static final List<Family> FAMILIES = List.of(Family.MH, Family.AM, Family.PF);

  /**
   * One submission that counts.
   *
   * @param submissionId its id
   * @param family partner family
   * @param organisation partner
   * @param state its verdict
   */
  record Verdict(String submissionId, Family family, String organisation, String state) {}

  /**
   * Reads the verdicts of a window.
   *
   * @param findings tree that holds the verdicts
   * @param windowMonths months looked back on, the month included
   * @throws WrongRequestException if the month has not been checked
   */
  static Senders read(
      SparkSession spark,
      VersionedTree findings,
      Organisations organisations,
      ReportingMonth month,
      int windowMonths) {
    if (findings.month(VERDICTS, month).isEmpty()) {
      throw new WrongRequestException(
          "Cannot make the return of " + month + ": nothing was checked for it; run check first");
    }
    return soFar(spark, findings, organisations, month, windowMonths);
  }

  /**
   * As {@link #read}; where the month has not been checked nobody is in it, and where no month of
   * the window has, nobody has sent.
   */
  static Senders soFar(
      SparkSession spark,
      VersionedTree findings,
      Organisations organisations,
      ReportingMonth month,
      int windowMonths) {
    SortedMap<ReportingMonth, List<Row>> verdicts = new TreeMap<>();
    List<Path> folders = new ArrayList<>();
    for (ReportingMonth of : month.window(windowMonths)) {
      findings.month(VERDICTS, of).ifPresent(folders::add);
    }
    if (folders.isEmpty()) {
      return of(verdicts, organisations, month);
    }
    Path root = findings.table(VERDICTS).orElseThrow();
    spark
        .read()
        .option("basePath", root.toString())
        .parquet(folders.stream().map(Path::toString).toArray(String[]::new))
        .select(
            functions.col("reporting_month"),
            functions.col("submission_id"),
            functions.col("family"),
            functions.col("organisation_code"),
            functions.col("state"),
            functions.col("is_in_force"),
            functions.col("is_late"))
        .orderBy("reporting_month", "submission_id")
        .collectAsList()
        .forEach(
            row ->
                verdicts
                    .computeIfAbsent(ReportingMonth.of(row.getString(0)), m -> new ArrayList<>())
                    .add(row));
    return of(verdicts, organisations, month);
  }

  private static Senders of(
      SortedMap<ReportingMonth, List<Row>> verdicts,
      Organisations organisations,
      ReportingMonth month) {
    Map<Family, SortedMap<String, String>> expected = new EnumMap<>(Family.class);
    Map<Family, Set<String>> present = new EnumMap<>(Family.class);
    Map<Family, Set<String>> rejected = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      expected.put(family, new TreeMap<>());
      present.put(family, new TreeSet<>());
    }
    SortedMap<ReportingMonth, List<Verdict>> inForce = new TreeMap<>();
    verdicts.forEach(
        (of, rows) -> {
          for (Row row : rows) {
            Verdict verdict =
                new Verdict(
                    row.getString(1),
                    Family.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4));
            if (!row.getBoolean(6)) {
              organisations
                  .find(verdict.family(), verdict.organisation())
                  .ifPresent(
                      o ->
                          expected
                              .computeIfAbsent(o.family(), f -> new TreeMap<>())
                              .put(o.code(), o.name()));
            }
            if (of.equals(month) && !row.getBoolean(6) && verdict.state().equals(REJECTED)) {
              rejected
                  .computeIfAbsent(verdict.family(), f -> new TreeSet<>())
                  .add(verdict.organisation());
            }
            if (row.getBoolean(5)) {
              inForce.computeIfAbsent(of, m -> new ArrayList<>()).add(verdict);
              if (of.equals(month)) {
                present
                    .computeIfAbsent(verdict.family(), f -> new TreeSet<>())
                    .add(verdict.organisation());
              }
            }
          }
        });
    return new Senders(expected, present, rejected, inForce);
  }

  /** Organisations of a family that the return shows, code to name, in code order. */
  SortedMap<String, String> expected(Family family) {
    return Optional.ofNullable(expected.get(family)).orElseGet(TreeMap::new);
  }

  /** Whether an organisation has a submission in force for the month. */
  boolean isPresent(Family family, String organisation) {
    return Optional.ofNullable(present.get(family)).orElse(Set.of()).contains(organisation);
  }

  /** Whether something of the month that an organisation sent in time was rejected. */
  boolean isRejected(Family family, String organisation) {
    return Optional.ofNullable(rejected.get(family)).orElse(Set.of()).contains(organisation);
  }

  /** Expected organisations of a family without a submission in force, code to name. */
  SortedMap<String, String> missing(Family family) {
    SortedMap<String, String> missing = new TreeMap<>(expected(family));
    missing.keySet().removeIf(organisation -> isPresent(family, organisation));
    return missing;
  }

  /** How many expected organisations have no submission in force. */
  long notReceived() {
    return FAMILIES.stream().mapToLong(family -> missing(family).size()).sum();
  }

  /** Ids of every submission in force in the window, in id order. */
  SortedMap<String, Verdict> submissions() {
    SortedMap<String, Verdict> submissions = new TreeMap<>();
    inForce.values().forEach(some -> some.forEach(v -> submissions.put(v.submissionId(), v)));
    return submissions;
  }
}
