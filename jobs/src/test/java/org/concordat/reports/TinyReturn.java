package org.concordat.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/** The public files of a return, as few rows as a page needs, written by hand. */
final class TinyReturn {

  private static final String HEADER =
      "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
          + "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,"
          + "MEASURE_ID,MEASURE_NAME,MEASURE_VALUE,VALUE_NOTE,REVISION_NOTE";

  private final Lake lake;
  private final ReportingMonth month;
  private final int version;
  private final List<String> rows = new ArrayList<>(List.of(HEADER));

  TinyReturn(Lake lake, String month, int version) {
    this.lake = lake;
    this.month = ReportingMonth.of(month);
    this.version = version;
  }

  /** Adds a figure of England. */
  TinyReturn england(String measure, String name, String value) {
    return row("England", "England", "England", measure, name, value, "");
  }

  /** Adds a figure of an organisation. */
  TinyReturn organisation(
      String breakdown, String code, String title, String measure, String value, String note) {
    return row(breakdown, code, title, measure, "Name of " + measure, value, note);
  }

  private TinyReturn row(
      String breakdown,
      String code,
      String title,
      String measure,
      String name,
      String value,
      String note) {
    rows.add(
        String.join(
            ",",
            month.start().toString(),
            month.end().toString(),
            "Performance",
            breakdown,
            code,
            title,
            "NONE",
            "NONE",
            measure,
            name,
            value,
            note,
            ""));
    return this;
  }

  /**
   * Writes the files.
   *
   * @param decision of the manifest: publish or publish with caveat
   * @param changes lines of the changes file below its title
   */
  TinyReturn written(String decision, String... changes) {
    Path folder = folder().resolve("v" + version);
    String stem = "crisis_return_" + month.toString().replace("-", "") + "_Perf_v" + version;
    write(folder.resolve(stem + ".csv"), String.join("\n", rows) + "\n");
    write(
        folder.resolve(stem + "_changes.txt"),
        "Changes\n=======\n\n" + String.join("\n", changes) + "\n");
    write(
        folder.resolve(stem + "_disclosure_check.json"),
        "{\"clean\": true, \"figures\": 40, \"relations\": 20, \"attacked\": 7, \"narrowed\": 0, \"broken_relations\": 0}");
    write(
        folder.resolve(stem + "_manifest.json"),
        """
        {"month": "%s", "data_note": "Invented data", "versions": {"code": "0.1.0"},
         "coverage": %s,
         "inputs": {"submissions": [
           {"family": "MH", "organisation_code": "RX4", "month": "%s"},
           {"family": "PF", "organisation_code": "10", "month": "%s"},
           {"family": "PF", "organisation_code": "01", "month": "2025-01"}]},
         "outputs": [{"file": "%s.csv", "rows": 5866}]}
        """
            .formatted(month, coverage(decision), month, month, stem));
    return this;
  }

  /** Writes down that the last run was held by who is missing. */
  TinyReturn held() {
    write(
        lake.root(Zone.RUNS).resolve("return-decision-" + month + "-performance.json"),
        "{\"held\": [\"too few\", \"missing are all\"], \"coverage\": %s}"
            .formatted(coverage("hold")));
    return this;
  }

  /** Writes one step of sign-off. */
  TinyReturn step(String state, String by) {
    Path file = folder().resolve("lifecycle.jsonl");
    try {
      String before = Files.exists(file) ? Files.readString(file) : "";
      write(
          file,
          before
              + "{\"version\":%d,\"state\":\"%s\",\"by\":\"%s\",\"at\":\"2026-11-02T10:00:00Z\"}\n"
                  .formatted(version, state, by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Path folder() {
    return lake.root(Zone.RETURNS).resolve(month.toString()).resolve("performance");
  }

  /** Two trusts of three and one force of two; the second trust was rejected. */
  private static String coverage(String decision) {
    return """
        {"decision": "%s", "reasons": ["2 of 5 expected partners are missing"],
         "expected": 5, "accepted": 3,
         "families": [
           {"family": "MH", "expected": 3, "accepted": 2, "measures": ["MHS81", "CCR117"],
            "effect": "Mental health trust, 1 of 3 missing: not in the figures of detentions."},
           {"family": "PF", "expected": 2, "accepted": 1, "measures": ["CRS20"],
            "effect": "Police force, 1 of 2 missing: not in the figures of section 136."},
           {"family": "ED", "expected": 1, "accepted": 1, "measures": [], "effect": ""}],
         "missing": [
           {"family": "MH", "organisation": "RXM", "name": "SECOND NHS TRUST", "outcome": "rejected"},
           {"family": "PF", "organisation": "42", "name": "Essex", "outcome": "not received"}]}
        """
        .formatted(decision);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
