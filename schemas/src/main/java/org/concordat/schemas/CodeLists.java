package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every code list a contract, a rule or a SQL file may name, read from {@code codelists/}. */
public final class CodeLists {

  private static final String CATALOGUE = "catalogue.yaml";

  /**
   * One entry of the catalogue.
   *
   * @param name name used by contracts
   * @param title words for a reader
   * @param file CSV file that holds the rows
   * @param key column of the code
   * @param label column of the words
   * @param only values a column must hold for a row to belong to the list
   * @param except codes that do not belong to the list
   */
  record Entry(
      String name,
      String title,
      String file,
      String key,
      String label,
      @Nullable Map<String, List<String>> only,
      @Nullable @JsonProperty("except") List<String> except) {}

  private final SortedMap<String, CodeList> lists;

  private CodeLists(SortedMap<String, CodeList> lists) {
    this.lists = lists;
  }

  /**
   * Reads the lists of this module.
   *
   * @throws IllegalArgumentException naming the list, when an entry and its file do not fit
   */
  public static CodeLists load() {
    String catalogue = ResourceFolder.texts("codelists", ".yaml").get(CATALOGUE);
    if (catalogue == null) {
      throw new IllegalStateException("codelists/" + CATALOGUE + " is not there");
    }
    return read(catalogue, ResourceFolder.texts("codelists", ".csv"));
  }

  /** Reads a catalogue and its files, given as texts by file name. */
  static CodeLists read(String catalogue, Map<String, String> files) {
    List<Entry> entries =
        StrictYaml.read("codelists/" + CATALOGUE, catalogue, new TypeReference<>() {});
    SortedMap<String, CsvText> tables = new TreeMap<>();
    files.forEach((file, text) -> tables.put(file, CsvText.read("codelists/" + file, text)));
    SortedMap<String, CodeList> lists = new TreeMap<>();
    TreeSet<String> unused = new TreeSet<>(tables.keySet());
    for (Entry entry : entries) {
      CsvText table = tables.get(entry.file());
      if (table == null) {
        throw new IllegalArgumentException(
            "Code list " + entry.name() + ": there is no file codelists/" + entry.file());
      }
      unused.remove(entry.file());
      if (lists.put(entry.name(), list(entry, table)) != null) {
        throw new IllegalArgumentException("Code list " + entry.name() + " is described twice");
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("No code list uses the files " + unused);
    }
    return new CodeLists(lists);
  }

  private static CodeList list(Entry entry, CsvText table) {
    requireColumn(entry, table, entry.key());
    requireColumn(entry, table, entry.label());
    Map<String, List<String>> only = entry.only() == null ? Map.of() : entry.only();
    only.keySet().forEach(column -> requireColumn(entry, table, column));
    List<String> except = entry.except() == null ? List.of() : entry.except();
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Map<String, String> row : table.rows()) {
      String code = row.getOrDefault(entry.key(), "");
      boolean belongs =
          only.entrySet().stream()
              .allMatch(o -> o.getValue().contains(row.getOrDefault(o.getKey(), "")));
      if (!belongs || except.contains(code)) {
        continue;
      }
      if (code.isEmpty()) {
        throw new IllegalArgumentException("Code list " + entry.name() + ": a row has no code");
      }
      if (rows.put(code, row) != null) {
        throw new IllegalArgumentException(
            "Code list " + entry.name() + ": code " + code + " stands there twice");
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("Code list " + entry.name() + " has no code");
    }
    return new CodeList(
        entry.name(), entry.title(), entry.key(), entry.label(), table.columns(), rows);
  }

  private static void requireColumn(Entry entry, CsvText table, String column) {
    if (!table.columns().contains(column)) {
      throw new IllegalArgumentException(
          "Code list " + entry.name() + ": " + entry.file() + " has no column " + column);
    }
  }

  /**
   * One list.
   *
   * @throws IllegalArgumentException if there is no list of that name
   */
  public CodeList list(String name) {
    CodeList list = lists.get(name);
    if (list == null) {
      throw new IllegalArgumentException("There is no code list " + name);
    }
    return list;
  }

  public boolean has(String name) {
    return lists.containsKey(name);
  }

  /** All lists, in name order. */
  public Collection<CodeList> all() {
    return Collections.unmodifiableCollection(lists.values());
  }
}
