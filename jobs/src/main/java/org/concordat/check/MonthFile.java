package org.concordat.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.Json;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/** Small JSON files that check keeps beside a month's findings, switched together with them. */
final class MonthFile {

  private static final String TABLE = CountedMonth.TABLE;

  private MonthFile() {}

  /** What the live version holds of a month; empty where there is no such file. */
  static <T> Optional<T> live(
      VersionedTree findings, ReportingMonth month, String name, Class<T> type) {
    Path file =
        findings.month(TABLE, month).map(folder -> folder.resolve(name)).orElse(Path.of(""));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file), type));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static void write(VersionedTree.Draft findings, ReportingMonth month, String name, Object value) {
    try {
      Json.write(findings.folder(TABLE, month).resolve(name), value);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + name + " of " + month, e);
    }
  }
}
