package org.concordat.reports;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/**
 * What the quality files of a month's newest return have told everybody (data-quality.md 3.1): the
 * national page shows the same texts, since what stands in two places is treated once (D9).
 */
final class ToldByReturn {

  private static final List<String> NEWEST_FIRST = List.of("final", "performance");

  private ToldByReturn() {}

  /** Key of a count of a field over all organisations; {@code what} is a class of VODIM. */
  static List<String> field(String table, String field, String what) {
    return List.of("field", table + "." + field, what);
  }

  /** Key of the rows of a partner that were sent, accepted, rejected or warned of. */
  static List<String> rows(Partner partner, String what) {
    return List.of("rows", partner.family().name(), partner.code(), what);
  }

  /**
   * Texts by key; none where the month has no return.
   *
   * @param partners everybody on the page
   */
  static Map<List<String>, String> of(Lake lake, ReportingMonth month, List<Partner> partners) {
    Map<List<String>, String> told = new HashMap<>();
    Map<String, List<Partner>> byCode =
        partners.stream().collect(Collectors.groupingBy(Partner::code));
    newest(lake.root(Zone.RETURNS).resolve(month.toString()))
        .ifPresent(
            version -> {
              read(version, "_dq_vodim.csv", (row, texts) -> addField(texts, row), told);
              read(version, "_dq_coverage.csv", (row, texts) -> addRows(texts, row, byCode), told);
            });
    return told;
  }

  private static Optional<Path> newest(Path month) {
    return NEWEST_FIRST.stream()
        .flatMap(
            status ->
                Folders.foldersIn(month.resolve(status)).stream()
                    .filter(folder -> folder.getFileName().toString().matches("v[1-9][0-9]{0,8}"))
                    .max(
                        Comparator.comparingInt(
                            folder ->
                                Integer.parseInt(folder.getFileName().toString().substring(1))))
                    .stream())
        .findFirst();
  }

  private static void read(
      Path version,
      String ending,
      BiConsumer<NamedCsvRecord, Map<List<String>, String>> adding,
      Map<List<String>, String> told) {
    for (Path name : Folders.filesBelow(version)) {
      if (name.toString().endsWith(ending)) {
        try {
          CsvReader.builder()
              .ofNamedCsvRecord(Files.readString(version.resolve(name)))
              .forEach(row -> adding.accept(row, told));
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read " + version.resolve(name), e);
        }
      }
    }
  }

  private static void addField(Map<List<String>, String> told, NamedCsvRecord row) {
    if (row.getField("Reporting_Level").equals("England")
        && row.getField("Unit").equals("Count")
        && row.getField("Value_Note").isEmpty()) {
      told.put(
          List.of("field", row.getField("DQ_Measure"), row.getField("DQ_Result")),
          row.getField("Value"));
    }
  }

  /** A code that stands for partners of two families has one line there and two on the page. */
  private static void addRows(
      Map<List<String>, String> told, NamedCsvRecord row, Map<String, List<Partner>> byCode) {
    List<Partner> senders = byCode.getOrDefault(row.getField("ORGANISATION_CODE"), List.of());
    if (row.getField("TABLE_NAME").equals("Any")
        && row.getField("VALUE_NOTE").isEmpty()
        && senders.size() == 1) {
      told.put(rows(senders.get(0), "accepted"), row.getField("COVERAGE_COUNT"));
    }
  }
}
