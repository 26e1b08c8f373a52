package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.Settings;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one partner's pages take from another's rows: published, rounded figures and no more. */
class AcrossPartnersTest {

  private static final StructType RECORDS =
      ContractFrames.schema(ContractCatalogue.load().table("section_136_records"));

  @TempDir Path folder;

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @Test
  void another_partners_rows_change_nothing_here_until_a_published_figure_moves()
      throws IOException {
    // Force 01 has 7,919 or 7,920 rows and names RX4 in 1,036, 1,037 or 1,038 detentions: the first
    // two are published as 1,035. RX4 has 71, of which 23 or 24 are found: published as 25.
    Map<String, byte[]> before = trust("one", 7919, 1036, 23);
    Map<String, byte[]> same = trust("two", 7920, 1037, 24);
    Map<String, byte[]> moved = trust("three", 7919, 1038, 23);

    assertThat(same.keySet()).isEqualTo(before.keySet());
    same.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(before.get(file)));

    moved.forEach(
        (file, bytes) -> {
          if (!file.equals("national.html")) {
            assertThat(bytes).as(file).isEqualTo(before.get(file));
          }
        });
    assertThat(changed(before, moved)).hasSize(1).allMatch(line -> line.contains("1,040"));
    assertThat(text(before, "national.html"))
        .contains("1,035", "71", "about -964", "about 1,010")
        .contains("not supplied");
  }

  @Test
  void no_file_of_a_partner_holds_an_exact_count_of_another() throws IOException {
    trust("one", 7919, 1036, 23).forEach(AcrossPartnersTest::hasNoneOf);
    files("one", "PF/01").forEach((file, bytes) -> hasNone(file, bytes, "71", "1,234", "1229"));
  }

  @Test
  void who_sent_nothing_stands_in_every_table_of_the_nation_as_missing() throws IOException {
    trust("one", 7919, 1036, 23);
    String national = text(files("one", "national"), "index.html");

    // RWK never sent anything and is in the register; RX6 sent last month only.
    for (String code : List.of("RWK", "RX6")) {
      List<String> lines =
          national
              .lines()
              .filter(l -> l.startsWith("<tr>") && l.contains("code\">" + code + "</span>"))
              .toList();
      assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
      assertThat(lines.stream().filter(l -> !l.contains("Left: ")))
          .allMatch(l -> l.contains("Missing submission") && !l.contains(">0"));
    }
    assertThat(national)
        .contains("<strong>Missing submission:</strong>")
        .contains("Left: in last month")
        .contains("Entered: not in last month");
  }

  private static void hasNoneOf(String file, byte[] bytes) {
    hasNone(file, bytes, "7,919", "7919", "1,036", "1036", "1,013", "1013");
  }

  private static void hasNone(String file, byte[] bytes, String... numbers) {
    String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("[0-9a-f]{16,}", "");
    for (String number : numbers) {
      assertThat(text).as(file).doesNotContainPattern("(?<![0-9,.])" + number + "(?![0-9,.])");
    }
  }

  private static List<String> changed(Map<String, byte[]> one, Map<String, byte[]> other) {
    List<String> before = text(one, "national.html").lines().toList();
    List<String> after = text(other, "national.html").lines().toList();
    assertThat(after).hasSameSizeAs(before);
    return IntStream.range(0, after.size())
        .filter(i -> !after.get(i).equals(before.get(i)))
        .mapToObj(after::get)
        .toList();
  }

  /** The folder of RX4 when force 01 sent so many rows and names RX4 so often. */
  private Map<String, byte[]> trust(String name, int rows, int named, int linked)
      throws IOException {
    Lake lake = TinyLake.at(folder.resolve(name), rows);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < named; i++) {
      records.add(
          record("PF", "01", i, "'police_force_code':'01','trust_code':'RX4'")
              .formatted(i < linked ? ",'linked_trust_code':'RX4'" : ""));
    }
    for (int i = 0; i < 71; i++) {
      records.add(
          record("MH", "RX4", i, "'trust_code':'RX4'")
              .formatted(i < linked ? ",'linked_police_force_code':'01'" : ""));
    }
    records.add(
        record("PF", "01", 9999, "'police_force_code':'01','trust_code':'RXM'").formatted(""));
    VersionedTree.Draft marts = lake.tree(Zone.MARTS).draft("marts2");
    ParquetTables.write(
        Rows.of(RECORDS, records.toArray(String[]::new)),
        marts.folder("section_136_records", TinyLake.MONTH),
        "section_136_records",
        marts.versionId(),
        1,
        List.of("event_id"));
    marts.publish(Set.of());
    new Reports(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(TinyLake.MONTH);
    return files(name, "MH/RX4");
  }

  private static String record(String family, String organisation, int number, String more) {
    return "{'event_id':'"
        + family
        + number
        + "','family':'"
        + family
        + "','organisation_code':'"
        + organisation
        + "','is_conveyed_by_ambulance':false,'arrival_misfits':[],'sex_misfits':[],"
        + "'birth_date_misfits':[],'source_file':'x.csv','source_line':2,"
        + more
        + "%s}";
  }

  private Map<String, byte[]> files(String name, String partner) throws IOException {
    Path reports =
        Lake.at(folder.resolve(name), Settings.defaults()).root(Zone.REPORTS).resolve(partner);
    Path month = reports.resolve(TinyLake.MONTH.toString());
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : Folders.filesBelow(month)) {
      files.put(file.toString(), Files.readAllBytes(month.resolve(file)));
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }
}
