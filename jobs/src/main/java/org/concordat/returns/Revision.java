package org.concordat.returns;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a version changes against the published one before it.
 *
 * @param before number of the version before; 0 for a first version
 * @param values its published values, empty for a first version
 */
record Revision(int before, Map<List<String>, String> values) {

  static final Revision FIRST = new Revision(0, Map.of());

  /** The rows, each changed one with a note that quotes only published values. */
  List<ReturnRow> noted(List<ReturnRow> published) {
    return published.stream().map(row -> row.withRevision(note(row))).toList();
  }

  private String note(ReturnRow row) {
    if (before == 0) {
      return "";
    }
    String was = values.get(row.key());
    if (was == null) {
      return "New since v" + before;
    }
    return was.equals(row.value())
        ? ""
        : "Revised since v"
            + before
            + " from new or corrected submissions"
            + (row.measure().rate().isPresent() ? " or another population" : "")
            + ": was "
            + was;
  }

  /** Rows of the version before that are gone. */
  int gone(List<ReturnRow> published) {
    Set<List<String>> keys = new HashSet<>(values.keySet());
    published.forEach(row -> keys.remove(row.key()));
    return keys.size();
  }
}
