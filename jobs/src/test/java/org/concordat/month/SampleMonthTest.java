package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.platform.Folders;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

/** The committed month through all stages. */
class SampleMonthTest {

  private static final List<String> MARTS =
      List.of("crisis_presentations", "out_of_area_placements", "mha_detentions");
  private static final String PUBLISHED_COLUMNS =
      "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,"
          + "SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE,VALUE_NOTE,REVISION_NOTE";

  @Test
  void the_run_ends_with_every_partners_verdict_and_every_output_path() {
    SampleMonth month = SampleMonth.run();
    assertThat(month.ended().exitCode()).as(month.ended().err()).isZero();
    String out = month.ended().out();
    for (Row verdict :
        frame("findings", "verdicts").select("organisation_code", "state").collectAsList()) {
      assertThat(out.lines())
          .anyMatch(l -> l.contains(verdict.getString(0)) && l.contains(verdict.getString(1)));
    }
    assertThat(out).contains("NOT_RECEIVED");
    List<String> paths =
        out.lines()
            .dropWhile(l -> !l.equals("Written:"))
            .skip(1)
            .map(l -> l.strip().split("\\s+", 2)[1])
            .toList();
    assertThat(paths).hasSizeGreaterThan(20);
    assertThat(paths).allMatch(path -> Files.exists(month.lake().resolveSibling(path)));
  }

  @Test
  void accepted_and_rejected_make_up_what_was_sent_for_every_file() throws IOException {
    Map<String, Long> sent = recordsInExtracts();
    Map<String, Long> counted = new TreeMap<>();
    List<Row> counts =
        frame("findings", "table_counts")
            .select("submission_id", "table", "sent", "accepted", "rejected")
            .collectAsList();
    for (Row row : counts) {
      assertThat(row.getLong(3) + row.getLong(4)).as(row.toString()).isEqualTo(row.getLong(2));
      counted.put(row.getString(0) + "/" + row.getString(1), row.getLong(2));
    }
    // A submission rejected as a file may hold what cannot be counted; every other file is counted
    // to the record.
    List<String> rejected =
        frame("findings", "verdicts")
            .where("state = 'REJECTED'")
            .select("submission_id")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    sent.keySet().removeIf(file -> rejected.contains(file.substring(0, file.indexOf('/'))));
    counted.keySet().removeIf(file -> rejected.contains(file.substring(0, file.indexOf('/'))));
    assertThat(counted).containsAllEntriesOf(sent);
  }

  @Test
  void every_rejected_row_has_a_finding_that_says_where_and_why() {
    Dataset<Row> messages =
        frame("findings", "messages")
            .where("severity = 'RR' and record is not null")
            .select("submission_id", "table", "record")
            .distinct();
    Map<String, Long> explained = new TreeMap<>();
    for (Row row : messages.groupBy("submission_id", "table").count().collectAsList()) {
      explained.put(row.getString(0) + "/" + row.getString(1), row.getLong(2));
    }
    List<Row> counts =
        frame("findings", "table_counts")
            .join(
                frame("findings", "verdicts").where("state <> 'REJECTED'").select("submission_id"),
                "submission_id")
            .where("rejected > 0")
            .select("submission_id", "table", "rejected")
            .collectAsList();
    assertThat(counts).isNotEmpty();
    for (Row row : counts) {
      assertThat(explained)
          .as(row.toString())
          .containsEntry(row.getString(0) + "/" + row.getString(1), row.getLong(2));
    }
    assertThat(
            frame("findings", "messages")
                .where(
                    "severity in ('RR', 'W1', 'W') and record is not null and (file is null or line is null or rule_id is null or text is null)")
                .count())
        .isZero();
  }

