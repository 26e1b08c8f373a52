package org.concordat.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.MetricDefinition;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.MetricForm;
import org.concordat.schemas.SubmissionCalendar;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that count several rows of one submission together: times to the first contact, sums that
 * must agree, ratios (data-quality.md 3.4 and 3.6). Only accepted rows that no later version
 * replaces are looked at.
 */
final class AcrossRows {

  private static final String REFERRALS = "MHS101Referral";
  private static final String CONTACTS = "MHS201CareContact";
  private static final List<String> REFERRAL_ID = List.of("ServiceRequestID");
  private static final String RECEIVED_DATE = "ReferralRequestReceivedDate";
  private static final String RECEIVED_TIME = "ReferralRequestReceivedTime";
  private static final String CONTACT_DATE = "CareContDate";
  private static final String CONTACT_TIME = "CareContTime";

  private final MetricDefinitions definitions;
  private final MeasureUses uses = MeasureUses.load();
  private final KeyIds keys;

  AcrossRows(MetricDefinitions definitions, KeyIds keys) {
    this.definitions = definitions;
    this.keys = keys;
  }

  /** What must be kept of a table's rows, besides what others want. */
  KeptColumns.Wanted wanted(TableContract table, KeptColumns.Wanted others) {
    List<List<String>> columns = new ArrayList<>(others.keys());
    Set<String> values = new TreeSet<>(others.values());
    for (MetricDefinition metric : definitions.withForm()) {
      MetricForm.Sum sum = metric.form() == null ? null : metric.form().sum();
      if (sum != null && table.name().equals(metric.table())) {
        columns.add(sum.key());
      }
      if (sum != null && table.name().equals(sum.in())) {
        columns.add(sum.as());
      }
    }
    if (table.name().equals(REFERRALS)) {
      columns.add(REFERRAL_ID);
      values.addAll(List.of(RECEIVED_DATE, RECEIVED_TIME));
    }
    if (table.name().equals(CONTACTS)) {
      columns.add(REFERRAL_ID);
      values.addAll(List.of(CONTACT_DATE, CONTACT_TIME));
    }
    return new KeptColumns.Wanted(columns, values, others.quoted());
  }

  /**
   * Every such metric of the tables that were sent.
   *
   * @param marks by table, which rows satisfy a sum's condition
   */
  List<MetricCount> counts(SortedMap<String, TableRows> tables, Map<String, RowMarks> marks) {
    List<MetricCount> counts = new ArrayList<>();
    for (MetricDefinition metric : definitions.withForm()) {
      MetricForm form = metric.form();
      if (form == null) {
        continue;
      }
      MetricForm.Sum sum = form.sum();
      List<String> ratio = form.ratio();
      MetricForm.Limit limit = form.limit();
      TableRows own = metric.table() == null ? null : tables.get(metric.table());
      if (sum != null && own != null) {
        BitSet among = of(marks, own).among(metric);
        counts.add(sum(metric, sum, own, among, tables.get(sum.in())));
      } else if (ratio != null && tables.containsKey(ratio.get(1))) {
        counts.add(
            new MetricCount(
                metric.id(),
                ratio.get(0),
                null,
                usable(tables.get(ratio.get(0))),
                usable(tables.get(ratio.get(1)))));
      } else if (limit != null && tables.containsKey(REFERRALS)) {
        counts.add(limit(metric, limit, tables));
      }
    }
    return counts;
  }

  private static RowMarks of(Map<String, RowMarks> marks, TableRows rows) {
    RowMarks of = marks.get(rows.table().name());
    if (of == null) {
      throw new IllegalStateException(rows.table().name() + " was not marked");
    }
    return of;
  }

  private static long usable(@Nullable TableRows rows) {
    long usable = 0;
    for (int row = 0; rows != null && row < rows.size(); row++) {
      usable += rows.isUsable(row) ? 1 : 0;
    }
    return usable;
  }

  private MetricCount sum(
      MetricDefinition metric,
      MetricForm.Sum sum,
      TableRows own,
      BitSet among,
      @Nullable TableRows other) {
    BitSet named = new BitSet();
    int[] ids = own.keyIds(sum.key());
    for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
      if (own.isUsable(row) && ids[row] != TableRows.NO_KEY) {
        named.set(ids[row]);
      }
    }
    BitSet there = new BitSet();
    int[] found = other == null ? new int[0] : other.keyIds(sum.as());
    for (int row = 0; other != null && row < other.size(); row++) {
      if (other.isUsable(row) && found[row] != TableRows.NO_KEY) {
        there.set(found[row]);
      }
    }
    there.and(named);
    return new MetricCount(
        metric.id(), own.table().name(), null, there.cardinality(), named.cardinality());
  }

  /** The first contact is the earliest that is not before the referral. */
  private MetricCount limit(
      MetricDefinition metric, MetricForm.Limit limit, SortedMap<String, TableRows> tables) {
    TableRows referrals = tables.get(REFERRALS);
    TableRows contacts = tables.get(CONTACTS);
    long near = 0;
    long seen = 0;
    if (referrals != null && contacts != null) {
      Clock starts = new Clock(referrals, RECEIVED_DATE, RECEIVED_TIME);
      Clock stops = new Clock(contacts, CONTACT_DATE, CONTACT_TIME);
      RowsByKey byReferral =
          new RowsByKey(contacts.keyIds(REFERRAL_ID), contacts.size(), keys.size());
      int[] ids = referrals.keyIds(REFERRAL_ID);
      long ofReferrals = uses.bit(limit.referrals());
      long ofContacts = uses.bit(limit.contacts());
      for (int row = 0; row < referrals.size(); row++) {
        Instant start = starts.at(row);
        if ((referrals.measures(row) & ofReferrals) == 0
            || !referrals.isUsable(row)
            || start == null) {
          continue;
        }
        long first = Long.MAX_VALUE;
        for (int each = byReferral.first(ids[row]); each >= 0; each = byReferral.next(each)) {
          Instant stop = stops.at(each);
          if ((contacts.measures(each) & ofContacts) != 0
              && contacts.isUsable(each)
              && stop != null
              && !stop.isBefore(start)) {
            first = Math.min(first, stop.getEpochSecond() - start.getEpochSecond());
          }
        }
        long away = Math.abs(first - TimeUnit.MINUTES.toSeconds(limit.minutes()));
        seen += first < Long.MAX_VALUE ? 1 : 0;
        near += away <= TimeUnit.MINUTES.toSeconds(limit.within()) ? 1 : 0;
      }
    }
    return new MetricCount(metric.id(), REFERRALS, null, near, seen);
  }

  /** Date and time of a table's rows on London's clocks; a missing time is midnight. */
  private static final class Clock {

    private final TableRows rows;
    private final int date;
    private final int time;

    Clock(TableRows rows, String date, String time) {
      this.rows = rows;
      this.date = rows.kept().slot(rows.table().fieldNumber(date) - 1);
      this.time = rows.kept().slot(rows.table().fieldNumber(time) - 1);
    }

    @Nullable Instant at(int row) {
      if (!(rows.kept().value(date, row) instanceof LocalDate day)) {
        return null;
      }
      LocalTime clock =
          rows.kept().value(time, row) instanceof String text && text.length() >= 8
              ? LocalTime.parse(text.substring(0, 8))
              : LocalTime.MIDNIGHT;
      return day.atTime(clock).atZone(SubmissionCalendar.ZONE).toInstant();
    }
  }
}
