package org.concordat.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where every seeded fault is written down, so that a test can ask whether it was noticed. */
final class Ledger {

  /** One fault; line 0 means the whole file. */
  record Entry(String place, String file, long line, String rule, String what) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(String place, String file, long line, String rule, String what) {
    entries.add(new Entry(place, file, line, rule, what));
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Writes the ledger as CSV.
   *
   * @param placeColumn name of the first column: submission_id or folder
   */
  void write(Path file, String placeColumn) throws IOException {
    StringBuilder text = new StringBuilder(placeColumn + ",file,line,rule,what\n");
    for (Entry entry : entries) {
      text.append(entry.place())
          .append(',')
          .append(entry.file())
          .append(',')
          .append(entry.line() == 0 ? "" : Long.toString(entry.line()))
          .append(',')
          .append(entry.rule())
          .append(",\"")
          .append(entry.what().replace("\"", "\"\""))
          .append("\"\n");
    }
    Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
  }
}
