package org.concordat.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.SecretFile;

/**
 * The Ed25519 key that receipts are signed with; its public half is published beside them.
 *
 * <p>Without a key file, invented data get a development key with a fixed, published seed, so that
 * the sample gives the same bytes in every lake. It proves nothing.
 */
final class SigningKey {

  static final String ALGORITHM = "Ed25519";

  private static final String DEVELOPMENT_ID = "development";
  private static final String DEVELOPMENT_TEXT = "concordat development receipt key, not secret";
  private static final byte[] PKCS8 =
      HexFormat.of().parseHex("302e020100300506032b657004220420"); // RFC 8410, then 32 bytes

  private final PrivateKey secret;
  private final PublicKey open;
  private final String id;
  private final List<String> warnings;

  private SigningKey(PrivateKey secret, String id, List<String> warnings)
      throws GeneralSecurityException {
    this.secret = secret;
    this.open = publicHalf(secret);
    this.id = id;
    this.warnings = warnings;
  }

  /**
   * The key of the settings, or the development key.
   *
   * @param file where the development key lies
   * @param isInvented whether every delivery is invented
   * @throws WrongRequestException when the key file is missing, no such key or readable by others;
   *     when real data come without a key file; when key file and key id do not fit
   */
  static SigningKey of(Settings.Receipts settings, Path file, boolean isInvented) {
    String keyFile = settings.keyFile();
    boolean isNamed = !settings.keyId().equals(DEVELOPMENT_ID);
    if (keyFile != null && !isNamed) {
      throw new WrongRequestException(
          "Name the key: receipts.key-file is set, so receipts.key-id cannot be \""
              + DEVELOPMENT_ID
              + "\"");
    }
    if (keyFile != null) {
      return read(Path.of(keyFile), settings.keyId(), List.of());
    }
    if (!isInvented) {
      throw new WrongRequestException(
          "Cannot sign receipts: a submission is not invented data, so set receipts.key-file to a"
              + " file that holds an Ed25519 private key (openssl genpkey -algorithm ed25519)");
    }
    if (isNamed) {
      throw new WrongRequestException(
          "Cannot find the key \"" + settings.keyId() + "\": receipts.key-file is not set");
    }
    return development(file);
  }

  private static SigningKey development(Path file) {
    String pem = pem("PRIVATE KEY", join(PKCS8, seed()));
    try {
      if (!Files.exists(file)) {
        SecretFile.write(file, pem);
      }
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write the development key " + file, e);
    }
    if (!SecretFile.text(file).equals(pem.strip())) {
      throw new WrongRequestException(
          "Cannot use "
              + file
              + ": it does not hold the development key; remove it, or set receipts.key-file and"
              + " receipts.key-id");
    }
    return read(
        file,
        DEVELOPMENT_ID,
        List.of(
            "Receipts were signed with the development key "
                + file
                + ", which is public: right for invented data only. Set receipts.key-file before"
                + " any real data."));
  }

  private static byte[] seed() {
    return Digest.sha256().digest(DEVELOPMENT_TEXT.getBytes(StandardCharsets.UTF_8));
  }

  private static SigningKey read(Path file, String id, List<String> warnings) {
    try {
      byte[] encoded = decoded(SecretFile.text(file), "PRIVATE KEY");
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, id, warnings);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot use the key file "
              + file
              + ": it holds no Ed25519 private key (PKCS#8, PEM), as openssl genpkey -algorithm"
              + " ed25519 writes it",
          e);
    }
  }

  /** A generator whose only randomness is the seed makes the same pair again. */
  private static PublicKey publicHalf(PrivateKey key) throws GeneralSecurityException {
    if (!(key instanceof EdECPrivateKey edwards)) {
      throw new GeneralSecurityException("no Edwards key");
    }
    byte[] seed =
        edwards.getBytes().orElseThrow(() -> new GeneralSecurityException("the key is hidden"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** Name of the key. */
  String id() {
    return id;
  }

  /** What the operator must be told. */
  List<String> warnings() {
    return warnings;
  }

  /** The public half in PEM. */
  String publicPem() {
    return pem("PUBLIC KEY", open.getEncoded());
  }

  /** Tells two keys of one name apart: digest of the public half. */
  String fingerprint() {
    return fingerprint(open);
  }

  static String fingerprint(PublicKey key) {
    return HexFormat.of().formatHex(Digest.sha256().digest(key.getEncoded()));
  }

  /** The same bytes get the same signature. */
  byte[] signature(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot sign with " + ALGORITHM, e);
    }
  }

  /** Bytes of a PEM text. */
  static byte[] decoded(String pem, String kind) {
    String body =
        pem.replace("-----BEGIN " + kind + "-----", "").replace("-----END " + kind + "-----", "");
    return Base64.getMimeDecoder().decode(body.strip());
  }

  private static String pem(String kind, byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, lines.encodeToString(encoded), kind);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }
}
