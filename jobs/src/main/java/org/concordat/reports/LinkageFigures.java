package org.concordat.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * How well people were linked, as the tables {@code linkage_quality}, {@code ethnicity_agreement}
 * and, for invented data, {@code linkage_truth} say. Exact counts of everybody: what goes on a page
 * is rounded by {@link LinkageSection}.
 */
final class LinkageFigures {

  private static final String MONTH = "reporting_month";

  /** Records of one sender and month in one part of a breakdown. */
  record Part(
      ReportingMonth month,
      Partner sender,
      String breakdown,
      String value,
      long records,
      long recognised,
      long elsewhere,
      long sexConflicts,
      long birthYearConflicts,
      long reviewPairs) {

    static Part of(Row row) {
      return new Part(
          ReportingMonth.of(Cells.text(row, MONTH)),
          PartnerCsv.partner(row),
          Cells.text(row, "breakdown"),
          Cells.text(row, "value"),
          Cells.number(row, "records"),
          Cells.number(row, "recognised_records"),
          Cells.number(row, "partner_records"),
          Cells.number(row, "sex_conflict_records"),
          Cells.number(row, "birth_year_conflict_records"),
          Cells.number(row, "review_pairs"));
    }

    boolean isOfTrust() {
      return sender.family() == Family.MH;
    }
  }

  /** People to whom two sources give a pair of groups, and the figures of the two sources. */
  record Agreement(
      String first,
      String second,
      String oneGroup,
      String otherGroup,
      long people,
      long compared,
      long agreed,
      @Nullable Double kappa) {

    static Agreement of(Row row) {
      int kappa = row.fieldIndex("kappa");
      return new Agreement(
          Cells.text(row, "first_source"),
          Cells.text(row, "second_source"),
          Cells.text(row, "first_group5"),
          Cells.text(row, "second_group5"),
          Cells.number(row, "people"),
          Cells.number(row, "people_compared"),
          Cells.number(row, "people_agreed"),
          row.isNullAt(kappa) ? null : row.getDouble(kappa));
    }
  }

  /** One figure against the truth of invented data. */
  record Truth(String of, String measure, String breakdown, String value, double figure) {}

  private final List<Part> parts = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private final List<Truth> truths = new ArrayList<>();

  /**
   * Reads the month and, of {@code linkage_quality}, the month before; what is not there is not
   * known.
   */
  static LinkageFigures read(SparkSession spark, Lake lake, ReportingMonth month) {
    LinkageFigures read = new LinkageFigures();
    VersionedTree marts = lake.tree(Zone.MARTS);
    marts
        .table("linkage_quality")
        .ifPresent(
            folder ->
                rows(spark, folder, month.plusMonths(-1), month)
                    .forEach(row -> read.add(Part.of(row))));
    marts
        .month("ethnicity_agreement", month)
        .ifPresent(
            folder ->
                spark.read().parquet(folder.toString()).collectAsList().stream()
                    .map(Agreement::of)
                    .forEach(read::add));
    lake.tree(Zone.LINKED)
        .month("linkage_truth", month)
        .ifPresent(
            folder ->
                spark
                    .read()
                    .parquet(folder.toString())
                    .where("denominator > 0")
                    .collectAsList()
                    .forEach(row -> read.add(truth(row))));
    return read;
  }

  private static List<Row> rows(
      SparkSession spark, Path folder, ReportingMonth from, ReportingMonth to) {
    return spark
        .read()
        .parquet(folder.toString())
        .where(functions.col(MONTH).between(from.toString(), to.toString()))
        .collectAsList();
  }

  private static Truth truth(Row row) {
    return new Truth(
        Cells.text(row, "of"),
        Cells.text(row, "measure"),
        Cells.text(row, "breakdown"),
        Cells.text(row, "value"),
        row.getDouble(row.fieldIndex("numerator")) / row.getDouble(row.fieldIndex("denominator")));
  }

  void add(Part part) {
    parts.add(part);
  }

  void add(Agreement agreement) {
    agreements.add(agreement);
  }

  void add(Truth truth) {
    truths.add(truth);
  }

  /** Whether anything was linked in the month. */
  boolean isKnown(ReportingMonth month) {
    return parts.stream().anyMatch(part -> part.month().equals(month));
  }

  /** Parts of one breakdown in a month. */
  List<Part> parts(ReportingMonth month, String breakdown) {
    return parts.stream()
        .filter(part -> part.month().equals(month) && part.breakdown().equals(breakdown))
        .toList();
  }

  static long sum(List<Part> of, Predicate<Part> which, ToLongFunction<Part> what) {
    return of.stream().filter(which).mapToLong(what).sum();
  }

  /** Cells of the table of two sources; empty when nothing was compared in the month. */
  List<Agreement> agreements(String first, String second) {
    return agreements.stream()
        .filter(cell -> cell.first().equals(first) && cell.second().equals(second))
        .toList();
  }

  /** A figure against the truth, where there is one. */
  Optional<Double> truth(String of, String measure, String breakdown, String value) {
    return truths.stream()
        .filter(t -> t.of().equals(of) && t.measure().equals(measure))
        .filter(t -> t.breakdown().equals(breakdown) && t.value().equals(value))
        .map(Truth::figure)
        .findFirst();
  }

  List<Truth> truths() {
    return List.copyOf(truths);
  }
}
