package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.concordat.config.WrongRequestException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshTlsTest {

  @TempDir private Path folder;

  @Test
  void reads_certificates_and_keys_in_any_form() throws Exception {
    TestCertificate one = TestCertificate.make(folder, "one");

    assertThat(MeshTls.context(one.pkcs12(), TestCertificate.PASSWORD, one.pem(), "")).isNotNull();
    assertThat(MeshTls.context(one.both(), "", one.pkcs12(), TestCertificate.PASSWORD)).isNotNull();
    assertThat(MeshTls.context(one.bothEncrypted(), TestCertificate.PASSWORD, null, ""))
        .isNotNull();
  }

  @Test
  void says_which_file_cannot_be_used_and_nothing_of_what_it_holds() throws Exception {
    TestCertificate one = TestCertificate.make(folder, "one");
    Path open = one.both();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
    assertWrong(open, "", "both.pem: others can read it");
    assertWrong(one.bothEncrypted(), "wrong", "encrypted.pem: it is damaged, its password");
    assertWrong(one.pkcs12(), "wrong", "key.p12: it is neither PEM nor PKCS #12, or its password");
    assertWrong(one.keyPem(), "", "key.pem holds no certificate");
    Path old = folder.resolve("old.pem");
    Files.writeString(
        old, "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));
    assertWrong(old, "", "old.pem: it holds no private key in PKCS #8");
    assertWrong(folder.resolve("missing.pem"), "", "missing.pem: no such file");
  }

  private static void assertWrong(@Nullable Path ours, String password, String words) {
    assertThatThrownBy(() -> MeshTls.context(ours, password, null, ""))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("c2VjcmV0");
  }
}
