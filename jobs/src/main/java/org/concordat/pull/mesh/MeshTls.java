package org.concordat.pull.mesh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.Cipher;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretFile;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS from files: our certificate with its private key, and whom we trust. Key files must be
 * readable by their owner only; messages name the file and show nothing of it.
 *
 * @param certificate our certificate and those it hangs on (PEM), or certificate and key together
 *     ({@code .p12}, {@code .pfx})
 * @param key our private key, PKCS #8 in PEM, encrypted or not; null with {@code .p12}
 * @param password file with the password of the key or the {@code .p12}; null when there is none
 * @param trusted certificates (PEM) of the authorities that may vouch for MESH; null for those this
 *     Java trusts
 */
public record MeshTls(
    Path certificate, @Nullable Path key, @Nullable Path password, @Nullable Path trusted) {

  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]+)-----END");

  /**
   * Ready to be used.
   *
   * @throws WrongRequestException naming the file that cannot be used
   */
  public SSLContext context() {
    try {
      char[] secret = password == null ? new char[0] : SecretFile.text(password).toCharArray();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(isPkcs12() ? pkcs12(secret) : pem(secret), secret);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted == null ? null : store(certificates(trusted)));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new WrongRequestException("Cannot use the MESH certificate " + certificate, e);
    }
  }

  private boolean isPkcs12() {
    String name = certificate.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx");
  }

  private KeyStore pkcs12(char[] secret) throws GeneralSecurityException {
    SecretFile.requireOwnerOnly(certificate, "the key file");
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      return store;
    } catch (IOException e) {
      throw new WrongRequestException(
          "Cannot open the key file " + certificate + ": it is no PKCS #12, or its password differs",
          e);
    }
  }

  private KeyStore pem(char[] secret) throws GeneralSecurityException {
    if (key == null) {
      throw new WrongRequestException(
          "The MESH certificate " + certificate + " needs its private key");
    }
    Collection<? extends Certificate> chain = certificates(certificate);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("mesh", privateKey(key, secret), secret, chain.toArray(Certificate[]::new));
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivateKey privateKey(Path file, char[] secret) throws GeneralSecurityException {
    Matcher pem = PEM_KEY.matcher(SecretFile.text(file));
    if (!pem.find() || !pem.group(1).matches("(ENCRYPTED )?PRIVATE KEY")) {
      throw new WrongRequestException(
          "Cannot read the key file "
              + file
              + ": it must be PKCS #8 in PEM; openssl pkcs8 -topk8 converts it");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
      KeySpec spec =
          pem.group(1).startsWith("ENCRYPTED")
              ? decrypted(encoded, secret)
              : new PKCS8EncodedKeySpec(encoded);
      for (String kind : KEY_KINDS) {
        try {
          return KeyFactory.getInstance(kind).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
          continue; // it is a key of another kind
        }
      }
      throw new WrongRequestException("Cannot read the key file " + file + ": no RSA or EC key");
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot read the key file " + file + ": it is damaged, or its password differs", e);
    }
  }

  private static KeySpec decrypted(byte[] encoded, char[] secret)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
    // For PBES2 the parameters, not the name, say which cipher it is.
    String algorithm =
        info.getAlgParameters() == null ? info.getAlgName() : info.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(secret)),
        info.getAlgParameters());
    return info.getKeySpec(cipher);
  }

  private static KeyStore store(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (read.isEmpty()) {
        throw new WrongRequestException("The file " + file + " holds no certificate");
      }
      return read;
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read the certificate " + file, e);
    } catch (GeneralSecurityException e) {
      throw new WrongRequestException("The file " + file + " holds no certificate", e);
    }
  }
}
