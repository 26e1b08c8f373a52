package org.concordat.check;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;

/** The faults seeded on purpose, as the sample data list them. */
final class FaultLedger {

  /**
   * One seeded fault.
   *
   * @param where folder of the gallery, or submission id
   * @param file file at fault, empty where none is named
   * @param line line at fault, empty where none is named
   * @param rule rule that must find it, or another word
   */
  record Entry(String where, String file, String line, String rule) {

    boolean isFoundBy(Finding finding) {
      return finding.ruleId().equals(rule)
          && (file.isEmpty() || file.equals(finding.file()))
          && (line.isEmpty() || line.equals(String.valueOf(finding.line())));
    }
  }

  private FaultLedger() {}

  /** Ids of every rule there is, written or generated. */
  static Set<String> knownRules() {
    Rulebook rulebook = Rulebook.load();
    QualityRules registry = rulebook.rules();
    Set<String> ids = new HashSet<>();
    registry.all().forEach(rule -> ids.add(rule.id()));
    for (TableContract table : rulebook.contracts().landing()) {
      registry.items(table).forEach(rule -> ids.add(rule.id()));
      registry.key(table).ifPresent(rule -> ids.add(rule.id()));
      table.foreignKeys().forEach(key -> ids.add(registry.parent(table, key).id()));
    }
    return ids;
  }

  static List<Entry> read(Path ledger) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(ledger);
        Stream<CsvRecord> rows = reader.stream()) {
      return rows.skip(1)
          .map(r -> new Entry(r.getField(0), r.getField(1), r.getField(2), r.getField(3)))
          .toList();
    }
  }
}
