package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.junit.jupiter.api.Test;

class LedgerTest {

  /** Rules of the domain pages that a later issue adds to the registry. */
  private static final Set<String> LATER = Set.of("MHP-005", "MHD-007", "MHO-001", "PFD-015");

  @Test
  void every_line_of_the_months_ledger_is_the_start_of_a_record_of_its_file() throws IOException {
    for (CsvRecord entry : entries(Path.of("extracts-faults.csv"))) {
      String[] id = entry.getField(0).split("-");
      Path folder =
          Extracts.COMMITTED.resolve(String.join("/", id[0], id[1], id[2] + "-" + id[3], id[4]));
      Path file = folder.resolve(entry.getField(1));
      assertThat(file).exists();
      if (!entry.getField(2).isEmpty() && !entry.getField(3).equals("FIL-009")) {
        Set<Long> starts =
            Extracts.records(file).stream()
                .map(CsvRecord::getStartingLineNumber)
                .collect(Collectors.toSet());
        assertThat(starts).as(entry.toString()).contains(Long.valueOf(entry.getField(2)));
      }
    }
  }

  @Test
  void every_case_of_the_gallery_is_there_and_its_line_exists() throws IOException {
    for (CsvRecord entry : entries(Extracts.GALLERY.resolve("ledger.csv"))) {
      Path folder = Extracts.GALLERY.resolve(entry.getField(0));
      assertThat(folder).isDirectory();
      if (!entry.getField(2).isEmpty()) {
        Path file = Extracts.files(folder, entry.getField(1)).get(0);
        List<String> lines =
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
        assertThat(lines)
            .as(entry.toString())
            .hasSizeGreaterThanOrEqualTo(Integer.parseInt(entry.getField(2)));
      }
    }
  }

  @Test
  void every_file_rule_has_a_case_in_the_gallery() throws IOException {
    Set<String> shown = rules(Extracts.GALLERY.resolve("ledger.csv"));
    for (int i = 1; i <= 20; i++) {
      assertThat(shown).contains("FIL-0" + (i < 10 ? "0" : "") + i);
    }
  }

  @Test
  void every_rule_type_and_every_trap_that_needs_seeding_is_in_the_month() throws IOException {
    Set<String> rules = rules(Path.of("extracts-faults.csv"));
    for (String suffix : List.of("BLK", "FMT", "COD", "RET", "DEF", "DUP", "PAR")) {
      assertThat(rules).anyMatch(rule -> rule.endsWith("-" + suffix));
    }
    String words = Files.readString(Path.of("extracts-faults.csv"));
    assertThat(words)
        .contains(
            "trap 1:", "trap 3:", "trap 5", "trap 6", "trap 7", "trap 8", "trap 10", "trap 11");
  }

  @Test
  void every_rule_the_ledgers_name_is_in_the_registry() throws IOException {
    Set<String> rules = rules(Path.of("extracts-faults.csv"));
    rules.addAll(rules(Extracts.GALLERY.resolve("ledger.csv")));
    rules.removeIf(r -> r.startsWith("trap") || r.equals("accepted") || r.equals("superseded"));
    rules.removeAll(LATER);
    ContractCatalogue contracts = ContractCatalogue.load();
    QualityRules registry = QualityRules.load(contracts);
    Set<String> known = registry.all().stream().map(r -> r.id()).collect(Collectors.toSet());
    for (TableContract table : contracts.landing()) {
      registry.items(table).forEach(rule -> known.add(rule.id()));
      registry.key(table).ifPresent(rule -> known.add(rule.id()));
      table.foreignKeys().forEach(key -> known.add(registry.parent(table, key).id()));
    }
    rules.removeIf(rule -> rule.endsWith("-DEF"));
    assertThat(known).containsAll(rules);
  }

  private static Set<String> rules(Path ledger) throws IOException {
    Set<String> rules = new HashSet<>();
    entries(ledger).forEach(entry -> rules.add(entry.getField(3)));
    return rules;
  }

  private static List<CsvRecord> entries(Path ledger) throws IOException {
    List<CsvRecord> records = Extracts.records(ledger);
    return records.subList(1, records.size());
  }
}
