package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * Section 136 as police forces, ambulance trusts and mental health trusts recorded it, month by
 * month (mart section_136_records). Exact counts of everybody: what goes on a page is rounded by
 * {@link Section136Pairs}.
 */
final class Section136 {

  private static final String MART = "section_136_records";
  private static final String MONTH = "reporting_month";
  private static final List<String> GROUP =
      List.of(
          MONTH,
          "family",
          "organisation_code",
          "police_force_code",
          "ambulance_trust_code",
          "trust_code",
          "is_conveyed_by_ambulance",
          "linked_police_force_code",
          "linked_ambulance_trust_code",
          "linked_trust_code");

  /**
   * Records of one sender and month that name the same partners and are linked to the same ones; a
   * code is empty where there is none.
   */
  record Records(
      Partner sender,
      String force,
      String ambulance,
      String trust,
      boolean isConveyed,
      String linkedForce,
      String linkedAmbulance,
      String linkedTrust,
      long count) {

    /** Whether the records are about a partner: trusts name none, so theirs are about everybody. */
    boolean isAbout(Partner other) {
      return switch (other.family()) {
        case MH -> trust.equals(other.code()) && (sender.family() == Family.PF || isConveyed);
        case AM -> sender.family() == Family.MH || (isConveyed && ambulance.equals(other.code()));
        case PF -> sender.family() == Family.MH || (isConveyed && force.equals(other.code()));
        default -> false;
      };
    }

    /** Whether the partner's own records of these detentions were found. */
    boolean isLinkedTo(Partner other) {
      return switch (other.family()) {
        case MH -> linkedTrust.equals(other.code());
        case AM -> linkedAmbulance.equals(other.code());
        case PF -> linkedForce.equals(other.code());
        default -> false;
      };
    }
  }

  /**
   * One record that does not fit the linked record of another partner, and where it stands.
   *
   * @param arrivals linked partners, as family and code, whose times do not fit
   * @param sexes those with another sex
   * @param birthDates those with another birth date
   */
  record Misfit(
      Partner sender,
      String table,
      String file,
      String line,
      String record,
      String key,
      List<String> arrivals,
      List<String> sexes,
      List<String> birthDates) {

    static Misfit of(Row row) {
      return new Misfit(
          PartnerCsv.partner(row),
          Cells.text(row, "source_table"),
          Cells.text(row, "source_file"),
          Cells.text(row, "source_line"),
          Cells.text(row, "source_record"),
          Cells.text(row, "record_key"),
          row.getList(row.fieldIndex("arrival_misfits")),
          row.getList(row.fieldIndex("sex_misfits")),
          row.getList(row.fieldIndex("birth_date_misfits")));
    }
  }

  private final SortedMap<ReportingMonth, Map<Partner, List<Records>>> records = new TreeMap<>();
  private final List<Misfit> misfits = new ArrayList<>();

  Section136() {}

  /**
   * Reads every month up to one.
   *
   * @param marts the marts' zone; without the mart nothing is known
   */
  static Section136 read(SparkSession spark, VersionedTree marts, ReportingMonth month) {
    Section136 read = new Section136();
    marts
        .table(MART)
        .ifPresent(
            folder -> {
              Dataset<Row> all =
                  spark
                      .read()
                      .parquet(folder.toString())
                      .where(functions.col(MONTH).leq(month.toString()));
              String[] rest = GROUP.subList(1, GROUP.size()).toArray(String[]::new);
              all.groupBy(MONTH, rest)
                  .count()
                  .collectAsList()
                  .forEach(
                      row -> read.add(ReportingMonth.of(Cells.text(row, MONTH)), records(row)));
              all.where(functions.col(MONTH).equalTo(month.toString()))
                  .where(
                      "size(arrival_misfits) > 0 or size(sex_misfits) > 0"
                          + " or size(birth_date_misfits) > 0")
                  .sort("submission_id", "source_file", "source_line", "event_id")
                  .collectAsList()
                  .forEach(row -> read.add(Misfit.of(row)));
            });
    return read;
  }

  private static Records records(Row row) {
    return new Records(
        PartnerCsv.partner(row),
        Cells.text(row, "police_force_code"),
        Cells.text(row, "ambulance_trust_code"),
        Cells.text(row, "trust_code"),
        Cells.flag(row, "is_conveyed_by_ambulance"),
        Cells.text(row, "linked_police_force_code"),
        Cells.text(row, "linked_ambulance_trust_code"),
        Cells.text(row, "linked_trust_code"),
        Cells.number(row, "count"));
  }

  void add(ReportingMonth month, Records some) {
    records
        .computeIfAbsent(month, m -> new TreeMap<>())
        .computeIfAbsent(some.sender(), s -> new ArrayList<>())
        .add(some);
  }

  void add(Misfit misfit) {
    misfits.add(misfit);
  }

  /** Months with records, oldest first. */
  SortedSet<ReportingMonth> months() {
    return new TreeSet<>(records.keySet());
  }

  /** Whether a partner has any record in a month; without one nothing tells that it sent any. */
  boolean hasRecords(Partner sender, ReportingMonth month) {
    return !of(sender, month).isEmpty();
  }

  /** All records of one sender and month. */
  long count(Partner sender, ReportingMonth month) {
    return of(sender, month).stream().mapToLong(Records::count).sum();
  }

  /** Records of one sender that are about another partner. */
  long count(Partner sender, Partner about, ReportingMonth month) {
    return of(sender, month).stream().filter(r -> r.isAbout(about)).mapToLong(Records::count).sum();
  }

  /** Those of them of which the other partner's own record was found. */
  long linked(Partner sender, Partner about, ReportingMonth month) {
    return of(sender, month).stream()
        .filter(r -> r.isAbout(about) && r.isLinkedTo(about))
        .mapToLong(Records::count)
        .sum();
  }

  /** Records of all senders of a family that are about two partners at once. */
  long countOfThird(Family third, Partner one, Partner other, ReportingMonth month) {
    return records.getOrDefault(month, Map.of()).values().stream()
        .flatMap(List::stream)
        .filter(r -> r.sender().family() == third && r.isAbout(one) && r.isAbout(other))
        .mapToLong(Records::count)
        .sum();
  }

  /** Rows of a partner in the month read up to that do not fit the linked row of another. */
  List<Misfit> misfits(Partner sender) {
    return misfits.stream().filter(misfit -> misfit.sender().equals(sender)).toList();
  }

  private List<Records> of(Partner sender, ReportingMonth month) {
    return records.getOrDefault(month, Map.of()).getOrDefault(sender, List.of());
  }
}
