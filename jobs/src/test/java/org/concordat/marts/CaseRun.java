package org.concordat.marts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.platform.SqlFile;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** All cases run at once: every step computed once over the given rows of all cases. */
public final class CaseRun {

  private static final Pattern MARK = Pattern.compile("c([0-9]{3})~");

  private final List<SqlCase> cases = SqlCase.all();
  private final StepRun run =
      new StepRun(ReportingMonth.of(CaseTables.MONTH), new CaseTables(cases).tables());

  /** Cases that expect rows of a step or mart. */
  List<SqlCase> cases() {
    return cases.stream().filter(one -> !one.target().equals(SqlCase.MEASURES)).toList();
  }

  /** Cases that expect figures. */
  public List<SqlCase> measureCases() {
    return cases.stream().filter(one -> one.target().equals(SqlCase.MEASURES)).toList();
  }

  /** The rows of a mart, of all cases. */
  public Dataset<Row> mart(String name) {
    return run.table(name);
  }

  SqlFile file(String name) {
    return run.file(name);
  }

  /** What a case's target gave, in the columns the case names, one line per row, sorted. */
  List<String> actual(SqlCase one) {
    return lines(one, run.rows(one.target()));
  }

  List<String> expected(SqlCase one) {
    return one.expected().stream().map(row -> String.join(",", row.values())).sorted().toList();
  }

  /**
   * Runs one changed SQL file and everything that depends on it.
   *
   * @return the first case that no longer holds; empty text when all still hold
   */
  String firstBrokenBy(SqlFile changed) {
    List<String> changedNames = new ArrayList<>();
    try {
      for (SqlFile file : run.files()) {
        boolean isChanged = file.name().equals(changed.name());
        if (!isChanged && changedNames.stream().noneMatch(file::names)) {
          continue;
        }
        Dataset<Row> table = run.table(isChanged ? changed : file);
        List<Row> rows = table.collectAsList();
        List<Row> before = run.rows(file.name());
        if (rows.size() == before.size() && sorted(rows).equals(sorted(before))) {
          continue;
        }
        for (SqlCase one : cases()) {
          if (one.target().equals(file.name()) && !lines(one, rows).equals(expected(one))) {
            return one.target() + "/" + one.name();
          }
        }
        run.show(file.name(), rows, table.schema());
        changedNames.add(file.name());
      }
      return "";
    } catch (RuntimeException e) {
      return "it does not run";
    } finally {
      changedNames.forEach(run::restore);
    }
  }

  private static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  static List<String> lines(SqlCase one, List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      Matcher mark = MARK.matcher(row.toString());
      if (mark.find() && Integer.parseInt(mark.group(1)) == one.number()) {
        lines.add(
            String.join(
                ",",
                one.expectedColumns().stream()
                    .map(c -> text(row.get(row.fieldIndex(c))))
                    .toList()));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof java.sql.Timestamp instant) {
      return instant.toInstant().toString();
    }
    if (value instanceof scala.collection.Seq<?> array) {
      return SqlCase.plain(array.mkString(";"));
    }
    return SqlCase.plain(value.toString());
  }
}
