package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.ItemExamples;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RuleExamples;
import org.concordat.schemas.RuleExamples.Accepted;
import org.concordat.schemas.RuleExamples.Example;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.concordat.testing.AcrossExamples;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges the examples of every rule by the code that judges partners. */
class RuleExamplesTest {

  private static final Pattern SIMPLE =
      Pattern.compile("(\\w+) (is not null|is null|in \\('([^']*)'.*|= '([^']*)'|like '([^%]*)%')");

  @TempDir Path folder;

  private final Rulebook rulebook = Rulebook.load();
  private final ExampleRows plain = new ExampleRows();
  private final ItemExamples values = new ItemExamples(rulebook.lists());
  private final HashMap<String, RowExpressions> conditions =
      Conditions.analysed(SharedSpark.session(), rulebook.contracts().landing(), true);
  private int submissions;

  @Test
  void every_written_rule_takes_what_just_passes_and_refuses_what_just_fails() throws IOException {
    RuleExamples examples = RuleExamples.load(rulebook.rules());
    Set<String> across = AcrossExamples.rules();
    Set<String> inGallery =
        FaultLedger.read(Path.of("..", "sample-data", "faults", "ledger.csv")).stream()
            .map(FaultLedger.Entry::rule)
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    Set<String> without = new TreeSet<>();
    TreeMap<String, int[]> coverage = new TreeMap<>();
    for (QualityRule rule : rulebook.rules().all()) {
      RuleExamples.OfRule of = examples.of(rule.id());
      boolean isOfItems = !rule.items().isEmpty();
      boolean isCovered =
          across.contains(rule.id()) || (!of.passes().isEmpty() && !of.fails().isEmpty());
      int[] counts = coverage.computeIfAbsent(rule.id().substring(0, 3), family -> new int[3]);
      counts[0]++;
      if (rule.stage() == QualityRule.Stage.FILE ? inGallery.contains(rule.id()) : isCovered) {
        counts[1]++;
      } else if (rule.needs() != null) {
        counts[2]++;
      } else if (isOfItems
          && !rule.isRowRule()
          && rule.relation() == null
          && rule.share() == null) {
        counts[1]++; // judged as items, in the other test of this class
      } else {
        without.add(rule.id());
      }
      for (Example example : of.passes()) {
        if (found(rule, example) != null) {
          wrong.add(rule.id() + " should pass " + example);
        }
      }
      for (Example example : of.fails()) {
        Finding finding = found(rule, example);
        String says = example.says();
        if (finding == null || (says != null && !finding.text().contains(says))) {
          wrong.add(rule.id() + " should fail " + example + ": " + finding);
        }
      }
    }
    coverage.forEach(
        (family, n) ->
            System.out.printf(
                "Rules %s: %d of %d with examples, %d wait for data the project does not have%n",
                family, n[1], n[0], n[2]));
    assertThat(wrong).isEmpty();
    assertThat(without).as("rules without an example that passes and one that fails").isEmpty();
  }

  private @Nullable Finding found(QualityRule rule, Example example) throws IOException {
    TableContract table =
        rulebook.contracts().table(Objects.requireNonNullElse(rule.table(), example.table()));
    List<JudgedSubmission> before = new ArrayList<>();
    int back = example.before().stream().mapToInt(Accepted::monthsOrOne).sum();
    for (Accepted accepted : example.before()) {
      for (int i = 0; i < accepted.monthsOrOne(); i++) {
        before.add(accepted(table, accepted, ItemExamples.MONTH.plusMonths(-back), before));
        back--;
      }
    }
    Accepted replaced = example.replaces();
    EarlierMonths earlier =
        beside(before)
            .replacing(
                replaced == null
                    ? null
                    : accepted(table, replaced, ItemExamples.MONTH, before).accepted());
    boolean isNil = Boolean.TRUE.equals(example.nilReturn());
    TreeMap<String, List<Map<String, String>>> tables = new TreeMap<>();
    if (!isNil) {
      tables = tables(plain, table, example.timesOrOnce(), example.row(), example.others());
      plain.complete(tables, example.without());
    }
    SubmissionFiles files =
        files(table, tables, ItemExamples.MONTH, isNil, Boolean.TRUE.equals(example.fewerRows()));
    return findings(new SubmissionJudge(files, conditions, rulebook, 100_000, earlier)).stream()
        .filter(f -> f.ruleId().equals(rule.id()))
        .findFirst()
        .orElse(null);
  }

