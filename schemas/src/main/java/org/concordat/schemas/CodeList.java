package org.concordat.schemas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list of codes with dated rows.
 *
 * @param name name used by contracts
 * @param title words for a reader
 * @param keyColumn column that holds the code
 * @param labelColumn column that holds its words, empty where no source gives them
 * @param columns all columns, in file order
 * @param rows code to row (column to text), in file order; empty text where nothing is known
 */
public record CodeList(
    String name,
    String title,
    String keyColumn,
    String labelColumn,
    List<String> columns,
    Map<String, Map<String, String>> rows) {

  public CodeList {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  public Set<String> codes() {
    return rows.keySet();
  }

  /** Whether the code is valid in a month: valid_from and valid_to are months, empty means open. */
  public boolean isValid(String code, ReportingMonth month) {
    Map<String, String> row = rows.get(code);
    if (row == null) {
      return false;
    }
    String from = row.getOrDefault("valid_from", "");
    String to = row.getOrDefault("valid_to", "");
    String text = month.toString();
    return (from.isEmpty() || from.compareTo(text) <= 0)
        && (to.isEmpty() || to.compareTo(text) >= 0);
  }

  /** Whether the code was valid once but closed before a month (the -RET rule). */
  public boolean isRetired(String code, ReportingMonth month) {
    Map<String, String> row = rows.get(code);
    if (row == null) {
      return false;
    }
    String to = row.getOrDefault("valid_to", "");
    return !to.isEmpty() && to.compareTo(month.toString()) < 0;
  }

  /** Whether any of its codes has a last month. */
  public boolean hasClosedCodes() {
    return rows.values().stream().anyMatch(row -> !row.getOrDefault("valid_to", "").isEmpty());
  }

  /** The words of a code; empty when no source gives them. */
  public Optional<String> label(String code) {
    return text(code, labelColumn);
  }

  /** One cell; empty when the code or the text is not there. */
  public Optional<String> text(String code, String column) {
    return Optional.ofNullable(rows.get(code)).map(r -> r.get(column)).filter(t -> !t.isEmpty());
  }
}
