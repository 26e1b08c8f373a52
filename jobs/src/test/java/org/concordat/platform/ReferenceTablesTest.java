package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.Areas;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Population;
import org.concordat.schemas.Populations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTablesTest {

  @TempDir private Path folder;

  @Test
  void the_table_loaded_last_is_in_force_and_earlier_ones_stay() throws IOException {
    ReferenceTables tables = new ReferenceTables(folder.resolve("reference"));
    assertThat(tables.population().version()).isEqualTo(Populations.load().newest().version());
    Path first = tables.store(ReferenceTables.checked(table("first", 10)));
    assertThat(tables.population().england()).isEqualTo(2_280);
    Path second = tables.store(ReferenceTables.checked(table("second", 20)));
    assertThat(tables.population().england()).isEqualTo(4_560);
    assertThat(tables.population().table().name()).isEqualTo("second");
    assertThat(tables.store(ReferenceTables.checked(table("second", 20)))).isEqualTo(second);
    assertThat(first).isDirectory();
    Files.writeString(second.resolve("population.csv"), "\n", StandardOpenOption.APPEND);
    assertThatIllegalStateException()
        .isThrownBy(tables::population)
        .withMessageContaining("was changed after it was loaded");
  }

  @Test
  void areas_are_the_invented_ones_until_a_table_of_a_kind_is_loaded() throws IOException {
    ReferenceTables tables = new ReferenceTables(folder.resolve("reference"));
    assertThat(tables.areas())
        .hasSize(4)
        .allSatisfy((kind, rows) -> assertThat(rows).isEqualTo(Areas.load().of(kind)));
    Path file = providers("RX4,,QHM,Y63,400000,500000,,\n", 1);
    ReferenceTables.Checked checked = ReferenceTables.checked(file);
    assertThat(checked.summary()).isEqualTo("provider_area points: 1 rows");
    Path stored = tables.store(checked);
    assertThat(tables.areas().get(AreaKind.PROVIDER_AREA))
        .satisfies(rows -> assertThat(rows.version()).isEqualTo(checked.version()))
        .satisfies(rows -> assertThat(rows.rows()).hasSize(1));
    assertThat(tables.areas().get(AreaKind.POSTCODE_AREA))
        .isEqualTo(Areas.load().of(AreaKind.POSTCODE_AREA));
    assertThat(tables.population().version()).isEqualTo(Populations.load().newest().version());
    Files.writeString(stored.resolve("provider_area.csv"), "\n", StandardOpenOption.APPEND);
    assertThatIllegalStateException()
        .isThrownBy(tables::areas)
        .withMessageContaining("was changed after it was loaded");
    refused(providers("RX4,,QHM,Y63,400000,500000,,\n", 2), "it has 1 rows, declared are 2");
    refused(providers("RX4,,QZZ,Y63,400000,500000,,\n", 1), "the board QZZ, which is not known");
  }

  private Path providers(String rows, int declared) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("providers.csv"),
            "organisation_code,sub_icb_code,icb_code,region_code,easting,northing,valid_from,"
                + "valid_to\n"
                + rows);
    Files.writeString(
        descriptor(file),
        """
        kind: provider_area
        name: points
        invented: false
        rows: %d
        source: A test
        """
            .formatted(declared));
    return file;
  }

  @Test
  void a_spreadsheets_byte_order_mark_and_line_ends_do_no_harm() throws IOException {
    Path file = table("excel", 10);
    Files.writeString(file, "\ufeff" + Files.readString(file).replace("\n", "\r\n"));
    assertThat(ReferenceTables.checked(file).summary()).contains("2,280 residents");
  }

  @Test
  void what_does_not_fit_is_refused_in_one_line() throws IOException {
    refused(folder.resolve("absent.csv"), "the table is not there");
    Path alone = table("alone", 10);
    Files.delete(descriptor(alone));
    refused(alone, "its descriptor is not there");
    Path wrong = table("wrong", 10);
    Files.writeString(
        descriptor(wrong), Files.readString(descriptor(wrong)).replace("2280", "2281"));
    refused(wrong, "the rows add to 2280, the declared total is 2281");
    Path empty = table("empty", 10);
    Files.writeString(descriptor(empty), "");
    refused(empty, "empty.csv.yaml");
    Path other = table("other", 10);
    Files.writeString(descriptor(other), Files.readString(descriptor(other)) + "file: x.csv\n");
    refused(other, "it describes the file x.csv");
    Path torn = table("torn", 10);
    Files.writeString(torn, Files.readString(torn) + "white_roma,\"male\n");
    refused(torn, "torn.csv");
    Path nobody = table("nobody", 0);
    Files.writeString(
        descriptor(nobody), Files.readString(descriptor(nobody)).replace(": 0", ": 1"));
    refused(nobody, "the rows add to 0");
  }

  private static void refused(Path file, String message) {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> ReferenceTables.checked(file))
        .withMessageContaining(message)
        .satisfies(refusal -> assertThat(refusal).message().doesNotContain("\n"));
  }

  /** A table with the same number of people in every cell, and its descriptor. */
  private Path table(String name, int people) throws IOException {
    StringBuilder csv = new StringBuilder("group_key,sex,age_band,population\n");
    for (String group : CodeLists.load().list("ethnicity_map_19").codes()) {
      for (Population.Stratum stratum : Populations.load().newest().strata()) {
        csv.append(group).append(stratum.sex().equals("1") ? ",male," : ",female,");
        csv.append(stratum.ageBand()).append(',').append(people).append('\n');
      }
    }
    Path file = Files.writeString(folder.resolve(name + ".csv"), csv);
    Files.writeString(
        descriptor(file),
        """
        kind: population
        name: %s
        year: 2021
        geography: England
        grouping: census_2021_19
        exactness: exact
        age_bands: mha_statistics_6
        total: %d
        source: invented
        """
            .formatted(name, 228 * people));
    return file;
  }

  private static Path descriptor(Path file) {
    return file.resolveSibling(file.getFileName() + ".yaml");
  }
}
