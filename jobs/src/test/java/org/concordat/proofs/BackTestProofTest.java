package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.cli.ConcordatCommand;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.sample.SampleMain;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Back test: each release re-runs the previous 3 months with the new code; differences must be nil
 * or explained" (returns-and-disclosure.md 6). Three months in a row of an invented country are
 * published and made again: by this code, and by a program of another version that counts a measure
 * in another way.
 */
@Tag("proof")
@TestMethodOrder(MethodOrderer.MethodName.class)
class BackTestProofTest {

  private static final List<String> MONTHS = List.of("2026-07", "2026-08", "2026-09");
  private static final Path MEASURES =
      Path.of("..", "schemas", "src", "main", "resources", "measures").toAbsolutePath();

  @TempDir private static Path folder;

  @BeforeAll
  static void three_months() {
    // Keeps one engine for all that follows.
    assertThat(SharedSpark.session()).isNotNull();
    Path drop = folder.resolve("drop");
    assertThat(
            SampleMain.run(
                "--month",
                "2026-09",
                "--history",
                "2",
                "--faults",
                "none",
                "--quiet",
                "--out",
                drop.toString()))
        .isZero();
    for (String month : MONTHS) {
      for (String stage : List.of("pull", "check", "link", "marts", "returns")) {
        List<String> arguments =
            new ArrayList<>(List.of(stage, "--month", month, "--quiet", "--lake", lake()));
        arguments.addAll(List.of("--landing", drop.toString()));
        StringWriter err = new StringWriter();
        int exitCode =
            ConcordatCommand.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                arguments.toArray(String[]::new));
        assertThat(exitCode).as(stage + " " + month + ": " + err).isZero();
      }
    }
  }

  private static String lake() {
    return folder.resolve("lake").toString();
  }

  private static Path of(String zone, String month, String end) {
    String stem = "crisis_return_" + month.replace("-", "") + "_Perf_v1";
    return folder.resolve("lake").resolve(zone).resolve(month + "/performance/v1/" + stem + end);
  }

  @Test
  void by_this_code_every_file_of_the_three_months_is_the_same() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out),
            new PrintWriter(err),
            "rebuild",
            "--last",
            "3",
            "--quiet",
            "--lake",
            lake(),
            "--into",
            folder.resolve("same").toString());

    assertThat(exitCode).as(out.toString() + err).isZero();
    assertThat(out.toString().lines())
        .filteredOn(line -> line.equals("Every file is the same, byte for byte."))
        .hasSize(3);
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("2026-09 v1 0 0 0", "2026-08 v1 0 0 0", "2026-07 v1 0 0 0");
  }

  /**
   * The other program calls itself 0.2.0 and counts in CRS60 detentions under section 136 beside
   * incidents. So CRS60 of England and of each force must rise by its CRS20, in every month, and no
   * other figure may move.
   */
  @Test
  void by_other_code_the_figures_that_would_move_are_told_month_by_month() throws IOException {
    Path other = folder.resolve("other-code");
    Folders.copy(MEASURES, other.resolve("measures"));
    Path police = other.resolve("measures").resolve("police-demand.yaml");
    String counted = "filter: \"event_type = 'police_incident'\"";
    String text = Files.readString(police);
    assertThat(text).contains("- id: CRS60").contains(counted);
    int first = text.indexOf(counted, text.indexOf("- id: CRS60"));
    Files.writeString(
        police,
        text.substring(0, first)
            + "filter: \"event_type = 'police_incident' or event_type = 'police_detention' and mha_power = 's136'\""
            + text.substring(first + counted.length()));
    Files.writeString(other.resolve("concordat.properties"), "version=0.2.0\n");

    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .option("-Xmx2g")
            .before(other)
            .run(folder, "rebuild", "--last", "3", "--quiet", "--json", "--into", "moved");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
    JsonNode told = Json.mapper().readTree(ended.out());
    assertThat(told).hasSize(3);
    for (JsonNode month : told) {
      assertThat(MONTHS).contains(month.get("month").asText());
      assertThat(month.get("is_of_this_code").asBoolean()).isFalse();
      assertThat(month.get("made_by").asText()).isEqualTo("0.1.0");
      assertThat(month.get("versions").get("code").get("is").asText()).isEqualTo("0.2.0");
      assertThat(month.get("versions").has("measures")).isTrue();
      moves(month.get("month").asText(), month.get("moved"));
    }
  }

  private static void moves(String month, JsonNode moved) throws IOException {
    Map<String, Long> incidents = exact(month, "CRS60");
    Map<String, Long> detentions = exact(month, "CRS20");
    Map<String, String> mustMove = new TreeMap<>();
    incidents.forEach(
        (place, number) -> {
          long more = detentions.getOrDefault(place, 0L);
          if (more > 0) {
            mustMove.put(place, number + " to " + (number + more));
          }
        });
    assertThat(mustMove).as(month).hasSizeGreaterThan(1).containsKey("England");

    Map<String, String> told = new TreeMap<>();
    for (JsonNode figure : moved) {
      String was = figure.get("exact_was").asText();
      String is = figure.get("exact_is").asText();
      if (!was.equals(is)) {
        assertThat(figure.get("measure").asText()).isEqualTo("CRS60");
        told.put(figure.get("primary").asText(), was + " to " + is);
      }
    }
    assertThat(told).as(month).isEqualTo(mustMove);
  }

  /** Exact figures of England and of the forces, by the code of the level. */
  private static Map<String, Long> exact(String month, String measure) throws IOException {
    Map<String, Long> exact = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(of("raw", month, "_raw.csv")))) {
      rows.stream()
          .filter(row -> row.getField("MEASURE_ID").equals(measure))
          .filter(row -> List.of("England", "Police force").contains(row.getField("BREAKDOWN")))
          .filter(row -> !row.getField("MEASURE_VALUE").isEmpty())
          .forEach(
              row ->
                  exact.put(
                      row.getField("PRIMARY_LEVEL"), Long.valueOf(row.getField("MEASURE_VALUE"))));
    }
    return exact;
  }
}
