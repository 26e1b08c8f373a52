package org.concordat.schemas.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ContractCatalogue.Layer;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measures;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.RuleExamples;
import org.concordat.schemas.TableContract;

/**
 * The generated pages below {@code docs/}: one a table, the rules, the measures, and their indexes.
 */
public final class DataDictionary {

  private static final Map<Layer, String> LAYERS =
      new TreeMap<>(
          Map.of(
              Layer.LANDING, "What partners send",
              Layer.LINKED, "Linked (restricted)",
              Layer.MARTS, "Marts",
              Layer.RETURNS, "Returns",
              Layer.QUALITY, "Quality of the data"));

  /** Folders below docs that hold nothing but generated pages. */
  public static final List<String> FOLDERS =
      List.of("data-dictionary", "rules", "measures", "metrics");

  private DataDictionary() {}

  /**
   * Writes all pages.
   *
   * @param arguments the docs folder
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Say the docs folder the pages are written to");
    }
    write(Path.of(arguments[0]));
  }

  /** Path below docs to text, for every page. */
  public static SortedMap<String, String> pages() {
    ContractCatalogue contracts = ContractCatalogue.load();
    CodeLists lists = CodeLists.load();
    QualityRules rules = QualityRules.load(contracts);
    SortedMap<String, String> pages = new TreeMap<>();
    for (Layer layer : LAYERS.keySet()) {
      for (TableContract table : contracts.tables(layer)) {
        pages.put("data-dictionary/" + table.name() + ".md", TablePage.text(table, lists, rules));
      }
    }
    pages.put("data-dictionary/index.md", index(contracts));
    MeasurePages.texts(Measures.load(contracts, lists))
        .forEach((name, text) -> pages.put("measures/" + name, text));
    MetricPages.texts(
            MetricDefinitions.load(contracts),
            QualityThresholds.load(contracts),
            ExpectationRegister.load())
        .forEach((name, text) -> pages.put("metrics/" + name, text));
    RulePages.texts(rules, RuleExamples.load(rules))
        .forEach((name, text) -> pages.put("rules/" + name, text));
    return pages;
  }

  private static String index(ContractCatalogue contracts) {
    Markdown page = new Markdown().heading(1, "Data dictionary");
    page.paragraph(
        "Every table of Concordat, in the order of the way of the data. The rules are in"
            + " [the rule pages](../rules/index.md).");
    LAYERS.forEach(
        (layer, title) -> {
          List<List<String>> rows = new ArrayList<>();
          for (TableContract table : contracts.tables(layer)) {
            Family family = table.family();
            rows.add(
                List.of(
                    "[" + table.name() + "](" + table.name() + ".md)",
                    table.title(),
                    family == null ? "" : family.title(),
                    table.grain(),
                    String.valueOf(table.fields().size())));
          }
          if (!rows.isEmpty()) {
            page.heading(2, title);
            page.table(List.of("table", "title", "sent by", "grain", "fields"), rows);
          }
        });
    return page.toString();
  }

  /** Writes all pages below a docs folder and removes generated pages of tables that are gone. */
  public static void write(Path docs) throws IOException {
    SortedMap<String, String> pages = pages();
    for (String folder : FOLDERS) {
      Files.createDirectories(docs.resolve(folder));
      for (String page : existing(docs, folder)) {
        if (!pages.containsKey(page)) {
          Files.delete(docs.resolve(page));
        }
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(docs.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** Pages that stand in a folder below docs, in name order. */
  static List<String> existing(Path docs, String folder) throws IOException {
    if (!Files.isDirectory(docs.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(docs.resolve(folder))) {
      return files.map(f -> folder + "/" + f.getFileName()).sorted().toList();
    }
  }
}
