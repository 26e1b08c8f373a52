package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Test;

/**
 * The return's quality files of the committed month beside the reports that each partner gets: one
 * number, one treatment (D9), exact only for whose it is (D13).
 */
class QualityFilesMonthTest {

  private static final String FILE = "2026-09/performance/v1/crisis_return_202609_Perf_v1_dq_";

  @Test
  void the_exact_figures_are_those_of_the_partners_own_reports_and_none_is_left_out()
      throws IOException {
    SortedMap<String, String> reported = reported();
    assertThat(reported).hasSizeGreaterThan(500);
    SortedMap<String, String> returned = new TreeMap<>();
    for (NamedCsvRecord row : rows("raw", "coverage_raw")) {
      if (!row.getField("ORGANISATION_CODE").equals("England")
          && !row.getField("TABLE_NAME").equals("Any")) {
        returned.put(
            row.getField("ORGANISATION_CODE") + " " + row.getField("TABLE_NAME") + ". rows",
            row.getField("COVERAGE_COUNT"));
      }
    }
    for (NamedCsvRecord row : rows("raw", "vodim_raw")) {
      if (row.getField("Reporting_Level").equals("Provider")
          && row.getField("Unit").equals("Count")) {
        returned.put(
            row.getField("Provider_Code")
                + " "
                + row.getField("DQ_Measure")
                + " "
                + row.getField("DQ_Dataset_Metric_ID"),
            row.getField("Value"));
      }
    }
    assertThat(returned).containsAllEntriesOf(reported);
    // A report has no line for a table without rows; who sent nothing has no figure at all.
    returned.keySet().removeAll(reported.keySet());
    assertThat(returned.values()).isSubsetOf("0", "");
    assertThat(returned).containsEntry("42 police_mha_detention. rows", "");
  }

  /** Every figure of partners' reports that the quality files show, by its place. */
  private static SortedMap<String, String> reported() throws IOException {
    SortedMap<String, String> reported = new TreeMap<>();
    Path reports = SampleMonth.run().lake().resolve("reports");
    for (Path file : Folders.filesBelow(reports)) {
      if (file.endsWith("2026-09/metrics.csv")) {
        for (NamedCsvRecord row : csv(reports.resolve(file))) {
          String metric = row.getField("metric_id");
          if (metric.equals("rows") || metric.startsWith("vodim.")) {
            reported.put(
                row.getField("organisation_code")
                    + " "
                    + row.getField("table")
                    + "."
                    + row.getField("field")
                    + " "
                    + metric,
                row.getField("numerator"));
          }
        }
      }
    }
    return reported;
  }

  @Test
  void no_published_figure_of_an_organisation_is_small_or_not_rounded() throws IOException {
    List<String> shown = new ArrayList<>();
    for (NamedCsvRecord row : rows("returns", "coverage")) {
      if (!row.getField("ORGANISATION_CODE").equals("England")) {
        shown.add(row.getField("COVERAGE_COUNT"));
      }
    }
    for (NamedCsvRecord row : rows("returns", "vodim")) {
      if (row.getField("Reporting_Level").equals("Provider")
          && row.getField("Unit").equals("Count")) {
        shown.add(row.getField("Value"));
      }
    }
    assertThat(shown)
        .hasSizeGreaterThan(800)
        .contains("*")
        .allMatch(v -> v.matches("[*]|[0-9]*[05]"));
    assertThat(shown).doesNotContain("0");
  }

  private static List<NamedCsvRecord> rows(String zone, String file) throws IOException {
    return csv(SampleMonth.run().lake().resolve(zone).resolve(FILE + file + ".csv"));
  }

  private static List<NamedCsvRecord> csv(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
      return rows.stream().toList();
    }
  }
}
