package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.concordat.config.WrongRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferenceTest {

  @TempDir Path folder;

  @Test
  void a_file_of_its_owner_and_a_variable_are_read() throws IOException {
    Path file = folder.resolve("secret");
    SecretFile.write(file, "hunter2\n");
    assertThat(SecretReference.text("a.s3.secret-key", "file:" + file)).isEqualTo("hunter2");
    assertThat(SecretReference.text("a.s3.secret-key", "env:PATH"))
        .isEqualTo(System.getenv("PATH").strip());
  }

  @Test
  void what_is_not_there_or_open_to_others_is_refused_by_its_place() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SecretReference.text("a.key", "file:" + file))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> SecretReference.text("a.key", "env:CONCORDAT_NOBODY_SET_THIS"))
        .isInstanceOf(WrongRequestException.class)
        .hasMessage(
            "Cannot read a.key: there is no environment variable CONCORDAT_NOBODY_SET_THIS");
    assertThatThrownBy(() -> SecretReference.text("a.key", "hunter2"))
        .isInstanceOf(WrongRequestException.class)
        .hasMessage("Cannot read a.key: it must be a reference, file:/path or env:NAME");
  }
}