  private static TreeMap<String, List<Map<String, String>>> tables(
      ExampleRows plain,
      TableContract table,
      int times,
      Map<String, String> row,
      Map<String, List<Map<String, String>>> others) {
    TreeMap<String, List<Map<String, String>>> tables = new TreeMap<>();
    List<Map<String, String>> own = tables.computeIfAbsent(table.name(), t -> new ArrayList<>());
    for (int i = 0; i < times; i++) {
      own.add(plain.row(table, i + 1, row));
    }
    others.forEach(
        (name, rows) -> {
          TableContract other = Rulebook.load().contracts().table(name);
          List<Map<String, String>> of = tables.computeIfAbsent(name, t -> new ArrayList<>());
          rows.forEach(given -> of.add(plain.row(other, 200 + of.size(), given)));
        });
    return tables;
  }

  /** What was sent earlier, judged as it was then. */
  private JudgedSubmission accepted(
      TableContract table, Accepted sent, ReportingMonth month, List<JudgedSubmission> before)
      throws IOException {
    ExampleRows then = new ExampleRows(month);
    TreeMap<String, List<Map<String, String>>> tables =
        tables(then, table, sent.timesOrOnce(), sent.row(), sent.others());
    then.complete(tables, List.of());
    SubmissionFiles files = files(table, tables, month, false, false);
    JudgedSubmission outcome =
        new SubmissionJudge(files, conditions, rulebook, 100_000, beside(before)).judge();
    assertThat(outcome.rejected()).as(sent + " in " + month).isZero();
    return outcome;
  }

  private static EarlierMonths beside(List<JudgedSubmission> before) {
    TreeMap<Integer, SortedMap<String, Long>> accepted = new TreeMap<>();
    for (int i = 0; i < before.size(); i++) {
      TreeMap<String, Long> rows = new TreeMap<>();
      before.get(i).tables().forEach(count -> rows.put(count.table(), count.accepted()));
      accepted.put(before.size() - i, rows);
    }
    return new EarlierMonths(
        accepted, before.isEmpty() ? null : before.get(before.size() - 1).facts(), null);
  }

