package org.concordat.returns;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.concordat.config.WrongRequestException;

/** Every row of an explanation as CSV, one line per mart row and count it stands in. */
public final class ExplanationCsv {

  private static final List<String> COLUMNS =
      List.of(
          "measure_id",
          "mart",
          "row_key",
          "organisation_code",
          "adds",
          "source_submission_id",
          "source_table",
          "source_file",
          "source_line",
          "source_sha256",
          "line_check",
          "submission_ids");

  private ExplanationCsv() {}

  /**
   * @throws WrongRequestException unless the file is a new one that ends with .csv
   */
  public static void requireNew(Path file) {
    if (!file.toString().endsWith(".csv")) {
      throw new WrongRequestException(
          "Cannot write " + file + ": a file that ends with .csv is wanted");
    }
    if (Files.exists(file)) {
      throw new WrongRequestException("Cannot write " + file + ": it is there already");
    }
  }

  /**
   * Writes a new file as a whole.
   *
   * @throws WrongRequestException if it cannot be written
   */
  public static void write(Explanation explanation, Path file) {
    requireNew(file);
    Path draft = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".part");
    try {
      try (CsvWriter csv =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(draft, StandardCharsets.UTF_8)) {
        csv.writeRecord(COLUMNS);
        for (Explanation.Part part : explanation.parts()) {
          part.rows().forEach(row -> csv.writeRecord(cells(part, row)));
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write " + file, e);
    }
  }

  private static List<String> cells(Explanation.Part part, Explanation.MartRow row) {
    return List.of(
        part.measure(),
        part.mart(),
        row.key(),
        row.organisation(),
        row.adds(),
        Objects.requireNonNullElse(row.submission(), ""),
        Objects.requireNonNullElse(row.table(), ""),
        Objects.requireNonNullElse(row.file(), ""),
        row.line() == null ? "" : row.line().toString(),
        Objects.requireNonNullElse(row.sha256(), ""),
        row.lineCheck().name(),
        String.join(" ", row.submissions()));
  }
}
