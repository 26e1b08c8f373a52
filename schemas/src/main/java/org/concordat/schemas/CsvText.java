package org.concordat.schemas;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small table read from CSV: reference data of this module, not partners' files.
 *
 * @param columns names in file order
 * @param rows column to text, in file order; empty text where nothing is known
 */
record CsvText(List<String> columns, List<Map<String, String>> rows) {

  /**
   * Reads a text with a header line.
   *
   * @throws IllegalArgumentException naming the file and line, when a row has too many or too few
   *     values
   */
  static CsvText read(String file, String text) {
    List<String> columns = new ArrayList<>();
    List<Map<String, String>> rows = new ArrayList<>();
    try {
      for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(text)) {
        columns = row.getHeader();
        if (row.getFieldCount() != columns.size()) {
          throw new IllegalArgumentException(
              file
                  + ", line "
                  + row.getStartingLineNumber()
                  + ": "
                  + row.getFieldCount()
                  + " values under "
                  + columns.size()
                  + " columns");
        }
        rows.add(new LinkedHashMap<>(row.getFieldsAsMap()));
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    return new CsvText(columns, rows);
  }
}
