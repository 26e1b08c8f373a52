package org.concordat.marts;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One hand-worked case: {@code cases/<step or mart>/<case>/given/<table>.csv} and {@code
 * expected.csv}, whose first line cites the rule.
 *
 * @param number tells the cases apart when all run at once
 * @param target step or mart whose rows are expected
 * @param name the case as a sentence
 * @param given rows by table, column to text
 * @param expected expected rows, column to text
 */
record SqlCase(
    int number,
    String target,
    String name,
    Map<String, List<Map<String, String>>> given,
    List<Map<String, String>> expected) {

  private static final Path ROOT = Path.of("src", "test", "resources", "cases");

  /** Every case, in order of target and name. */
  static List<SqlCase> all() {
    List<SqlCase> cases = new ArrayList<>();
    for (Path target : foldersIn(ROOT)) {
      for (Path folder : foldersIn(target)) {
        Map<String, List<Map<String, String>>> given = new TreeMap<>();
        for (Path file : filesIn(folder.resolve("given"))) {
          String name = file.getFileName().toString();
          given.put(name.substring(0, name.length() - ".csv".length()), rows(file));
        }
        cases.add(
            new SqlCase(
                cases.size(),
                target.getFileName().toString(),
                folder.getFileName().toString(),
                given,
                rows(folder.resolve("expected.csv"))));
      }
    }
    return cases;
  }

  /** Columns the case names, in file order. */
  List<String> expectedColumns() {
    return List.copyOf(expected.get(0).keySet());
  }

  /** Put before keys so that cases that run at once never meet; {@link #plain} takes it off. */
  String mark(String key) {
    return String.format("c%03d~%s", number, key);
  }

  static String plain(String text) {
    return text.replaceAll("c[0-9]{3}~", "");
  }

  private static List<Map<String, String>> rows(Path file) {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
      List<Map<String, String>> rows = new ArrayList<>();
      csv.forEach(row -> rows.add(new LinkedHashMap<>(row.getFieldsAsMap())));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the case file " + file, e);
    }
  }

  private static List<Path> foldersIn(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> filesIn(Path folder) {
    return list(folder).stream().filter(file -> file.toString().endsWith(".csv")).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
