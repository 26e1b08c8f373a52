package org.concordat.returns;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Locale;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a return as somebody asks for it.
 *
 * @param measure id of the measure
 * @param month reporting month; null for the newest with a return of the status
 * @param status performance, final or provisional
 * @param version number of the version; null for the newest
 * @param breakdown label or id of the breakdown; null where the levels say it, else England
 * @param primary code or words of the primary level; null where only one is possible
 * @param secondary code or words of the secondary level; null where only one is possible
 * @param value the value the asker has before him; null when he does not say
 */
public record CellRequest(
    String measure,
    @Nullable ReportingMonth month,
    String status,
    @Nullable Integer version,
    @Nullable String breakdown,
    @Nullable String primary,
    @Nullable String secondary,
    @Nullable String value) {

  /**
   * The cell a line of a return's main file is about.
   *
   * @param line the line as it stands in the file
   * @param version number of the version; null for the newest
   * @throws WrongRequestException if it is no such line
   */
  public static CellRequest ofLine(String line, @Nullable Integer version) {
    List<String> columns = ContractCatalogue.load().table("monthly_return").columnNames();
    List<CsvRecord> records = CsvReader.builder().ofCsvRecord(line).stream().toList();
    if (records.size() != 1 || records.get(0).getFieldCount() != columns.size()) {
      throw new WrongRequestException(
          "This is no line of a return, which has "
              + columns.size()
              + " columns: "
              + String.join(",", columns));
    }
    List<String> fields = records.get(0).getFields();
    String end = fields.get(columns.indexOf("REPORTING_PERIOD_END"));
    ReportingMonth month;
    try {
      month = ReportingMonth.of(end.substring(0, Math.min("yyyy-MM".length(), end.length())));
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException(
          "This line of a return names no month: REPORTING_PERIOD_END is \"" + end + "\"", e);
    }
    return new CellRequest(
        fields.get(columns.indexOf("MEASURE_ID")),
        month,
        fields.get(columns.indexOf("STATUS")).toLowerCase(Locale.ROOT),
        version,
        fields.get(columns.indexOf("BREAKDOWN")),
        fields.get(columns.indexOf("PRIMARY_LEVEL")),
        fields.get(columns.indexOf("SECONDARY_LEVEL")),
        fields.get(columns.indexOf("MEASURE_VALUE")));
  }
}
