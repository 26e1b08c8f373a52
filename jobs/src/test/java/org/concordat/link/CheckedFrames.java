package org.concordat.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;

/** Checked tables made from a few JSON rows; provenance is filled in from table and position. */
final class CheckedFrames {

  static final ContractCatalogue CONTRACTS = ContractCatalogue.load();

  private static final Map<String, String> FAMILIES =
      Map.of(
          "MHS001MPI", "MH",
          "MHS302MHDropInContact", "MH",
          "MHS401MHActPeriod", "MH",
          "ambulance_incident", "AM",
          "police_mha_detention", "PF",
          "police_mh_incident", "PF",
          "ed_attendance", "ED",
          "nhs111_call", "UC");

  private final Map<String, List<String>> rows = new HashMap<>();

  /**
   * Adds a row.
   *
   * @param where table, organisation, month and record, for example {@code MHS001MPI RX4 2026-09 1}
   * @param json the columns that matter, in single quotes, without braces
   */
  CheckedFrames with(String where, String json) {
    String[] words = where.split(" ", -1);
    String family = FAMILIES.get(words[0]);
    String provenance =
        "{'family': '%s', 'organisation_code': '%s', 'reporting_month': '%s', 'record': %s, "
                .formatted(family, words[1], words[2], words[3])
            + "'submission_id': '%s-%s-%s-001', 'file': 'f.csv', 'line': %s"
                .formatted(family, words[1], words[2], words[3]);
    rows.computeIfAbsent(words[0], table -> new ArrayList<>())
        .add(provenance + (json.isEmpty() ? "" : ", " + json) + "}");
    return this;
  }

  /** The same rows in the opposite order. */
  CheckedFrames reversed() {
    CheckedFrames reversed = new CheckedFrames();
    rows.forEach(
        (table, lines) -> {
          List<String> opposite = new ArrayList<>(lines);
          Collections.reverse(opposite);
          reversed.rows.put(table, opposite);
        });
    return reversed;
  }

  /** Rows of some months only. */
  CheckedFrames until(String month) {
    CheckedFrames part = new CheckedFrames();
    rows.forEach(
        (table, lines) -> {
          List<String> kept = new ArrayList<>(lines);
          kept.removeIf(line -> monthOf(line).compareTo(month) > 0);
          part.rows.put(table, kept);
        });
    return part;
  }

  private static String monthOf(String line) {
    int at = line.indexOf("'reporting_month': '") + "'reporting_month': '".length();
    return line.substring(at, at + 7);
  }

  Dataset<Row> table(String name) {
    List<String> lines = rows.getOrDefault(name, List.of());
    StructType schema = CheckedTables.schema(CONTRACTS, name);
    return lines.isEmpty()
        ? ContractFrames.empty(SharedSpark.session(), schema)
        : Rows.of(schema, lines.toArray(String[]::new));
  }
}
