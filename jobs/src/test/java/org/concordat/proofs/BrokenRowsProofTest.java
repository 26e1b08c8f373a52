package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.testing.ConcordatProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However broken a file is, it costs bounded memory and the partner reads first what is wrong
 * (submission-and-validation 6, check 7): in a Java machine of its own with a small heap.
 */
@Tag("proof")
class BrokenRowsProofTest {

  private static final String HEAP = "-Xmx640m";
  private static final int MESSAGE_CAP = 100_000;
  private static final List<String> COLUMNS =
      ContractCatalogue.load().table("police_mha_detention").columnNames();
  private static final String HEADER = String.join(",", COLUMNS) + "\n";

  @TempDir private Path folder;

  /** What a file holds behind its header. */
  private interface Content {
    void writeTo(Writer text) throws IOException;
  }

  @Test
  void a_hundred_thousand_rows_that_each_break_fifteen_rules() throws IOException {
    Map<String, Long> messages = check(100_000, text -> brokenRows(text, 100_000), "", "100000");
    assertThat(first()).contains("FIL-015", "none of 100000 rows in police_mha_detention was");
    assertThat(page()).contains("the commonest cause is PFD-002");
    assertThat(messages)
        .containsEntry("FIL-015", 1L)
        .containsEntry("PFD-002", 100_000L)
        .containsEntry("PFD-003", 100_000L)
        .containsEntry("PFD-013", 100_000L);
  }

  @Test
  void a_million_rows_that_cannot_be_read() throws IOException {
    int rows = 1_000_000;
    Map<String, Long> messages =
        check(rows, text -> repeat(text, "a,b,c\n", rows), "", Integer.toString(rows));
    assertThat(first()).contains("FIL-014", "1000000 of 1000000 rows cannot be read");
    assertThat(messages).containsEntry("FIL-013", MESSAGE_CAP + 1L);
    assertThat(page()).contains("1,000,000");
    assertThat(Files.readString(out().resolve("messages.csv")))
        .contains("from line 100002 on: 900000 more rows of police_mha_detention break this rule");
  }

  @Test
  void one_line_of_a_hundred_megabytes_without_an_end() throws IOException {
    check(1, text -> repeat(text, "x".repeat(1 << 10), 100 << 10), "", "1");
    assertThat(first()).contains("FIL-014", "1 of 1 rows cannot be read; first at line 2");
  }

  @Test
  void a_quote_opened_at_the_start_and_never_closed() throws IOException {
    Map<String, Long> messages = check(1_000, text -> brokenRows(text, 1_000), "\"", "1000");
    assertThat(first()).contains("FIL-015");
    assertThat(page().indexOf("PFD-002")).isBetween(1, page().indexOf("FIL-013"));
    assertThat(messages).containsEntry("FIL-013", 1L).containsEntry("PFD-002", 999L);
  }

  /** A police detention without a usable time, with no such power and no such sex code. */
  private static void brokenRows(Writer text, int rows) throws IOException {
    for (int row = 0; row < rows; row++) {
      Map<String, String> values =
          Map.of(
              "force_code", "10",
              "extract_period", "2026-09",
              "record_version", "1",
              "submitted_datetime", "2026-10-06T08:00:00+01:00",
              "detention_reference", "DET" + row,
              "mha_power", "s999",
              "detention_datetime", "yesterday",
              "sex_code", "Q");
      text.write(
          COLUMNS.stream().map(c -> values.getOrDefault(c, "")).collect(Collectors.joining(",")));
      text.write("\n");
    }
  }

  private static void repeat(Writer text, String words, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      text.write(words);
    }
  }

  /** Checks a folder with such a file; how many messages each rule has. */
  private Map<String, Long> check(int rows, Content content, String opening, String rejected)
      throws IOException {
    Path sent = Files.createDirectories(folder.resolve("sent"));
    Path file = sent.resolve("police_mha_detention.csv");
    try (Writer text = Files.newBufferedWriter(file)) {
      text.write(HEADER + opening);
      content.writeTo(text);
    }
    Files.writeString(sent.resolve("manifest.json"), Json.text(manifest(file, rows)));
    Files.writeString(
        sent.resolve("delivery.json"),
        "{\"sender\": \"10\", \"received_at\": \"2026-10-12T09:14:03Z\"}");
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .option(HEAP)
            .run(folder, "check", sent.toString(), "--out", out().toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).containsPattern("REJECTED +- +" + rows + " +0 +" + rejected + " +0");
    try (Stream<String> lines = Files.lines(out().resolve("messages.csv"))) {
      return lines
          .skip(1)
          .collect(
              Collectors.groupingBy(
                  line -> line.split(",", 6)[4], TreeMap::new, Collectors.counting()));
    }
  }

  private static Map<String, Object> manifest(Path file, int rows) throws IOException {
    Map<String, Object> manifest = new TreeMap<>();
    manifest.put("spec_version", "1.0");
    manifest.put("family", "PF");
    manifest.put("organisation_code", "10");
    manifest.put("period_start", "2026-09-01");
    manifest.put("period_end", "2026-09-30");
    manifest.put("created_at", "2026-10-06T08:00:00");
    manifest.put("source_system", "test (invented data)");
    manifest.put("nil_return", false);
    manifest.put(
        "resources",
        List.of(
            Map.of(
                "path",
                "police_mha_detention.csv",
                "bytes",
                Files.size(file),
                "hash",
                "sha256:" + Digest.ofFile(file),
                "rows",
                rows,
                "contract",
                "police_mha_detention")));
    return manifest;
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** The first message. */
  private String first() throws IOException {
    try (Stream<String> lines = Files.lines(out().resolve("messages.csv"))) {
      return lines.skip(1).findFirst().orElseThrow();
    }
  }

  private String page() throws IOException {
    return Files.readString(out().resolve("index.html"));
  }
}
