package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.concordat.pull.channel.ChannelFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS with the sandbox, which lets in only who shows a certificate it knows. */
@Tag("proof")
class MeshTlsProofTest {

  @TempDir private static Path folder;
  private static TestCertificate server;
  private static TestCertificate ours;
  private static MeshSandbox sandbox;

  @BeforeAll
  static void a_sandbox() throws Exception {
    server = TestCertificate.make(folder, "server");
    ours = TestCertificate.make(folder, "ours");
    sandbox =
        MeshSandbox.start(
            folder.resolve("sandbox"),
            "--ssl-certfile",
            server.pem().toString(),
            "--ssl-keyfile",
            server.keyPem().toString(),
            "--ssl-ca-certs",
            ours.pem().toString(),
            "--ssl-cert-reqs",
            "2");
  }

  @AfterAll
  static void ends() throws Exception {
    sandbox.close();
  }

  @Test
  void is_let_in_with_a_certificate_in_any_form() throws Exception {
    shake(ours.pkcs12(), TestCertificate.PASSWORD, server.pem(), "");
    shake(ours.both(), "", server.pem(), "");
    shake(ours.bothEncrypted(), TestCertificate.PASSWORD, server.pem(), "");
    shake(ours.both(), "", server.pkcs12(), TestCertificate.PASSWORD);
  }

  @Test
  void is_not_let_in_without_ours_and_trusts_nobody_it_was_not_told_of() throws Exception {
    assertRefused(null, server.pem());
    assertRefused(TestCertificate.make(folder, "stranger").both(), server.pem());
    assertRefused(ours.both(), null);
    assertRefused(ours.both(), ours.pem());
  }

  private static void assertRefused(@Nullable Path key, @Nullable Path trusted) {
    assertThatThrownBy(() -> shake(key, "", trusted, ""))
        .isInstanceOf(ChannelFault.class)
        .hasMessageMatching(
            ".*(do not accept each other's certificates|it does not know our certificate)");
  }

  private static void shake(
      @Nullable Path key, String password, @Nullable Path trusted, String trustedPassword)
      throws Exception {
    MeshClient.of(
            sandbox.address(),
            new MeshIdentity("X26ABC1", MeshSandbox.PASSWORD, MeshSandbox.KEY),
            MeshTls.context(key, password, trusted, trustedPassword),
            Duration.ofSeconds(20))
        .handshake();
  }
}
