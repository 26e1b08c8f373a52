package org.concordat.link;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.SecretFile;

/**
 * The secret key pseudonyms are made with. It is read from a file, never shown, never stored; its
 * id goes with every output.
 *
 * <p>Without a key file, invented data get a development key with a fixed, published text, so that
 * the sample gives the same bytes in every lake. It protects nothing.
 */
public final class PseudonymKey implements Serializable {

  /** Id of the key for invented data. */
  public static final String DEVELOPMENT_ID = "development";

  private static final long serialVersionUID = 1L;
  private static final String DEVELOPMENT_TEXT = "concordat development key, not secret";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 16;

  private final byte[] secret;
  private final String id;
  private final List<String> warnings;
  private transient volatile ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

  private PseudonymKey(byte[] secret, String id, List<String> warnings) {
    this.secret = secret.clone();
    this.id = id;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * The key of the settings, or the development key.
   *
   * @param linkage key file and key id
   * @param lakeFolder folder the development key lies in, {@code development.key}
   * @param isInvented whether every delivery in force is invented
   * @throws WrongRequestException when the key file is missing, empty, too short or readable by
   *     others; when real data come without a key file; when key file and key id do not fit
   */
  public static PseudonymKey of(Settings.Linkage linkage, Path lakeFolder, boolean isInvented) {
    String keyFile = linkage.keyFile();
    boolean isNamed = !linkage.keyId().equals(DEVELOPMENT_ID);
    if (keyFile != null) {
      if (!isNamed) {
        throw new WrongRequestException(
            "Name the key: linkage.key-file is set, so linkage.key-id cannot be \""
                + DEVELOPMENT_ID
                + "\"");
      }
      return new PseudonymKey(secretIn(Path.of(keyFile)), linkage.keyId(), List.of());
    }
    if (!isInvented) {
      throw new WrongRequestException(
          "Cannot make person keys: a submission in force is not invented data, so set"
              + " linkage.key-file to a file that holds the secret key");
    }
    if (isNamed) {
      throw new WrongRequestException(
          "Cannot find the key \"" + linkage.keyId() + "\": linkage.key-file is not set");
    }
    return development(lakeFolder.resolve("development.key"));
  }

  /**
   * The key of the person index. It is the pseudonym key unless the settings name another one,
   * which they must once the pseudonym key was changed: the index cannot be read without the key it
   * was made with.
   *
   * @param pseudonyms the pseudonym key
   * @throws WrongRequestException as {@link #of} does
   */
  public static PseudonymKey ofIndex(Settings.Linkage linkage, PseudonymKey pseudonyms) {
    String keyFile = linkage.indexKeyFile();
    String keyId = linkage.indexKeyId();
    if ((keyFile == null) != (keyId == null)) {
      throw new WrongRequestException(
          "Set both or neither of linkage.index-key-file and linkage.index-key-id");
    }
    return keyFile == null || keyId == null
        ? pseudonyms
        : new PseudonymKey(secretIn(Path.of(keyFile)), keyId, List.of());
  }

  /**
   * The key of one release of marts.
   *
   * @throws WrongRequestException when the file cannot be used, as {@link #of} says
   */
  public static PseudonymKey ofRelease(Settings.ReleaseKey release) {
    return new PseudonymKey(secretIn(Path.of(release.keyFile())), release.keyId(), List.of());
  }

  private static PseudonymKey development(Path file) {
    try {
      if (!Files.exists(file)) {
        SecretFile.write(file, DEVELOPMENT_TEXT + "\n");
      }
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write the development key " + file, e);
    }
    byte[] secret = secretIn(file);
    if (!Arrays.equals(secret, DEVELOPMENT_TEXT.getBytes(StandardCharsets.UTF_8))) {
      throw new WrongRequestException(
          "Cannot use "
              + file
              + ": it does not hold the development key; remove it, or set linkage.key-file and"
              + " linkage.key-id");
    }
    return new PseudonymKey(
        secret,
        DEVELOPMENT_ID,
        List.of(
            "Person keys were made with the development key "
                + file
                + ", which is public: right for invented data only. Set linkage.key-file before any"
                + " real data."));
  }

  private static byte[] secretIn(Path file) {
    byte[] secret = SecretFile.text(file).getBytes(StandardCharsets.UTF_8);
    if (secret.length < SHORTEST) {
      throw new WrongRequestException(
          "Cannot use the key file "
              + file
              + ": it holds "
              + (secret.length == 0 ? "nothing" : "fewer than " + SHORTEST + " bytes"));
    }
    return secret;
  }

  /** Name of the key. */
  public String id() {
    return id;
  }

  /** What the operator must be told. */
  public List<String> warnings() {
    return warnings;
  }

  /** Tells two keys of one name apart without showing either. */
  public String fingerprint() {
    return Digest.id(pseudonym("fingerprint"));
  }

  /** HMAC-SHA-256 of the preparation version, a bar and the canonical id, as 64 hex digits. */
  public String pseudonym(String canonicalId) {
    String message = IdentifierPreparation.VERSION + "|" + canonicalId;
    byte[] code = mac().doFinal(message.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(code);
  }

  private Mac mac() {
    ThreadLocal<Mac> perThread = macs;
    if (perThread == null) {
      perThread = ThreadLocal.withInitial(this::newMac);
      macs = perThread;
    }
    return perThread.get();
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }

  /** The id only. */
  @Override
  public String toString() {
    return "key " + id;
  }
}
