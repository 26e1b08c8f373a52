package org.concordat.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;

/**
 * Metrics of the rows of one submission, from what its judge holds in memory: keys, parents, times
 * and conditions over one row (data-quality.md 3.2 to 3.4).
 */
final class RowMetrics {

  private final MetricDefinitions definitions;
  private final QualityRules rules;
  private final KeyIds keys;
  private final AcrossRows across;
  private final Instant receivedAt;
  private final Map<String, RowMarks> marks = new TreeMap<>();
  private final Map<String, EntryLag> lags = new TreeMap<>();

  /**
   * @param receivedAt when the submission arrived
   */
  RowMetrics(MetricDefinitions definitions, QualityRules rules, KeyIds keys, Instant receivedAt) {
    this.definitions = definitions;
    this.rules = rules;
    this.keys = keys;
    this.across = new AcrossRows(definitions, keys);
    this.receivedAt = receivedAt;
  }

  /** What must be kept of a table's rows, besides what others want. */
  KeptColumns.Wanted wanted(TableContract table, KeptColumns.Wanted others) {
    return across.wanted(table, others);
  }

  /** SQL conditions of the metrics of a table, among and counts in turn; they follow the rules'. */
  static List<String> conditions(TableContract table, MetricDefinitions definitions) {
    List<String> conditions = new ArrayList<>();
    definitions.ofTable(table.name()).stream()
        .map(metric -> metric.rowConditions().orElseThrow())
        .forEach(
            row -> {
              conditions.add(row.among());
              conditions.add(row.counts());
            });
    return conditions;
  }

  /** Starts a table. */
  RowMarks of(TableContract table) {
    RowMarks of =
        new RowMarks(
            table, definitions.ofTable(table.name()), TableRules.conditions(table, rules).size());
    marks.put(table.name(), of);
    return of;
  }

  /** Starts what is known of when a table's rows were entered. */
  EntryLag lagOf(TableContract table) {
    EntryLag lag = new EntryLag(table, definitions, receivedAt);
    lags.put(table.name(), lag);
    return lag;
  }

  /** Every metric of every table, in order of table. */
  List<MetricCount> counts(SortedMap<String, TableRows> tables) {
    List<MetricCount> counts = new ArrayList<>();
    marks.forEach(
        (table, of) -> {
          TableRows rows = tables.get(table);
          if (rows != null) {
            addKeys(rows, of, counts);
            addOrphans(rows, tables, counts);
            counts.addAll(of.counts(rows));
            EntryLag lag = lags.get(table);
            if (lag != null) {
              counts.addAll(lag.counts(rows));
            }
          }
        });
    counts.addAll(across.counts(tables, marks));
    return counts;
  }

  private void addKeys(TableRows rows, RowMarks of, List<MetricCount> counts) {
    String table = rows.table().name();
    if (rows.table().primaryKey().isEmpty()) {
      return;
    }
    int[] ids = rows.keyIds(rows.table().primaryKey());
    int[] copies = new int[keys.size()];
    long withKey = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (ids[row] != TableRows.NO_KEY) {
        copies[ids[row]]++;
        withKey++;
      }
    }
    long once = 0;
    long distinct = 0;
    for (int number : copies) {
      once += number == 1 ? 1 : 0;
      distinct += number > 0 ? 1 : 0;
    }
    long exact = 0;
    Set<Long> seen = new HashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      boolean isCopy = ids[row] != TableRows.NO_KEY && copies[ids[row]] > 1;
      exact += isCopy && !seen.add(of.content(row)) ? 1 : 0;
    }
    counts.add(new MetricCount("uniqueness.key.once", table, null, once, withKey));
    counts.add(new MetricCount("uniqueness.key.surplus", table, null, withKey - distinct, withKey));
    counts.add(new MetricCount("uniqueness.key.exact", table, null, exact, withKey));
  }

  /** Row by row: ten rows that name one missing parent are ten orphans. */
  private void addOrphans(
      TableRows rows, SortedMap<String, TableRows> tables, List<MetricCount> counts) {
    for (ForeignKey key : rows.table().foreignKeys()) {
      boolean[] named = new boolean[keys.size()];
      TableRows parent = tables.get(key.reference().resource());
      if (parent != null) {
        int[] ids = parent.keyIds(key.reference().fields());
        for (int row = 0; row < parent.size(); row++) {
          if (ids[row] != TableRows.NO_KEY) {
            named[ids[row]] = true;
          }
        }
      }
      int[] ids = rows.keyIds(key.fields());
      long orphans = 0;
      long withParent = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (ids[row] != TableRows.NO_KEY) {
          withParent++;
          orphans += named[ids[row]] ? 0 : 1;
        }
      }
      counts.add(
          new MetricCount(
              "integrity.parent.orphan",
              rows.table().name(),
              key.fields().get(0),
              orphans,
              withParent));
    }
  }
}
