package org.concordat.schemas.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.schemas.Episodes;
import org.concordat.schemas.Episodes.Activity;
import org.concordat.schemas.FaultJobs;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.RowRelation;
import org.concordat.schemas.RowRelation.BrokenWhen;
import org.concordat.schemas.RowShare;
import org.concordat.schemas.RuleExamples;
import org.concordat.schemas.RuleExamples.Accepted;
import org.concordat.schemas.RuleExamples.Example;

/** The pages of the written rules: one a rule, and an index. */
final class RulePages {

  private static final Map<String, String> GROUPS = groups();
  private static final FaultJobs JOBS = FaultJobs.load();

  private RulePages() {}

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("FIL", "Files and manifests");
    groups.put("MH", "Mental health trusts");
    groups.put("AMI", "Ambulance trusts");
    groups.put("PF", "Police forces");
    groups.put("SUB", "Submissions as a whole");
    groups.put("XPT", "Across partners");
    return groups;
  }

  /** File name to text. */
  static SortedMap<String, String> texts(QualityRules rules, RuleExamples examples) {
    SortedMap<String, String> texts = new TreeMap<>();
    Markdown index = new Markdown().heading(1, "Rules");
    index.paragraph(
        "What is judged in a submission. Every field has generated rules besides (blank, wrong"
            + " format, not in the code list, closed code), listed on the page of its table in"
            + " the [data dictionary](../data-dictionary/index.md).");
    index.table(
        List.of("outcome", "what it costs"),
        List.of(
            List.of("File rejected", "the whole submission"),
            List.of("Record rejected", "the row and the rows that hang on it"),
            List.of("Warning (priority)", "nothing, but a figure or the linkage suffers"),
            List.of("Warning", "nothing")));
    GROUPS.forEach(
        (start, title) -> {
          List<List<String>> rows = new ArrayList<>();
          for (QualityRule rule : rules.all()) {
            if (rule.id().startsWith(start)) {
              texts.put(rule.id() + ".md", page(rule, examples.of(rule.id())));
              rows.add(
                  List.of(
                      "[%s](%s.md)".formatted(rule.id(), rule.id()),
                      rule.severity().outcome(),
                      rule.table() == null ? "" : rule.table(),
                      Markdown.code(String.join(", ", rule.fields())),
                      rule.condition()));
            }
          }
          index.heading(2, title);
          index.table(List.of("rule", "outcome", "table", "fields", "wrong when"), rows);
        });
    texts.put("index.md", index.toString());
    return texts;
  }

  private static String page(QualityRule rule, RuleExamples.OfRule examples) {
    Markdown page = new Markdown().heading(1, rule.id()).paragraph("[All rules](index.md)");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("wrong when", rule.condition()));
    rows.add(List.of("outcome", rule.severity().outcome()));
    rows.add(List.of("kind of fault", rule.category()));
    JOBS.of(rule.id(), rule.category())
        .ifPresent(job -> rows.add(List.of("whose job", job.words())));
    if (rule.table() != null) {
      rows.add(List.of("table", "[%1$s](../data-dictionary/%1$s.md)".formatted(rule.table())));
      rows.add(List.of("fields", Markdown.code(String.join(", ", rule.fields()))));
    }
    rows.add(List.of("message", rule.message()));
    rows.add(List.of("what to do", rule.action()));
    rows.add(List.of("why", rule.intent()));
    if (rule.counterpart() != null) {
      rows.add(List.of("national counterpart", rule.counterpart()));
    }
    rows.add(List.of("version", String.valueOf(rule.version())));
    rows.add(List.of("in force", inForce(rule)));
    rows.add(List.of("judged", judged(rule)));
    if (rule.needs() != null) {
      rows.add(List.of("not applied without", rule.needs()));
    }
    page.table(List.of("", ""), rows);
    List<List<String>> forms = forms(rule);
    if (!forms.isEmpty()) {
      page.heading(2, "How it is judged");
      page.table(List.of("", ""), forms);
    }
    examples(page, rule, examples);
    return page.toString();
  }

  private static String inForce(QualityRule rule) {
    String from = rule.validFrom() == null ? "every month" : "from " + rule.validFrom();
    return rule.validTo() == null ? from : from + " to " + rule.validTo();
  }

  private static String judged(QualityRule rule) {
    return switch (rule.stage()) {
      case FILE -> "on manifest, names, bytes and headers";
      case ROW -> "on the rows of one submission";
      case SUBMISSION -> "on the submission as a whole";
      case ACROSS_PARTNERS -> "across partners, after the cut";
    };
  }

  private static List<List<String>> forms(QualityRule rule) {
    List<List<String>> rows = new ArrayList<>();
    if (rule.expression() != null) {
      rows.add(List.of("a good row", Markdown.code(rule.expression())));
    }
    RowRelation relation = rule.relation();
    if (relation != null) {
      String keys =
          relation.on().entrySet().stream()
              .map(key -> key.getKey() + " = " + key.getValue())
              .collect(Collectors.joining(", "));
      rows.add(List.of("compared with", relation.other() + " where " + Markdown.code(keys)));
      relation
          .lookups()
          .forEach(
              (name, lookup) ->
                  rows.add(
                      List.of(
                          Markdown.code(name),
                          "the row of %s where %s"
                              .formatted(lookup.table(), Markdown.code(lookup.on().toString())))));
      if (relation.applies() != null) {
        rows.add(List.of("rows it applies to", Markdown.code(relation.applies())));
      }
      rows.add(
          List.of(
              relation.brokenWhen() == BrokenWhen.SOME ? "broken when some" : "broken when none",
              Markdown.code(relation.expression())));
    }
    RowShare share = rule.share();
    if (share != null) {
      rows.add(List.of("rows that are counted", Markdown.code(share.expression())));
      rows.add(
          List.of(
              "broken above",
              "%d %% of %d rows or more (%s): %s"
                  .formatted(
                      share.abovePercent(),
                      share.atLeast(),
                      share.severity().outcome(),
                      share.message())));
    }
    Episodes episodes = rule.episodes();
    if (episodes != null) {
      rows.add(
          List.of(
              "rows that stay open",
              "%s from %s until %s"
                  .formatted(rule.table(), episodes.start(), Markdown.code(episodes.end()))));
      Activity activity = episodes.activity();
      if (activity != null) {
        rows.add(
            List.of(
                "what shows that one is alive",
                Markdown.code(activity.table() + "." + activity.date())));
      }
    }
    rule.limits()
        .forEach(
            (name, limit) -> rows.add(List.of("limit " + Markdown.code(name), limit.toString())));
    if (rule.rejectFileAbovePercent() != null) {
      rows.add(List.of("file rejected above", rule.rejectFileAbovePercent() + " % of the rows"));
    }
    if (!rule.clears().isEmpty()) {
      rows.add(List.of("emptied", Markdown.code(String.join(", ", rule.clears()))));
    }
    rule.items()
        .forEach(
            (field, checks) ->
                checks.forEach(
                    (check, severity) ->
                        rows.add(List.of(field + ", " + check.category(), severity.outcome()))));
    return rows;
  }

  private static void examples(Markdown page, QualityRule rule, RuleExamples.OfRule examples) {
    if (rule.stage() == QualityRule.Stage.FILE) {
      page.heading(2, "Examples");
      page.paragraph(
          "Fails: the folders of `sample-data/faults` that the ledger there names for "
              + rule.id()
              + ". Passes: those named accepted.");
      return;
    }
    if (rule.stage() == QualityRule.Stage.ACROSS_PARTNERS) {
      page.heading(2, "Examples");
      page.paragraph(
          "Rows and monthly counts that pass and that fail stand beside the tests of `jobs`: in"
              + " `reports/across-examples.csv` and in the cases of `section_136_records`.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    examples.passes().forEach(example -> rows.add(List.of("passes", words(example))));
    examples.fails().forEach(example -> rows.add(List.of("fails", words(example))));
    if (!rows.isEmpty()) {
      page.heading(2, "Examples");
      page.paragraph("In September 2026; the build judges them as a partner's rows are judged.");
      page.table(List.of("", ""), rows);
    }
  }

  private static String words(Example example) {
    StringBuilder words = new StringBuilder();
    if (Boolean.TRUE.equals(example.nilReturn())) {
      words.append("a nil return");
    } else {
      words.append(rows(example.timesOrOnce(), example.row(), example.others()));
    }
    example.without().forEach(table -> words.append("; no row of ").append(table));
    example
        .before()
        .forEach(
            before ->
                words
                    .append("; before it ")
                    .append(
                        before.monthsOrOne() == 1 ? "a month" : before.monthsOrOne() + " months")
                    .append(" with ")
                    .append(rows(before.timesOrOnce(), before.row(), before.others())));
    Accepted replaced = example.replaces();
    if (replaced != null) {
      words
          .append("; it replaces ")
          .append(rows(replaced.timesOrOnce(), replaced.row(), replaced.others()))
          .append(Boolean.TRUE.equals(example.fewerRows()) ? " and its manifest says so" : "");
    }
    return words.toString();
  }

  private static String rows(
      int times, Map<String, String> row, Map<String, List<Map<String, String>>> others) {
    StringBuilder words = new StringBuilder(times > 1 ? times + " rows of " : "");
    words.append(values(row));
    others.forEach(
        (table, rows) -> {
          Map<String, Integer> counted = new LinkedHashMap<>();
          rows.forEach(other -> counted.merge(values(other), 1, Integer::sum));
          counted.forEach(
              (other, number) ->
                  words
                      .append("; ")
                      .append(number > 1 ? number + " rows of " : "")
                      .append(table)
                      .append(' ')
                      .append(other));
        });
    return words.toString();
  }

  private static String values(Map<String, String> row) {
    return row.isEmpty()
        ? "a plain row"
        : Markdown.code(
            row.entrySet().stream()
                .map(value -> value.getKey() + " \"" + value.getValue() + '"')
                .collect(Collectors.joining(", ")));
  }
}
