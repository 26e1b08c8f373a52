package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.EncryptionSettings;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ContractCatalogue.Layer;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetEncryptionTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final String ONE = "1f".repeat(32);
  private static final String TWO = "2e".repeat(32);
  private static final StructType SCHEMA =
      new StructType()
          .add("record", DataTypes.StringType)
          .add("nhs_number", DataTypes.StringType)
          .add("home_postcode", DataTypes.StringType);
  private static final StructType OTHER = new StructType().add("record", DataTypes.StringType);

  @TempDir private Path folder;

  @AfterEach
  void nobodyElseHasTheKeys() {
    ParquetEncryption.use(SharedSpark.session(), Settings.defaults());
  }

  @Test
  void without_the_key_other_columns_can_be_read_and_sensitive_ones_cannot() throws IOException {
    use(settings("one", ONE));
    write("people", people("9990000018", "LS1 4AP"));
    assertThat(Rows.json(read("people"))).isEqualTo(Rows.json(people("9990000018", "LS1 4AP")));

    use(Settings.defaults());
    assertThat(read("people").select("record").head().getString(0)).isEqualTo("1");
    for (String column : List.of("nhs_number", "home_postcode")) {
      assertThatThrownBy(() -> read("people").select(column).collectAsList())
          .as(column)
          .hasRootCauseInstanceOf(ParquetCryptoRuntimeException.class)
          .rootCause()
          .extracting(ParquetEncryption::refusal)
          .asString()
          .contains("the settings name no key");
    }
    // In the plain file least and greatest values stand in the footer, uncompressed.
    assertThat(bytes("people")).doesNotContain("9990000018", "LS1 4AP");
    write("plain", people("9990000018", "LS1 4AP"));
    assertThat(bytes("plain")).contains("9990000018", "LS1 4AP");
  }

  @Test
  void files_without_sensitive_columns_have_the_bytes_they_always_had() throws IOException {
    Dataset<Row> rows = Rows.of(OTHER, "{'record':'1'}", "{'record':'2'}");
    write("off", rows);
    use(settings("one", ONE));
    write("on", rows);
    assertThat(folder.resolve("on/table-v-00000.parquet"))
        .hasSameBinaryContentAs(folder.resolve("off/table-v-00000.parquet"));
  }

  @Test
  void another_key_is_told_in_one_line_and_an_earlier_one_reads_on() throws IOException {
    use(settings("one", ONE));
    write("people", people("9990000018", "LS1 4AP"));

    use(settings("one", TWO));
    assertThatThrownBy(() -> read("people").collectAsList())
        .hasRootCauseInstanceOf(WrongRequestException.class)
        .rootCause()
        .hasMessage(
            "Cannot read encrypted columns: they were written with the key \"one\", and the settings"
                + " have another key of that name; a new key needs a new key-id");

    use(settings("two", TWO));
    assertThatThrownBy(() -> read("people").collectAsList())
        .hasRootCauseInstanceOf(WrongRequestException.class)
        .rootCause()
        .hasMessageContaining("name it in encryption.parquet.earlier-keys");

    Settings both = settings("two", TWO, Map.of("one", reference(ONE)));
    use(both);
    assertThat(Rows.json(read("people"))).isEqualTo(Rows.json(people("9990000018", "LS1 4AP")));
    assertThat(ParquetEncryption.of(both).isAsAsked(folder.resolve("people"))).isFalse();
    assertThatThrownBy(
            () -> ParquetEncryption.of(settings("one", TWO)).isAsAsked(folder.resolve("people")))
        .as("nothing is written over what another key of that name protects")
        .isInstanceOf(WrongRequestException.class);
  }

  @Test
  void a_key_that_is_none_is_refused_and_not_quoted() throws IOException {
    String shorter = ONE.substring(2);
    for (Settings wrong :
        List.of(settings("one", shorter), settings("one", ONE.replace('f', 'g')))) {
      assertThatThrownBy(() -> ParquetEncryption.of(wrong))
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("\"one\"")
          .hasMessageContaining("64 hexadecimal digits")
          .hasMessageNotContaining(shorter);
    }
    Settings missing =
        settings(
            new EncryptionSettings.ParquetKeys(
                "file:" + folder.resolve("not-there"), "one", Map.of()));
    assertThatThrownBy(() -> ParquetEncryption.of(missing))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("not-there");
    assertThatThrownBy(
            () ->
                ParquetEncryption.of(
                    settings(new EncryptionSettings.ParquetKeys(ONE, "one", Map.of()))))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("must be a reference")
        .hasMessageNotContaining(ONE);
  }

  /** Random bytes differ at every writing: the version that is there stays, byte for byte. */
  @Test
  void a_version_made_again_from_the_same_rows_is_not_written_again() throws IOException {
    VersionedTree tree = new VersionedTree(folder.resolve("zone"));
    use(settings("one", ONE));
    byte[] first = published(tree, people("9990000018", "LS1 4AP"));
    assertThat(published(tree, people("9990000018", "LS1 4AP"))).isEqualTo(first);

    byte[] changed = published(tree, people("9990000018", "LS1 4AP").limit(1));
    assertThat(changed).as("fewer rows").isNotEqualTo(first);
    first = published(tree, people("9990000018", "LS1 4AP"));
    use(settings("two", TWO, Map.of("one", reference(ONE))));
    assertThat(published(tree, people("9990000018", "LS1 4AP"))).as("new key").isNotEqualTo(first);
    use(Settings.defaults());
    byte[] plain = published(tree, people("9990000018", "LS1 4AP"));
    assertThat(new String(plain, StandardCharsets.ISO_8859_1)).contains("9990000018");
  }

  @Test
  void the_engine_knows_where_the_key_lies_and_not_the_key() throws IOException {
    use(settings("one", ONE));
    write("people", people("9990000018", "LS1 4AP"));
    assertThat(SharedSpark.session().conf().getAll().toString()).doesNotContain(ONE);
    assertThat(bytes("people").toLowerCase(Locale.ROOT)).doesNotContain(ONE);
  }

  /**
   * Columns are encrypted by name, in whatever file: nobody outside may have one of these names.
   */
  @Test
  void no_table_outside_the_restricted_zone_has_a_column_of_such_a_name() {
    ContractCatalogue contracts = ContractCatalogue.load();
    for (Layer layer : Layer.values()) {
      contracts
          .tables(layer)
          .forEach(
              table -> {
                List<String> encrypted = SensitiveColumns.among(table.columnNames());
                if (layer == Layer.LANDING || layer == Layer.LINKED) {
                  assertThat(encrypted)
                      .as(table.name())
                      .containsExactlyInAnyOrderElementsOf(
                          table.fields().stream()
                              .filter(column -> column.isSensitive())
                              .map(column -> column.name())
                              .toList());
                } else {
                  assertThat(encrypted).as(table.name()).isEmpty();
                }
              });
    }
  }

  private static Dataset<Row> people(String number, String postcode) {
    return Rows.of(
        SCHEMA,
        "{'record':'1','nhs_number':'%s','home_postcode':'%s'}".formatted(number, postcode),
        "{'record':'2','nhs_number':'9990000026'}");
  }

  private byte[] published(VersionedTree tree, Dataset<Row> rows) throws IOException {
    VersionedTree.Draft draft = tree.draft("v1");
    ParquetTables.write(rows, draft.folder("people", MONTH), "people", "v1", 1, List.of("record"));
    draft.publish(Set.of(MONTH));
    return Files.readAllBytes(
        tree.month("people", MONTH).orElseThrow().resolve("people-v1-00000.parquet"));
  }

  private void write(String name, Dataset<Row> rows) {
    ParquetTables.write(rows, folder.resolve(name), "table", "v", 1, List.of("record"));
  }

  private Dataset<Row> read(String name) {
    return SharedSpark.session().read().parquet(folder.resolve(name).toString());
  }

  private String bytes(String name) throws IOException {
    return Files.readString(
        folder.resolve(name).resolve("table-v-00000.parquet"), StandardCharsets.ISO_8859_1);
  }

  private static void use(Settings settings) {
    ParquetEncryption.use(SharedSpark.session(), settings);
  }

  private Settings settings(String id, String key) throws IOException {
    return settings(id, key, Map.of());
  }

  private Settings settings(String id, String key, Map<String, String> earlier) throws IOException {
    return settings(new EncryptionSettings.ParquetKeys(reference(key), id, earlier));
  }

  private String reference(String key) throws IOException {
    Path file = folder.resolve("key-" + Digest.id(key));
    SecretFile.write(file, key + "\n");
    return "file:" + file;
  }

  private static Settings settings(EncryptionSettings.ParquetKeys keys) {
    return Settings.defaults().with().encryption(new EncryptionSettings(keys)).done();
  }
}
