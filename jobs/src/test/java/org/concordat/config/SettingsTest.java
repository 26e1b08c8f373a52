package org.concordat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  @Test
  void what_the_file_leaves_out_keeps_its_default() throws IOException {
    Settings settings = Settings.read(file("disclosure:\n  small-count: 8\nspark:\n  cores: 1\n"));

    assertThat(settings.disclosure())
        .isEqualTo(new Settings.Disclosure("mhsds", 8, 5, 8, 3, 20, 20, 8));
    assertThat(settings.spark()).isEqualTo(new Settings.Spark(1, 0, null));
    assertThat(settings.check()).isEqualTo(Settings.defaults().check());
  }

  @Test
  void an_empty_file_means_all_defaults() throws IOException {
    assertThat(Settings.read(file("# nothing set\n"))).isEqualTo(Settings.defaults());
  }

  @Test
  void a_secret_of_the_store_is_a_reference_and_never_quoted() throws IOException {
    Path file = file("object-store: {access-key: env:KEY, secret-key: hunter2-itself}\n");
    ObjectStoreSettings store = Settings.read(file).objectStore();

    assertThatThrownBy(store::checked)
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("object-store.secret-key must be a reference")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(
            () ->
                Settings.read(file("object-store: {access-key: env:KEY}\n"))
                    .objectStore()
                    .checked())
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("together, or neither");
  }

  @Test
  void a_key_of_columns_is_a_named_reference_and_never_quoted() throws IOException {
    Path file = file("encryption: {parquet: {key: 'file:/keys/one', key-id: one}}\n");
    EncryptionSettings.ParquetKeys keys = Settings.read(file).encryption().parquet().checked();
    assertThat(keys.key()).isEqualTo("file:/keys/one");
    assertThat(keys.earlierKeys()).isEmpty();

    for (String wrong :
        new String[] {
          "{key: 'file:/keys/one'}|together, or neither",
          "{key: 0a0b0c, key-id: one}|encryption.parquet.key must be a reference",
          "{key: 'file:/keys/one', key-id: 'one:two'}|key-id must be a name",
          "{earlier-keys: {one: 0a0b0c}}|earlier-keys.one must be a reference",
          "{key: 'env:K', key-id: one, earlier-keys: {one: 'env:L'}}|which is the key of now"
        }) {
      String[] parts = wrong.split("\\|");
      Path settings = file("encryption: {parquet: " + parts[0] + "}\n");
      assertThatThrownBy(() -> Settings.read(settings).encryption().parquet().checked())
          .as(parts[0])
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining(parts[1])
          .hasMessageNotContaining("0a0b0c");
    }
  }

  @Test
  void a_link_is_valid_for_a_week_at_most() throws IOException {
    for (int hours : new int[] {0, 169}) {
      Path file = file("object-store: {link-hours: " + hours + "}\n");
      assertThatThrownBy(() -> Settings.read(file).objectStore().checked())
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("from 1 to 168");
    }
  }

  @Test
  void an_unknown_key_is_refused_in_one_line_that_names_it() throws IOException {
    Path file = file("disclosure:\n  smal-count: 8\n");

    assertThatThrownBy(() -> Settings.read(file))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("smal-count")
        .hasMessageNotContaining("\n");
  }

  @Test
  void broken_yaml_and_a_missing_file_are_the_callers_fault() throws IOException {
    Path broken = file("spark: [");

    assertThatThrownBy(() -> Settings.read(broken)).isInstanceOf(WrongRequestException.class);
    assertThatThrownBy(() -> Settings.read(folder.resolve("absent.yaml")))
        .isInstanceOf(WrongRequestException.class);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("concordat.yaml"), text);
  }
}
