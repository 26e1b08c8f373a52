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
 * <p>The ids of counting rules that a case shows stand at the head of that line. Cases of {@code
 * measures} expect figures of England: measure, counting options, value.
 *
 * @param number tells the cases apart when all run at once
 * @param target step or mart whose rows are expected, or measures
 * @param name the case as a sentence
 * @param shows ids of the counting rules it shows
 * @param given rows by table, column to text
 * @param expected expected rows, column to text
 */
public record SqlCase(
    int number,
    String target,
    String name,
    List<String> shows,
    Map<String, List<Map<String, String>>> given,
    List<Map<String, String>> expected) {

  /** Target of cases that expect figures. */
  public static final String MEASURES = "measures";

  private static final Path ROOT = Path.of("src", "test", "resources", "cases");

  /** Every case, in order of target and name. */
  public static List<SqlCase> all() {
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
                shown(folder.resolve("expected.csv")),
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
  public String mark(String key) {
    return String.format("c%03d~%s", number, key);
  }

  static String plain(String text) {
    return text.replaceAll("c[0-9]{3}~", "");
  }

  private static List<String> shown(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String head = lines.findFirst().orElse("").replaceFirst("^# ", "");
      int colon = head.indexOf(':');
      String ids = colon < 0 ? "" : head.substring(0, colon);
      return ids.matches("([A-Z]{3}-[A-Z0-9-]+ ?)+") ? List.of(ids.split(" ")) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the case file " + file, e);
    }
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
