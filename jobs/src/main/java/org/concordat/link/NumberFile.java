package org.concordat.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.SecretFile;

/**
 * A CSV file of NHS numbers supplied from outside, readable by its owner only. What is wrong with
 * it is told by file and line, never by the number.
 */
final class NumberFile {

  /** Takes the numbers of one line. */
  interface Line {
    /**
     * @param line line of the file, from 1
     * @param numbers as many as the header has columns
     */
    void take(long line, long[] numbers);
  }

  private final Path file;
  private final String text;

  /**
   * @param setting the setting that names the file
   * @throws WrongRequestException when there is no such file or others can read it
   */
  NumberFile(String file, String setting) {
    this.file = Path.of(file);
    String whole = SecretFile.whole(this.file, "the file of " + setting);
    // Spreadsheets begin their text with a mark of its encoding.
    text = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
  }

  /** SHA-256 of the text. It gives a short list away to whoever tries all numbers. */
  String digest() {
    return Digest.ofText(text);
  }

  /**
   * Reads every line.
   *
   * @param header columns the first line must name
   * @param preparation says which numbers are valid, and which have been superseded
   * @throws WrongRequestException when the header is another one or a number is not valid
   */
  void read(List<String> header, IdentifierPreparation preparation, Line each) {
    boolean isHeader = true;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      for (CsvRecord record : records) {
        List<String> fields = record.getFields();
        long line = record.getStartingLineNumber();
        if (isHeader) {
          if (!fields.stream().map(String::strip).toList().equals(header)) {
            break;
          }
          isHeader = false;
        } else if (fields.size() > 1 || !fields.get(0).isBlank()) {
          each.take(line, numbers(line, fields, header.size(), preparation));
        }
      }
    } catch (CsvParseException e) {
      // Its message may quote the file.
      throw new WrongRequestException("Cannot use " + file + ": it is not CSV");
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot fail to be read", e);
    }
    if (isHeader) {
      throw wrong(1, "the header must be " + String.join(",", header));
    }
  }

  private long[] numbers(
      long line, List<String> fields, int expected, IdentifierPreparation preparation) {
    if (fields.size() != expected) {
      throw wrong(line, "expected " + expected + (expected == 1 ? " number" : " numbers"));
    }
    long[] numbers = new long[expected];
    for (int i = 0; i < expected; i++) {
      String number = preparation.nhsNumber(fields.get(i));
      if (number == null) {
        throw wrong(line, "not a valid NHS number");
      }
      numbers[i] = Long.parseLong(number);
    }
    return numbers;
  }

  /** What is wrong with a line; the words must name no number. */
  WrongRequestException wrong(long line, String why) {
    return new WrongRequestException("Cannot use " + file + ", line " + line + ": " + why);
  }
}