  @Test
  void the_marts_are_read_by_path_by_another_engine() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String mart : MARTS) {
        Path live = SampleMonth.run().lake().resolve("marts/live").resolve(mart);
        try (ResultSet rows =
            statement.executeQuery(
                "select count(*) from read_parquet('"
                    + live
                    + "/**/*.parquet', hive_partitioning = true)")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).as(mart).isPositive().isEqualTo(frame("marts", mart).count());
        }
      }
    }
  }

  @Test
  void every_mart_row_names_submissions_in_force() {
    List<String> inForce =
        SharedSpark.session()
            .read()
            .parquet(SampleMonth.run().lake().resolve("findings/live/verdicts").toString())
            .where("is_in_force")
            .select("submission_id")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    for (String mart : MARTS) {
      List<Row> named =
          frame("marts", mart)
              .selectExpr("explode(submission_ids) as id")
              .distinct()
              .collectAsList();
      assertThat(named).as(mart).isNotEmpty().allMatch(row -> inForce.contains(row.getString(0)));
      assertThat(frame("marts", mart).where("size(submission_ids) = 0").count()).as(mart).isZero();
    }
  }

  @Test
  void the_return_has_the_published_columns() throws IOException {
    Path returns = SampleMonth.run().lake().resolve("returns").resolve(SampleMonth.MONTH);
    Path csv =
        Folders.filesBelow(returns).stream()
            .filter(
                file -> file.getFileName().toString().matches("crisis_return_202609_Perf_v1\\.csv"))
            .findFirst()
            .orElseThrow();
    List<String> lines = Files.readAllLines(returns.resolve(csv));
    assertThat(lines.get(0)).isEqualTo(PUBLISHED_COLUMNS);
    for (String measure :
        List.of(
            "MHS81", "MHS82", "MHS83", "MHS84", "MHS143", "MHS144", "MHS149", "CCR70", "CCR71",
            "CCR117", "CCR118", "CCR119", "CCR73", "CCR120", "PLS121", "PLS122", "PLS123", "OAP01M",
            "OAP02M", "OAP03M", "OAP04M")) {
      assertThat(lines).as(measure).anyMatch(line -> line.contains("," + measure));
    }
  }

  @Test
  void every_partner_has_a_page_that_says_the_data_are_invented() throws IOException {
    Path reports = SampleMonth.run().lake().resolve("reports");
    List<Path> pages =
        Folders.filesBelow(reports).stream().filter(f -> f.endsWith("2026-09/index.html")).toList();
    assertThat(pages).hasSizeGreaterThanOrEqualTo(12);
    for (Path page : pages) {
      assertThat(Files.readString(reports.resolve(page)))
          .as(page.toString())
          .containsIgnoringCase("invented data");
    }
  }

  private static Dataset<Row> frame(String zone, String table) {
    Path folder =
        SampleMonth.run()
            .lake()
            .resolve(zone)
            .resolve("live")
            .resolve(table)
            .resolve("reporting_month=" + SampleMonth.MONTH);
    return SharedSpark.session().read().parquet(folder.toString());
  }

  /** Data records per submission and table of the month, counted by reading the extracts again. */
  private static Map<String, Long> recordsInExtracts() throws IOException {
    Map<String, Long> records = new TreeMap<>();
    Path root = SampleMonth.extracts();
    for (Path file : Folders.filesBelow(root)) {
      String name = file.getFileName().toString();
      if (file.getNameCount() != 5
          || !file.getName(2).toString().equals(SampleMonth.MONTH)
          || !name.contains(".csv")) {
        continue;
      }
      String submission =
          file.getName(0) + "-" + file.getName(1) + "-" + file.getName(2) + "-" + file.getName(3);
      try (InputStream in = open(root.resolve(file));
          Stream<CsvRecord> rows =
              CsvReader.builder()
                  .allowMissingFields(true)
                  .allowExtraFields(true)
                  .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))
                  .stream()) {
        records.put(submission + "/" + name.substring(0, name.indexOf('.')), rows.count() - 1);
      }
    }
    return records;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    String name = file.toString();
    return name.endsWith(".gz")
        ? new GZIPInputStream(in)
        : name.endsWith(".zst") ? new ZstdInputStream(in) : in;
  }
}
