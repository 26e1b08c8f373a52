package org.concordat.pull.mesh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretFile;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS from files: our certificate with its private key, and whom we trust. A file is PKCS
 * #12 or PEM; which, its content tells. Ours must be readable by its owner only; messages name a
 * file and show nothing of it.
 */
final class MeshTls {

  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]+)-----END");
  private static final Pattern PEM_CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private MeshTls() {}

  /**
   * Ready to be used.
   *
   * @param ours our certificate, those it hangs on and its private key (in PEM as PKCS #8)
   * @param password password of the key or of the PKCS #12 file; empty when there is none
   * @param trusted certificates of the authorities that may vouch for MESH; null for those this
   *     Java trusts
   * @param trustedPassword password of that file when it is PKCS #12; empty when there is none
   * @throws WrongRequestException naming the file that cannot be used
   */
  static SSLContext context(
      @Nullable Path ours, String password, @Nullable Path trusted, String trustedPassword) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          ours == null ? null : keys(ours, password.toCharArray()),
          trusted == null ? null : trust(trusted, trustedPassword.toCharArray()),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new WrongRequestException("Cannot use the MESH certificates", e);
    }
  }

  private static KeyManager[] keys(Path ours, char[] password) throws GeneralSecurityException {
    SecretFile.requireOwnerOnly(ours, "the key file");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(isPem(ours) ? pemStore(ours, password) : pkcs12(ours, password), password);
    return keys.getKeyManagers();
  }

  private static TrustManager[] trust(Path trusted, char[] password)
      throws GeneralSecurityException {
    KeyStore store = isPem(trusted) ? empty() : pkcs12(trusted, password);
    if (isPem(trusted)) {
      for (Certificate certificate : certificates(trusted)) {
        store.setCertificateEntry("trusted-" + store.size(), certificate);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static boolean isPem(Path file) {
    return text(file).contains("-----BEGIN ");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read the certificates " + file, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore pkcs12(Path file, char[] password) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return store;
    } catch (IOException e) {
      throw new WrongRequestException(
          "Cannot open " + file + ": it is neither PEM nor PKCS #12, or its password differs", e);
    }
  }

  private static KeyStore pemStore(Path file, char[] password) throws GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry("mesh", privateKey(file, password), password, certificates(file));
    return store;
  }

  private static PrivateKey privateKey(Path file, char[] password) {
    Matcher pem = PEM_KEY.matcher(text(file));
    if (!pem.find() || !pem.group(1).matches("(ENCRYPTED )?PRIVATE KEY")) {
      throw new WrongRequestException(
          "Cannot use "
              + file
              + ": it holds no private key in PKCS #8; openssl pkcs8 -topk8 -v2 aes256"
              + " converts others");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
      return ofAnyKind(
          pem.group(1).startsWith("ENCRYPTED")
              ? decrypted(encoded, password)
              : new PKCS8EncodedKeySpec(encoded));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot use the private key in "
              + file
              + ": it is damaged, its password differs, or its cipher is not AES (openssl pkcs8"
              + " -topk8 -v2 aes256 converts it)",
          e);
    }
  }

  private static PrivateKey ofAnyKind(KeySpec key) throws GeneralSecurityException {
    InvalidKeySpecException last = new InvalidKeySpecException("no kind of key is known");
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(key);
      } catch (InvalidKeySpecException e) {
        last = e;
      }
    }
    throw last;
  }

  private static KeySpec decrypted(byte[] encoded, char[] password)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
    // In the usual form (PBES2) the parameters, not the name, say which cipher it is.
    String algorithm =
        info.getAlgParameters() == null ? info.getAlgName() : info.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
        info.getAlgParameters());
    return info.getKeySpec(cipher);
  }

  private static Certificate[] certificates(Path file) {
    try {
      List<Certificate> certificates = new ArrayList<>();
      Matcher pem = PEM_CERTIFICATE.matcher(text(file));
      while (pem.find()) {
        certificates.add(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.group().getBytes(StandardCharsets.US_ASCII))));
      }
      if (certificates.isEmpty()) {
        throw new WrongRequestException("The file " + file + " holds no certificate");
      }
      return certificates.toArray(Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new WrongRequestException("The file " + file + " holds a damaged certificate", e);
    }
  }
}
