package org.concordat.returns;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a version changes against the published one before it.
 *
 * @param before number of the version before; 0 for a first version
 * @param values its published values, empty for a first version
 * @param notes text of REVISION_NOTE by the row's key; a row without one is unchanged
 * @param text the public text of the changes
 */
record Revision(
    int before, Map<List<String>, String> values, Map<List<String>, String> notes, String text) {

  /** The rows, each changed one with a note that quotes only published values. */
  List<ReturnRow> noted(List<ReturnRow> published) {
    return published.stream()
        .map(row -> row.withRevision(notes.getOrDefault(row.key(), "")))
        .toList();
  }

  /** The same with its text. */
  Revision withText(String changes) {
    return new Revision(before, values, notes, changes);
  }

  /** Rows of the version before that are gone. */
  int gone(List<ReturnRow> published) {
    Set<List<String>> keys = new HashSet<>(values.keySet());
    published.forEach(row -> keys.remove(row.key()));
    return keys.size();
  }

  /** Rows of a version that is there, with the notes it was published with. */
  static Map<List<String>, String> notes(byte[] mainFile) {
    Map<List<String>, String> notes = new HashMap<>(ReturnCsv.published(mainFile, "REVISION_NOTE"));
    notes.values().removeIf(String::isEmpty);
    return notes;
  }
}