  @Test
  void every_generated_item_rule_takes_a_valid_value_and_refuses_a_wrong_one() throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (TableContract table : rulebook.contracts().landing()) {
      List<Map<String, String>> rows = new ArrayList<>();
      List<QualityRule> expected = new ArrayList<>();
      for (ColumnContract column : table.fields()) {
        for (ItemCheck check : ItemCheck.values()) {
          QualityRule rule = rulebook.rules().item(table, column, check).orElse(null);
          String bad = rule == null ? null : values.fails(column, check).orElse(null);
          if (rule != null && bad == null) {
            wrong.add(rule.id() + " has no example that fails");
          } else if (rule != null && bad != null) {
            judged++;
            Map<String, String> given = new LinkedHashMap<>(required(table, column, check));
            given.put(column.name(), plain.value(table, column, rows.size() + 1));
            rows.add(plain.row(table, rows.size() + 1, given));
            given.put(column.name(), bad);
            rows.add(plain.row(table, rows.size() + 1, given));
            expected.add(rule);
          }
        }
      }
      List<Finding> findings = judged(table, new TreeMap<>(Map.of(table.name(), rows)));
      for (int i = 0; i < rows.size(); i++) {
        long line = i + 2L;
        QualityRule rule = expected.get(i / 2);
        boolean isFound =
            findings.stream()
                .filter(f -> Objects.equals(f.line(), line) && table.name().equals(f.table()))
                .filter(f -> f.category().equals(rule.category()))
                .anyMatch(
                    f -> f.ruleId().equals(rule.id()) && rule.fields().get(0).equals(f.field()));
        if (isFound != (i % 2 == 1)) {
          wrong.add(rule.id() + (isFound ? " refuses " : " takes ") + rows.get(i));
        }
      }
    }
    System.out.printf("Generated item rules: %d with examples%n", judged);
    assertThat(wrong).isEmpty();
  }

  /** What the rest of the row must hold for a check to apply. */
  private Map<String, String> required(
      TableContract table, ColumnContract column, ItemCheck check) {
    String when = column.requiredWhen();
    if (check != ItemCheck.BLK || when == null || column.isMandatory()) {
      return Map.of();
    }
    Matcher simple = SIMPLE.matcher(when);
    assertThat(simple.matches()).as("an example for %s when %s", column.name(), when).isTrue();
    ColumnContract other = table.column(simple.group(1)).orElseThrow();
    String value = simple.group(2);
    return Map.of(
        other.name(),
        value.equals("is null")
            ? ""
            : value.equals("is not null")
                ? values.passes(other)
                : value.startsWith("in")
                    ? simple.group(3)
                    : value.startsWith("=") ? simple.group(4) : simple.group(5) + "_ed");
  }

  @Test
  void every_generated_key_and_parent_rule_takes_one_row_and_refuses_two_or_an_orphan()
      throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (TableContract table : rulebook.contracts().landing()) {
      Map<String, String> row = plain.row(table, 1, Map.of());
      QualityRule key = rulebook.rules().key(table).orElse(null);
      if (key != null && key.id().endsWith("-DUP")) {
        judged++;
        Map<String, String> other =
            plain.row(table, 2, Map.of(table.keyWithoutVersion().get(0), "another"));
        check(wrong, key, table, Map.of(table.name(), List.of(row, other)), List.of(), false);
        check(wrong, key, table, Map.of(table.name(), List.of(row, row)), List.of(), true);
      }
      for (ForeignKey of : table.foreignKeys()) {
        QualityRule rule = rulebook.rules().parent(table, of);
        if (of.rule() == null) {
          judged++;
          String parent = of.reference().resource();
          Map<String, String> child = new LinkedHashMap<>(row);
          Map<String, String> ids = new LinkedHashMap<>();
          for (int i = 0; i < of.fields().size(); i++) {
            child.put(of.fields().get(i), "one");
            ids.put(of.reference().fields().get(i), "one");
          }
          List<Map<String, String>> there =
              List.of(plain.row(rulebook.contracts().table(parent), 1, ids));
          Map<String, List<Map<String, String>>> orphan = Map.of(table.name(), List.of(child));
          Map<String, List<Map<String, String>>> both =
              Map.of(table.name(), List.of(child), parent, there);
          check(wrong, rule, table, both, List.of(), false);
          check(wrong, rule, table, orphan, List.of(parent), true);
        }
      }
    }
    System.out.printf("Generated key and parent rules: %d with examples%n", judged);
    assertThat(wrong).isEmpty();
  }

  private void check(
      List<String> wrong,
      QualityRule rule,
      TableContract table,
      Map<String, List<Map<String, String>>> rows,
      List<String> without,
      boolean isBroken)
      throws IOException {
    TreeMap<String, List<Map<String, String>>> tables = new TreeMap<>();
    rows.forEach((name, of) -> tables.put(name, new ArrayList<>(of)));
    plain.complete(tables, without);
    boolean isFound = judged(table, tables).stream().anyMatch(f -> f.ruleId().equals(rule.id()));
    if (isFound != isBroken) {
      wrong.add(rule.id() + (isFound ? " refuses " : " takes ") + rows);
    }
  }

  private List<Finding> judged(TableContract of, TreeMap<String, List<Map<String, String>>> tables)
      throws IOException {
    SubmissionFiles files = files(of, tables, ItemExamples.MONTH, false, false);
    return findings(new SubmissionJudge(files, conditions, rulebook, 100_000, EarlierMonths.NONE));
  }

  private static List<Finding> findings(SubmissionJudge judge) throws IOException {
    judge.judge();
    List<Finding> findings = new ArrayList<>();
    judge.findings().forEachRemaining(findings::add);
    return findings;
  }

  private SubmissionFiles files(
      TableContract of,
      TreeMap<String, List<Map<String, String>>> tables,
      ReportingMonth month,
      boolean isNilReturn,
      boolean mayHoldFewerRows)
      throws IOException {
    Path sent = Files.createDirectories(folder.resolve("s" + submissions++));
    List<TableFile> files = new ArrayList<>();
    for (Map.Entry<String, List<Map<String, String>>> table : tables.entrySet()) {
      List<String> columns = rulebook.contracts().table(table.getKey()).columnNames();
      StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
      for (Map<String, String> row : table.getValue()) {
        assertThat(columns).containsAll(row.keySet());
        text.append(
            columns.stream()
                .map(c -> '"' + row.getOrDefault(c, "").replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n")));
      }
      Path file = Files.writeString(sent.resolve(table.getKey() + ".csv"), text);
      files.add(
          new TableFile(
              table.getKey(), file.getFileName().toString(), file.toString(), Files.size(file)));
    }
    String family = String.valueOf(of.family());
    String sender = ExampleRows.sender(of);
    ReportingMonth next = month.plusMonths(1);
    return new SubmissionFiles(
        family + "-" + sender + "-" + month + "-001",
        sender,
        family,
        month.toString(),
        "001",
        Instant.parse(next + "-12T09:00:00Z"),
        Instant.parse(next + "-03T09:00:00Z"),
        isNilReturn,
        mayHoldFewerRows,
        files);
  }
}
