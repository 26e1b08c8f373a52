package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeyTest {

  private static final Settings.Linkage NO_FILE = Settings.Linkage.of(null, "development", true);

  @TempDir Path folder;

  @Test
  void makes_a_development_key_for_invented_data_that_only_its_owner_can_read() throws IOException {
    PseudonymKey key = PseudonymKey.of(NO_FILE, folder, true);

    Path file = folder.resolve("development.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(key.id()).isEqualTo("development");
    assertThat(key.warnings()).singleElement().asString().contains("development key", "public");
  }

  @Test
  void gives_the_same_pseudonyms_for_invented_data_in_every_lake() {
    PseudonymKey here = PseudonymKey.of(NO_FILE, folder.resolve("one"), true);
    PseudonymKey again = PseudonymKey.of(NO_FILE, folder.resolve("one"), true);
    PseudonymKey there = PseudonymKey.of(NO_FILE, folder.resolve("other"), true);

    assertThat(there.pseudonym("x")).isEqualTo(here.pseudonym("x")).hasSize(64);
    assertThat(again.pseudonym("x")).isEqualTo(here.pseudonym("x"));
  }

  @Test
  void is_the_keyed_digest_of_version_and_canonical_id() {
    // printf '1|x' | openssl dgst -sha256 -hmac 'concordat development key, not secret'
    assertThat(PseudonymKey.of(NO_FILE, folder, true).pseudonym("x")).isEqualTo(EXPECTED);
  }

  private static final String EXPECTED =
      "335438bdd77dbd0b652301002367802b32eee6225e84c3cb269d82d19349f6fc";

  @Test
  void refuses_real_data_without_a_key_file() {
    assertThatThrownBy(() -> PseudonymKey.of(NO_FILE, folder, false))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("linkage.key-file");
    assertThat(folder.resolve("development.key")).doesNotExist();
  }

  @Test
  void reads_a_named_key_file_for_real_data() throws IOException {
    Path file = keyFile("a secret of more than sixteen bytes\n", "rw-------");
    PseudonymKey key = PseudonymKey.of(named(file), folder, false);

    assertThat(key.id()).isEqualTo("2026");
    assertThat(key.warnings()).isEmpty();
    assertThat(key.toString()).isEqualTo("key 2026");
    assertThat(key.pseudonym("x"))
        .isNotEqualTo(PseudonymKey.of(NO_FILE, folder, true).pseudonym("x"));
  }

  @Test
  void refuses_a_key_file_that_is_missing_empty_short_or_open_to_others() throws IOException {
    assertRefused(folder.resolve("nowhere"), "no such file");
    assertRefused(folder, "no such file");
    assertRefused(keyFile("", "rw-------"), "nothing");
    assertRefused(keyFile(" \n", "rw-------"), "nothing");
    assertRefused(keyFile("short", "rw-------"), "fewer than 16 bytes");
    assertRefused(keyFile("a secret of more than sixteen bytes", "rw-r-----"), "chmod 600");
    assertRefused(keyFile("a secret of more than sixteen bytes", "rw----r--"), "chmod 600");
  }

  @Test
  void refuses_a_key_without_its_own_name_and_a_name_without_its_key() throws IOException {
    Path file = keyFile("a secret of more than sixteen bytes", "rw-------");
    assertThatThrownBy(
            () ->
                PseudonymKey.of(
                    Settings.Linkage.of(file.toString(), "development", true), folder, true))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("linkage.key-id");
    assertThatThrownBy(() -> PseudonymKey.of(Settings.Linkage.of(null, "2026", true), folder, true))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("\"2026\"");
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> PseudonymKey.of(named(file), folder, true))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret of");
  }

  private static Settings.Linkage named(Path file) {
    return Settings.Linkage.of(file.toString(), "2026", true);
  }

  private Path keyFile(String text, String rights) throws IOException {
    Path file = Files.createTempFile(folder, "key", "");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return file;
  }
}
