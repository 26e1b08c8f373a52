package org.concordat.schemas.docs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.Family;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.ItemExamples;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/** The page of one table: what it is, its fields, keys, codes and rules. */
final class TablePage {

  private final TableContract table;
  private final CodeLists lists;
  private final QualityRules rules;
  private final Markdown page = new Markdown();

  private TablePage(TableContract table, CodeLists lists, QualityRules rules) {
    this.table = table;
    this.lists = lists;
    this.rules = rules;
  }

  static String text(TableContract table, CodeLists lists, QualityRules rules) {
    TablePage page = new TablePage(table, lists, rules);
    page.opening();
    page.fields();
    page.keys();
    page.codes();
    if (table.family() != null) {
      page.rules();
    }
    return page.page.toString();
  }

  private void opening() {
    page.heading(1, table.title() + " (" + table.name() + ")");
    page.paragraph(table.description());
    List<String> facts = new ArrayList<>();
    facts.add("- Grain: " + table.grain() + ".");
    Family family = table.family();
    if (family != null) {
      facts.add(
          "- Sent by: "
              + family.title()
              + " ("
              + family
              + "); "
              + (table.isRequiredTable()
                  ? "a submission without it is rejected."
                  : "may be missing from a submission."));
      String period = table.periodField();
      facts.add(
          period == null
              ? "- No field decides the month: rows belong to the month of the submission."
              : "- The month of a row is that of `" + period + "`.");
    }
    if (table.versionField() != null) {
      facts.add(
          "- Of rows that share the rest of the key, the one with the highest `"
              + table.versionField()
              + "` counts.");
    }
    page.paragraph(String.join("\n", facts));
  }

  private void fields() {
    boolean sent = table.family() != null;
    page.heading(2, "Fields");
    if (sent) {
      page.paragraph(
          "M: a blank rejects the row. R: a blank is a priority warning, only where the condition"
              + " holds if one is given. O: may be blank.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (ColumnContract field : table.fields()) {
      rows.add(
          List.of(
              String.valueOf(table.fieldNumber(field.name())),
              Markdown.code(field.name()),
              field.title(),
              field.type(),
              field.formatInWords(),
              need(field),
              codeList(field),
              meaning(field)));
    }
    page.table(
        List.of("no.", "field", "title", "type", "written as", "needed", "code list", "meaning"),
        rows);
  }

  private static String need(ColumnContract field) {
    String when = field.requiredWhen();
    return field.requirementOrOptional() + (when == null ? "" : " when " + Markdown.code(when));
  }

  private static String codeList(ColumnContract field) {
    String list = field.codelist();
    if (list == null) {
      return "";
    }
    return "["
        + list
        + "](#"
        + list
        + ")"
        + ("first_character".equals(field.codeMatch()) ? ", by its first character" : "");
  }

  private static String meaning(ColumnContract field) {
    StringBuilder words = new StringBuilder(field.description());
    if (field.dictionary() != null) {
      words.append(" NHS Data Dictionary: ").append(field.dictionary()).append('.');
    }
    if (field.isSensitive()) {
      words.append(" Personal: masked wherever it would be shown.");
    }
    if (field.isScored()) {
      words.append(" Scored.");
    }
    append(words, " Default: ", field.defaultCodes());
    append(words, " Neither valid nor default: ", field.otherCodes());
    return words.toString();
  }

  private static void append(StringBuilder words, String opening, @Nullable List<String> codes) {
    if (codes != null && !codes.isEmpty()) {
      words.append(opening).append(String.join(", ", codes)).append('.');
    }
  }

  private void keys() {
    page.heading(2, "Keys");
    page.paragraph(
        table.primaryKey().isEmpty()
            ? "No key: rows are told apart by file and line."
            : "Primary key: " + Markdown.code(String.join(", ", table.primaryKey())) + ".");
    List<String> parents = new ArrayList<>();
    for (ForeignKey key : table.foreignKeys()) {
      String parent = key.reference().resource();
      parents.add(
          "- `%s` is `%s` of [%s](%s.md); a row without it is %s (%s)."
              .formatted(
                  String.join(", ", key.fields()),
                  String.join(", ", key.reference().fields()),
                  parent,
                  parent,
                  key.enforced() ? "rejected" : "counted, not rejected",
                  rules.parent(table, key).id()));
    }
    table
        .requiredChildren()
        .forEach(
            child ->
                parents.add(
                    "- A row without a usable row in [%s](%s.md) is rejected."
                        .formatted(child, child)));
    if (!parents.isEmpty()) {
      page.paragraph(String.join("\n", parents));
    }
  }

  private void codes() {
    Set<String> used = new LinkedHashSet<>();
    table
        .fields()
        .forEach(
            f -> {
              String list = f.codelist();
              if (list != null) {
                used.add(list);
              }
            });
    if (used.isEmpty()) {
      return;
    }
    page.heading(2, "Codes");
    for (String name : used) {
      CodeList list = lists.list(name);
      boolean dated = list.codes().stream().anyMatch(c -> dates(list, c).length() > 0);
      page.heading(3, name);
      page.paragraph(list.title() + ".");
      List<List<String>> rows = new ArrayList<>();
      for (String code : list.codes()) {
        List<String> row =
            new ArrayList<>(List.of(Markdown.code(code), list.label(code).orElse("")));
        if (dated) {
          row.add(dates(list, code));
        }
        rows.add(row);
      }
      page.table(dated ? List.of("code", "words", "valid") : List.of("code", "words"), rows);
    }
  }

  private static String dates(CodeList list, String code) {
    String from = list.text(code, "valid_from").map(m -> "from " + m).orElse("");
    String to = list.text(code, "valid_to").map(m -> "to " + m).orElse("");
    return (from + " " + to).strip();
  }

  private void rules() {
    page.heading(2, "Rules");
    page.paragraph(
        "The written rules are explained in [the rule pages](../rules/index.md). The examples are"
            + " of September 2026; the build judges them as a partner's values are judged.");
    TreeMap<String, List<String>> rows = new TreeMap<>();
    rules.ofTable(table).stream()
        .filter(r -> r.isRowRule() || r.relation() != null || r.share() != null)
        .forEach(r -> put(rows, r, ""));
    rules.key(table).ifPresent(r -> put(rows, r, ""));
    rules.missingChild(table).ifPresent(r -> put(rows, r, ""));
    table.foreignKeys().forEach(k -> put(rows, rules.parent(table, k), ""));
    ItemExamples examples = new ItemExamples(lists);
    for (ColumnContract field : table.fields()) {
      for (ItemCheck check : ItemCheck.values()) {
        rules
            .item(table, field, check)
            .ifPresent(r -> put(rows, r, example(examples, field, check)));
      }
    }
    page.table(
        List.of("rule", "outcome", "fields", "wrong when", "example"),
        new ArrayList<>(rows.values()));
  }

  private static String example(ItemExamples examples, ColumnContract field, ItemCheck check) {
    return examples
        .fails(field, check)
        .map(fails -> fails.isEmpty() ? "a blank" : Markdown.code(fails))
        .map(fails -> "passes " + Markdown.code(examples.passes(field)) + ", fails " + fails)
        .orElse("");
  }

  private static void put(TreeMap<String, List<String>> rows, QualityRule rule, String example) {
    String key = rule.id() + rule.fields() + rule.category();
    rows.put(
        key,
        List.of(
            rule.id(),
            rule.severity().outcome(),
            Markdown.code(String.join(", ", rule.fields())),
            rule.condition(),
            example));
  }
}
