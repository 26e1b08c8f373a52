package org.concordat.check;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * What is known of the months before one, for judging it: from what was judged just now, else from
 * the live findings. Months are added from the oldest on.
 */
final class JudgedPast {

  private static final String SENDER = "concat(family, ' ', organisation_code) as sender";

  private final SparkSession spark;
  private final VersionedTree findings;
  private final Set<ReportingMonth> replaced;
  private final int months;
  private final SortedMap<ReportingMonth, Map<String, SortedMap<String, Long>>> accepted =
      new TreeMap<>();
  private Map<String, MonthFacts> last = Map.of();
  private Optional<ReportingMonth> lastMonth = Optional.empty();

  /**
   * @param findings what was published before
   * @param replaced months of which it no longer holds, since they are judged now
   * @param months how many months back the rules look
   */
  JudgedPast(SparkSession spark, VersionedTree findings, Set<ReportingMonth> replaced, int months) {
    this.spark = spark;
    this.findings = findings;
    this.replaced = Set.copyOf(replaced);
    this.months = months;
  }

  /** Takes a month that was just judged. */
  void add(JudgedMonth judged) {
    Map<String, SortedMap<String, Long>> rows = new HashMap<>();
    Map<String, MonthFacts> facts = new HashMap<>();
    for (Verdict verdict : judged.verdicts()) {
      if (verdict.isInForce()) {
        JudgedSubmission outcome = judged.outcomes().get(verdict.delivery().submissionId());
        String sender = InForce.sender(verdict.delivery());
        SortedMap<String, Long> ofSender = rows.computeIfAbsent(sender, s -> new TreeMap<>());
        if (outcome != null) {
          outcome.tables().forEach(count -> ofSender.put(count.table(), count.accepted()));
          facts.put(sender, outcome.facts());
        }
      }
    }
    accepted.put(judged.inputs().month(), rows);
    last = facts;
    lastMonth = Optional.of(judged.inputs().month());
  }

  /** What is known of the months before one, by sender; nothing for one of which nothing is. */
  Map<String, EarlierMonths> before(ReportingMonth month) {
    Map<String, SortedMap<Integer, SortedMap<String, Long>>> rows = new HashMap<>();
    for (int back = 1; back <= months; back++) {
      int monthsAgo = back;
      accepted
          .computeIfAbsent(month.plusMonths(-back), this::published)
          .forEach(
              (sender, tables) ->
                  rows.computeIfAbsent(sender, s -> new TreeMap<>()).put(monthsAgo, tables));
    }
    ReportingMonth before = month.plusMonths(-1);
    if (!lastMonth.filter(before::equals).isPresent()) {
      last = facts(before);
      lastMonth = Optional.of(before);
    }
    Map<String, EarlierMonths> earlier = new HashMap<>();
    rows.forEach(
        (sender, ofSender) ->
            earlier.put(
                sender,
                new EarlierMonths(
                    ofSender,
                    ofSender.containsKey(1) ? last.getOrDefault(sender, MonthFacts.empty()) : null,
                    null)));
    return earlier;
  }

  /** Accepted rows of the submissions in force of a published month, by sender and table. */
  private Map<String, SortedMap<String, Long>> published(ReportingMonth month) {
    Map<String, SortedMap<String, Long>> rows = new HashMap<>();
    if (replaced.contains(month) || findings.month("verdicts", month).isEmpty()) {
      return rows;
    }
    Map<String, String> senders = new HashMap<>();
    table("verdicts", month)
        .where("is_in_force")
        .selectExpr("submission_id", SENDER)
        .collectAsList()
        .forEach(row -> senders.put(row.getString(0), row.getString(1)));
    senders.values().forEach(sender -> rows.put(sender, new TreeMap<>()));
    if (findings.month("table_counts", month).isPresent()) {
      table("table_counts", month)
          .select("submission_id", "table", "accepted")
          .collectAsList()
          .forEach(
              row -> {
                String sender = senders.get(row.getString(0));
                if (sender != null) {
                  rows.computeIfAbsent(sender, s -> new TreeMap<>())
                      .put(row.getString(1), row.getLong(2));
                }
              });
    }
    return rows;
  }

  /** What the submissions in force of a published month left behind, by sender. */
  private Map<String, MonthFacts> facts(ReportingMonth month) {
    Map<String, MonthFacts> facts = new HashMap<>();
    if (replaced.contains(month)) {
      return facts;
    }
    if (findings.month("code_counts", month).isPresent()) {
      table("code_counts", month)
          .selectExpr(SENDER, "table", "field", "code", "rows")
          .toLocalIterator()
          .forEachRemaining(
              row ->
                  facts
                      .computeIfAbsent(row.getString(0), sender -> MonthFacts.empty())
                      .count(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
    }
    if (findings.month("open_episodes", month).isPresent()) {
      Iterator<Row> rows =
          table("open_episodes", month)
              .selectExpr(
                  SENDER,
                  "table",
                  "record_key",
                  "unix_date(started_on)",
                  "unix_date(last_activity_on)")
              .toLocalIterator();
      while (rows.hasNext()) {
        Row row = rows.next();
        facts
            .computeIfAbsent(row.getString(0), sender -> MonthFacts.empty())
            .openOf(row.getString(1))
            .add(
                row.getString(2),
                LocalDate.ofEpochDay(row.getInt(3)),
                row.isNullAt(4) ? null : LocalDate.ofEpochDay(row.getInt(4)));
      }
    }
    facts.values().forEach(of -> of.open().values().forEach(OpenEpisodes::packed));
    return facts;
  }

  private Dataset<Row> table(String table, ReportingMonth month) {
    return spark.read().parquet(findings.month(table, month).orElseThrow().toString());
  }
}
