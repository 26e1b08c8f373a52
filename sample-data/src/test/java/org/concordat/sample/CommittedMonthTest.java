package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

class CommittedMonthTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TEN_DIGITS = Pattern.compile("(?<![0-9])[0-9]{10}(?![0-9])");

  @Test
  void both_months_together_stay_under_five_megabytes() throws IOException {
    long bytes = 0;
    for (Path file : Extracts.files(Extracts.COMMITTED, "")) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isBetween(1_000_000L, 5_000_000L);
  }

  @Test
  void every_file_has_the_columns_of_its_contract_unless_a_fault_took_one() throws IOException {
    ContractCatalogue contracts = ContractCatalogue.load();
    for (Path file : Extracts.files(Extracts.COMMITTED, ".csv")) {
      boolean isSpoilt = file.endsWith(Path.of("MH/RV5/2026-09/001/MHS101Referral.csv"));
      if (!isSpoilt) {
        assertThat(Extracts.records(file).get(0).getFields())
            .as(file.toString())
            .isEqualTo(contracts.table(Extracts.table(file)).columnNames());
      }
    }
  }

  @Test
  void manifests_say_the_truth_unless_a_fault_is_that_they_do_not() throws IOException {
    for (Path manifest : Extracts.files(Extracts.COMMITTED, "manifest.json")) {
      Path folder = Extracts.COMMITTED.relativize(manifest.resolveSibling(""));
      JsonNode json = JSON.readTree(Files.readString(manifest));
      assertThat(json.get("source_system").asText()).contains("invented data");
      assertThat(folder.toString())
          .startsWith(json.get("family").asText() + "/" + json.get("organisation_code").asText())
          .contains(json.get("period_start").asText().substring(0, 7));
      for (JsonNode resource : json.get("resources")) {
        Path file = manifest.resolveSibling(resource.get("path").asText());
        assertThat(resource.get("bytes").asLong()).isEqualTo(Files.size(file));
        if (!folder.equals(Path.of("MH/RXM/2026-09/001"))) {
          assertThat(resource.get("hash").asText()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
          assertThat(resource.get("rows").asLong())
              .as(file.toString())
              .isEqualTo(Extracts.records(file).size() - 1L);
        }
      }
    }
  }

  @Test
  void every_nhs_number_is_of_the_test_range_and_valid_unless_a_fault_broke_it()
      throws IOException {
    Set<String> seeded = seededLines();
    int numbers = 0;
    for (Path file : Extracts.files(Extracts.COMMITTED, ".csv")) {
      List<CsvRecord> records = Extracts.records(file);
      int column =
          Math.max(
              records.get(0).getFields().indexOf("NHSNumber"),
              records.get(0).getFields().indexOf("nhs_number"));
      for (CsvRecord record :
          column < 0 ? List.<CsvRecord>of() : records.subList(1, records.size())) {
        String number = record.getField(column);
        if (!number.isEmpty() && !seeded.contains(key(file, record))) {
          numbers++;
          assertThat(number).startsWith("999").hasSize(10);
          assertThat(NhsNumbers.checkDigit(number.substring(0, 9)))
              .as(number)
              .isEqualTo(number.charAt(9) - '0');
        }
      }
    }
    assertThat(numbers).isGreaterThan(2_000);
  }

  @Test
  void no_other_ten_digits_could_be_taken_for_a_real_number() throws IOException {
    for (Path file : Extracts.files(Extracts.COMMITTED, ".csv")) {
      Matcher digits = TEN_DIGITS.matcher(Extracts.text(file));
      while (digits.find()) {
        assertThat(digits.group()).as(file.toString()).startsWith("999");
      }
    }
  }

  @Test
  void every_partner_may_send_for_its_family() {
    Organisations organisations = Organisations.load();
    for (int scale : new int[] {1, 10}) {
      for (Partner partner : Plan.of(scale).partners()) {
        assertThat(organisations.find(partner.family(), partner.code()))
            .as(partner.family() + " " + partner.code())
            .hasValueSatisfying(o -> assertThat(o.isLiveIn(ReportingMonth.of("2026-09"))).isTrue());
      }
    }
  }

  @Test
  void one_force_sends_nothing_and_one_provider_has_nothing_to_send() throws IOException {
    assertThat(Extracts.COMMITTED.resolve("PF/42/2026-08/001")).exists();
    assertThat(Extracts.COMMITTED.resolve("PF/42/2026-09")).doesNotExist();
    Path nil = Extracts.COMMITTED.resolve("UC/RX6/2026-08/001/manifest.json");
    assertThat(JSON.readTree(Files.readString(nil)).get("nil_return").asBoolean()).isTrue();
  }

  @Test
  void what_is_open_at_the_end_of_a_month_is_sent_again_with_the_same_ids() throws IOException {
    Path august = Extracts.COMMITTED.resolve("MH/RX4/2026-08/001/MHS501HospProvSpell.csv");
    Path september = Extracts.COMMITTED.resolve("MH/RX4/2026-09/001/MHS501HospProvSpell.csv");
    Set<String> later =
        Extracts.records(september).stream().map(r -> r.getField(0)).collect(Collectors.toSet());
    List<String> header = Extracts.records(august).get(0).getFields();
    List<String> open =
        Extracts.records(august).stream()
            .filter(r -> r.getField(header.indexOf("DischDateHospProvSpell")).isEmpty())
            .map(r -> r.getField(0))
            .toList();
    assertThat(open).hasSizeGreaterThan(10);
    assertThat(later).containsAll(open);
  }

  @Test
  void police_and_ambulance_quote_each_others_references() throws IOException {
    Set<String> incidents = column("AM/RRU/2026-09/001/ambulance_incident.csv", "incident_id");
    Set<String> quoted =
        column("PF/01/2026-09/001/police_mha_detention.csv", "ambulance_incident_id");
    assertThat(quoted).hasSizeGreaterThan(20);
    assertThat(incidents).containsAll(quoted);
    assertThat(column("ED/RRV/2026-09/001/ed_attendance.csv", "ambulance_incident_id"))
        .hasSizeGreaterThan(20)
        .isSubsetOf(incidents);
  }

  private static Set<String> column(String path, String name) throws IOException {
    List<CsvRecord> records = Extracts.records(Extracts.COMMITTED.resolve(path));
    int place = records.get(0).getFields().indexOf(name);
    return records.stream()
        .skip(1)
        .map(r -> r.getField(place))
        .filter(v -> !v.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Set<String> seededLines() throws IOException {
    Set<String> lines = new HashSet<>();
    for (CsvRecord entry : Extracts.records(Path.of("extracts-faults.csv"))) {
      lines.add(entry.getField(0) + "/" + entry.getField(1) + "/" + entry.getField(2));
    }
    return lines;
  }

  private static String key(Path file, CsvRecord record) {
    Path path = Extracts.COMMITTED.relativize(file);
    Family family = Family.valueOf(path.getName(0).toString());
    return String.join(
            "-",
            family.name(),
            path.getName(1).toString(),
            path.getName(2).toString(),
            path.getName(3).toString())
        + "/"
        + path.getFileName()
        + "/"
        + record.getStartingLineNumber();
  }
}
