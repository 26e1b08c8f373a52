package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Rules that compare how often each code was sent with the month before: an item that changed at
 * once (SUB-003), and last month's file sent again (SUB-004).
 */
final class CodeRules {

  private final SubmissionFiles submission;
  private final Rulebook rulebook;
  private final SortedMap<String, SortedMap<String, SortedMap<String, Long>>> before;
  private final SortedMap<String, SortedMap<String, SortedMap<String, Long>>> now;
  private final SortedMap<String, TableRows> tables;

  /**
   * @param before rows per table, field and code in the accepted month before
   * @param now the same of the submission
   */
  CodeRules(
      SubmissionFiles submission,
      Rulebook rulebook,
      SortedMap<String, SortedMap<String, SortedMap<String, Long>>> before,
      SortedMap<String, SortedMap<String, SortedMap<String, Long>>> now,
      SortedMap<String, TableRows> tables) {
    this.submission = submission;
    this.rulebook = rulebook;
    this.before = before;
    this.now = now;
    this.tables = tables;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    now.forEach(
        (name, fields) -> {
          TableContract table = rulebook.contracts().table(name);
          SortedMap<String, SortedMap<String, Long>> then =
              before.getOrDefault(name, new TreeMap<>());
          for (ColumnContract column : table.fields()) {
            Codes here = Codes.of(fields.get(column.name()));
            changed(table, column, Codes.of(then.get(column.name())), here)
                .ifPresent(findings::add);
          }
          sentAgain(table, then, fields).ifPresent(findings::add);
        });
    return findings;
  }

  /** The codes of one field. */
  private record Codes(SortedMap<String, Long> rows) {

    static Codes of(@Nullable SortedMap<String, Long> rows) {
      return new Codes(rows == null ? new TreeMap<>() : rows);
    }

    long of(String code) {
      return rows.getOrDefault(code, 0L);
    }

    long all() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long filled() {
      return all() - of(CodeCounts.BLANK);
    }
  }

  /** At most one message a field: what is missing explains what has a larger share. */
  private Optional<Finding> changed(
      TableContract table, ColumnContract column, Codes then, Codes here) {
    QualityRule rule = rulebook.rules().rule("SUB-003");
    int least = rule.limit("rows");
    if (!column.isScored()) {
      return Optional.empty();
    }
    if (then.all() >= least
        && here.all() >= least
        && points(then.filled(), then.all(), here.filled(), here.all())
            > rule.limit("points_lost")) {
      return Optional.of(
          finding(
              rule,
              table,
              column,
              "filled in for " + share(here.filled(), here.all()),
              share(then.filled(), then.all())));
    }
    if (then.filled() < least || here.filled() < least) {
      return Optional.empty();
    }
    String most = "";
    double rise = rule.limit("points_gained");
    for (String code : here.rows().keySet()) {
      double risen = points(here.of(code), here.filled(), then.of(code), then.filled());
      boolean isOfList = !code.equals(CodeCounts.BLANK) && !code.equals(CodeCounts.FILLED);
      if (isOfList && risen > rise) {
        most = code;
        rise = risen;
      }
    }
    return most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            finding(
                rule,
                table,
                column,
                "code " + most + " makes up " + share(here.of(most), here.filled()),
                share(then.of(most), then.filled())));
  }

  /** How many points the first share is above the second. */
  private static double points(long rows, long of, long others, long ofOthers) {
    // One fraction: no rounding makes 20 points of a little less.
    return 100.0 * (rows * ofOthers - others * of) / ((double) of * ofOthers);
  }

  private static String share(long rows, long of) {
    return String.format(Locale.ROOT, "%.1f %% of %d rows", 100.0 * rows / of, of);
  }

  private Finding finding(
      QualityRule rule,
      TableContract table,
      ColumnContract column,
      String value,
      String monthBefore) {
    return start(rule, table)
        .field(column.name(), null)
        .value(value)
        .words(Map.of("other", monthBefore))
        .build();
  }

  /**
   * Whether every code of a table came as often as the month before. Tables about nobody (teams,
   * wards) may stay as they are.
   */
  private Optional<Finding> sentAgain(
      TableContract table,
      SortedMap<String, SortedMap<String, Long>> then,
      SortedMap<String, SortedMap<String, Long>> here) {
    QualityRule rule = rulebook.rules().rule("SUB-004");
    boolean isAboutPeople =
        !table.foreignKeys().isEmpty()
            || table.fields().stream().anyMatch(column -> column.sensitive() != null);
    long same = 0;
    for (Map.Entry<String, SortedMap<String, Long>> field : here.entrySet()) {
      boolean isCoded = table.column(field.getKey()).map(c -> c.codelist() != null).orElse(false);
      Codes codes = Codes.of(field.getValue());
      long used =
          codes.rows().keySet().stream().filter(code -> !code.equals(CodeCounts.BLANK)).count();
      if (isCoded && used >= rule.limit("codes") && codes.filled() >= rule.limit("rows")) {
        if (!Objects.equals(field.getValue(), then.get(field.getKey()))) {
          return Optional.empty();
        }
        same++;
      }
    }
    return !isAboutPeople || same < rule.limit("fields")
        ? Optional.empty()
        : Optional.of(start(rule, table).value(Long.toString(same)).build());
  }

  private Finding.Builder start(QualityRule rule, TableContract table) {
    TableRows rows = Objects.requireNonNull(tables.get(table.name()));
    return Finding.of(
            rule, submission.submissionId(), submission.organisationCode(), submission.family())
        .file(rows.file())
        .table(table.name());
  }
}
