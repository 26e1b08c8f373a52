package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A certificate that vouches for itself, with its key, in all forms that are taken. */
final class TestCertificate {

  static final String PASSWORD = "only-for-this-test";
  private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

  private final Path folder;
  private final PrivateKey key;
  private final String certificate;

  private TestCertificate(Path folder, PrivateKey key, String certificate) {
    this.folder = folder;
    this.key = key;
    this.certificate = certificate;
  }

  /** Made by Java's own keytool. */
  static TestCertificate make(Path folder, String name) throws Exception {
    Path here = Files.createDirectories(folder.resolve(name));
    Path store = here.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        here,
        (PrivateKey) keys.getKey(name, PASSWORD.toCharArray()),
        pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
  }

  Path pkcs12() {
    return folder.resolve("key.p12");
  }

  /** The certificate alone. */
  Path pem() throws Exception {
    return Files.writeString(folder.resolve("certificate.pem"), certificate);
  }

  /** The key alone. */
  Path keyPem() throws Exception {
    return secret("key.pem", pem("PRIVATE KEY", key.getEncoded()));
  }

  Path both() throws Exception {
    return secret("both.pem", certificate + pem("PRIVATE KEY", key.getEncoded()));
  }

  Path bothEncrypted() throws Exception {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(CIPHER)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    byte[] encrypted =
        new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
    return secret("encrypted.pem", certificate + pem("ENCRYPTED PRIVATE KEY", encrypted));
  }

  private Path secret(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
