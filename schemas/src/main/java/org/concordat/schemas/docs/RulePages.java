package org.concordat.schemas.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.jspecify.annotations.Nullable;

/** The pages of the written rules: one a family, and an index. */
final class RulePages {

  private static final String FILES = "files";

  private RulePages() {}

  /** File name to text. */
  static SortedMap<String, String> texts(ContractCatalogue contracts, QualityRules rules) {
    Map<String, Markdown> pages = new TreeMap<>();
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
    List<List<String>> rows = new ArrayList<>();
    for (QualityRule rule : rules.all()) {
      String page = page(contracts, rule.table());
      describe(pages.computeIfAbsent(page, RulePages::opening), rule);
      rows.add(
          List.of(
              "[%s](%s.md#%s)".formatted(rule.id(), page, rule.id().toLowerCase(Locale.ROOT)),
              rule.severity().outcome(),
              rule.table() == null ? "" : rule.table(),
              Markdown.code(String.join(", ", rule.fields())),
              rule.condition()));
    }
    index.table(List.of("rule", "outcome", "table", "fields", "wrong when"), rows);
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("index.md", index.toString());
    pages.forEach((name, page) -> texts.put(name + ".md", page.toString()));
    return texts;
  }

  private static String page(ContractCatalogue contracts, @Nullable String table) {
    Family family = table == null ? null : contracts.table(table).family();
    return family == null ? FILES : family.slug();
  }

  private static Markdown opening(String page) {
    return new Markdown()
        .heading(1, page.equals(FILES) ? "Rules of files and manifests" : "Rules of " + page)
        .paragraph("[All rules](index.md)");
  }

  private static void describe(Markdown page, QualityRule rule) {
    page.heading(2, rule.id());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("wrong when", rule.condition()));
    rows.add(List.of("outcome", rule.severity().outcome()));
    if (rule.table() != null) {
      rows.add(List.of("table", rule.table()));
      rows.add(List.of("fields", Markdown.code(String.join(", ", rule.fields()))));
    }
    if (rule.expression() != null) {
      rows.add(List.of("a good row", Markdown.code(rule.expression())));
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
    rows.add(List.of("message", rule.message()));
    rows.add(List.of("what to do", rule.action()));
    rows.add(List.of("why", rule.intent()));
    if (rule.counterpart() != null) {
      rows.add(List.of("national counterpart", rule.counterpart()));
    }
    rows.add(List.of("version", String.valueOf(rule.version())));
    page.table(List.of("", ""), rows);
  }
}
