package org.concordat.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.pull.ManifestWriter.About;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestWriterTest {

  private static final About ABOUT =
      About.of(Family.PF, "10", ReportingMonth.of("2026-09"), "2026-10-10T08:00:00");
  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();

  @TempDir Path folder;

  @Test
  void says_of_each_table_file_its_name_size_hash_and_rows() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("police_mha_detention.CSV"), "a,b\n1,\"x\ny\"\n\n2,\"z\"\n");
    Files.writeString(folder.resolve("notes.txt"), "not a table");
    JsonNode manifest =
        Json.mapper().readTree(new ManifestWriter(CONTRACTS).write(folder, ABOUT).toFile());
    assertThat(manifest.path("period_end").asText()).isEqualTo("2026-09-30");
    assertThat(manifest.path("resources")).hasSize(1);
    JsonNode resource = manifest.path("resources").get(0);
    assertThat(resource.path("name").asText()).isEqualTo("police_mha_detention");
    assertThat(resource.path("path").asText()).isEqualTo("police_mha_detention.CSV");
    assertThat(resource.path("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(resource.path("hash").asText()).isEqualTo("sha256:" + Digest.ofFile(file));
    assertThat(resource.path("rows").asLong()).isEqualTo(2);
  }

  @Test
  void refuses_an_empty_folder_unless_it_is_a_nil_return() {
    assertThatThrownBy(() -> new ManifestWriter(CONTRACTS).manifest(folder, ABOUT))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("holds no table file of family PF");
    About nil =
        new About(
            Family.PF,
            "10",
            ReportingMonth.of("2026-09"),
            "2026-10-10T08:00:00",
            "",
            "",
            true,
            "no detention in the month",
            "",
            false);
    assertThat(new ManifestWriter(CONTRACTS).manifest(folder, nil))
        .containsEntry("nil_return", true)
        .containsEntry("resources", List.of());
  }

  @Test
  void templates_have_every_table_with_its_columns_in_order() throws IOException {
    List<Path> written = new Templates(CONTRACTS).write(Family.PF, folder);
    assertThat(written)
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "police_mh_incident.csv", "police_mha_detention.csv", "manifest.example.json");
    assertThat(Files.readString(folder.resolve("police_mha_detention.csv")))
        .isEqualTo(String.join(",", CONTRACTS.table("police_mha_detention").columnNames()) + "\n");
    assertThat(new Templates(CONTRACTS).write(Family.PF, folder)).isEmpty();
  }
}
