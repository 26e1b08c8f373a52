package org.concordat.returns;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Population;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * The CSV files of a return: UTF-8 without byte order mark, comma, line feeds, RFC 4180 quoting,
 * header as in the contract (returns-and-disclosure.md 4.1).
 */
final class ReturnCsv {

  private ReturnCsv() {}

  /** The main file, or its raw twin. */
  static byte[] rows(
      TableContract contract, ReportingMonth month, ReturnStatus status, List<ReturnRow> rows) {
    return table(contract, rows.stream().map(row -> values(month, status, row)).toList());
  }

  /** One row's texts, in column order. */
  static List<String> values(ReportingMonth month, ReturnStatus status, ReturnRow row) {
    return List.of(
        row.measure().period().first(month).start().toString(),
        month.end().toString(),
        status.published(),
        row.breakdown().label(),
        row.cell().primary(),
        row.primaryWords(),
        row.cell().secondary(),
        row.secondaryWords(),
        row.measure().id(),
        row.measure().name(),
        row.value(),
        row.valueNote(),
        row.revisionNote());
  }

  /**
   * The file of rates, or its raw twin.
   *
   * @param rates column to text, month_count among them; a column a row does not hold is blank
   */
  static byte[] rates(
      TableContract contract,
      ReportingMonth month,
      ReturnStatus status,
      List<Map<String, String>> rates) {
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> rate : rates) {
      Map<String, String> row = new LinkedHashMap<>(rate);
      int months = Integer.parseInt(rate.getOrDefault("month_count", ""));
      row.put("REPORTING_PERIOD_START", month.plusMonths(1 - months).start().toString());
      row.put("REPORTING_PERIOD_END", month.end().toString());
      row.put("STATUS", status.published());
      rows.add(contract.columnNames().stream().map(c -> row.getOrDefault(c, "")).toList());
      if (!contract.columnNames().containsAll(row.keySet())) {
        throw new IllegalStateException("A rate has columns that its contract does not know");
      }
    }
    return table(contract, rows);
  }

  /**
   * What each measure counts.
   *
   * @param population residents that rates are made with
   * @param dataNote text of DATA_NOTE
   */
  static byte[] metadata(
      TableContract contract,
      Measures measures,
      ReportingMonth month,
      Population population,
      String dataNote) {
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : measures.inForce(month)) {
      rows.add(
          List.of(
              measure.id(),
              measure.name(),
              measure.definition(),
              Objects.requireNonNullElse(measure.numerator(), ""),
              denominator(measure, population),
              measure.unit(),
              measure.period().words(),
              measure.suppression().words(),
              measure.validFrom(),
              measure.family().title(),
              measure.additiveParent() == null ? "" : measure.additiveParent(),
              String.join(
                  "|", measures.breakdowns(measure).stream().map(Breakdown::label).toList()),
              measure.source(),
              measure.changes() == null ? "" : measure.changes(),
              dataNote));
    }
    rows.sort((one, other) -> one.get(0).compareTo(other.get(0)));
    return table(contract, rows);
  }

  /** What a percentage is divided by, a rate's residents, what counts the rows of an average. */
  private static String denominator(Measure measure, Population population) {
    if (measure.rate().isPresent()) {
      return words(population);
    }
    return Stream.of(measure.denominator(), measure.base())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** Residents as a denominator: how many, where, of which year, from which table. */
  private static String words(Population population) {
    return "%d residents of %s, %d (%s)"
        .formatted(
            population.england(),
            population.table().geography(),
            population.table().year(),
            population.table().name());
  }

  /** A file of its contract's columns. */
  static byte[] table(TableContract contract, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(contract.columnNames());
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + contract.name(), e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A column of an earlier version, by breakdown, primary level, secondary level and measure. */
  static Map<List<String>, String> published(byte[] mainFile, String column) {
    Map<List<String>, String> values = new LinkedHashMap<>();
    CsvReader.builder()
        .ofNamedCsvRecord(new String(mainFile, StandardCharsets.UTF_8))
        .forEach(
            row ->
                values.put(
                    List.of(
                        row.getField("BREAKDOWN"),
                        row.getField("PRIMARY_LEVEL"),
                        row.getField("SECONDARY_LEVEL"),
                        row.getField("MEASURE_ID")),
                    row.getField(column)));
    return values;
  }
}
