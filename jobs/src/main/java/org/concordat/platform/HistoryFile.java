package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * A partner's own history: what the national run knows of its months and of nobody else's, so that
 * the partner can check a submission at home with the same outcome. Lines of JSON: whose it is,
 * then deliveries with their manifests, then rows of tables.
 *
 * @param owner whose history, and the columns of its tables
 * @param deliveries what arrived
 * @param rows rows by table and month, values as texts in the order of the owner's columns
 */
public record HistoryFile(
    Owner owner,
    List<Arrived> deliveries,
    SortedMap<String, SortedMap<ReportingMonth, List<List<@Nullable String>>>> rows) {

  /** Tables of a history; their columns are those of their contracts. */
  public static final List<String> TABLES =
      List.of(
          "code_counts",
          "metrics",
          "open_episodes",
          "rule_counts",
          "submission_events",
          "table_counts",
          "verdicts");

  /**
   * Tables of which a history holds only the month it was written for and the one before: the next
   * month is compared with no others.
   */
  public static final List<String> SHORT_TABLES = List.of("code_counts", "open_episodes");

  /**
   * The first line.
   *
   * @param version version of this form
   * @param family family of partners
   * @param organisation the partner
   * @param month month it was written for; nothing of a later month is in it
   * @param columns columns of each table
   */
  public record Owner(
      @JsonProperty("history_version") int version,
      Family family,
      @JsonProperty("organisation_code") String organisation,
      ReportingMonth month,
      SortedMap<String, List<String>> columns) {}

  /**
   * A delivery.
   *
   * @param delivery our manifest of it
   * @param manifest the partner's own manifest as sent; null when there was none or no text
   */
  public record Arrived(Delivery delivery, @Nullable String manifest) {}

  /** A row of a table. */
  record TableRow(String table, ReportingMonth month, List<@Nullable String> row) {}

  /** Nothing known. */
  public static HistoryFile of(Family family, String organisation, ReportingMonth month) {
    return new HistoryFile(
        new Owner(1, family, organisation, month, new TreeMap<>()), List.of(), new TreeMap<>());
  }

  /** Rows of a table in a month, in the order they were written. */
  public List<List<@Nullable String>> rows(String table, ReportingMonth month) {
    return rows.getOrDefault(table, new TreeMap<>()).getOrDefault(month, List.of());
  }

  /** A value of a row; null when it is empty or the table has no such column. */
  public @Nullable String value(String table, List<@Nullable String> row, String column) {
    int at = owner.columns().getOrDefault(table, List.of()).indexOf(column);
    return at < 0 ? null : row.get(at);
  }

  /**
   * Reads a history.
   *
   * @throws WrongRequestException when the file is not there or is no history
   */
  public static HistoryFile read(Path file) {
    List<Arrived> deliveries = new ArrayList<>();
    SortedMap<String, SortedMap<ReportingMonth, List<List<@Nullable String>>>> rows =
        new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Owner owner = Json.mapper().readValue(String.valueOf(lines.readLine()), Owner.class);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = Json.mapper().readTree(line);
        if (node.has("delivery")) {
          deliveries.add(Json.mapper().treeToValue(node, Arrived.class));
        } else {
          TableRow row = Json.mapper().treeToValue(node, TableRow.class);
          rows.computeIfAbsent(row.table(), t -> new TreeMap<>())
              .computeIfAbsent(row.month(), m -> new ArrayList<>())
              .add(row.row());
        }
      }
      return new HistoryFile(owner, deliveries, rows);
    } catch (IOException e) {
      throw new WrongRequestException(
          "Cannot read the history "
              + file
              + ": take the file history.jsonl that stands beside your page and receipts",
          e);
    }
  }

  /** Writes a history line by line. */
  public static final class Writer implements AutoCloseable {
    private final BufferedWriter out;

    /**
     * @param file file to create
     */
    public Writer(Path file, Owner owner) {
      try {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file, e);
      }
      line(owner);
    }

    public void delivery(Arrived arrived) {
      line(arrived);
    }

    /**
     * @param row JSON array of texts
     */
    public void row(String table, String month, String row) {
      text("{\"table\":\"" + table + "\",\"month\":\"" + month + "\",\"row\":" + row + "}");
    }

    private void line(Object value) {
      try {
        text(Json.mapper().writeValueAsString(value));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a history", e);
      }
    }

    private void text(String line) {
      try {
        out.write(line);
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a history", e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a history", e);
      }
    }
  }
}
