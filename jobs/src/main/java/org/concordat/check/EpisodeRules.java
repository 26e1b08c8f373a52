package org.concordat.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.Episodes;
import org.concordat.schemas.Episodes.Activity;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Rules about rows that are sent again each month until they end: those that vanish without an end
 * (MHD-009), and those that stay open although nothing happens any more (MHR-010).
 */
final class EpisodeRules {

  private static final String CARRY_OVER = "integrity.carry_over";
  private static final int NEVER = Integer.MIN_VALUE;

  private final List<QualityRule> rules = new ArrayList<>();
  private final Rulebook rulebook;
  private final SubmissionFiles submission;
  private final EarlierMonths earlier;
  private final ReportingMonth month;

  /**
   * @param earlier what is known of the months before
   */
  EpisodeRules(
      Rulebook rulebook,
      List<TableContract> tables,
      SubmissionFiles submission,
      EarlierMonths earlier) {
    this.rulebook = rulebook;
    this.submission = submission;
    this.earlier = earlier;
    this.month = submission.month();
    for (TableContract table : tables) {
      for (QualityRule rule : rulebook.rules().episodes(table)) {
        if (rule.isInForce(month)) {
          rules.add(rule);
        }
      }
    }
  }

  /** What must be kept of a table's rows so that the rules can be judged. */
  KeptColumns.Wanted wanted(TableContract table) {
    Set<String> values = new TreeSet<>();
    List<List<String>> keys = new ArrayList<>();
    for (QualityRule rule : rules) {
      Activity activity = episodes(rule).activity();
      if (table.name().equals(rule.table())) {
        values.addAll(List.of(episodes(rule).start(), episodes(rule).end()));
      }
      if (activity != null && table.name().equals(activity.table())) {
        values.add(activity.date());
        keys.add(List.of(activity.key()));
      }
    }
    return new KeptColumns.Wanted(keys, values, quoted(table));
  }

  private Set<String> quoted(TableContract table) {
    Set<String> quoted = new TreeSet<>();
    rules.stream()
        .filter(rule -> table.name().equals(rule.table()) && episodes(rule).activity() != null)
        .forEach(rule -> quoted.add(rule.fields().get(0)));
    return quoted;
  }

  private static Episodes episodes(QualityRule rule) {
    Episodes episodes = rule.episodes();
    if (episodes == null) {
      throw new IllegalArgumentException(rule.id() + " is about no episodes");
    }
    return episodes;
  }

  /** Warns of open rows without activity; every loss of rows must be known. */
  void judgeQuiet(SortedMap<String, TableRows> tables, KeyIds keys, Issues issues) {
    for (QualityRule rule : rules) {
      Activity activity = episodes(rule).activity();
      TableRows rows = tables.get(String.valueOf(rule.table()));
      if (activity != null && rows != null && earlier.hasAll(rule.limit(QualityRules.MONTHS))) {
        judgeQuiet(rule, rows, lastActivity(rule, activity, tables, keys), issues);
      }
    }
  }

  private void judgeQuiet(QualityRule rule, TableRows rows, int[] active, Issues issues) {
    long end = month.end().toEpochDay();
    int[] ids = rows.keyIds(rows.table().primaryKey());
    int field = rows.table().fieldNumber(rule.fields().get(0)) - 1;
    int startSlot = slot(rows, episodes(rule).start());
    int endSlot = slot(rows, episodes(rule).end());
    for (int row = 0; row < rows.size(); row++) {
      LocalDate start = openSince(rows, row, startSlot, endSlot, ids);
      if (start != null
          && end - start.toEpochDay() > rule.limit("open_days")
          && (active[ids[row]] == NEVER || end - active[ids[row]] > rule.limit("quiet_days"))) {
        issues.add(
            rule, rows, row, field, rows.kept().text(field, row), Issue.Related.NOTHING, null);
        rows.warn(row);
      }
    }
  }

  /** When an accepted row that has no end began; null for every other row. */
  private @Nullable LocalDate openSince(TableRows rows, int row, int start, int end, int[] ids) {
    if (!rows.isUsable(row)
        || ids[row] == TableRows.NO_KEY
        || rows.kept().value(end, row) != null) {
      return null;
    }
    LocalDate began = (LocalDate) rows.kept().value(start, row);
    return began == null || began.isAfter(month.end()) ? null : began;
  }

  private static int slot(TableRows rows, String column) {
    return rows.kept().slot(rows.table().fieldNumber(column) - 1);
  }

