package org.concordat.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One CSV file beside a page: UTF-8, comma, line feeds, RFC 4180 quoting, one header row. */
final class CsvSink implements AutoCloseable {

  private final CsvWriter writer;

  CsvSink(Path file, List<String> columns) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      this.writer =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    writer.writeRecord(columns);
  }

  void row(List<String> values) {
    writer.writeRecord(values);
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot finish a CSV file", e);
    }
  }
}
