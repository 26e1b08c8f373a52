package org.concordat.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A checked table of areas: at most one row in force on any day for each practice, part of a
 * postcode, provider or area.
 *
 * @param table what it declares
 * @param version name and digest: what figures were made with
 * @param rows column to text, in file order; empty text where nothing is known
 */
public record AreaRows(AreaTable table, String version, List<Map<String, String>> rows) {

  /** Stands for a date that is left open. */
  private static final String ALWAYS = "0000-00-00";

  private static final String FOR_EVER = "9999-99-99";

  /**
   * Reads and checks a whole table.
   *
   * @param file its name, for refusals
   * @param csv the columns of the kind, in any order, no others; lines before them may begin with #
   * @throws IllegalArgumentException in one line, naming the first thing that does not fit
   */
  public static AreaRows read(AreaTable table, String file, String csv) {
    table.require(file);
    AreaKind kind = table.areaKind();
    CsvText text = CsvText.read(file, csv.replaceFirst("^(#.*\\R)+", ""));
    for (String column : kind.columns()) {
      require(text.columns().contains(column), file, "column " + column + " is missing");
    }
    for (String column : text.columns()) {
      require(kind.columns().contains(column), file, "column " + column + " is not known");
    }
    if (table.rows() == null || text.rows().size() != table.rows()) {
      throw new IllegalArgumentException(
          file + ": it has " + text.rows().size() + " rows, declared are " + table.rows());
    }
    AreaCells cells = new AreaCells(kind, file, CodeLists.load());
    text.rows().forEach(cells::require);
    requireOnce(file, "stand there twice on", byKey(text.rows(), kind.key()), List.of());
    if (kind.columns().contains("sub_icb_code")) {
      requireOnce(
          file,
          "have two parents on",
          byKey(text.rows(), List.of("sub_icb_code")),
          List.of("icb_code", "region_code"));
    }
    return new AreaRows(table, table.name() + "-" + digest(table.declared() + csv), text.rows());
  }

  /**
   * Codes of a column in rows that are in force on a day; none if the kind has no such column.
   *
   * @param column for example sub_icb_code
   */
  public SortedSet<String> codes(String column, LocalDate day) {
    return rows.stream()
        .filter(row -> from(row).compareTo(day.toString()) <= 0)
        .filter(row -> to(row).compareTo(day.toString()) >= 0)
        .map(row -> row.getOrDefault(column, ""))
        .filter(code -> !code.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Rows by key, those with a blank key left out, each in the order of their first days. */
  private static Map<List<String>, List<Map<String, String>>> byKey(
      List<Map<String, String>> rows, List<String> key) {
    Map<List<String>, List<Map<String, String>>> byKey = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      List<String> values = cells(row, key);
      if (values.stream().noneMatch(String::isEmpty)) {
        byKey.computeIfAbsent(values, k -> new ArrayList<>()).add(row);
      }
    }
    byKey.values().forEach(some -> some.sort(Comparator.comparing(AreaRows::from)));
    return byKey;
  }

  /**
   * @param alike columns in which two rows of one key may not differ on a day; none means that no
   *     two rows may share a day
   */
  private static void requireOnce(
      String file,
      String what,
      Map<List<String>, List<Map<String, String>>> byKey,
      List<String> alike) {
    byKey.forEach(
        (key, rows) -> {
          // For each set of values, the row with the latest last day that has begun.
          Map<List<String>, Map<String, String>> begun = new LinkedHashMap<>();
          for (Map<String, String> row : rows) {
            List<String> values = cells(row, alike);
            for (Map.Entry<List<String>, Map<String, String>> other : begun.entrySet()) {
              if ((alike.isEmpty() || !other.getKey().equals(values))
                  && to(other.getValue()).compareTo(from(row)) >= 0) {
                String day = from(row).equals(ALWAYS) ? "every day" : from(row);
                throw new IllegalArgumentException(
                    file + ": rows of " + String.join(" ", key) + " " + what + " " + day);
              }
            }
            begun.merge(values, row, (a, b) -> to(a).compareTo(to(b)) >= 0 ? a : b);
          }
        });
  }

  private static List<String> cells(Map<String, String> row, List<String> columns) {
    return columns.stream().map(column -> row.getOrDefault(column, "")).toList();
  }

  private static String from(Map<String, String> row) {
    String from = row.getOrDefault("valid_from", "");
    return from.isEmpty() ? ALWAYS : from;
  }

  private static String to(Map<String, String> row) {
    String to = row.getOrDefault("valid_to", "");
    return to.isEmpty() ? FOR_EVER : to;
  }

  private static void require(boolean holds, String file, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(file + ": " + otherwise);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return Objects.requireNonNull(HexFormat.of().formatHex(bytes)).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