  /** The last day something happened, by id of the episode's key. */
  private int[] lastActivity(
      QualityRule rule, Activity activity, Map<String, TableRows> tables, KeyIds keys) {
    int[] active = new int[keys.size()];
    Arrays.fill(active, NEVER);
    TableRows of = tables.get(activity.table());
    if (of != null) {
      int[] ids = of.keyIds(List.of(activity.key()));
      int slot = slot(of, activity.date());
      for (int row = 0; row < of.size(); row++) {
        if (of.isUsable(row)
            && ids[row] != TableRows.NO_KEY
            && of.kept().value(slot, row) instanceof LocalDate day) {
          active[ids[row]] = Math.max(active[ids[row]], (int) day.toEpochDay());
        }
      }
    }
    before(rule)
        .forEach(
            (key, startedOn, lastActivityOn) -> {
              int id = keys.known(key);
              if (id != TableRows.NO_KEY && lastActivityOn != null) {
                active[id] = Math.max(active[id], (int) lastActivityOn.toEpochDay());
              }
            });
    return active;
  }

  private OpenEpisodes before(QualityRule rule) {
    return earlier
        .monthBefore()
        .map(facts -> facts.open().get(String.valueOf(rule.table())))
        .orElseGet(OpenEpisodes::new);
  }

  /** Leaves behind what is open at the end of the month, in the order sent. */
  void addOpen(SortedMap<String, TableRows> tables, KeyIds keys, MonthFacts facts) {
    for (QualityRule rule : rules) {
      TableRows rows = tables.get(String.valueOf(rule.table()));
      if (rows == null) {
        continue;
      }
      Activity activity = episodes(rule).activity();
      int[] active = activity == null ? null : lastActivity(rule, activity, tables, keys);
      int keptFrom = rule.limits().getOrDefault("kept_from_days", NEVER);
      int quiet = rule.limits().getOrDefault("quiet_days", 0);
      long end = month.end().toEpochDay();
      int[] ids = rows.keyIds(rows.table().primaryKey());
      int startSlot = slot(rows, episodes(rule).start());
      int endSlot = slot(rows, episodes(rule).end());
      OpenEpisodes open = facts.openOf(rows.table().name());
      for (int row = 0; row < rows.size(); row++) {
        LocalDate start = openSince(rows, row, startSlot, endSlot, ids);
        if (start != null && end - start.toEpochDay() > keptFrom) {
          int last = active == null ? NEVER : active[ids[row]];
          boolean isTold = last != NEVER && end - last <= quiet;
          open.add(keys.text(ids[row]), start, isTold ? LocalDate.ofEpochDay(last) : null);
        }
      }
      open.packed();
    }
  }

  /**
   * What of the month before is neither sent nor ended: a finding each without a line, beyond the
   * cap one for the rest; and how much that is of what was open.
   *
   * @param metrics takes the metric of the table
   */
  List<Finding> vanished(
      SortedMap<String, TableRows> tables, KeyIds keys, int cap, List<MetricCount> metrics) {
    List<Finding> findings = new ArrayList<>();
    for (QualityRule rule : rules) {
      if (episodes(rule).activity() == null) {
        TableContract table = rulebook.contracts().table(String.valueOf(rule.table()));
        OpenEpisodes before = submission.isNilReturn() ? new OpenEpisodes() : before(rule);
        List<String> gone = gone(before, tables.get(table.name()), keys);
        metrics.add(new MetricCount(CARRY_OVER, table.name(), null, gone.size(), before.size()));
        gone.stream().limit(cap).forEach(key -> findings.add(vanished(rule, table, tables, key)));
        if (gone.size() > cap) {
          findings.add(rest(rule, table, gone.size() - cap));
        }
      }
    }
    return findings;
  }

  private static List<String> gone(OpenEpisodes before, @Nullable TableRows rows, KeyIds keys) {
    BitSet sent = new BitSet();
    if (rows != null) {
      for (int id : Arrays.copyOf(rows.keyIds(rows.table().primaryKey()), rows.size())) {
        if (id != TableRows.NO_KEY) {
          sent.set(id);
        }
      }
    }
    List<String> gone = new ArrayList<>();
    before.forEach(
        (key, startedOn, lastActivityOn) -> {
          int id = keys.known(key);
          if (id == TableRows.NO_KEY || !sent.get(id)) {
            gone.add(key);
          }
        });
    Collections.sort(gone); // whatever order they were kept in
    return gone;
  }

  private Finding vanished(
      QualityRule rule, TableContract table, Map<String, TableRows> tables, String key) {
    ColumnContract column = table.column(table.primaryKey().get(0)).orElseThrow();
    TableRows rows = tables.get(table.name());
    return start(rule)
        .file(rows == null ? table.name() + FileFormat.CSV.ending() : rows.file())
        .field(table, column, key)
        .absent(key, String.valueOf(Masking.shown(column, key)))
        .words(Map.of("other", month.plusMonths(-1).toString()))
        .build();
  }

  private Finding rest(QualityRule rule, TableContract table, int more) {
    return start(
            rule.reworded(
                rule.severity(),
                "{value} more rows break this rule; those before them are listed one by one: "
                    + rule.condition()))
        .file(table.name() + FileFormat.CSV.ending())
        .table(table.name())
        .value(Integer.toString(more))
        .build();
  }

  private Finding.Builder start(QualityRule rule) {
    return Finding.of(
        rule, submission.submissionId(), submission.organisationCode(), submission.family());
  }
}
