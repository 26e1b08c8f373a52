package org.concordat.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Whether records stand where somebody says they stand in a partner's file. */
public final class RecordLines {

  private RecordLines() {}

  /**
   * Reads a file as the check reads it, up to the last line asked for.
   *
   * @param bytes where the file's bytes lie
   * @param fileName name as sent, which tells the format
   * @param lines physical lines, in Parquet row numbers
   * @return those of the lines on which a record starts
   */
  public static Set<Long> found(Path bytes, String fileName, Set<Long> lines) {
    Set<Long> found = new HashSet<>();
    long last = lines.stream().mapToLong(Long::longValue).max().orElse(0);
    try (PartnerFileReader reader = PartnerFileReader.open(bytes, fileName)) {
      for (PartnerRecord record = reader.next();
          record != null && record.line() <= last;
          record = reader.next()) {
        if (lines.contains(record.line())) {
          found.add(record.line());
        }
      }
    } catch (UnreadableFileException e) {
      return found; // What was read before the fault is there, the rest is not.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + bytes, e);
    }
    return found;
  }
}
